"""A folder of several repositories, and one that is only a part of one, are said to be so."""

from __future__ import annotations

import subprocess
from pathlib import Path

from portfolio_kit.criteria.judge import judge
from portfolio_kit.repository.repository import read
from portfolio_kit.rubric.rubric import installed
from portfolio_kit.rubric.scorecard import Scorecard
from tests.criteria.kit import repository


def under_git(folder: Path) -> Path:
    repository(folder, {"README.md": "# Churn\n", "scripts/tools/train.py": "print(1)\n"})
    for arguments in (("init", "-q"), ("add", ".")):
        subprocess.run(["git", *arguments], cwd=folder, check=True)
    return folder


def checked(folder: Path, target: str = "x") -> Scorecard:
    return judge(read(folder), installed(), target)


def test_a_folder_of_repositories_is_told_apart(tmp_path: Path) -> None:
    under_git(tmp_path / "one")
    assert checked(tmp_path).warning is None
    under_git(tmp_path / "two")
    said = "This folder holds 2 git repositories, read here as if they were one: "
    assert checked(tmp_path, "my code/").warning == said + "`portfolio-kit check 'my code'/*/` checks each."
    assert checked(tmp_path, ".").warning == said + "`portfolio-kit check */` checks each."


def test_a_repository_that_holds_others_is_one(tmp_path: Path) -> None:
    under_git(tmp_path)
    for name in ("one", "two"):
        under_git(tmp_path / name)
    assert checked(tmp_path).warning is None


def test_a_part_of_a_repository_is_said_to_be_one(tmp_path: Path) -> None:
    root = under_git(tmp_path / "churn")
    notes = checked(root / "scripts" / "tools").notes
    said = "this folder is only a part of a git repository, whose root is 2 folders up (../.. from here): "
    assert notes == (f"{said}check that to have all of it read",)
    assert checked(root).notes == ()


def test_a_folder_that_the_repository_around_it_does_not_track_is_no_part_of_it(tmp_path: Path) -> None:
    root = under_git(tmp_path / "home")
    repository(root / "code", {"train.py": "print(1)\n"})
    assert checked(root / "code").notes == ()
