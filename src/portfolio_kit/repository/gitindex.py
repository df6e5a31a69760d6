"""What git has recorded of a folder, read from its files: git itself never runs in a repository under review.

A repository's own configuration can make almost any git command run a program. The index and HEAD are plain files.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.limits import LIMITS

_OBJECT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_REFERENCE = re.compile(r"ref: (refs/[\w./-]+)")
_EXTENDED = 0x4000
_NAME_LENGTH = 0x0FFF
_KIND = 0o170000
_FOLDER = 0o040000
_REGULAR = 0o100000
_LINK = 0o120000
_SMALL = 4096
_LONGEST_NAME = 4096


class UnreadableIndexError(ValueError):
    """The index is of a kind that is not read here, or it is broken."""


class Recorded(NamedTuple):
    """A file as git last saw it: when it was changed, its size, and the name of its content."""

    seconds: int
    nanoseconds: int
    size: int
    name: str


def git_folder(root: Path) -> Path | None:
    """Return the folder that holds git's files for `root`: `.git`, or where a worktree's `.git` file points.

    A pointer is followed only to a folder that points back, as `git worktree` makes it, so that a hostile one cannot
    make us read elsewhere.
    """
    pointer = root / ".git"
    try:
        mode = pointer.lstat().st_mode
        if stat.S_ISDIR(mode):
            return pointer
        if not stat.S_ISREG(mode):
            return None
        text = _small(pointer).strip()
        folder = Path(text.removeprefix("gitdir: "))
        back = _small(folder / "gitdir").strip()
        if text.startswith("gitdir: ") and folder.is_absolute() and back == str(pointer.absolute()):
            return folder
    except (OSError, ValueError):
        return None
    return None


def commit(folder: Path) -> str | None:
    """Return the name of the commit that HEAD is at, None where there is none yet."""
    try:
        head = _small(folder / "HEAD").strip()
        reference = _REFERENCE.fullmatch(head)
        if reference is None:
            return head if _OBJECT.fullmatch(head) else None
        if ".." in reference[1]:
            return None
        shared = folder
        if (folder / "commondir").is_file():
            shared = folder / _small(folder / "commondir").strip()
        for place in (folder, shared):
            loose = place / reference[1]
            if loose.is_file() and not loose.is_symlink():
                name = _small(loose).strip()
                return name if _OBJECT.fullmatch(name) else None
        for line in plain(shared / "packed-refs", LIMITS.text).decode("utf-8", "replace").splitlines():
            name, _, packed = line.partition(" ")
            if packed == reference[1] and _OBJECT.fullmatch(name):
                return name
    except (OSError, ValueError):
        return None
    return None


def tracked(folder: Path, *, links: bool = False) -> list[str] | None:
    """Return the paths of the regular files that git tracks, and of its `links` if asked for; None without an index.

    Raises UnreadableIndexError for a split or sparse index, an unknown version, or a broken file.
    """
    found = _index(folder)
    return None if found is None else parse_index(*found, links=links)


def recorded(folder: Path) -> dict[str, Recorded]:
    """Return what git has recorded of the files that it tracks, by path; nothing without an index.

    Raises UnreadableIndexError as `tracked` does.
    """
    found = _index(folder)
    if found is None:
        return {}
    data, hash_size = found
    return {
        os.fsdecode(name): Recorded(
            int.from_bytes(data[at + 8 : at + 12], "big"),
            int.from_bytes(data[at + 12 : at + 16], "big"),
            int.from_bytes(data[at + 36 : at + 40], "big"),
            data[at + 40 : at + 40 + hash_size].hex(),
        )
        for name, mode, at in _entries(data, hash_size)
        if mode & _KIND == _REGULAR
    }


def _index(folder: Path) -> tuple[bytes, int] | None:
    """Return git's index and how long the names of objects are in it; None where there is no index."""
    try:
        data = plain(folder / "index", LIMITS.index)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UnreadableIndexError(str(error)) from None
    try:
        is_long = b"objectformat = sha256" in plain(folder / "config", LIMITS.text).lower()
    except OSError:
        is_long = False
    return data, 32 if is_long else 20


def parse_index(data: bytes, hash_size: int = 20, *, links: bool = False) -> list[str]:
    """Return the paths of the regular files in an index of version 2, 3 or 4 (git's Documentation/gitformat-index).

    With `links` those of symbolic links too. Raises UnreadableIndexError.
    """
    paths = [
        os.fsdecode(name)
        for name, mode, _ in _entries(data, hash_size)
        if mode & _KIND == _REGULAR or (links and mode & _KIND == _LINK)
    ]
    return list(dict.fromkeys(paths))


def _entries(data: bytes, hash_size: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the name and the mode of every entry of an index, and where it begins. Raises UnreadableIndexError."""
    version, count = int.from_bytes(data[4:8], "big"), int.from_bytes(data[8:12], "big")
    if data[:4] != b"DIRC" or version not in (2, 3, 4) or len(data) < 12 + hash_size:
        raise UnreadableIndexError("not an index of version 2, 3 or 4")
    fixed, position, end = 40 + hash_size + 2, 12, len(data) - hash_size
    previous = b""
    # Version 4 repeats names in no space at all: what is unpacked has its own limit.
    room = LIMITS.index
    for _ in range(count):
        if position + fixed > end:
            raise UnreadableIndexError("it ends too early")
        at, mode = position, int.from_bytes(data[position + 24 : position + 28], "big")
        flags = int.from_bytes(data[position + fixed - 2 : position + fixed], "big")
        name_start = position + fixed + (2 if flags & _EXTENDED and version > 2 else 0)  # noqa: PLR2004
        if version == 4:  # noqa: PLR2004
            strip, name_start = _offset(data, name_start, end)
            name_end = data.find(b"\0", name_start, end)
            if name_end < 0 or strip > len(previous):
                raise UnreadableIndexError("a name has no end")
            name = previous[: len(previous) - strip] + data[name_start:name_end]
            position, previous = name_end + 1, name
        else:
            length = flags & _NAME_LENGTH
            name_end = name_start + length if length < _NAME_LENGTH else data.find(b"\0", name_start + length, end)
            if name_end < 0 or name_end > end:
                raise UnreadableIndexError("a name has no end")
            name = data[name_start:name_end]
            position += (name_end - position) // 8 * 8 + 8
        room -= len(name)
        if len(name) > _LONGEST_NAME or room < 0 or mode & _KIND == _FOLDER:
            raise UnreadableIndexError("it is sparse, or its names are too long")
        yield name, mode, at
    if data[position : position + 4] == b"link":
        raise UnreadableIndexError("it is split")


def _offset(data: bytes, position: int, end: int) -> tuple[int, int]:
    """Return the number that git's variable-width encoding holds at `position`, and where it ends."""
    value = -1
    while position < end:
        byte = data[position]
        position += 1
        value = (value + 1) << 7 | byte & 0x7F
        if not byte & 0x80:
            return value, position
        if value > len(data):
            break
    raise UnreadableIndexError("a number has no end")


def _small(path: Path) -> str:
    return plain(path, _SMALL).decode("utf-8", "surrogateescape")


def plain(path: Path, most: int) -> bytes:
    """Return a regular file's content. Raises OSError, also when it is not regular or larger than `most`."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(descriptor, "rb") as stream:  # noqa: PTH123
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError("not a regular file")
        content = stream.read(most + 1)
    if len(content) > most:
        raise OSError("too large")
    return content
