"""Words and log lines that the reports of a proof share. All of it is safe to print."""

from __future__ import annotations

import os
from collections import deque

from portfolio_kit.proof.model import Result
from portfolio_kit.proof.proven import log_of
from portfolio_kit.terminal import printable

RUN = {"passed": "passed", "failed": "failed", "skipped": "skipped"}
"""The states of a stage in words."""

_LONGEST = 400
_END = 64 << 10


def summary(result: Result) -> str:
    """Return what happened, on one line."""
    text = " ".join(printable(line) for line in result.summary.split("\n"))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def seconds(result: Result) -> str:
    """Return how long it took, empty where nothing ran."""
    return f"{result.seconds:.1f} s" if result.outcomes else ""


def log(result: Result) -> str | None:
    """Return where its last log is, below the folder of the result."""
    return log_of(result)


def tail(result: Result, most: int) -> list[str]:
    """Return the last lines that it printed that say something, with all that could steer a terminal escaped."""
    if not result.outcomes:
        return []
    try:
        with result.outcomes[-1].log.open("rb") as stream:
            stream.seek(max(0, os.fstat(stream.fileno()).st_size - _END))
            text = stream.read(_END).decode("utf-8", "replace")
    except OSError:
        return []
    lines = (printable(line.rstrip().expandtabs(4)) for line in text.splitlines() if line.strip())
    return list(deque(lines, most))
