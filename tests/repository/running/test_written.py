"""The commands that a repository writes down, and the scripts that they come down to."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio_kit.repository.code.localpaths import is_local
from portfolio_kit.repository.data.exercises import told_by
from portfolio_kit.repository.running.written import written_commands
from portfolio_kit.repository.texts.placeholders import placeholders
from tests.criteria.kit import repository

SCRIPT = "print(1)\n"


def run(folder: Path, files: dict[str, str | bytes]) -> list[str]:
    return [command.module.path for command in written_commands(repository(folder, files))]


@pytest.mark.parametrize(
    "text",
    [
        "python src/train.py",
        "$ python3 -u ./src/train.py --epochs 3",
        "python -m src.train",
        "> py src\\train.py",
        "`uv run src/train.py`",
        "poetry run python src/train.py",
        "cd src && python train.py",
        "docker compose run app python src/train.py",
    ],
)
def test_a_text_gives_a_command(text: str, tmp_path: Path) -> None:
    assert run(tmp_path, {"README.md": f"Run:\n\n{text}\n", "src/train.py": SCRIPT}) == ["src/train.py"]


@pytest.mark.parametrize(
    "text",
    [
        "python missing.py",
        "python -m pip install x",
        "src/train.py is there",
        "- [train.py](src/train.py)",
        "the snake python",
    ],
)
def test_what_names_no_script_to_run_gives_none(text: str, tmp_path: Path) -> None:
    assert run(tmp_path, {"README.md": f"# A\n\n{text}\n", "src/train.py": SCRIPT}) == []


def test_the_targets_of_a_makefile_lead_on(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "README.md": "Run `make all`.\n",
        "Makefile": ".PHONY: all\nall: features\n\tbash fit.sh\nfeatures:\n\tpython features.py\nother:\n\techo\n",
        "fit.sh": "python train.py\nbash fit.sh\n",
        "features.py": SCRIPT,
        "train.py": SCRIPT,
    }
    told = {command.module.path for command in written_commands(repository(tmp_path, files)) if command.in_text}
    assert told == {"features.py", "train.py"}


def test_a_command_that_installing_makes(tmp_path: Path) -> None:
    project = '[project]\nname = "boats"\n\n[project.scripts]\nboats-train = "boats.train:main"\n'
    assert run(
        tmp_path, {"README.md": "`uv run boats-train`\n", "pyproject.toml": project, "boats/train.py": SCRIPT}
    ) == ["boats/train.py"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "make",
                "make all",
                "all:",
                "\tpython train.py",
                "python",
                " -m ",
                "./",
                ".sh",
                "train.py",
                "`",
                "\n",
                "dvc repro",
                "bash a.sh",
                "\\",
                "$(PYTHON)",
                "[a](",
                ")",
            ]
        ),
        max_size=40,
    )
)
def test_any_text_is_read(tmp_path: Path, pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert set(run(tmp_path, {"README.md": text, "Makefile": text, "a.sh": text, "train.py": SCRIPT})) <= {"train.py"}


@pytest.mark.parametrize(
    "path",
    [
        "C:\\data\\x.csv",
        "D:/x/y.csv",
        "/home/ann/x.csv",
        "/Users/ann/x/y.csv",
        "/content/drive/MyDrive/x",
        "/mnt/c/x",
        "file:///home/ann/x",
    ],
)
def test_a_local_path(path: str) -> None:
    assert is_local(path)


@pytest.mark.parametrize(
    "path",
    [
        "/users/me",
        "/home",
        "/app/x",
        "/root/.kaggle/kaggle.json",
        "data/x.csv",
        "https://x.io/home/ann/y",
        "a: b",
        "/Users",
        "/home/appuser/x",
        "/kaggle/input/x",
    ],
)
def test_no_local_path(path: str) -> None:
    assert not is_local(path)


@pytest.mark.parametrize(
    "line",
    [
        "git clone https://github.com/your_username/boats.git",
        "git clone <repository-url>",
        "Made by [Your Name]",
        "Lorem ipsum dolor sit amet",
        "TODO: write this part",
        "https://linkedin.com/in/your-profile",
        "git clone https://github.com/seu-usuario/barcos.git",
    ],
)
def test_a_placeholder(line: str, tmp_path: Path) -> None:
    assert [
        place.evidence.line for place in placeholders(repository(tmp_path, {"README.md": f"# Boats\n\n{line}\n"}))
    ] == [3]


@pytest.mark.parametrize(
    "line",
    [
        "export API_KEY=<your api key>",
        "Put your_token into .env",
        "![shot](https://github.com/user-attachments/assets/1)",
        "${{ github.repository }}",
        "We wrote a todo app for your harbour.",
        "[Add](add.md) boats",
    ],
)
def test_no_placeholder(line: str, tmp_path: Path) -> None:
    assert not list(placeholders(repository(tmp_path, {"README.md": f"# Boats\n\n{line}\n"})))


@given(st.sets(st.text(max_size=20), max_size=30))
def test_random_columns_are_no_exercise(columns: set[str]) -> None:
    assert told_by(columns) is None


def test_two_columns_of_an_exercise_do_not_tell_it() -> None:
    assert told_by({"pclass", "sibsp"}) is None
    assert told_by({"pclass", "sibsp", "parch"}) == "Titanic"


def test_a_makefiles_variables_are_put_in(tmp_path: Path) -> None:
    makefile = "RUN := .venv/bin/python -m\n\ntrain: setup  ## train\n\t$(RUN) boats.train\n\nsetup:\n\techo\n"
    files: dict[str, str | bytes] = {"README.md": "`make train`\n", "Makefile": makefile, "src/boats/train.py": SCRIPT}
    assert run(tmp_path, files) == ["src/boats/train.py", "src/boats/train.py"]
