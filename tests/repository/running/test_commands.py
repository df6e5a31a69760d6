"""The commands that texts tell a reader to type."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.repository.running.commands import (
    ASK,
    FETCH,
    INSTALL,
    RUN,
    Command,
    commands,
    in_prose,
    leads_nowhere,
)
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.rubric.finding import Evidence


def document(text: str) -> Document:
    return Document("README.md", text, lambda line: Evidence("README.md", line, "x"))


def purposes(text: str) -> set[str]:
    return {purpose for command in commands([document(text)]) for purpose in command.purposes}


@pytest.mark.parametrize(
    ("line", "purpose"),
    [
        ("pip install -r requirements.txt", INSTALL),
        ("$ python3 -m pip install .", INSTALL),
        ("conda env create -f environment.yml", INSTALL),
        ("(venv) poetry install", INSTALL),
        ("uv sync --dev", INSTALL),
        ("make install", INSTALL),
        ("docker compose up", INSTALL),
        ("composer install", INSTALL),
        ("./mvnw clean package", INSTALL),
        ("cargo build --release", INSTALL),
        ("php artisan serve", RUN),
        ("go run ./cmd/train", RUN),
        ("Rscript train.R", RUN),
        ("java -jar app.jar", RUN),
        ("python train.py --epochs 3", RUN),
        ("$uvicorn main:app --reload", RUN),
        ("poetry run python src/train.py", RUN),
        ("MODE=fast python -m src.pipeline", RUN),
        ("cd app && streamlit run app.py", RUN),
        ("make train", RUN),
        ("dvc repro", RUN),
        ("docker run -p 80:80 bikes", RUN),
        ("kaggle datasets download -d a/b", FETCH),
        ("wget https://example.org/rentals.csv", FETCH),
        ("python scripts/download_data.py", FETCH),
        ("curl -X POST localhost:8000/predict", ASK),
    ],
)
def test_what_a_command_is_for(line: str, purpose: str) -> None:
    assert purpose in purposes(f"```bash\n{line}\n```\n")


@pytest.mark.parametrize(
    "text",
    [
        "Run `python train.py` first.",
        "python train.py",
        "1. python train.py",
        "    python train.py",
        "- train it: python train.py",
    ],
)
def test_commands_outside_fences(text: str) -> None:
    assert RUN in purposes(f"# Usage\n\n{text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "Python is needed.",
        "make sure that it works",
        "```bash\ngit clone https://github.com/ada/bikes\ncd bikes\n```",
        "```bash\npython -m venv .venv\n```",
        "```\npytest\n```",
        "<!-- python train.py -->",
        "```\n├── train.py\n```",
    ],
)
def test_what_is_no_command_to_install_or_run(text: str) -> None:
    assert not purposes(text) & {INSTALL, RUN}


@pytest.mark.parametrize(
    ("line", "files", "missing"),
    [
        ("python train.py", ["src/train.py"], None),
        ("python train.py", [], "train.py"),
        ("python .\\src\\train.py", ["src/train.py"], None),
        ("uvicorn api.main:app", ["api/main.py"], None),
        ("uvicorn api.main:app --reload", ["api/app.py"], "api.main"),
        ("python -m bikes.train", ["bikes/train/__init__.py"], None),
        ("python -m bikes.train", [], "bikes.train"),
        ("python -m http.server", [], None),
        ("streamlit run app.py", [], "app.py"),
        ("docker run -v $(pwd)/run.py:/run.py bikes", [], None),
    ],
)
def test_a_command_that_leads_nowhere(line: str, files: list[str], missing: str | None) -> None:
    endings = {path.split("/", number)[-1] for path in files for number in range(path.count("/") + 1)}
    command = Command(line, frozenset({RUN}), document(line), 1)
    assert leads_nowhere(command, endings.__contains__) == missing


@given(st.text())
def test_any_text_has_commands_or_none(text: str) -> None:
    found = [*commands([document(text)]), *in_prose([document(text)])]
    assert all(1 <= command.line <= text.count("\n") + 1 for command in found)


@pytest.mark.parametrize(
    "piece", ["make ", "python -m ", "docker compose ", "curl -", "`", "1. $ ", "A=1 ", "install ", "uvicorn -a ", "a/"]
)
def test_long_lines_take_no_long_time(piece: str) -> None:
    text = f"```\n{piece * 40_000}\n```\n\n{piece * 40_000}\n"
    begin = time.process_time()
    list(commands([document(text)]))
    list(in_prose([document(text)]))
    assert time.process_time() - begin < 2


@pytest.mark.parametrize(
    "sentence",
    [
        "Les notebooks sont numérotés et doivent être exécutés dans l'ordre.",
        "The notebooks should be run in the following order.",
        "Los notebooks deben ser ejecutados en orden.",
    ],
)
def test_notebooks_that_are_to_be_run_in_order_are_run(sentence: str) -> None:
    assert any(RUN in command.purposes for command in in_prose([document(f"# A\n\n{sentence}\n")]))


def test_notebooks_that_were_written_in_order_are_not_run() -> None:
    assert not list(in_prose([document("# A\n\nThe notebooks are sorted in the order of the chapters.\n")]))
