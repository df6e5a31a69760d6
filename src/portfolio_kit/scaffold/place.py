"""Making a folder aside and putting it into place whole, or not at all."""

from __future__ import annotations

import secrets
import shutil
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
    refuse_taken(destination)
    fills = destination.is_dir()
    made: list[Path] = []
    try:
        _make_parents(destination, made)
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


def refuse_taken(destination: Path, but: Path | None = None) -> None:
    """Raise UserError when `destination` is a file, lies in one, or is a folder that holds more than `but`."""
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


def _make_parents(destination: Path, made: list[Path]) -> None:
    """Make the missing parents; `made` holds them, innermost first, also when it is stopped midway."""
    for parent in reversed([parent for parent in destination.parents if not parent.exists()]):
        made.insert(0, parent)
        parent.mkdir()


@contextmanager
def _workspace(folder: Path) -> Iterator[Path]:
    """A temporary folder on the same file system as what it becomes, removed at the end."""
    # Named before it is made: it goes whenever it is stopped.
    workspace = folder / f".portfolio-kit-{secrets.token_hex(8)}"
    try:
        try:
            workspace.mkdir(mode=0o700)
        except OSError as error:
            raise UserError(f"cannot write in {folder}: {error.strerror}; choose another place") from error
        yield workspace
    finally:
        shutil.rmtree(workspace, ignore_errors=True)


def _fill(destination: Path, folder: Path) -> None:
    refuse_taken(destination, but=folder.parent)
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
