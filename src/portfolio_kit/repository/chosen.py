"""Which files are looked at where a repository has more than are read."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nsmallest

from portfolio_kit.repository.limits import LIMITS
from portfolio_kit.repository.not_own import REASON, RUNS

# Code and texts; a name without a suffix may stand for either.
_READ_FIRST = frozenset(
    {"", "py", "ipynb", "md", "rst", "qmd", "rmd", "toml", "cfg", "ini", "yml", "yaml", "sh", "lock", "dockerfile"}
)


def chosen(paths: Sequence[str], notes: list[str], most: int = LIMITS.files) -> Sequence[str]:
    """Return at most so many of the paths, in order: a tracker's records of runs and heaps of pictures must not hide
    the code that made them. What is cut is said in the notes.
    """
    if len(paths) <= most:
        return paths
    number = f"{len(paths):,}" if len(paths) < LIMITS.seen else f"over {LIMITS.seen:,}"
    notes.append(f"only {most:,} of {number} files were looked at, code and texts before others")
    return sorted(nsmallest(most, paths, key=_turn))


def _turn(path: str) -> tuple[int, int, str]:
    """When a path's turn comes: the project's own code and texts, its other files, what is not its own; and of each
    those nearest to the root first.
    """
    *folders, name = path.lower().split("/")
    if not (REASON.keys().isdisjoint(folders) and RUNS.isdisjoint(folders)):
        return 2, len(folders), path
    suffix = name.rpartition(".")[2] if "." in name else ""
    return int(suffix not in _READ_FIRST), len(folders), path
