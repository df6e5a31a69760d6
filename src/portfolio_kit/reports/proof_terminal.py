"""What happened in a proof, for a terminal: a line for each stage, and of what failed what its author can do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TextIO

from portfolio_kit.look import Look, cells, cut, look_of, wrapped
from portfolio_kit.proof.model import STAGES, Command, Result
from portfolio_kit.proof.proven import Proven
from portfolio_kit.reports.proof_wording import seconds, summary, tail
from portfolio_kit.reports.wording import number, place
from portfolio_kit.terminal import printable

MARKS = {"passed": "✓", "failed": "✗", "skipped": "–"}
_ASCII = str.maketrans({"✓": "+", "✗": "x", "–": "-", "→": ">", "·": "-", "│": "|", "…": "~"})
_COLOURS = {"passed": "green", "failed": "red", "skipped": "dim"}
_NAME = max(map(len, STAGES))
_TIME = 9
_LINES = 12


def stage(result: Result, look: Look) -> str:
    """Return the lines of one stage."""
    lines = "\n".join(_stage(result, look)) + "\n"
    return lines if look.unicode else lines.translate(_ASCII)


def ending(proven: Proven, look: Look, written: Sequence[str] = ()) -> str:
    """Return what is said at the end: the score by reading and with the proof, and what was written where."""
    parts = [*written, f"score {number(proven.before.score)} → {number(proven.scorecard.score)} with proof"]
    lines = [f"  {line}" for line in wrapped(printable(" · ".join(parts)), look.width - 2)]
    if proven.kept:
        lines += [f"  {line}" for line in wrapped(printable(f"the copies are kept in {proven.kept}"), look.width - 2)]
    text = "\n".join(lines) + "\n"
    return text if look.unicode else text.translate(_ASCII)


class Narration:
    """Tells what happens while it happens.

    Commands are told before they run, on `progress`, with a line that is always the last one where that is a terminal.
    Results go to `results`, where there is one.
    """

    def __init__(self, progress: TextIO, results: TextIO | None) -> None:
        self._progress = progress
        self._results = results
        self._look = look_of(progress)
        self._is_live = progress.isatty()
        self._shown = ""

    def runs(self, stage: str, command: Command) -> None:
        """A stage is about to run a command."""
        where = f"  ({place(command.evidence)})" if command.evidence else ""
        text = cut(f"{printable(command.shown)}{where}", self._look.width - _NAME - 6)
        arrow = "→" if self._look.unicode else ">"
        self._write(self._look.styled(f"  {arrow} {stage:<{_NAME}}  {text}", "dim"))

    def ended(self, result: Result) -> None:
        """A stage is over."""
        self._clear()
        if self._results is not None:
            self._results.write(stage(result, look_of(self._results)))
            self._results.flush()

    def waits(self, running: Mapping[str, float]) -> None:
        """These stages run."""
        if not self._is_live:
            return
        text = "  " + " · ".join(f"{name} {taken:.0f} s" for name, taken in running.items()) if running else ""
        if text != self._shown:
            self._progress.write(f"\r{cut(text, self._look.width - 1)}\x1b[K" if text else "\r\x1b[K")
            self._progress.flush()
            self._shown = text

    def _write(self, line: str) -> None:
        self._clear()
        self._progress.write(f"{line}\n")
        self._progress.flush()

    def _clear(self) -> None:
        if self._shown:
            self._progress.write("\r\x1b[K")
            self._progress.flush()
            self._shown = ""


def _stage(result: Result, look: Look) -> Iterator[str]:
    mark = look.styled(MARKS[result.status], _COLOURS[result.status])
    taken = seconds(result)
    room = look.width - _NAME - 6 - _TIME
    first, *more = wrapped(summary(result), room)
    gap = " " * (room - cells(first) + _TIME - len(taken))
    yield f"  {mark} {result.stage:<{_NAME}}  {first}{f'{gap}{taken}' if taken else ''}".rstrip()
    indent = " " * (_NAME + 6)
    yield from (f"{indent}{line}" for line in more)
    if result.fix:
        yield from (f"{indent}{line}" for line in wrapped(printable(f"To do: {result.fix}"), look.width - _NAME - 6))
        for line in tail(result, _LINES):
            yield f"{indent}{look.styled('│ ' + cut(line, look.width - _NAME - 8), 'dim')}"
