"""Projects made from the template, for every test that needs one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from copier import run_copy

TEMPLATE = Path(__file__).parents[2] / "templates" / "project"
# What can be chosen, in the order of copier.yml: a test of the matrix holds them equal.
TASKS = [
    "classification",
    "regression",
    "recommendation",
    "predictive-maintenance",
    "forecasting",
    "text-classification",
    "image-classification",
]
VERSIONS = ["3.11", "3.12", "3.13", "3.14"]

Render = Callable[..., Path]


@pytest.fixture(scope="session")
def render(tmp_path_factory: pytest.TempPathFactory) -> Render:
    """Make a project with the answers given, the rest as by default."""

    def make(**answers: str) -> Path:
        folder = tmp_path_factory.mktemp("render") / "project"
        run_copy(str(TEMPLATE), folder, data={"project_name": "Card default", **answers}, defaults=True, quiet=True)
        return folder

    return make


@pytest.fixture(scope="session")
def project_python() -> Path:
    """An interpreter with the template's pinned requirements; the environment is made when there is none."""
    command = [sys.executable, str(TEMPLATE.parent / "maintenance" / "environment.py")]
    return Path(subprocess.check_output(command, text=True, env=dict(os.environ)).strip())


@pytest.fixture(scope="session")
def trained(render: Render) -> Path:
    """The default project with its own environment, made from its pinned files, and trained."""
    project = render()
    subprocess.run(["make", "setup", "train"], cwd=project, check=True)
    return project
