"""Which file says what is installed, and what it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from portfolio_kit.proof.found.conda import environment as conda
from portfolio_kit.proof.found.environment import environment
from portfolio_kit.proof.found.pins import specifier
from portfolio_kit.proof.found.python_version import declared
from tests.criteria.kit import repository

REQUIREMENTS = "pandas==2.2.3\nscikit-learn==1.5.2\n"
PROJECT = '[project]\nname = "churn"\nversion = "1"\ndependencies = ["pandas>=2"]\n'
UV_LOCK = 'version = 1\n[[package]]\nname = "pandas"\nversion = "2.2.3"\n'
PIPFILE = '[packages]\npandas = "*"\n'
PIPFILE_LOCK = json.dumps({"default": {"pandas": {"version": "==2.2.3", "markers": "python_version >= '3.9'"}}})
POETRY = '[tool.poetry.dependencies]\npython = "^3.10"\npandas = "^2.0"\n'
POETRY_LOCK = '[[package]]\nname = "pandas"\nversion = "2.2.3"\n[[package]]\nname = "pytz"\nversion = "2024.1"\n'
CONDA = "name: churn\ndependencies:\n  - python=3.9\n  - pandas=2.2\n  - pip:\n    - shap==0.46.0\n"


def test_of_several_files_the_most_exact_one_is_taken(tmp_path: Path) -> None:
    files = {
        "uv.lock": UV_LOCK,
        "pyproject.toml": PROJECT + POETRY,
        "poetry.lock": POETRY_LOCK,
        "Pipfile.lock": PIPFILE_LOCK,
        "requirements.txt": REQUIREMENTS,
        "Pipfile": PIPFILE,
        "environment.yml": CONDA,
    }
    order = [
        "uv.lock",
        "poetry.lock",
        "Pipfile.lock",
        "requirements.txt",
        "pyproject.toml",
        "Pipfile",
        "environment.yml",
    ]
    for name in order:
        found = environment(repository(tmp_path / name, files))
        assert found is not None
        assert found.file.path == name
        del files[name]


def test_where_nothing_is_declared_there_is_no_environment(tmp_path: Path) -> None:
    assert environment(repository(tmp_path, {"train.py": "import pandas\n"})) is None


def test_a_lock_of_uv_is_taken_as_it_is_with_the_groups_that_are_needed(tmp_path: Path) -> None:
    text = PROJECT + '[dependency-groups]\ntest = ["pytest"]\ndocs = ["mkdocs"]\n'
    found = environment(repository(tmp_path, {"uv.lock": UV_LOCK, "pyproject.toml": text}))
    assert found is not None
    assert found.command.shown == "uv sync --frozen --group test"


def test_poetry_asks_and_its_lock_holds(tmp_path: Path) -> None:
    found = environment(repository(tmp_path, {"poetry.lock": POETRY_LOCK, "pyproject.toml": POETRY}))
    assert found is not None
    assert found.wanted == ("pandas>=2.0,<3",)
    assert found.held == ("pandas==2.2.3", "pytz==2024.1")


def test_a_package_that_a_lock_has_twice_is_not_held(tmp_path: Path) -> None:
    lock = POETRY_LOCK + '[[package]]\nname = "pandas"\nversion = "1.5.3"\n'
    found = environment(repository(tmp_path, {"poetry.lock": lock, "pyproject.toml": POETRY}))
    assert found is not None
    assert found.held == ("pytz==2024.1",)


def test_a_lock_of_pipenv_holds_each_version_where_it_is_needed(tmp_path: Path) -> None:
    found = environment(repository(tmp_path, {"Pipfile.lock": PIPFILE_LOCK}))
    assert found is not None
    assert found.wanted == ("pandas==2.2.3 ; (python_version >= '3.9')",)


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("^1.2.3", ">=1.2.3,<2"),
        ("^0.3.1", ">=0.3.1,<0.4"),
        ("~1.2", ">=1.2,<1.3"),
        ("1.2.3", "==1.2.3"),
        ("*", ""),
        (">=1.0, <2.0", ">=1.0,<2.0"),
        ("~=1.4", "~=1.4"),
        ("1.5.*", "==1.5.*"),
    ],
)
def test_versions_as_poetry_writes_them(written: str, means: str) -> None:
    assert specifier(written) == means


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_requirements_file_with_a_mark_in_front_is_written_anew(tmp_path: Path, encoding: str) -> None:
    found = environment(repository(tmp_path, {"requirements.txt": REQUIREMENTS.encode(encoding)}))
    assert found is not None
    assert [line for line in found.wanted if line] == ["pandas==2.2.3", "scikit-learn==1.5.2"]


def test_a_plain_requirements_file_is_given_as_it_is(tmp_path: Path) -> None:
    found = environment(repository(tmp_path, {"requirements.txt": REQUIREMENTS}))
    assert found is not None
    assert found.wanted == ()
    assert found.command.shown == "uv pip install -r requirements.txt"


def test_the_project_in_its_own_requirements_is_built_apart(tmp_path: Path) -> None:
    files = {"requirements.txt": REQUIREMENTS + "-e .\n", "setup.py": "from setuptools import setup\nsetup(name='a')\n"}
    found = environment(repository(tmp_path, files))
    assert found is not None
    assert "-e ." not in found.wanted
    assert found.package == ""


def test_what_tests_need_is_added_to_the_main_file(tmp_path: Path) -> None:
    files = {
        "requirements.txt": REQUIREMENTS,
        "requirements-dev.txt": "pytest==8.3.3\n",
        "requirements-gpu.txt": "cupy\n",
    }
    found = environment(repository(tmp_path, files))
    assert found is not None
    assert (found.file.path, found.more) == ("requirements.txt", ("-r /project/requirements-dev.txt",))


def test_of_several_projects_the_one_that_trains_is_taken(tmp_path: Path) -> None:
    files = {"app/requirements.txt": "flask==3.0.0\n", "model/requirements.txt": REQUIREMENTS}
    found = environment(repository(tmp_path, files), "model/src")
    assert found is not None
    assert (found.file.path, found.command.folder) == ("model/requirements.txt", "model")


def test_conda_names_and_versions_are_those_of_the_package_index() -> None:
    found = conda(
        "dependencies:\n  - python=3.9\n  - pytorch::pytorch=2.1\n  - numpy=1.26.4=py39_0\n  - scikit-learn>=1.2,<1.5\n"
        "  - cudatoolkit=11.3\n  - libgcc-ng\n  - pip\n  - pip:\n    - shap\n"
    )
    assert found.requirements == ("torch==2.1.*", "numpy==1.26.4", "scikit-learn>=1.2,<1.5", "shap")
    assert found.unavailable == ("cudatoolkit", "libgcc-ng")


def test_the_author_names_the_files(tmp_path: Path) -> None:
    files = {
        "requirements.txt": REQUIREMENTS,
        "ci/requirements-small.txt": "pandas\n",
        "pyproject.toml": '[tool.portfolio-kit.prove.environment]\nfiles = ["ci/requirements-small.txt"]\n',
    }
    found = environment(repository(tmp_path, files))
    assert found is not None
    assert found.file.path == "ci/requirements-small.txt"


def test_a_hostile_table_is_none(tmp_path: Path) -> None:
    files = {
        "uv.lock": UV_LOCK,
        "pyproject.toml": 'project = "x"\ndependency-groups = [1]\n',
        "requirements.txt": "a\n",
    }
    found = environment(repository(tmp_path, files))
    assert found is not None
    assert found.command.shown == "uv sync --frozen"


@pytest.mark.parametrize(
    ("name", "text", "means"),
    [
        (".python-version", "3.10.4\n", "==3.10.*"),
        ("pyproject.toml", '[project]\nrequires-python = ">=3.9,<3.12"\n', ">=3.9,<3.12"),
        ("pyproject.toml", '[tool.poetry.dependencies]\npython = "^3.8"\n', ">=3.8,<4"),
        ("runtime.txt", "python-3.9.18\n", "==3.9.*"),
        ("environment.yml", "dependencies:\n  - python=3.8.5=h7579374_1\n  - pandas\n", "==3.8.*"),
        ("environment.yml", "dependencies:\n  - python>=3.9\n", ">=3.9"),
        ("Pipfile", '[requires]\npython_version = "3.7"\n', "==3.7.*"),
        ("Dockerfile", "FROM python:3.11-slim\n", "==3.11.*"),
        ("Dockerfile", "FROM python:2.7\n", "==2.7.*"),
        ("Dockerfile", "FROM ubuntu:22.04\n", None),
        (".python-version", "system\n", None),
    ],
)
def test_where_a_python_is_asked_for(tmp_path: Path, name: str, text: str, means: str | None) -> None:
    found = declared(repository(tmp_path, {name: text}))
    assert (found.specifier if found else None) == means


def test_a_python_that_is_asked_for_allows_its_versions(tmp_path: Path) -> None:
    found = declared(repository(tmp_path, {".python-version": "3.10\n"}))
    assert found is not None
    assert found.allows("3.10.13")
    assert not found.allows("3.11.7")
