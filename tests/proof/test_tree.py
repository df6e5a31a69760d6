"""Which files are proven, and how a tree is known again."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from portfolio_kit.proof.commit import tree_of
from portfolio_kit.proof.copies import begin_history, copy_aside, snapshot
from portfolio_kit.proof.tree import PREDICATE, fingerprint, outputs, paths
from tests.kit import git

FILES = {
    "README.md": "# Churn\n",
    "src/a.py": "A = 1\n",
    "src.txt": "x",
    "data/rows.csv": "a,b\n",
    "run.sh": "#!/bin/sh\n",
}


@pytest.fixture
def churn(tmp_path: Path) -> Path:
    """A learner's folder, everything committed."""
    folder = tmp_path / "churn"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / "run.sh").chmod(0o755)
    (folder / "latest.csv").symlink_to("data/rows.csv")
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", "First")
    return folder


def test_what_git_tracks_is_proven_and_nothing_else(churn: Path) -> None:
    (churn / "not-added.csv").write_text("mine")
    assert paths(churn) == sorted([*FILES, "latest.csv"])


def test_without_git_everything_is_but_environments_and_caches(tmp_path: Path) -> None:
    for name in ("a.py", ".venv/pyvenv.cfg", ".venv/lib/b.py", "__pycache__/a.pyc", "build/c.py", ".env"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert paths(tmp_path) == [".env", "a.py", "build/c.py"]


def test_links_that_lead_out_stay_behind(churn: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    for name, target in (
        ("up", "../secret"),
        ("absolute", str(churn / "README.md")),
        ("gone", "nowhere"),
        ("d", "src"),
    ):
        (churn / name).symlink_to(target)
    git(churn, "add", "--all")
    assert {"up", "absolute"}.isdisjoint(paths(churn))
    assert {"gone", "d"} <= set(paths(churn))


def test_the_tree_is_named_as_git_names_it(churn: Path) -> None:
    tree = fingerprint(churn, paths(churn))
    assert tree.git_tree == git(churn, "rev-parse", "HEAD^{tree}").strip()
    assert tree.git_tree == tree_of(churn, git(churn, "rev-parse", "HEAD").strip())


def test_in_a_packed_repository_and_in_a_worktree_too(churn: Path, tmp_path: Path) -> None:
    git(churn, "gc", "--quiet")
    git(churn, "worktree", "add", "--quiet", str(tmp_path / "other"))
    commit = git(churn, "rev-parse", "HEAD").strip()
    wanted = git(churn, "rev-parse", "HEAD^{tree}").strip()
    assert tree_of(churn, commit) == wanted
    assert tree_of(tmp_path / "other", commit) == wanted


def test_a_commit_that_is_not_there_has_no_tree(churn: Path) -> None:
    assert tree_of(churn, "0" * 40) is None


def test_the_other_digest_is_the_one_that_the_standard_describes(churn: Path) -> None:
    git(churn, "rm", "--quiet", "latest.csv")
    script = "find . -path ./.git -prune -o -type f -print | cut -c3- | LC_ALL=C sort | xargs -r sha256sum | sha256sum"
    done = subprocess.run(["sh", "-c", script], cwd=churn, capture_output=True, text=True, check=True)
    assert fingerprint(churn, paths(churn)).dir_hash == done.stdout.split()[0]


def test_the_first_file_that_differs_is_named(churn: Path) -> None:
    before = fingerprint(churn, paths(churn))
    assert before.difference(before) is None
    (churn / "src/a.py").write_text("A = 2\n")
    (churn / "src.txt").write_text("y")
    assert before.difference(fingerprint(churn, paths(churn))) == "src.txt"


def test_what_a_proof_wrote_is_no_part_of_what_it_is_about(churn: Path) -> None:
    (churn / "proof/logs").mkdir(parents=True)
    for name in ("proof/report.html", "proof/logs/tests.log", "proof/mine.txt", "logs.log"):
        (churn / name).parent.mkdir(exist_ok=True)
        (churn / name).write_text("x")
    (churn / "proof/proof.json").write_text(f'{{"predicateType": "{PREDICATE}"}}')
    (churn / "src/proof.json").write_text("{}")
    git(churn, "add", "--all")
    assert outputs(churn, paths(churn)) == {"proof/proof.json", "proof/report.html", "proof/logs/tests.log"}


def test_the_copy_has_the_files_and_their_modes_and_a_history_of_its_own(churn: Path, tmp_path: Path) -> None:
    git(churn, "config", "core.hooksPath", "hooks")
    copy = tmp_path / "copy"
    copy_aside(churn, paths(churn), copy)
    begin_history(copy)
    assert fingerprint(copy, paths(copy)).git_tree == fingerprint(churn, paths(churn)).git_tree
    assert git(copy, "rev-list", "--count", "HEAD").strip() == "1"
    assert git(copy, "rev-parse", "HEAD^{tree}") == git(churn, "rev-parse", "HEAD^{tree}")
    assert "hooksPath" not in (copy / ".git/config").read_text()


def test_writing_to_a_copy_changes_nothing_of_what_it_was_made_from(churn: Path, tmp_path: Path) -> None:
    before = fingerprint(churn, paths(churn))
    copy_aside(churn, paths(churn), tmp_path / "copy")
    snapshot(tmp_path / "copy", tmp_path / "again")
    for name in FILES:
        with (tmp_path / "again" / name).open("a") as file:
            file.write("more")
    assert fingerprint(churn, paths(churn)) == before
    assert (tmp_path / "copy/README.md").read_text() == "# Churn\n"


def test_a_snapshot_takes_no_room_for_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "tree").mkdir()
    with (tmp_path / "tree/huge").open("wb") as file:
        file.truncate(1 << 40)
    snapshot(tmp_path / "tree", tmp_path / "copy")
    assert (tmp_path / "copy/huge").stat().st_blocks < 100
    shutil.rmtree(tmp_path / "copy")
