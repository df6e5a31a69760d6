"""A folder comes into place whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.errors import UserError
from portfolio_kit.scaffold.place import aside


def make(destination: Path) -> None:
    with aside(destination) as folder:
        (folder / "inner").mkdir(parents=True)
        (folder / "inner/file").write_text("x")
        (folder / ".hidden").write_text("y")


def contents(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.parametrize("parents", [(), ("a",), ("a", "b")])
def test_a_missing_folder_is_made_with_its_parents(tmp_path: Path, parents: tuple[str, ...]) -> None:
    destination = tmp_path.joinpath(*parents, "new")
    make(destination)
    assert contents(destination) == {"inner", "inner/file", ".hidden"}
    assert [path.name for path in destination.parent.iterdir()] == ["new"]


def test_an_empty_folder_stays_the_one_it_is(tmp_path: Path) -> None:
    destination = tmp_path / "new"
    destination.mkdir(mode=0o750)
    before = destination.stat()
    make(destination)
    assert contents(destination) == {"inner", "inner/file", ".hidden"}
    assert (destination.stat().st_ino, destination.stat().st_mode) == (before.st_ino, before.st_mode)


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x")
    with pytest.raises(UserError, match=r"not empty \(it holds mine\): choose a new folder"):
        make(tmp_path)


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x")
    with pytest.raises(UserError, match="is a file: choose a new folder"):
        make(tmp_path / "mine")
    with pytest.raises(UserError, match="no folder can be made in it"):
        make(tmp_path / "mine" / "deeper" / "new")
    assert (tmp_path / "mine").read_text() == "x"


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("there_already", [True, False])
def test_a_failure_leaves_nothing(tmp_path: Path, error: type[BaseException], there_already: bool) -> None:
    destination = tmp_path / "a" / "b" / "new"
    if there_already:
        destination.mkdir(parents=True)
    before = contents(tmp_path)
    with pytest.raises(error), aside(destination) as folder:
        folder.mkdir()
        (folder / "half").write_text("x")
        raise error
    assert contents(tmp_path) == before


def test_a_parent_that_cannot_be_written_in_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(UserError, match=f"cannot write in {tmp_path}: Permission denied"):
        make(tmp_path / "new")


def test_what_appears_meanwhile_is_kept(tmp_path: Path) -> None:
    for there_already in (True, False):
        destination = tmp_path / f"new-{there_already}"
        if there_already:
            destination.mkdir()
        with pytest.raises((UserError, OSError)), aside(destination) as folder:
            folder.mkdir()
            (folder / "file").write_text("ours")
            destination.mkdir(exist_ok=True)
            (destination / "file").write_text("theirs")
        assert contents(destination) == {"file"}
        assert (destination / "file").read_text() == "theirs"
