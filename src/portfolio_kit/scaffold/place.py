"""Making a folder aside and putting it into place whole, or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from portfolio_kit.errors import UserError


@contextmanager
def aside(destination: Path) -> Iterator[Path]:
    """Give a path to make the folder at; when the block ends well it becomes `destination`, else nothing is left.

    `destination` may be missing, with parents missing too, or an empty folder. An empty folder stays the one it is (a
    shell may stand in it, or something be mounted there) and is filled; else one rename does it.

    Raises UserError when `destination` is a file or a folder with something in it, and OSError when the system refuses.
    """
    _refuse_taken(destination)
    fills = destination.is_dir()
    made = _make_parents(destination)
    try:
        with _workspace(destination if fills else destination.parent) as workspace:
            folder = workspace / "project"
            yield folder
            if fills:
                _fill(destination, folder)
            else:
                folder.rename(destination)
    except BaseException:
        for parent in made:
            with suppress(OSError):
                parent.rmdir()
        raise


def _refuse_taken(destination: Path, but: Path | None = None) -> None:
    if destination.is_dir():
        entry = next(iter(sorted(path.name for path in destination.iterdir() if path != but)), None)
        if entry is not None:
            raise UserError(f"{destination} is not empty (it holds {entry}): choose a new folder")
    elif destination.exists() or destination.is_symlink():
        raise UserError(f"{destination} is a file: choose a new folder")
    for parent in destination.parents:
        if parent.exists():
            if not parent.is_dir():
                raise UserError(f"{parent} is a file, so no folder can be made in it: choose another place")
            return


def _make_parents(destination: Path) -> list[Path]:
    """Make the missing parents and return those made, innermost first."""
    missing = [parent for parent in destination.parents if not parent.exists()]
    made: list[Path] = []
    try:
        for parent in reversed(missing):
            parent.mkdir()
            made.insert(0, parent)
    except BaseException:
        for parent in made:
            parent.rmdir()
        raise
    return made


@contextmanager
def _workspace(folder: Path) -> Iterator[Path]:
    """A temporary folder on the same file system as what it becomes, removed at the end."""
    try:
        workspace = Path(tempfile.mkdtemp(prefix=".portfolio-kit-", dir=folder))
    except OSError as error:
        raise UserError(f"cannot write in {folder}: {error.strerror}; choose another place") from error
    try:
        yield workspace
    finally:
        shutil.rmtree(workspace, ignore_errors=True)


def _fill(destination: Path, folder: Path) -> None:
    _refuse_taken(destination, but=folder.parent)
    moved: list[Path] = []
    try:
        for entry in sorted(folder.iterdir()):
            target = destination / entry.name
            moved.append(target)
            entry.rename(target)
    except BaseException:
        for target in moved:
            with suppress(OSError):
                target.rename(folder / target.name)
        raise
