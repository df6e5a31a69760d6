"""demo: what a reviewer can use or see work at once."""

from __future__ import annotations

import json
import random
import struct
from pathlib import Path

import pytest

from portfolio_kit.criteria.show.demo import demo
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import notebook, repository

API = """\
import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.joblib")


@app.post("/predict")
def predict(row: dict):
    return {"rentals": float(model.predict([list(row.values())])[0])}
"""
PAGE = "import streamlit as st\n\nst.title('Bikes')\nst.write(st.slider('Hour', 0, 23))\n"
START = "# Bikes\n\n```bash\nuvicorn api:app\n```\n"
PICTURE = b"\x89PNG" + b"x" * 900
NOISE = random.Random(0).randbytes(270_300)  # noqa: S311 - nothing is kept secret
SENTENCE = "The plot shows that people ride to work in the morning and back in the evening, and hardly at night.\n"


def judged(folder: Path, files: dict[str, str | bytes]) -> Finding:
    return demo(repository(folder, files))


def test_code_alone_is_nothing_to_look_at(tmp_path: Path) -> None:
    assert (
        judged(tmp_path, {"train.py": "print('trained')\n", "README.md": "# Bikes\n\nDemo: coming soon.\n"}).level == 0
    )


@pytest.mark.parametrize(
    "path", ["figures/size_bar.png", "data/imputed.png", "reports/model_comparison.png", "artifacts/top_words.png"]
)
def test_a_plot_is_no_picture_of_the_app(path: str, tmp_path: Path) -> None:
    assert judged(tmp_path, {"api.py": API, "README.md": f"{START}\n![]({path})\n", path: PICTURE}).level == 1


def test_an_app_to_start_by_hand_is_a_part(tmp_path: Path) -> None:
    finding = judged(tmp_path, {"api.py": API, "README.md": START})
    assert finding.level == 1
    assert finding.fix is not None
    assert "api.py" in finding.fix


@pytest.mark.parametrize(
    "more",
    [
        "![Swagger with a prediction](images/swagger.png)",
        "[Watch the demo](https://youtu.be/abc)",
        (
            "```bash\ncurl -X POST localhost:8000/predict -d '{\"hour\": 8}'\n```\n\nResponse:\n\n"
            '```json\n{"predicted_rentals": 231.0}\n```'
        ),
    ],
)
def test_an_app_that_can_be_seen_at_work(tmp_path: Path, more: str) -> None:
    files: dict[str, str | bytes] = {"api.py": API, "README.md": f"{START}\n{more}\n", "images/swagger.png": PICTURE}
    assert judged(tmp_path, files).level == 2


def test_screenshots_beside_the_texts_count(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "app.py": PAGE,
        "README.md": "```\nstreamlit run app.py\n```\n",
        "screenshots/1.png": PICTURE,
    }
    assert judged(tmp_path, files).level == 2


def test_a_live_link(tmp_path: Path) -> None:
    text = "# Bikes\n\n[Live demo](https://bikes.streamlit.app)\n"
    assert judged(tmp_path, {"app.py": PAGE, "README.md": text}).level == 2


@pytest.mark.parametrize(
    "address", ["http://localhost:8501", "https://your-app.streamlit.app", "https://github.com/ada/bikes"]
)
def test_other_addresses_are_no_live_link(tmp_path: Path, address: str) -> None:
    assert judged(tmp_path, {"app.py": PAGE, "README.md": f"# Bikes\n\nOpen the app at {address}\n"}).level == 1


def test_what_is_sent_is_no_answer(tmp_path: Path) -> None:
    sent = "```bash\ncurl -X POST localhost:8000/predict -d '{\n  \"risk_score\": 3\n}'\n```\n"
    assert judged(tmp_path, {"api.py": API, "README.md": f"{START}\n{sent}"}).level == 1


def test_a_picture_that_is_not_there_shows_nothing(tmp_path: Path) -> None:
    assert judged(tmp_path, {"api.py": API, "README.md": f"{START}\n![Swagger](images/swagger.png)\n"}).level == 1


@pytest.mark.parametrize(
    ("command", "level"),
    [("npm run test:ui", 1), ("npm run lint", 1), ("yarn run build", 1), ("npm run serve:page", 2), ("yarn start", 2)],
)
def test_what_tests_or_builds_a_page_does_not_start_it(command: str, level: int, tmp_path: Path) -> None:
    text = f"# Bikes\n\n```\n{command}\n```\n\n![Screenshot](docs/screenshot.png)\n"
    package = json.dumps({"scripts": {"dev": "next dev"}})
    files: dict[str, str | bytes] = {"package.json": package, "README.md": text, "a.py": "x = 1\n"}
    assert judged(tmp_path, {**files, "docs/screenshot.png": PICTURE}).level == level


def test_a_web_app_in_another_language(tmp_path: Path) -> None:
    package = json.dumps({"scripts": {"dev": "next dev"}})
    text = "# Bikes\n\n```\nnpm run dev\n```\n\n![Screenshot](docs/screenshot.png)\n"
    assert (
        judged(
            tmp_path, {"package.json": package, "README.md": text, "docs/screenshot.png": PICTURE, "a.py": "x = 1\n"}
        ).level
        == 2
    )


def test_plots_of_results_are_a_part(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"train.py": "print(1)\n", "plots/confusion_matrix.png": PICTURE}
    assert judged(tmp_path, files).level == 1


def test_icons_of_a_page_are_nothing(tmp_path: Path) -> None:
    assert judged(tmp_path, {"train.py": "print(1)\n", "static/icon.png": PICTURE, "logo.png": PICTURE}).level == 0


def test_a_notebook_with_outputs_and_hardly_a_word_is_a_part(tmp_path: Path) -> None:
    cells = notebook("# Bikes", "## Plot", ("plot()", "a plot"), ("fit()", "0.87"))
    assert judged(tmp_path, {"look.ipynb": cells}).level == 1


def test_a_notebook_that_tells_the_story(tmp_path: Path) -> None:
    cells = [part for _ in range(16) for part in (SENTENCE, ("plot()", "a plot"))]
    assert judged(tmp_path, {"look.ipynb": notebook(*cells)}).level == 2


def test_several_notebooks_may_tell_it_together(tmp_path: Path) -> None:
    cells = [part for _ in range(8) for part in (SENTENCE, ("plot()", "a plot"))]
    assert judged(tmp_path, {f"{number}.ipynb": notebook(*cells) for number in range(2)}).level == 2


def test_outputs_of_a_few_cells_are_a_part(tmp_path: Path) -> None:
    cells = [("plot()", "a plot"), *([("prepare()", "")] * 4)]
    assert judged(tmp_path, {"look.ipynb": notebook(*cells)}).level == 1


def test_a_story_without_outputs_shows_nothing(tmp_path: Path) -> None:
    cells = [part for _ in range(16) for part in (SENTENCE, ("plot()", ""))]
    assert judged(tmp_path, {"look.ipynb": notebook(*cells)}).level == 0


def test_a_notebook_that_asks_the_api_keeps_the_answer(tmp_path: Path) -> None:
    cells = notebook(("requests.post('http://localhost:8000/predict', json=row).json()", "{'rentals': 231.0}"))
    assert judged(tmp_path, {"api.py": API, "README.md": START, "ask.ipynb": cells}).level == 2


def test_a_live_link_to_nothing_of_the_repository_is_words(tmp_path: Path) -> None:
    assert judged(tmp_path, {"README.md": "# Bikes\n\n[Live demo](https://bikes.streamlit.app)\n"}).level == 0


@pytest.mark.parametrize(
    "text",
    [
        "[Set-up of a server](https://www.youtube.com/watch?v=abc)",
        "Follow this [video](https://youtu.be/abc?list=PL3) to deploy it",
        "Demo after the [course of Ada](https://youtu.be/abc)",
    ],
)
def test_a_video_that_teaches_is_no_recording_of_the_app(tmp_path: Path, text: str) -> None:
    assert judged(tmp_path, {"api.py": API, "README.md": f"{START}\n{text}\n"}).level == 1


def test_a_live_link_in_a_block_of_code_is_one_to_copy(tmp_path: Path) -> None:
    text = "# Bikes\n\nCopy this address:\n\n```\nhttps://bikes.onrender.com\n```\n"
    assert judged(tmp_path, {"app.py": PAGE, "README.md": text}).level == 2


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("[Prophet](https://facebook.github.io/prophet/) forecasts", 1),
        ("[Live dashboard](https://ada.github.io/bikes)", 2),
        ("The documentation is [here](https://ada.github.io/bikes/)", 1),
    ],
)
def test_a_page_of_github_must_be_said_to_be_more_than_texts(tmp_path: Path, text: str, level: int) -> None:
    assert judged(tmp_path, {"app.py": PAGE, "README.md": f"# Bikes\n\n{text}\n"}).level == level


@pytest.mark.parametrize(
    "text", ["Your app will be at https://bikes.onrender.com", "Tu app estará en: https://bikes.onrender.com"]
)
def test_an_address_that_an_app_is_to_have_is_no_live_link(tmp_path: Path, text: str) -> None:
    assert judged(tmp_path, {"app.py": PAGE, "README.md": f"# Bikes\n\n{text}\n"}).level == 1


def test_the_start_that_is_shown_is_that_of_the_app(tmp_path: Path) -> None:
    train = "import joblib\nfrom sklearn.svm import SVC\njoblib.dump(SVC().fit(rows, target), 'model.joblib')\n"
    text = "# Bikes\n\n```bash\npython train.py\nuvicorn api:app\n```\n\n![Swagger](images/swagger.png)\n"
    files: dict[str, str | bytes] = {"api.py": API, "train.py": train, "README.md": text, "images/swagger.png": PICTURE}
    finding = judged(tmp_path, files)
    assert finding.level == 2
    assert [place.excerpt for place in finding.evidence][1] == "uvicorn api:app"


@pytest.mark.parametrize("other", ["taxis/README.md", "templates/api/README.md"])
def test_parts_of_several_projects_are_no_demo_of_any(tmp_path: Path, other: str) -> None:
    folder = other.removesuffix("README.md")
    files: dict[str, str | bytes] = {
        "README.md": "# Projects\n",
        "bikes/README.md": "# Bikes\n\n![Swagger](swagger.png)\n",
        "bikes/api.py": API,
        "bikes/swagger.png": PICTURE,
        other: START,
        f"{folder}api.py": API,
    }
    assert judged(tmp_path, files).level == 1
    files["bikes/README.md"] = f"{START}\n![Swagger](swagger.png)\n"
    finding = judged(tmp_path, files)
    assert finding.level == 2
    assert {place.path.partition("/")[0] for place in finding.evidence} == {"bikes"}


def test_a_front_end_is_a_part_of_the_project(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "backend/README.md": START,
        "backend/api.py": API,
        "frontend/README.md": "# Page\n\n![Screenshot](screenshot.png)\n",
        "frontend/screenshot.png": PICTURE,
    }
    assert judged(tmp_path, files).level == 2


@pytest.mark.parametrize(("service", "level"), [("image: grafana/grafana:10", 1), ("build: .", 2)])
def test_what_only_runs_beside_the_project_starts_no_app(tmp_path: Path, service: str, level: int) -> None:
    text = "# Bikes\n\n```bash\ndocker compose up -d\n```\n\n![Swagger](images/swagger.png)\n"
    files: dict[str, str | bytes] = {
        "api.py": API,
        "README.md": text,
        "images/swagger.png": PICTURE,
        "docker-compose.yml": f"services:\n  one:\n    {service}\n",
    }
    assert judged(tmp_path, files).level == level


def test_another_script_starts_no_app(tmp_path: Path) -> None:
    text = "# Bikes\n\n```bash\npython score.py\n```\n\n![Swagger](images/swagger.png)\n"
    files: dict[str, str | bytes] = {
        "api.py": API,
        "score.py": "import joblib\nprint(joblib.load('model.joblib').predict([[8]]))\n",
        "README.md": text,
        "images/swagger.png": PICTURE,
    }
    assert judged(tmp_path, files).level == 1


def test_a_command_that_only_trains_starts_no_app(tmp_path: Path) -> None:
    train = "import joblib\nfrom sklearn.svm import SVC\njoblib.dump(SVC().fit(rows, target), 'model.joblib')\n"
    text = "# Bikes\n\n```bash\npython train.py\n```\n\n![Swagger](images/swagger.png)\n"
    files: dict[str, str | bytes] = {"api.py": API, "train.py": train, "README.md": text, "images/swagger.png": PICTURE}
    assert judged(tmp_path, files).level == 1


@pytest.mark.parametrize(
    "text", ["Documentation: https://bikes.netlify.app/home", "Deploy it on [Railway](https://railway.app)"]
)
def test_a_link_to_texts_or_to_a_host_is_no_live_link(tmp_path: Path, text: str) -> None:
    assert judged(tmp_path, {"app.py": PAGE, "README.md": f"# Bikes\n\n{text}\n"}).level == 1


def test_a_live_link_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    assert judged(tmp_path, {"app.py": PAGE, "dashboard link.txt": "https://bikes.streamlit.app/\n"}).level == 2


def test_an_ornament_beside_the_title_shows_nothing(tmp_path: Path) -> None:
    picture = "![bikes](images/bikes.png)"
    text = f"# Bikes\n\n{picture}\n\nThis project predicts how many bikes people will rent.\n\n{START}"
    assert judged(tmp_path, {"api.py": API, "README.md": text, "images/bikes.png": PICTURE}).level == 1


def test_many_words_tell_a_story_beside_any_code(tmp_path: Path) -> None:
    code = [("plot()", "a plot")] * 60
    assert judged(tmp_path, {"look.ipynb": notebook(SENTENCE * 32, *code)}).level == 2


def test_a_video_dropped_into_the_text_is_a_recording(tmp_path: Path) -> None:
    text = f"{START}\nhttps://github.com/user-attachments/assets/ec92008f-f4ec-4b8a-92b6-43498c774f29\n"
    assert judged(tmp_path, {"api.py": API, "README.md": text}).level == 2


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("See our [demo video](https://youtu.be/abc) of how to use the app.", 2),
        ("[Video of the app](https://youtu.be/abc)", 2),
        ("Follow the instructions in this [video](https://youtu.be/abc) to put the image on a server.", 1),
        ("You can learn how to set up a cluster with this [course video](https://youtu.be/abc).", 1),
    ],
)
def test_a_video_to_learn_from_shows_nothing_of_the_app(text: str, level: int, tmp_path: Path) -> None:
    assert judged(tmp_path, {"api.py": API, "README.md": f"{START}\n{text}\n"}).level == level


def test_the_app_that_the_readme_starts_is_the_one_to_show(tmp_path: Path) -> None:
    files = {
        "api/main.py": API,
        "app.py": PAGE,
        "README.md": "# Bikes\n\n```bash\nstreamlit run app.py\nuvicorn api.main:app\n```\n",
    }
    finding = judged(tmp_path, {**files})
    assert finding.evidence[0].path == "app.py"
    assert "of app.py" in (finding.fix or "")


def test_a_picture_under_a_heading_that_says_screenshots_is_no_ornament(tmp_path: Path) -> None:
    text = f"# Bikes\n\n## Screenshots\n\n![Rush hour](morning.png)\n\n{START}"
    assert judged(tmp_path, {"api.py": API, "README.md": text, "morning.png": PICTURE}).level == 2


@pytest.mark.parametrize(
    "text", ["## Production URL\n\nhttps://bikes.example.net\n", "Open https://bikes.duckdns.org in a browser.\n"]
)
def test_an_address_of_ones_own_may_be_the_live_link(text: str, tmp_path: Path) -> None:
    assert judged(tmp_path, {"app.py": PAGE, "README.md": f"# Bikes\n\n{text}"}).level == 2


def test_a_stack_that_is_deployed_starts_the_app(tmp_path: Path) -> None:
    answer = 'Response:\n\n```json\n{"predicted_rentals": 231.0}\n```\n'
    text = f"# Bikes\n\n```\ndocker stack deploy -c docker-compose.yml bikes\n```\n\n{answer}"
    compose = "services:\n  api:\n    image: bikes:latest\n    build: .\n"
    files: dict[str, str | bytes] = {"api.py": API, "README.md": text, "docker-compose.yml": compose}
    assert judged(tmp_path, files).level == 2


ASK = "curl -s localhost:8000/predict -H 'Content-Type: application/json' \\\n  -d '{\"hour\": 8,\n \"wind\": 3}'\n"


@pytest.mark.parametrize(
    ("told", "level"),
    [
        (f'```\n$ {ASK}{{"chapter": 8, "name": "circulatory"}}\n```\n', 2),
        (f"```\n{ASK}[12.5, 13.1]\n```\n", 2),
        (f'```\n{ASK}HTTP/1.1 200 OK\n\n{{\n  "rentals_expected": 3977.41\n}}\n```\n', 2),
        (f'```\n{ASK}```\n\ngives\n\n```json\n{{"rentals_expected": 3977.41}}\n```\n', 2),
        (f"```\n{ASK}```\n", 1),
        (f'```\n{ASK}```\n\nThe body may also be\n\n```json\n{{"hour": 9, "wind": 1}}\n```\n', 1),
        (f'```\n{ASK}{{"rentals_expected": <number>}}\n```\n', 1),
        (f'```\n{ASK}{{"status": "ok"}}\n```\n', 1),
        ('```\ncurl localhost:8000/health\n{"uptime": 31}\n```\n', 1),
    ],
)
def test_what_stands_below_a_request_is_its_response(tmp_path: Path, told: str, level: int) -> None:
    assert judged(tmp_path, {"api.py": API, "README.md": f"{START}\n{told}"}).level == level


@pytest.mark.parametrize(("script", "level"), [("gulp watch", 0), ("vite", 1), ("gulp serve", 1)])
def test_a_package_that_only_builds_is_no_app(script: str, level: int, tmp_path: Path) -> None:
    package = json.dumps({"scripts": {"dev": script}})
    assert judged(tmp_path, {"package.json": package, "README.md": "# Bikes\n", "a.py": "x = 1\n"}).level == level


@pytest.mark.parametrize(
    ("between", "level"), [("answers", 2), ("## Model\n\nIt is kept with", 1)], ids=["an answer", "another section"]
)
def test_an_answer_may_stand_in_the_sentence_below_the_request(between: str, level: int, tmp_path: Path) -> None:
    text = (
        f"{START}\n```bash\ncurl -X POST localhost:8000/predict -d '{{}}'\n```\n\n{between} `{{\"rentals\": 41.2}}`.\n"
    )
    assert judged(tmp_path, {"api.py": API, "README.md": text}).level == level


@pytest.mark.parametrize(("path", "expected"), [("health", 1), ("predict", 2)])
def test_what_a_service_says_of_its_health_is_no_sample_answer(path: str, expected: int, tmp_path: Path) -> None:
    text = (
        f"{START}\n```bash\ncurl http://localhost:8000/{path}\n```\n\nResponse:\n\n"
        '```json\n{"rows": 1000, "rentals": 12.5}\n```\n'
    )
    assert judged(tmp_path, {"api.py": API, "README.md": text}).level == expected


@pytest.mark.parametrize(("name", "expected"), [("run_app.bat", 2), ("tools/run_app.bat", 1), ("clean.bat", 1)])
def test_a_script_at_the_root_that_starts_the_app_will_do(name: str, expected: int, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "page.py": PAGE,
        "README.md": "# Bikes\n\n![The app](app-screenshot.png)\n",
        "app-screenshot.png": PICTURE,
        name: "@echo off\npip install -r requirements.txt\nstreamlit run page.py\n",
    }
    assert judged(tmp_path, files).level == expected


def test_of_several_apis_the_one_that_predicts_is_shown(tmp_path: Path) -> None:
    health = "from fastapi import FastAPI\n\napp = FastAPI()\n\n@app.get('/ping')\ndef ping():\n    return 'ok'\n"
    finding = judged(tmp_path, {"a_health.py": health, "api.py": API, "README.md": "# Bikes\n"})
    assert finding.evidence[0].path == "api.py"


@pytest.mark.parametrize(("name", "level"), [("mlflow_ui", 1), ("prefect_run", 1), ("app_screenshot", 2)])
def test_a_page_of_a_tracking_server_shows_no_answer(tmp_path: Path, name: str, level: int) -> None:
    files: dict[str, str | bytes] = {
        "api.py": API,
        "README.md": f"{START}\n## Usage\n\nHere is what it looks like once it has been started:\n\n![{name}]({name}.png)\n",
        f"{name}.png": PICTURE,
    }
    assert judged(tmp_path, files).level == level


def test_the_app_is_shown_and_not_one_of_its_routers(tmp_path: Path) -> None:
    router = API.replace("FastAPI", "APIRouter").replace("app", "router")
    main = "from fastapi import FastAPI\nfrom asked import router\n\napp = FastAPI()\napp.include_router(router)\n"
    finding = judged(tmp_path, {"asked.py": router, "main.py": main, "README.md": START.replace("api:app", "main:app")})
    assert finding.level == 1
    assert "main.py" in finding.reason


def test_a_request_without_its_response_is_where_to_go_on(tmp_path: Path) -> None:
    readme = START.replace("uvicorn api:app\n", "uvicorn api:app\ncurl -X POST localhost:8000/predict -d '[1]'\n")
    finding = judged(tmp_path, {"api.py": API, "README.md": readme})
    assert finding.level == 1
    assert "Show below README.md:5" in (finding.fix or "")
    guide: dict[str, str | bytes] = {"README.md": START, "guide.md": readme.replace("# Bikes", "# Guide")}
    assert "guide.md" not in str(judged(tmp_path / "guide", {"api.py": API, **guide}).fix)


def test_beside_an_app_the_outputs_that_are_kept_are_told(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"api.py": API, "README.md": START, "look.ipynb": notebook(("fit()", "0.87"))}
    finding = judged(tmp_path, files)
    assert finding.reason.endswith("; the outputs of look.ipynb can be looked at.")
    assert [place.path for place in finding.evidence] == ["api.py", "look.ipynb"]


def test_slides_with_pictures_can_be_looked_at(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "train.py": "print('trained')\n",
        "talk.pptx": b"PK\x03\x04ppt/media/image1.png" + b"x" * 99,
    }
    finding = judged(tmp_path / "slides", files)
    assert finding.level == 1
    assert "talk.pptx" in finding.reason
    assert judged(tmp_path / "empty", files | {"talk.pptx": b"PK\x03\x04ppt/slides/slide1.xml" + b"x" * 99}).level == 0


@pytest.mark.parametrize(
    ("heading", "label", "level"),
    [("References", "A handbook", 1), ("References", "Live demo", 2), ("Use it", "The bikes", 2)],
    ids=["what others wrote", "called live", "elsewhere"],
)
def test_what_is_listed_below_the_references_is_not_the_app(
    heading: str, label: str, level: int, tmp_path: Path
) -> None:
    text = f"{START}\n## {heading}\n\n- [{label}](https://bikes-in-town.netlify.app/index.html)\n"
    assert judged(tmp_path, {"api.py": API, "README.md": text}).level == level


@pytest.mark.parametrize(
    ("name", "level"), [("project_architecture", 1), ("training_pipeline", 1), ("demo_of_the_pipeline", 2), ("use", 2)]
)
def test_a_drawing_that_moves_is_no_recording_of_the_app(name: str, level: int, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"README.md": f"{START}\n![](assets/{name}.gif)\n", f"assets/{name}.gif": PICTURE}
    assert judged(tmp_path, {"api.py": API, **files}).level == level


def test_a_live_app_counts_whose_code_is_no_python(tmp_path: Path) -> None:
    live = "# Bikes\n\nUse it at https://bikes.shinyapps.io/rentals/ at once.\n"
    finding = judged(tmp_path / "live", {"train.py": "print(1)\n", "app/ui.R": "shinyUI()\n", "README.md": live})
    assert finding.level == 2
    assert [place.path for place in finding.evidence] == ["README.md"]
    to_be = "# Bikes\n\nYour app will be at https://bikes.shinyapps.io/rentals/ then.\n"
    assert judged(tmp_path / "to be", {"train.py": "print(1)\n", "README.md": to_be}).level == 0


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("plt.savefig('sales_dashboard.png')", 1),
        ("plt.savefig(f'{name}.png')", 2),
        ("plt.savefig('board.png')", 2),
        ("print('sales')", 2),
    ],
)
def test_a_plot_that_code_draws_is_no_screen_whatever_it_is_called(code: str, level: int, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "app.py": "import streamlit as st\nimport joblib\nmodel = joblib.load('m.pkl')\nst.write(model.predict([[st.number_input('x')]]))\n",
        "README.md": "# Sales\n\nRun it:\n\n```bash\npip install streamlit\nstreamlit run app.py\n```\n\n![Sales](sales_dashboard.png)\n",
        "sales_dashboard.png": b"\x89PNG\r\n\x1a\n" + NOISE[:50_000],
        "draw.py": f"import matplotlib.pyplot as plt\nplt.plot([1, 2])\n{code}\n",
    }
    assert demo(repository(tmp_path, files)).level == level


FOREST = """\
import joblib
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error

bikes = pd.read_csv("bikes.csv")
model = RandomForestRegressor().fit(bikes[["hour"]], bikes["rentals"])
print(mean_absolute_error(bikes["rentals"], model.predict(bikes[["hour"]])))
joblib.dump(model, "model.joblib")
"""
LOOKING = [part for _ in range(16) for part in (SENTENCE, ("bikes.plot()", "a plot"))]


def test_a_notebook_that_only_explores_shows_no_model_that_scripts_make(tmp_path: Path) -> None:
    finding = judged(tmp_path, {"train.py": FOREST, "look.ipynb": notebook(*LOOKING)})
    assert finding.level == 1
    assert "look.ipynb shows what is in the data" in finding.reason
    assert "loads what train.py trains" in str(finding.fix)
    finding = judged(tmp_path / "app", {"train.py": FOREST, "look.ipynb": notebook(*LOOKING), "api.py": API})
    assert finding.fix == "Add a screenshot of api.py and how to start it to the README."


@pytest.mark.parametrize(
    "more",
    [
        ("import joblib\njoblib.load('model.joblib').predict([[8]])", "231.0"),
        ("from train import model\nmodel", "RandomForestRegressor()"),
        ("print(open('metrics.txt').read())", "mean absolute error: 21.4"),
    ],
    ids=["asks it", "imports it", "shows its metrics"],
)
def test_a_notebook_that_explores_and_shows_the_model_tells_the_story(more: tuple[str, str], tmp_path: Path) -> None:
    assert judged(tmp_path, {"train.py": FOREST, "look.ipynb": notebook(*LOOKING, more)}).level == 2


def test_a_study_that_trains_nothing_is_told_by_what_it_explores(tmp_path: Path) -> None:
    assert judged(tmp_path, {"load.py": "print(1)\n", "look.ipynb": notebook(*LOOKING)}).level == 2


@pytest.mark.parametrize("word", ["accepts", "takes", "returns"])
def test_what_a_route_accepts_is_no_answer_of_it(word: str, tmp_path: Path) -> None:
    text = f'{START}\n- `POST /predict` {word} JSON `{{"rentals": [[8, 3]]}}`\n'
    assert judged(tmp_path, {"api.py": API, "README.md": text}).level == (2 if word == "returns" else 1)


@pytest.mark.parametrize(
    ("start", "level"),
    [("streamlit run page.py", 1), ("uvicorn api:app", 2)],
    ids=["only the page is started", "the API is"],
)
def test_an_answer_of_an_api_shows_no_page_beside_it_at_work(start: str, level: int, tmp_path: Path) -> None:
    told = f'```\n{ASK}{{"rentals_expected": 3977.41}}\n```\n'
    text = f"# Bikes\n\n```bash\n{start}\n```\n\n{told}"
    assert judged(tmp_path, {"api.py": API, "page.py": PAGE, "README.md": text}).level == level


MEASURED = "from sklearn.metrics import r2_score\n\nprint(r2_score(rentals, model.predict(hours)))"


@pytest.mark.parametrize(
    ("code", "output", "is_told"),
    [
        (MEASURED, "", True),
        (MEASURED, "0.87", False),
        (MEASURED.replace("print(", "score = (").replace("\n\n", "\n"), "", False),
    ],
    ids=["shows none", "shows it", "prints none"],
)
def test_the_output_of_the_measurement_is_to_be_kept_before_it_is_written_about(
    code: str, output: str, is_told: bool, tmp_path: Path
) -> None:
    cells = notebook("# Bikes", ("model.fit(hours, rentals)\nplot()", "a plot"), (code, output))
    fix = judged(tmp_path, {"look.ipynb": cells}).fix or ""
    assert (
        "Run look.ipynb anew and keep its outputs: cell 3 (In [1]), which measures the model, shows none." in fix
    ) is (is_told)
    assert "Tell in look.ipynb what it is after" in fix


@pytest.mark.parametrize(("shown", "level"), [("<b>0.87</b>", 1), ("", 0)], ids=["a figure", "its looks alone"])
def test_how_an_output_is_to_look_is_no_output(shown: str, level: int, tmp_path: Path) -> None:
    page = {
        "output_type": "display_data",
        "data": {"text/html": f"<style scoped>\n .out {{ color: red }}\n</style>{shown}"},
    }
    told = json.loads(notebook("# Bikes", ("fit()", "")))
    told["cells"][1]["outputs"] = [page]
    assert judged(tmp_path, {"look.ipynb": json.dumps(told)}).level == level


@pytest.mark.parametrize(
    ("size", "pixels", "level"),
    [((300, 300), bytes(270_300), 0), ((300, 300), NOISE, 1), ((60, 60), b"", 0)],
    ids=["one colour, not packed", "many colours", "a stamp"],
)
def test_a_large_file_of_one_colour_shows_nothing(
    size: tuple[int, int], pixels: bytes, level: int, tmp_path: Path
) -> None:
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", *size) + b"\x08\x02\0\0\0"
    files: dict[str, str | bytes] = {
        "train.py": "from sklearn.svm import SVC\nprint(SVC().fit([[0], [1]], [0, 1]))\n",
        "README.md": "# Boats\n\n![Screenshot of the results](docs/boats.png)\n",
        "docs/boats.png": head + (pixels or NOISE[:20_000]),
    }
    assert demo(repository(tmp_path, files)).level == level


def test_what_code_draws_is_to_be_saved_as_a_picture(tmp_path: Path) -> None:
    code = "import matplotlib.pyplot as plt\n\n\ndef plot_hours(rows):\n    plt.figure()\n    plt.plot(rows)\n"
    found = judged(tmp_path / "drawn", {"plots.py": code, "train.py": "print('trained')\n"})
    assert found.level == 0
    assert "Save as a picture what plots.py:5 draws" in (found.fix or "")
    found = judged(tmp_path / "not", {"train.py": "print('trained')\n"})
    assert "Show plots of the results in the README" in (found.fix or "")


def test_a_notebook_with_few_words_is_asked_for_what_its_outputs_show_and_for_no_number_of_words(
    tmp_path: Path,
) -> None:
    cells = notebook("# Bikes", ("model.fit(x, y)", "MAE 41.2\n"))
    fix = judged(tmp_path, {"bikes.ipynb": cells}).fix or ""
    assert "at each output in a sentence or two what that shows" in fix
    assert "words in all" not in fix
