"""continuous-integration: what a workflow is told to install, and what would stop that."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.production.continuous_integration import continuous_integration
from tests.criteria.kit import repository
from tests.criteria.test_continuous_integration import TESTS

SET_UP = "from setuptools import find_packages, setup\n\nsetup(name='rent', packages=find_packages())\n"
PROJECT = '[project]\nname = "rent"\nversion = "1"\ndependencies = ["pandas==2.2.3"]\n'
LOCK = '[[package]]\nname = "pandas"\nversion = "2.2.3"\n'


def fix(folder: Path, files: dict[str, str]) -> str:
    return str(continuous_integration(repository(folder, files)).fix)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (SET_UP, None),
        (SET_UP.replace("packages=find", "packages=setuptools.find"), "First import or define setuptools in setup.py"),
        (SET_UP.replace("name='rent'", "name='rent"), "First repair setup.py:3"),
    ],
)
def test_a_set_up_that_cannot_run_is_to_be_mended_first(code: str, told: str | None, tmp_path: Path) -> None:
    said = fix(tmp_path, {**TESTS, "setup.py": code})
    assert "(pip install -r requirements.txt -e .)" in said
    assert ("First" in said) is (told is not None)
    assert told is None or told in said


@pytest.mark.parametrize(("where", "is_told"), [("rent.py", True), ("other.py", False)])
def test_what_the_tests_lead_to_and_no_list_has_is_installed_too(where: str, is_told: bool, tmp_path: Path) -> None:
    code = {**TESTS, "other.py": "import pandas\n"}
    said = fix(tmp_path, {**code, where: f"import pyspark\nimport requests\nimport odd_tool\n\n{code[where]}"})
    assert "odd" not in said
    assert ("Install pyspark and requests in it, too" in said) is is_told


@pytest.mark.parametrize(
    ("lock", "told", "run"),
    [
        ("uv.lock", "what uv.lock pins (uv sync --locked)", "uv run pytest"),
        ("poetry.lock", "what poetry.lock pins (poetry install)", "poetry run pytest"),
        ("notes.lock", "the requirements", None),
    ],
)
def test_a_locked_project_is_installed_by_the_tool_that_keeps_its_lock(
    lock: str, told: str, run: str | None, tmp_path: Path
) -> None:
    files = {name: text for name, text in TESTS.items() if name != "requirements.txt"}
    said = fix(tmp_path / "none", {**files, "pyproject.toml": PROJECT, lock: LOCK})
    assert f"installs {told} and runs {'pytest' if run else '`python -m pytest`'}" in said
    assert run is None or f"({run}) on every push" in said
    deploying = "on: push\njobs:\n  out:\n    runs-on: ubuntu-latest\n    steps:\n      - run: flyctl deploy\n"
    given = {**files, "pyproject.toml": PROJECT, lock: LOCK, ".github/workflows/out.yml": deploying}
    assert f"add a step that installs {told} and runs {'pytest' if run else '`python -m pytest`'}" in fix(
        tmp_path / "deploying", given
    )


def test_a_locked_project_with_a_list_of_requirements_is_installed_by_that(tmp_path: Path) -> None:
    assert "installs the requirements" in fix(tmp_path, {**TESTS, "pyproject.toml": PROJECT, "uv.lock": LOCK})


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"pytest.ini": "[pytest]\npythonpath = .\n"},
        {"conftest.py": ""},
        {"tests/__init__.py": ""},
        {"tests/conftest.py": "import sys\nsys.path.append('.')\n"},
    ],
)
def test_pytest_is_run_by_python_where_it_would_not_find_the_code_alone(given: dict[str, str], tmp_path: Path) -> None:
    files = {
        "rents/clean.py": "def clean(rows):\n    return rows.dropna()\n",
        "tests/test_clean.py": "from rents.clean import clean\n\n\ndef test_clean():\n    assert len(clean(ROWS)) == 1\n",
        "requirements.txt": "pandas==2.2.3\npytest==8.3.3\n",
    }
    assert ("runs `python -m pytest` on" in fix(tmp_path, {**files, **given})) is (not given)


@pytest.mark.parametrize(
    ("store", "line"),
    [
        ("import os\nfrom sqlalchemy import create_engine\n\nengine = create_engine(os.getenv('RENTS_URL'))\n", 4),
        ("from sqlalchemy import create_engine\nfrom rents.settings import URL\n\nengine = create_engine(URL)\n", 4),
        ("import os\n\nURL = os.environ['RENTS_URL']\n", 3),
        ("import os\n\nURL = os.getenv('RENTS_URL')\n", None),
        ("import os\n\n\ndef url():\n    return os.environ['RENTS_URL']\n", None),
        ("import os\n\nos.environ['RENTS_URL'] = 'sqlite://'\n", None),
        (
            "import os\nimport sqlalchemy\n\nengine = sqlalchemy.create_engine(os.getenv('RENTS_URL', 'sqlite://'))\n",
            None,
        ),
    ],
)
def test_a_variable_without_which_an_import_stops_is_to_be_set(store: str, line: int | None, tmp_path: Path) -> None:
    files = {
        "rents/settings.py": "import os\n\nURL = os.getenv('RENTS_URL')\n",
        "rents/store.py": store,
        "tests/test_store.py": "import rents.store\n\n\ndef test_store():\n    assert rents.store\n",
        "requirements.txt": "sqlalchemy==2.0.36\npytest==8.3.3\n",
    }
    said = fix(tmp_path / "unset", files)
    told = f" Set RENTS_URL in it, too: without it rents/store.py:{line} stops as it is imported."
    assert (told in said) is (line is not None)
    assert ("RENTS_URL" in said) is (line is not None)
    setting = {"tests/conftest.py": "import os\n\nos.environ.setdefault('RENTS_URL', 'sqlite://')\n"}
    assert "RENTS_URL" not in fix(tmp_path / "set", {**files, **setting})
