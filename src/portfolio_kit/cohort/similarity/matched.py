"""The places that two repositories share, to be shown side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.cohort.similarity.passages import CELL, TEXT
from portfolio_kit.cohort.similarity.winnowing import Marks

# So many fingerprints may be left out or put in between, and it is the same place still.
_GAP = 3
_MOST_LINES = 60
_CELL = re.compile(CELL.format(number=r"(\d+)"))


class Text(NamedTuple):
    """A passage with its fingerprints."""

    path: str
    kind: str
    text: str
    marks: Marks


class Side(NamedTuple):
    """One of the two: the lines from `start` to `end`, counted from 1, of what was kept of a file; `lines` are as many
    of them as are shown. In a notebook `cells` are the numbers of its first and last cell.
    """

    path: str
    kind: str
    start: int
    end: int
    lines: tuple[str, ...]
    cells: tuple[int, int] | None = None

    @property
    def place(self) -> str:
        """Where it stands, as people look it up."""
        if self.cells is not None:
            first, last = self.cells
            return f"{self.path}, cell {first}" if first == last else f"{self.path}, cells {first} to {last}"
        return f"{self.path}:{self.start}" if self.start == self.end else f"{self.path}:{self.start}-{self.end}"


class Match(NamedTuple):
    """A place in each of two repositories that says the same."""

    first: Side
    second: Side

    @property
    def size(self) -> int:
        """How many lines the shorter side has."""
        return min(side.end - side.start for side in self) + 1


class _Run(NamedTuple):
    """Fingerprints that follow each other on both sides: the passages, and from and to which fingerprint."""

    first: int
    second: int
    in_first: tuple[int, int]
    in_second: tuple[int, int]


def matched(first: Sequence[Text], second: Sequence[Text], common: frozenset[int], *, most: int) -> tuple[Match, ...]:
    """Return the places that are the same in both, `common` fingerprints left out, the longest first."""
    found = [Match(_side(first[run.first], run.in_first), _side(second[run.second], run.in_second)) for run in
             _runs(first, second, common)]  # fmt: skip
    found.sort(key=lambda match: (-match.size, match.first[:3], match.second[:3]))
    return tuple(found[:most])


def _runs(first: Sequence[Text], second: Sequence[Text], common: frozenset[int]) -> Iterator[_Run]:
    where: dict[tuple[bool, int], list[tuple[int, int]]] = {}
    for passage, text in enumerate(second):
        for position, value in enumerate(text.marks.hashes):
            if value not in common:
                where.setdefault((text.kind == TEXT, value), []).append((passage, position))
    for passage, text in enumerate(first):
        run: _Run | None = None
        for position, value in enumerate(text.marks.hashes):
            places = where.get((text.kind == TEXT, value))
            if not places:
                continue
            follows = run and next((place for place in places if _follows(run, position, place)), None)
            if run and follows:
                run = run._replace(in_first=(run.in_first[0], position), in_second=(run.in_second[0], follows[1]))
                continue
            if run:
                yield run
            other, there = places[0]
            run = _Run(passage, other, (position, position), (there, there))
        if run:
            yield run


def _follows(run: _Run, position: int, place: tuple[int, int]) -> bool:
    passage, there = place
    return passage == run.second and 0 < there - run.in_second[1] <= _GAP and position - run.in_first[1] <= _GAP


def _side(text: Text, between: tuple[int, int]) -> Side:
    begin, end = between
    start = text.marks.starts[begin]
    last = max(text.marks.ends[begin : end + 1])
    lines = text.text.split("\n")
    shown = tuple(lines[start - 1 : min(last, start - 1 + _MOST_LINES)])
    return Side(text.path, text.kind, start, last, shown, _cells(lines, start, last))


def _cells(lines: Sequence[str], start: int, last: int) -> tuple[int, int] | None:
    """The numbers of the cells that hold two lines of a notebook; None for what is none."""
    numbers = [
        next((int(mark[1]) for line in reversed(lines[:number]) if (mark := _CELL.fullmatch(line))), None)
        for number in (start, last)
    ]
    first, second = numbers
    return (first, second) if first is not None and second is not None else None
