"""demo: an app that can be seen at work is one that can be started, by a command that starts it."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.show.demo import demo
from portfolio_kit.repository.limits import LIMITS
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import repository

API = """\
import joblib
from fastapi import FastAPI
{imports}
app = FastAPI()
model = joblib.load("model.joblib")


@app.post("/predict")
def predict(row: dict):
    return {{"rentals": float(model.predict([list(row.values())])[0])}}


if __name__ == "__main__":
    import uvicorn

    uvicorn.run(app)
"""
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 200


def judged(folder: Path, files: dict[str, str | bytes], command: str) -> Finding:
    text = f"# Bikes\n\n```bash\n{command}\n```\n\n![Swagger](images/swagger.png)\n"
    return demo(repository(folder, {"README.md": text, "images/swagger.png": PICTURE, **files}))


def test_an_app_that_imports_what_is_not_there_is_not_seen_at_work(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "src/__init__.py": "",
        "src/api.py": API.format(imports="from src.tidy import clean\n"),
    }
    finding = judged(tmp_path / "without", files, "uvicorn src.api:app")
    assert finding.level == 1
    assert "src/api.py cannot be started: src/api.py:3 imports src/tidy, which is not there" in finding.reason
    files["src/tidy.py"] = "def clean(row):\n    return row\n"
    assert judged(tmp_path / "with", files, "uvicorn src.api:app").level == 2


@pytest.mark.parametrize(
    ("imports", "command", "level"),
    [
        ("from .tidy import clean\n", "python src/api.py", 1),
        ("from src.tidy import clean\n", "python src/api.py", 1),
        ("from .tidy import clean\n", "python -m src.api", 2),
        ("from src.tidy import clean\n", "PYTHONPATH=. python src/api.py", 2),
        ("from tidy import clean\n", "python src/api.py", 2),
        ("from .tidy import clean\n", "uvicorn src.api:app", 2),
    ],
)
def test_a_command_whose_imports_python_refuses_starts_no_app(
    imports: str, command: str, level: int, tmp_path: Path
) -> None:
    files: dict[str, str | bytes] = {
        "src/__init__.py": "",
        "src/tidy.py": "def clean(row):\n    return row\n",
        "src/api.py": API.format(imports=imports),
    }
    finding = judged(tmp_path, files, command)
    assert finding.level == level
    assert ("Correct the command at README.md:4" in (finding.fix or "")) == (level == 1)


@pytest.mark.parametrize(
    ("command", "level"),
    [
        ("streamlit run app/main.py", 1),
        ("uvicorn service.main:app", 1),
        ("python main.py", 1),
        ("uvicorn api:app", 2),
        ("python main.py\nuvicorn api:app", 2),
    ],
)
def test_a_command_for_what_is_not_there_starts_no_app(command: str, level: int, tmp_path: Path) -> None:
    assert judged(tmp_path, {"api.py": API.format(imports="")}, command).level == level


@pytest.mark.parametrize(
    "command",
    [
        'streamlit run "bike demand.py"',
        "streamlit run 🚲_demand.py",
        "python -m streamlit run src/page.py",
        "python -m chainlit run src/page.py",
    ],
)
def test_a_command_for_a_name_with_a_space_or_by_a_tool_of_pythons_may_start_it(command: str, tmp_path: Path) -> None:
    page = "import streamlit as st\nfrom src.tidy import clean\n\nst.write(clean(st.text_input('Hour')))\n"
    files: dict[str, str | bytes] = {
        "bike demand.py": page,
        "🚲_demand.py": page,
        "src/page.py": page,
        "src/tidy.py": "def clean(row):\n    return row\n",
        "requirements.txt": "streamlit\nchainlit\n",
    }
    assert judged(tmp_path, files, command).level == 2
    assert judged(tmp_path, files, "streamlit run src/page.py").level == 1


@pytest.mark.parametrize("command", ["dvc repro", "jupyter notebook", "kedro run", "papermill bikes.ipynb out.ipynb"])
def test_a_pipeline_or_a_notebook_starts_no_app(command: str, tmp_path: Path) -> None:
    assert judged(tmp_path, {"api.py": API.format(imports=""), "bikes.ipynb": "{}"}, command).level == 1


@pytest.mark.parametrize(
    ("recipe", "level"),
    [
        ("docker compose build\n\tdocker compose up -d", 2),
        ("docker build -t bikes .\n\tdocker run -p 80:80 bikes", 2),
        ("docker compose build", 1),
        ("docker run bikes python train.py", 1),
    ],
)
def test_a_task_that_builds_starts_the_app_where_it_leaves_it_running(recipe: str, level: int, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "api.py": API.format(imports=""),
        "Makefile": f"build:\n\t{recipe}\n",
        "docker-compose.yml": "services:\n  api:\n    build: .\n",
    }
    assert judged(tmp_path, files, "make build").level == level


@pytest.mark.parametrize(
    ("code", "level"), [("IMAGE = 'pictures/screen_top.jpg'\n", 1), ("IMAGE = 'pictures/other.jpg'\n", 2)]
)
def test_a_picture_that_the_app_itself_shows_is_no_screenshot_of_it(code: str, level: int, tmp_path: Path) -> None:
    text = "# Bikes\n\n```bash\nuvicorn api:app\n```\n"
    files: dict[str, str | bytes] = {
        "README.md": text,
        "api.py": API.format(imports=code),
        "pictures/screen_top.jpg": PICTURE,
    }
    assert demo(repository(tmp_path, files)).level == level


@pytest.mark.parametrize(("drawn", "level"), [("sales_dashboard.png", 1), ("other.png", 2)])
def test_a_plot_is_told_by_code_that_there_is_no_room_to_parse(drawn: str, level: int, tmp_path: Path) -> None:
    draw = f"import matplotlib.pyplot as plt\n\nplt.savefig('{drawn}')\n"
    files: dict[str, str | bytes] = {
        "README.md": "# Bikes\n\n```bash\nuvicorn api:app\n```\n",
        "api.py": API.format(imports=""),
        "plots/deep/down/draw.py": draw + f"x = 1  # {'-' * 90}\n" * (LIMITS.parsed // 100),
        "plots/deep/down/sales_dashboard.png": PICTURE,
    }
    found = repository(tmp_path, files)
    assert any(module.is_beyond for module in found.modules)
    assert demo(found).level == level
