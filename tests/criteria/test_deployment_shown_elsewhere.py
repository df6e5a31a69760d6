"""What files beside the texts show of how a project runs: its platform, its container, and stores it downloads from."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.production.containerization import containerization
from portfolio_kit.criteria.production.deployment_writeup import deployment_writeup
from portfolio_kit.criteria.show.demo import demo
from tests.criteria.kit import repository

APP = (
    "import joblib\nfrom flask import Flask, request\n\n{before}app = Flask(__name__)\nmodel = joblib.load('m.pkl')\n\n\n"
    "@app.post('/predict')\ndef predict():\n    return {{'rent': float(model.predict([request.get_json()])[0])}}\n"
)
WORKFLOW = "on: push\njobs:\n  ship:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          {command}\n"
BARE = {"app.py": APP.format(before=""), "m.pkl": "\x80model", "requirements.txt": "flask\n"}
STORE = "import boto3\nstore = boto3.client('s3')\n{call}\n"


@pytest.mark.parametrize(
    ("files", "shown"),
    [
        (
            {".github/workflows/ship.yml": WORKFLOW.format(command="gcloud run deploy rent --source .")},
            ".github/workflows/ship.yml:7 deploys to Google Cloud Run",
        ),
        ({"render.yaml": "services:\n  - type: web\n"}, "render.yaml:1 deploys to Render"),
        (
            {"app.py": APP.format(before="ORIGIN = 'https://rent-page.onrender.com'\n")},
            "app.py:4 names Render",
        ),
    ],
)
def test_the_platform_that_the_repository_shows_is_named_in_what_is_to_be_written(
    files: dict[str, str], shown: str, tmp_path: Path
) -> None:
    silent = deployment_writeup(repository(tmp_path / "silent", {**BARE, **files}))
    assert silent.level == 0
    assert f"where the project runs ({shown}), the commands" in str(silent.fix)
    readme = "# Rent\n\n## Run\n\n```bash\nflask --app app run\n```\n"
    started = deployment_writeup(repository(tmp_path / "started", {**BARE, **files, "README.md": readme}))
    assert started.level == 1
    assert f"add where it runs ({shown}) and why" in str(started.fix)


@pytest.mark.parametrize(
    "files",
    [
        {".github/workflows/ship.yml": WORKFLOW.format(command="echo gcloud run is used elsewhere")},
        {"tests/test_app.py": "PAGE = 'https://rent-page.onrender.com'\n\n\ndef test_it():\n    assert PAGE\n"},
        {"app.py": APP.format(before="DOCS = 'https://render.com/docs'\n")},
    ],
)
def test_what_only_speaks_of_a_platform_shows_none(files: dict[str, str], tmp_path: Path) -> None:
    assert "where the project runs or would run, the commands" in str(
        deployment_writeup(repository(tmp_path, {**BARE, **files})).fix
    )


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("- Dockerized environment", "Dockerized"),
        ("- Ships as a Docker image", "Docker image"),
        ("- Docker is not used", ""),
        ("## Future work\n\n- Dockerized environment", ""),
    ],
)
def test_a_container_that_is_only_told_of_is_said(line: str, word: str, tmp_path: Path) -> None:
    finding = containerization(repository(tmp_path, {**BARE, "README.md": f"# Rent\n\n{line}\n"}))
    assert finding.level == 0
    told = f", though README.md:3 mentions {word}." if word else "."
    assert finding.reason == f"There is no Dockerfile or other description of a container{told}"
    assert ("or remove what README.md:3 says of it" in str(finding.fix)) is bool(word)


@pytest.mark.parametrize(
    ("call", "is_told"),
    [
        ("store.download_file('rents', 'm.pkl', 'm.pkl')", True),
        ("def fetch():\n    store.download_file('rents', 'm.pkl', 'm.pkl')\n", False),
        ("import requests\npage = requests.get('https://rents.example/m.pkl')", False),
    ],
)
def test_an_app_that_downloads_from_a_store_as_it_starts_can_be_tried_by_nobody(
    call: str, is_told: bool, tmp_path: Path
) -> None:
    finding = demo(repository(tmp_path, {**BARE, "app.py": APP.format(before=STORE.format(call=call))}))
    assert finding.level == 1
    assert "how to start app.py and a screenshot of it." in str(finding.fix)
    assert ("a stranger has no keys for the download at app.py:6" in str(finding.fix)) is is_told
