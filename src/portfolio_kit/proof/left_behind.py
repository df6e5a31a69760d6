"""What a stage did not find although its author has it: files in the folder that git does not track."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from portfolio_kit import lazily as re
from portfolio_kit.proof.model import Result
from portfolio_kit.proof.said import last_lines
from portfolio_kit.proof.sandbox import PROJECT

_ABSENT = re.compile(
    r"no such (?:file|folder)|not found|does not exist|doesn't exist|filenotfound|cannot open", re.IGNORECASE
)
_PATH = re.compile(r"[\w.@+-]+(?:/[\w.@+-]+)*/?")
_MOST = 300
_LINES = 60


def explained(result: Result, root: Path, proven: frozenset[str]) -> Result:
    """Return a result; one that failed for want of an untracked file says so, with what to do."""
    if result.status != "failed":
        return result
    for path in _absent(result):
        if not os.path.lexists(root / path) or _is_proven(path, proven):
            continue
        words = f"{path} is in your folder, but git does not track it: `git add` it, or let a script fetch it."
        return replace(result, fix=f"{words} {result.fix or ''}".strip())
    return result


def _absent(result: Result) -> Iterator[str]:
    """The paths that were looked for, from the root of the repository."""
    lines = [result.summary]
    for outcome in result.outcomes:
        lines += last_lines(outcome.log, _LINES)
    folders = {outcome.command.folder for outcome in result.outcomes} | {"."}
    found = [
        match[0] for line in lines if _ABSENT.search(line) for match in _PATH.finditer(line.replace(f"{PROJECT}/", ""))
    ]
    for name in dict.fromkeys(found[:_MOST]):
        for folder in sorted(folders):
            path = posixpath.normpath(posixpath.join(folder, name))
            if not path.startswith(("..", "/")) and path != "." and ("." in name or "/" in name):
                yield path


def _is_proven(path: str, proven: frozenset[str]) -> bool:
    return path in proven or any(each.startswith(f"{path}/") for each in proven)
