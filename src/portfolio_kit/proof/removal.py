"""Removing what a hostile program left: folders without permissions, names of any bytes, nests too deep for a path."""

from __future__ import annotations

import itertools
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

_OWNED = 0o700


def remove(folder: Path) -> None:
    """Remove `folder` with all that it holds; nothing that a link in it leads to. Nothing may run in it any more.

    Raises OSError.
    """
    if folder.is_symlink() or not folder.is_dir():
        folder.unlink(missing_ok=True)
        return
    folder.chmod(_OWNED)
    top = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    # Every folder below is moved up before it is emptied, so that no path grows longer than two names and no folder has
    # to be held open while another is read. None that is already there can have such a name.
    names = (f"{secrets.token_hex(16)}-{number}" for number in itertools.count())
    try:
        waiting = _empty(top, top, names)
        while waiting:
            name = waiting.pop()
            here = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=top)
            try:
                waiting += _empty(here, top, names)
            finally:
                os.close(here)
            os.rmdir(name, dir_fd=top)
    finally:
        os.close(top)
    folder.rmdir()


def _empty(here: int, top: int, names: Iterator[str]) -> list[str]:
    """Remove the files of a folder, and move its folders up to `top`; return what they are called there."""
    with os.scandir(here) as entries:
        found = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
    moved = []
    for name, is_folder in found:
        if not is_folder:
            os.unlink(name, dir_fd=here)
            continue
        # One without permissions could not be moved, or read later, by its owner.
        os.chmod(name, _OWNED, dir_fd=here)
        moved.append(name if here == top else next(names))
        if here != top:
            os.rename(name, moved[-1], src_dir_fd=here, dst_dir_fd=top)
    return moved
