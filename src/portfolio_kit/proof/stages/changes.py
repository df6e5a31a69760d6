"""What a run wrote: the files of a tree as they were before it and as they are after it."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_MOST = 100_000
_LARGEST = 64 << 20
_SKIPPED = frozenset({".git", "__pycache__", ".venv", "venv", "node_modules", ".pytest_cache", ".ipynb_checkpoints"})


@dataclass(frozen=True, slots=True)
class Seen:
    """One file at one time: its digest, and when and as what it was written."""

    digest: str
    written: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Changes:
    """The files that a run wrote, whether or not other bytes are in them now, and those that are new or other."""

    written: tuple[str, ...]
    appeared: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def snapshot(root: Path) -> Mapping[str, Seen]:
    """Return every regular file below a folder, by its path from there. Follows no link."""
    found: dict[str, Seen] = {}
    for path, status in _walk(root):
        if len(found) == _MOST:
            break
        found[path] = Seen(_digest(root / path, status), (status.st_mtime_ns, status.st_ctime_ns, status.st_ino))
    return found


def between(before: Mapping[str, Seen], after: Mapping[str, Seen]) -> Changes:
    """Return what happened from one snapshot to another."""
    both = before.keys() & after.keys()
    appeared = after.keys() - before.keys()
    written = {path for path in both if before[path].written != after[path].written}
    return Changes(
        tuple(sorted(written | appeared)),
        tuple(sorted(appeared)),
        tuple(sorted(path for path in both if before[path].digest != after[path].digest)),
        tuple(sorted(before.keys() - after.keys())),
    )


def _walk(root: Path) -> Iterator[tuple[str, os.stat_result]]:
    pending = [""]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(root / folder) as entries:
                for entry in entries:
                    path = f"{folder}/{entry.name}".lstrip("/")
                    if entry.is_dir(follow_symlinks=False):
                        if entry.name not in _SKIPPED:
                            pending.append(path)
                    elif entry.is_file(follow_symlinks=False):
                        yield path, entry.stat(follow_symlinks=False)
        except OSError:
            continue


def _digest(path: Path, status: os.stat_result) -> str:
    """The digest of a file's bytes; of a very large one, of its size and time."""
    if status.st_size > _LARGEST:
        return f"{status.st_size}-{status.st_mtime_ns}"
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return ""
    with open(descriptor, "rb") as stream:  # noqa: PTH123 - a descriptor
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return ""
        return hashlib.file_digest(stream, "blake2b").hexdigest()
