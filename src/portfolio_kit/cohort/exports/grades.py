"""Scores as a grade file that a learning management system takes in: its own columns, and one with the grade."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import BinaryIO, NamedTuple

from portfolio_kit.cohort.exports.cells import Cell, write
from portfolio_kit.cohort.exports.rows import Exported
from portfolio_kit.cohort.roster_formats import plain

_HUNDRED = Decimal(100)
_CANVAS, _NBGRADER = frozenset({"student", "id"}), frozenset({"assignment", "studentid"})
_POSSIBLE = "    Points Possible"


class Scale(NamedTuple):
    """How a score from 0 to 100 becomes a grade: so many points at most, or per cent."""

    most: Decimal = _HUNDRED
    is_percent: bool = False

    def grade(self, score: float | None) -> str:
        """Return the grade of a score, to two decimals; empty where there is no score: that is no zero."""
        if score is None:
            return ""
        value = (Decimal(str(score)) * self.most / _HUNDRED).quantize(Decimal("0.01"), ROUND_HALF_UP)
        return f"{value.normalize():f}{'%' if self.is_percent else ''}"


def scale_of(text: str | None) -> Scale:
    """Return the scale that a person wrote: a number of points, or percent."""
    return Scale(is_percent=True) if text == "percent" else Scale(Decimal(text or "100"))


def grades(stream: BinaryIO, repositories: Iterable[Exported], scale: Scale, title: str | None = None) -> None:
    """Write a row for each repository: what the cohort file said of its owner, and the grade under `title`.

    Canvas needs a row of the points that are possible, and takes every column that it does not know for an assignment;
    nbgrader calls the grade `score` and has `max_score` beside it.
    """
    # Who is graded says what columns there are: it is known when all were seen, and small.
    graded = [(each.repository.name, each.repository.identifiers, scale.grade(each.score)) for each in repositories]
    titles = list(dict.fromkeys(title for _, identifiers, _ in graded for title in identifiers))
    known = {plain(each) for each in titles}
    is_canvas, is_nbgrader = known >= _CANVAS, known >= _NBGRADER
    names = [] if is_canvas else ["name"]
    last = [title or ("score" if is_nbgrader else "Grade"), *(["max_score"] if is_nbgrader else [])]
    most = f"{scale.most.normalize():f}"

    def rows() -> Iterator[Sequence[Cell]]:
        yield [*titles, *names, *last]
        if is_canvas:
            yield [_POSSIBLE if plain(each) == "student" else "" for each in titles] + [most]
        for name, identifiers, grade in graded:
            who = [str(identifiers.get(each, "")) for each in titles]
            yield [*who, *([] if is_canvas else [name]), grade, *([most] if is_nbgrader else [])]

    write(stream, rows())
