"""What dependency files declare, and which packages are imported."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio_kit.repository.environment.dependencies import (
    Dependency,
    conda,
    dependency_file,
    locked,
    pin_of,
    pipfile,
    pixi,
    pyproject,
    requirements,
    setup,
)
from portfolio_kit.repository.environment.packages import comes_along, distribution, imported_as, is_declared
from portfolio_kit.repository.file import File


def read(folder: Path, name: str, text: str) -> dict[str, str]:
    (folder / name).write_text(text, encoding="utf-8")
    found = dependency_file(File(folder, name, len(text.encode())))
    return {dependency.name: dependency.pin for dependency in found.dependencies} if found else {}


@pytest.mark.parametrize(
    ("specification", "pin"),
    [
        ("==1.2", "exact"),
        ("==1.2.*", "bounded"),
        ("1.2.*", "bounded"),
        ("==*", "none"),
        ("==x.y.z", "none"),
        (">=latest", "none"),
        ("~=1.2", "bounded"),
        (">=1,<2", "bounded"),
        ("^1.2", "bounded"),
        ("=1.2=py_0", "exact"),
        (">=1.2", "lower"),
        ("", "none"),
        ("*", "none"),
    ],
)
def test_how_a_version_is_held(specification: str, pin: str) -> None:
    assert pin_of(specification) == pin


def test_requirements(tmp_path: Path) -> None:
    text = (
        "# a comment\n-r base.txt\n--index-url https://example.org\n"
        "Pandas[excel]==2.2 ; python_version > '3'\nscikit_learn>=1\nsome words\n"
    )
    assert read(tmp_path, "requirements.txt", text) == {"pandas": "exact", "scikit-learn": "lower"}


@pytest.mark.parametrize(
    "name",
    [
        "requirements.txt",
        "requirements-dev.txt",
        "api_requirements.txt",
        "requirements.lock",
        "reqs.txt",
        "requirments.txt",
    ],
)
def test_requirements_under_any_of_the_usual_names(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, name, "pandas==2.2\n") == {"pandas": "exact"}


def test_pyproject(tmp_path: Path) -> None:
    text = (
        '[project]\ndependencies = ["pandas~=2.2"]\n[project.optional-dependencies]\n'
        'app = ["streamlit"]\n[tool.poetry.dependencies]\nnumpy = "^2"\n'
    )
    assert read(tmp_path, "pyproject.toml", text) == {"pandas": "bounded", "streamlit": "none", "numpy": "bounded"}


def test_setup_is_read_and_not_run(tmp_path: Path) -> None:
    text = 'from setuptools import setup\nraise SystemExit\nsetup(install_requires=["pandas==2.2"])\n'
    assert read(tmp_path, "setup.py", text) == {"pandas": "exact"}


def test_a_file_that_only_configures_tools_declares_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "pyproject.toml", "[tool.ruff]\nline-length = 100\n") == {}


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("cv2", "opencv-python"),
        ("sklearn.svm", "scikit-learn"),
        ("yaml", "pyyaml"),
        ("PIL.Image", "pillow"),
        ("bs4", "beautifulsoup4"),
        ("dotenv", "python-dotenv"),
        ("google.cloud.storage", "google-cloud"),
        ("my_package.part", "my-package"),
    ],
)
def test_the_distribution_behind_an_import(module: str, name: str) -> None:
    assert distribution(imported_as(module)) == name


def test_distributions_that_share_a_name_space() -> None:
    assert is_declared("google.cloud", {"google-cloud-storage"})
    assert not is_declared("google.genai", {"google-generativeai"})


def test_what_a_distribution_brings_along() -> None:
    assert comes_along("numpy", {"pandas"})
    assert not comes_along("pandas", {"numpy"})


READERS: list[Callable[[str], Iterable[Dependency]]] = [
    requirements,
    conda,
    pyproject,
    pixi,
    pipfile,
    lambda text: setup(text, "setup.py"),
    lambda text: setup(text, "setup.cfg"),
    lambda text: locked(text, "uv.lock"),
    lambda text: locked(text, "pipfile.lock"),
]


@pytest.mark.parametrize("reader", READERS)
@given(text=st.one_of(st.text(), st.text(alphabet='[]{}="\n -_.:,#dependncisorjtgualv019=<>*')))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_declares_something_or_nothing(reader: Callable[[str], Iterable[Dependency]], text: str) -> None:
    assert all(dependency.line >= 1 for dependency in reader(text))


def test_a_lock_of_more_than_a_mebibyte_holds_what_it_holds(tmp_path: Path) -> None:
    hashes = 'wheels = ["' + "0" * 80 + '"]\n'
    text = '[[package]]\nname = "numpy"\nversion = "2.1.0"\n' + hashes * 13_000 + '[[package]]\nname = "torch"\n'
    assert len(text) > 1 << 20
    assert set(read(tmp_path, "uv.lock", text)) == {"numpy", "torch"}
