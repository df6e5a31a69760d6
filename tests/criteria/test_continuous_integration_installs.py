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
    assert f"installs {told} and runs pytest" in said
    assert run is None or f"({run}) on every push" in said
    deploying = "on: push\njobs:\n  out:\n    runs-on: ubuntu-latest\n    steps:\n      - run: flyctl deploy\n"
    given = {**files, "pyproject.toml": PROJECT, lock: LOCK, ".github/workflows/out.yml": deploying}
    assert f"add a step that installs {told} and runs pytest" in fix(tmp_path / "deploying", given)


def test_a_locked_project_with_a_list_of_requirements_is_installed_by_that(tmp_path: Path) -> None:
    assert "installs the requirements" in fix(tmp_path, {**TESTS, "pyproject.toml": PROJECT, "uv.lock": LOCK})
