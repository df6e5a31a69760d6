"""How far a run is, at a terminal, and what came of it."""

from __future__ import annotations

import os
import time
from typing import TextIO

from portfolio_kit.cohort.roster import Roster
from portfolio_kit.cohort.run import Count
from portfolio_kit.look import Look, cut, look_of
from portfolio_kit.terminal import printable

_WIDTH = 20
_EVERY = 0.1
_MOST_LINES = 10
_HINT = "      (Ctrl-C: run it again to continue)"


class Bar:
    """One line that is drawn anew as a run goes on; nothing where nobody looks."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._shows = stream.isatty() and os.environ.get("TERM") != "dumb"
        self._look = look_of(stream)
        self._started = time.monotonic()
        self._drawn = 0.0

    def tell(self, count: Count) -> None:
        """Draw the line, not more often than it can be read."""
        now = time.monotonic()
        if self._shows and (now - self._drawn >= _EVERY or count.done == count.total):
            self._drawn = now
            room = self._look.width - 1
            line = state(count, now - self._started, self._look)
            self._stream.write(f"\r{cut(line + _HINT if len(line) + len(_HINT) <= room else line, room)}\x1b[K")
            self._stream.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._shows:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def state(count: Count, seconds: float, look: Look) -> str:
    """Return how far a run is, in one line."""
    full, empty = ("█", "░") if look.unicode else ("#", "-")
    share = count.done * _WIDTH // count.total if count.total else _WIDTH
    errors = count.failed.total() - count.failed["clone"]
    line = (
        f"  {full * share}{empty * (_WIDTH - share)}  {count.done}/{count.total}"
        f"  {count.failed['clone']} could not be had, {errors} errors"
    )
    left = (count.total - count.done) * seconds / count.done if count.done else None
    return f"{line}   eta {_clock(left)}" if left is not None and count.done < count.total else line


def problems(roster: Roster) -> list[str]:
    """Return what is wrong with the lines of a cohort file, the first of it, each in one line."""
    shown = [f"{roster.file}: line {problem.line}: {problem.what}" for problem in roster.problems[:_MOST_LINES]]
    more = len(roster.problems) - len(shown)
    return [*shown, f"{roster.file}: {more:,} more lines name no repository"] if more else shown


def outcome(roster: Roster, count: Count, seconds: float) -> list[str]:
    """Return what came of a run over a cohort, the first failures one by one."""
    parts = [f"{count.scored:,} scored"]
    parts += [f"{count.unchanged:,} unchanged"] if count.unchanged else []
    words = {
        "clone": "could not be had",
        "time": "took too long",
        "memory": "used too much memory",
        "error": "broke down",
    }
    parts += [f"{number:,} {words[kind]}" for kind, number in sorted(count.failed.items())]
    if unread := len(roster.problems):
        parts.append(f"{unread:,} {'line' if unread == 1 else 'lines'} of {roster.file.name} not read")
    lines = [f"{roster.name}: {', '.join(parts)}, in {_clock(seconds)}"]
    for entry, failed in sorted(count.failures, key=lambda failure: failure[0].line)[:_MOST_LINES]:
        lines.append(f"  {entry.name} (line {entry.line}): {failed.reason}")
    if (more := len(count.failures) - _MOST_LINES) > 0:
        lines.append(f"  … and {more:,} more")
    return lines


def say(lines: list[str], stream: TextIO, before: str = "") -> None:
    """Print lines that hold other people's words."""
    for line in lines:
        print(printable(f"{before}{line}"), file=stream)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
