"""containerization: packages that cannot be installed, or are not where the container looks for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.production.containerization import containerization
from tests.criteria.kit import repository
from tests.criteria.test_containerization import DOCKERFILE, FILES, level

MANAGED = "FROM python:3.11-slim\nWORKDIR /app\nRUN pip install {tool}\nCOPY . .\nRUN {install}\nCMD [{start}]\n"
UVICORN = '"uvicorn", "src.app:app"'


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("pywin32==306", "line 1 asks for pywin32, which exists for Windows only"),
        ("tensorflow-macos==2.12.0", "line 1 asks for tensorflow-macos, which exists for macOS only"),
        ("numpy==2.4.1", "line 1 asks for numpy 2.4, which needs Python 3.11, on Python 3.10"),
    ],
)
def test_a_list_that_the_image_cannot_install_breaks_it(line: str, words: str, tmp_path: Path) -> None:
    files = {**FILES, "requirements.txt": f"{line}\nfastapi==0.110\nuvicorn==0.29\n"}
    dockerfile = DOCKERFILE.replace("3.11", "3.10")
    finding = containerization(repository(tmp_path, {**files, "Dockerfile": dockerfile}))
    assert finding.level == 1
    assert words in finding.reason
    assert (finding.evidence[0].path, finding.evidence[0].line) == ("Dockerfile", 4)


@pytest.mark.parametrize(
    "line", ['pywin32==306 ; sys_platform == "win32"', "pywin32-ctypes==0.2.2", "numpy==2.2.6", "numpy>=2.4"]
)
def test_what_a_marker_leaves_out_or_fits_the_python_does_not(line: str, tmp_path: Path) -> None:
    files = {**FILES, "requirements.txt": f"{line}\nfastapi==0.110\nuvicorn==0.29\n"}
    assert level(tmp_path, {**files, "Dockerfile": DOCKERFILE.replace("3.11", "3.10")}) == 2


@pytest.mark.parametrize(
    ("tool", "install", "start", "expected"),
    [
        ("poetry", "poetry install --only main", UVICORN, 1),
        ("poetry", "poetry install --only main", f'"poetry", "run", {UVICORN}', 2),
        ("poetry", "poetry config virtualenvs.create false && poetry install", UVICORN, 2),
        ("pipenv", "pipenv install", UVICORN, 1),
        ("pipenv", "pipenv install --system --deploy", UVICORN, 2),
        ("pipenv", "pipenv install --system --deploy", f'"pipenv", "run", {UVICORN}', 1),
        ("uv", "uv sync --frozen", UVICORN, 1),
        ("uv", "uv sync --frozen", f'"uv", "run", {UVICORN}', 2),
        ("uv", "uv sync --frozen", '".venv/bin/uvicorn", "src.app:app"', 2),
        ("uv", 'uv sync --frozen\nENV PATH="/app/.venv/bin:$PATH"', UVICORN, 2),
    ],
)
def test_a_container_starts_in_the_environment_that_has_its_packages(
    tool: str, install: str, start: str, expected: int, tmp_path: Path
) -> None:
    dockerfile = MANAGED.format(tool=tool, install=install, start=start)
    project = '[project]\nname = "rent"\nversion = "1.0"\ndependencies = ["fastapi==0.110", "uvicorn==0.29"]\n'
    files = {
        **FILES,
        "pyproject.toml": project,
        "Pipfile": '[packages]\nfastapi = "==0.110"\n',
        "Dockerfile": dockerfile,
    }
    finding = containerization(repository(tmp_path, files))
    assert finding.level == expected
    assert expected == 2 or "environment" in finding.reason


def test_of_a_service_and_its_image_the_one_that_starts_inside_is_shown(tmp_path: Path) -> None:
    dockerfile = MANAGED.format(tool="poetry", install="poetry install", start=f'"poetry", "run", {UVICORN}')
    project = '[tool.poetry.dependencies]\nfastapi = "0.110"\nuvicorn = "0.29"\n'
    compose = f"services:\n  api:\n    build: .\n    command: [{UVICORN}]\n"
    files = {**FILES, "pyproject.toml": project, "Dockerfile": dockerfile, "docker-compose.yml": compose}
    finding = containerization(repository(tmp_path, files))
    assert finding.level == 2
    assert finding.evidence[0].excerpt.startswith('CMD ["poetry", "run"')
