"""The mark in a SQLite file by which a store of ours is known, without opening it as a database."""

from __future__ import annotations

from pathlib import Path

from portfolio_kit.errors import UserError

APPLICATION = int.from_bytes(b"pkit", "big")
# https://www.sqlite.org/fileformat.html
_HEADER = b"SQLite format 3\0"
_PLACE = slice(68, 72)
_FEW = 3


def is_ours(file: Path) -> bool:
    """Whether a file is a store of portfolio-kit."""
    try:
        with file.open("rb") as stream:
            head = stream.read(_PLACE.stop)
    except OSError:
        return False
    return head.startswith(_HEADER) and int.from_bytes(head[_PLACE], "big") == APPLICATION


def chosen(given: str | None) -> str | Path:
    """Return the store that a command was given, by file or URL, or the only one in the current folder.

    Raises UserError when there is none.
    """
    if given is None:
        return only_one(Path())
    if "://" not in given and not Path(given).exists():
        raise UserError(f"there is no store {given}: `portfolio-kit review run COHORT` makes one")
    return given


def only_one(folder: Path) -> Path:
    """Return the store that lies in a folder. Raises UserError when there is none, and when there are several."""
    found = sorted(file for file in folder.glob("*.db") if file.is_file() and is_ours(file))
    if not found:
        raise UserError("there is no store here: name one, or make it with `portfolio-kit review run COHORT`")
    if len(found) > 1:
        names = " or ".join(file.name for file in found[:_FEW])
        raise UserError(f"there are {len(found)} stores here: name one, {'such as ' * (len(found) > _FEW)}{names}")
    return found[0]
