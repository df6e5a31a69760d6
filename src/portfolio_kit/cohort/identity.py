"""What decides a review: the content that is looked at, and what it is looked at with.

A repository whose latest review has the same key needs no other one.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from portfolio_kit.repository import gitindex
from portfolio_kit.repository.gitindex import Recorded, UnreadableIndexError
from portfolio_kit.repository.limits import LIMITS
from portfolio_kit.repository.listing import Listing
from portfolio_kit.rubric.rubric import Rubric

# How coarse the clocks of file systems are, in nanoseconds.
_TICK = 20_000_000


def key(content: str, subfolder: str, tool: str, rubric: str, *, proves: bool) -> str:
    """Return what decides a review, as SHA-256; `rubric` is its digest."""
    return _digest("\0".join((content, subfolder, tool, rubric, str(proves))))


def of_rubric(rubric: Rubric) -> str:
    """Return the digest of what a rubric asks for, wherever its file lies."""
    return _digest(repr(rubric._replace(file="")))


def of_commit(commit: str | None) -> str:
    """Return the identity of a commit's content, where all of it is looked at."""
    return f"commit {commit}"


def of_folder(root: Path, found: Listing) -> str:
    """Return the identity of what is read of a folder: the names of its contents as git gives them.

    Where git has recorded a file as it still is, its content is not read again.
    """
    recorded, until = _recorded(root)
    digest = hashlib.sha256()
    for path, suffix in sorted((file.path, file.suffix) for file in (*found.own, *found.runs)):
        content = _content(f"{root}/{path}", suffix, recorded.get(path), until)
        digest.update(f"{path}\0{content}\n".encode("utf-8", "backslashreplace"))
    return f"{of_commit(found.commit)} {digest.hexdigest()}"


def _recorded(root: Path) -> tuple[Mapping[str, Recorded], int]:
    """Return what git has recorded of a folder, and until when, in nanoseconds."""
    folder = gitindex.git_folder(root)
    if folder is None:
        return {}, 0
    try:
        return gitindex.recorded(folder), os.lstat(folder / "index").st_mtime_ns
    except (OSError, UnreadableIndexError):
        return {}, 0


def _content(path: str, suffix: str, known: Recorded | None, until: int) -> str:
    """Return the name of a file's content; of what is too large to be read a glance at it."""
    try:
        status = os.lstat(path)
        # What was changed while git looked may have been changed after it had.
        if known is not None and status.st_mtime_ns + _TICK < until and _is_as(status, known):
            return known.name
        limit = LIMITS.notebook if suffix == ".ipynb" else LIMITS.text
        if not stat.S_ISREG(status.st_mode) or status.st_size > limit:
            return f"{status.st_size} {status.st_mtime_ns}"
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(descriptor, "rb") as stream:  # noqa: PTH123
            content = stream.read(limit)
    except (OSError, ValueError):
        return "unreadable"
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _is_as(status: os.stat_result, known: Recorded) -> bool:
    seconds, nanoseconds = divmod(status.st_mtime_ns, 1_000_000_000)
    return (
        (known.seconds, known.size) == (seconds & 0xFFFFFFFF, status.st_size & 0xFFFFFFFF)
        # Some gits record whole seconds.
        and known.nanoseconds in (0, nanoseconds)
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
