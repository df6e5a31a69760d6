"""How a service is started, read off what its author wrote."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from portfolio_kit.proof.found.service import service
from portfolio_kit.proof.model import Command
from tests.criteria.kit import repository

FASTAPI = """\
import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("models/model.joblib")

@app.get("/health")
def health():
    return {}

@app.post("/predict")
def predict(row: dict):
    return {"prediction": model.predict([list(row.values())])[0]}
"""
FLASK = """\
import pickle
from flask import Flask, request

app = Flask(__name__)
model = pickle.load(open("model.pkl", "rb"))

@app.route("/predict", methods=["POST"])
def predict():
    return {"prediction": model.predict([request.json["rows"]])[0]}
"""


def start(folder: Path, files: Mapping[str, str]) -> str:
    """The command that starts the service on port 8123, as a person would type it."""
    found = service(repository(folder, files))
    return found.on(8123).shown if found else ""


def test_an_app_object_is_enough(tmp_path: Path) -> None:
    assert start(tmp_path, {"app.py": FASTAPI}) == "python -m uvicorn app:app --host 127.0.0.1 --port 8123"


def test_a_flask_app_is_started_with_flask(tmp_path: Path) -> None:
    shown = "FLASK_APP=app:app python -m flask run --host 127.0.0.1 --port 8123"
    assert start(tmp_path, {"app.py": FLASK}) == shown


def test_what_the_readme_says_goes_first_told_where_to_listen(tmp_path: Path) -> None:
    readme = "# It\n\n```bash\nuvicorn api:app --host 0.0.0.0 --port 80 --reload --log-level warning\n```\n"
    shown = start(tmp_path, {"README.md": readme, "api.py": FASTAPI})
    assert shown == "python -m uvicorn api:app --log-level warning --host 127.0.0.1 --port 8123"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Makefile", "PORT ?= 8000\nserve:\n\tuvicorn api:app --port $(PORT) --workers 1\n"),
        ("Procfile", "web: uvicorn api:app --host 0.0.0.0 --port $PORT\n"),
        ("Dockerfile", 'FROM python:3.12\nCOPY . .\nCMD ["uvicorn", "api:app", "--host", "0.0.0.0"]\n'),
        ("compose.yaml", "services:\n  api:\n    build: .\n    command: uvicorn api:app --host 0.0.0.0\n"),
    ],
)
def test_every_file_that_starts_it_is_read(tmp_path: Path, name: str, text: str) -> None:
    found = service(repository(tmp_path, {name: text, "api.py": FASTAPI, "other.txt": ""}))
    assert found is not None
    assert found.on(1).shown == "python -m uvicorn api:app --host 127.0.0.1 --port 1"
    assert found.command.evidence is not None
    assert found.command.evidence.path == name


def test_gunicorn_keeps_its_own_options_but_where_it_listens(tmp_path: Path) -> None:
    shown = start(tmp_path, {"Procfile": "web: gunicorn -b 0.0.0.0:$PORT -w 2 app:app\n", "app.py": FLASK})
    assert shown == "python -m gunicorn -w 2 app:app --bind 127.0.0.1:8123"


def test_a_package_below_src_is_found_without_being_installed(tmp_path: Path) -> None:
    shown = start(tmp_path, {"src/churn/__init__.py": "", "src/churn/serve.py": FASTAPI})
    assert shown == "PYTHONPATH=src python -m uvicorn churn.serve:app --host 127.0.0.1 --port 8123"


def test_it_is_started_where_the_files_that_it_reads_are(tmp_path: Path) -> None:
    shown = start(tmp_path, {"backend/app.py": FLASK, "backend/model.pkl": "\x80x"})
    assert shown.startswith("cd backend && ")


def test_a_script_that_only_starts_a_server_is_started_by_its_app_object(tmp_path: Path) -> None:
    script = FLASK + '\nif __name__ == "__main__":\n    app.run(host="0.0.0.0", port=5050, debug=True)\n'
    shown = start(tmp_path, {"README.md": "```\npython app.py\n```\n", "app.py": script})
    assert shown == "FLASK_APP=app:app python -m flask run --host 127.0.0.1 --port 8123"


def test_a_script_that_loads_its_model_before_it_serves_keeps_its_own_port(tmp_path: Path) -> None:
    script = (
        FLASK + '\nif __name__ == "__main__":\n    scaler = pickle.load(open("s.pkl", "rb"))\n    app.run(port=5050)\n'
    )
    found = service(repository(tmp_path, {"README.md": "```\npython app.py\n```\n", "app.py": script}))
    assert found is not None
    assert found.port == 5050
    assert found.on(8123).arguments == ("python", "app.py")


def test_a_factory_is_called(tmp_path: Path) -> None:
    factory = "from fastapi import FastAPI\n\ndef create_app():\n    app = FastAPI()\n    return app\n"
    assert "--factory" in start(tmp_path, {"main.py": factory})


def test_a_streamlit_app_is_started_without_a_browser_and_is_a_page(tmp_path: Path) -> None:
    app = 'import streamlit as st\nst.title("It")\nst.slider("Age", 0, 9)\n'
    found = service(repository(tmp_path, {"dashboard.py": app}))
    assert found is not None
    assert found.is_page
    assert found.ready == ("/_stcore/health",)
    assert "--server.headless true" in found.on(8123).shown


def test_one_that_programs_can_ask_goes_before_a_page(tmp_path: Path) -> None:
    readme = "```\nstreamlit run ui.py\nuvicorn api:app\n```\n"
    ui = "import streamlit as st\nst.slider('Age')\n"
    assert "uvicorn" in start(tmp_path, {"README.md": readme, "ui.py": ui, "api.py": FASTAPI})


def test_the_authors_own_command_goes_before_everything(tmp_path: Path) -> None:
    given = Command(("python", "serve.py", "--port", "{port}"))
    found = service(repository(tmp_path, {"app.py": FASTAPI}), (given,))
    assert found is not None
    assert found.on(8123).arguments == ("python", "serve.py", "--port", "8123")


def test_the_paths_that_tell_readiness_are_known(tmp_path: Path) -> None:
    found = service(repository(tmp_path, {"app.py": FASTAPI}))
    assert found is not None
    assert found.ready == ("/health",)


def test_a_repository_without_a_service_has_none(tmp_path: Path) -> None:
    assert service(repository(tmp_path, {"train.py": "print(1)\n"})) is None
