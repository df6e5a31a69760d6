"""Where a repository says that its modules are found."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio_kit.proof.found.search_path import told_path
from tests.criteria.kit import repository


@pytest.mark.parametrize(
    ("name", "text", "path"),
    [
        (".github/workflows/ci.yml", 'run: echo "PYTHONPATH=${{github.workspace}}" >> $GITHUB_ENV', ("/project",)),
        (".github/workflows/ci.yml", "env:\n  PYTHONPATH: ${{ github.workspace }}/src\n", ("/project/src",)),
        (".devcontainer/setup.sh", 'LINE="export PYTHONPATH=\\$PYTHONPATH:$(pwd)"\n', ("/project",)),
        ("Dockerfile", "FROM python:3.12\nENV PYTHONPATH=/app:/app/src\n", ("/project", "/project/src")),
        ("README.md", "```bash\nexport PYTHONPATH=$PWD/src:.\n```\n", ("/project/src", "/project")),
        ("README.md", "PYTHONPATH=../other:/home/me/lib:nowhere\n", ()),
        ("notes.txt", "PYTHONPATH=.\n", ()),
    ],
)
def test_what_is_set_somewhere_is_a_folder_of_the_repository(
    tmp_path: Path, name: str, text: str, path: tuple[str, ...]
) -> None:
    assert told_path(repository(tmp_path, {"src/train.py": "import src\n", name: text})) == path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(st.text(alphabet="PYTHONPATH=:./$(){}srcpwd \n\"'", max_size=80))
def test_whatever_is_set_it_stays_inside(tmp_path: Path, text: str) -> None:
    files = {"src/train.py": "", "README.md": f"PYTHONPATH={text}\nPYTHONPATH={text}"}
    assert set(told_path(repository(tmp_path, files))) <= {"/project", "/project/src"}
