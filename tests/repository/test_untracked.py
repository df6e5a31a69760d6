"""What git does not track is not read, and the notes say so; what nobody would add is not named."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from portfolio_kit.repository.repository import read
from tests.criteria.kit import repository

FILES = {"README.md": "# Churn\n", "train.py": "print(1)\n", ".gitignore": "data/\n*.log\n!kept.log\n/out.txt\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository whose files are all tracked."""
    repository(tmp_path, FILES)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True)


def note(root: Path, *new: str) -> str | None:
    """What is said once there are these files too."""
    for name in new:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x\n")
    return read(root).untracked


def test_nothing_is_said_where_all_is_tracked(root: Path) -> None:
    assert note(root) is None


def test_a_new_file_is_named(root: Path) -> None:
    said = "1 file is not tracked by git and was not read, Dockerfile: `git add` it if it belongs to the project"
    assert note(root, "Dockerfile") == said


def test_of_many_the_three_nearest_to_the_root_are_named(root: Path) -> None:
    said = note(root, "src/a/deep.py", "b.py", "a.py", "src/c.py")
    assert said is not None
    assert said.startswith("4 files are not tracked by git and were not read, a.py, b.py, src/c.py and 1 more: ")


def test_what_the_rules_for_ignoring_name_is_not(root: Path) -> None:
    (root / "src").mkdir()
    (root / "src" / ".gitignore").write_text("/own.txt\n")
    (root / ".git" / "info" / "exclude").write_text("mine.txt\n")
    git(root, "add", ".")
    assert note(root, "data/a.csv", "run.log", "src/run.log", "out.txt", "src/own.txt", "mine.txt") is None
    assert "kept.log, src/out.txt:" in str(note(root, "kept.log", "src/out.txt"))


@pytest.mark.parametrize(
    "name",
    [".env", "server.key", ".DS_Store", "venv/lib/a.py", "__pycache__/a.pyc", "node_modules/a.js", "other/.git/HEAD"],
)
def test_what_nobody_should_add_is_not_named(root: Path, name: str) -> None:
    assert note(root, name) is None


def test_nothing_is_said_before_the_first_add(tmp_path: Path) -> None:
    repository(tmp_path, FILES)
    git(tmp_path, "init", "-q")
    assert note(tmp_path) is None


def test_rules_that_would_take_forever_are_left_out(root: Path) -> None:
    (root / ".gitignore").write_text("*a" * 40 + "b\n" + "x" * 5_000 + "\n")
    assert "a" * 190 in str(note(root, "a" * 190))
