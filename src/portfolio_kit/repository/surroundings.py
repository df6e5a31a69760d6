"""Whether a folder that is no git repository holds several, or is a part of one: what is read then may not be meant."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

from portfolio_kit.repository import gitindex
from portfolio_kit.repository.limits import counted

_ENTRIES = 2_000


def repositories(root: Path) -> tuple[str, ...]:
    """Return the names of the folders right below `root` that are git repositories of their own."""
    try:
        with os.scandir(root) as entries:
            return tuple(
                sorted(
                    entry.name
                    for entry in islice(entries, _ENTRIES)
                    if entry.is_dir(follow_symlinks=False) and os.path.lexists(f"{entry.path}/.git")
                )
            )
    except OSError:
        return ()


def note(root: Path) -> str | None:
    """Return one line that says of which repository `root` is only a part; None where it is not a part of any.

    It is where the git repository around it tracks a file in it: somebody's home folder under git is none.
    """
    real = root.resolve()
    for up, folder in enumerate(real.parents, start=1):
        if not os.path.lexists(folder / ".git"):
            continue
        git, below = gitindex.git_folder(folder), f"{real.relative_to(folder).as_posix()}/"
        try:
            tracked = gitindex.tracked(git) if git else None
        except gitindex.UnreadableIndexError:
            return None
        if not any(path.startswith(below) for path in tracked or ()):
            return None
        return (
            f"this folder is only a part of a git repository, whose root is {counted(up, 'folder')} up "
            f"({'/'.join(['..'] * up)} from here): check that to have all of it read"
        )
    return None
