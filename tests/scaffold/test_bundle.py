"""Template versions as a repository and as a bundle."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.errors import UserError
from portfolio_kit.scaffold import bundle
from tests.kit import Kit, git


def test_a_bundle_has_one_tag_for_each_version(kit: Kit) -> None:
    kit.release("0.1.0")
    kit.write({"template/new.txt": "new\n"})
    source = kit.release("0.2.0")

    with source.opened() as templates:
        assert {str(version) for version in templates.versions()} == {"0.1.0", "0.2.0"}
        assert git(templates.repository, "show", "v0.2.0:template/new.txt") == "new\n"
        assert "new.txt" not in git(templates.repository, "ls-tree", "-r", "--name-only", "v0.1.0")


def test_the_same_files_give_the_same_bytes(kit: Kit, tmp_path: Path) -> None:
    written = []
    for name in ("one", "two"):
        repository = tmp_path / f"{name}.git"
        bundle.assemble(repository, tree=kit.tree, version="0.1.0", history=None)
        bundle.write(repository, tmp_path / name)
        written.append((tmp_path / name).read_bytes())

    assert written[0] == written[1]
    assert str(kit.tree).encode() not in written[0]


def test_a_released_version_cannot_change(kit: Kit) -> None:
    kit.release("0.1.0")
    kit.write({"template/new.txt": "new\n"})

    with pytest.raises(UserError, match=r"differs from its released version 0\.1\.0: raise the version"):
        kit.release("0.1.0")


def test_a_released_version_can_be_built_again(kit: Kit) -> None:
    first = kit.release("0.1.0").history
    assert first is not None
    before = first.read_bytes()

    assert kit.release("0.1.0").history == first
    assert first.read_bytes() == before


def test_files_travel_as_they_are(kit: Kit, machine: Path) -> None:
    (machine / ".gitconfig").write_text("[core]\n\tautocrlf = true\n")
    kit.write(
        {"template/lines.csv": b"a\r\nb\n\xff", "template/__pycache__/x.pyc": b"x", "template/.gitignore": "*.csv\n"}
    )
    (kit.tree / "template/link.txt").symlink_to("run.sh")

    with kit.release("0.1.0").opened() as templates:
        listing = git(templates.repository, "ls-tree", "-r", "v0.1.0", "template")
        assert "100755" in next(line for line in listing.splitlines() if line.endswith("run.sh"))
        assert "100755" in next(line for line in listing.splitlines() if line.endswith("link.txt"))
        assert "__pycache__" not in listing
        git(templates.repository, "cat-file", "-e", "v0.1.0:template/lines.csv")
        assert git(templates.repository, "cat-file", "-s", "v0.1.0:template/lines.csv").strip() == "6"
