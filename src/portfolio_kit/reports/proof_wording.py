"""Words and log lines that the reports of a proof share. All of it is safe to print."""

from __future__ import annotations

from portfolio_kit.proof.model import Result
from portfolio_kit.proof.proven import log_of
from portfolio_kit.proof.said import last_lines
from portfolio_kit.terminal import printable

RUN = {"passed": "passed", "failed": "failed", "skipped": "skipped"}
"""The states of a stage in words."""

_LONGEST = 400


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
    """Return the last lines that it printed that say something."""
    return list(last_lines(result.outcomes[-1].log, most)) if result.outcomes else []
