"""Scores as a grade file that a learning management system takes in: its own columns, and one with the grade."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import PurePath
from typing import BinaryIO, NamedTuple

from portfolio_kit.cohort.exports.cells import AsItCame, Cell, write
from portfolio_kit.cohort.exports.rows import Exported
from portfolio_kit.cohort.roster_formats import plain
from portfolio_kit.cohort.store.tables import Repository
from portfolio_kit.repository import address

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
    nbgrader calls the grade `score` and has `max_score` beside it. What the roster said comes back character by
    character: a system that reads `'=1+1` knows no such student. Only a name that is the repository's own is guarded.
    """
    # Who is graded says what columns there are: it is known when all were seen, and small.
    graded = [(_name(each.repository), each.repository.identifiers, scale.grade(each.score)) for each in repositories]
    titles = list(dict.fromkeys(title for _, identifiers, _ in graded for title in identifiers))
    known = {plain(each) for each in titles}
    is_canvas, is_nbgrader = known >= _CANVAS, known >= _NBGRADER
    names = [] if is_canvas else ["name"]
    last = [title or ("score" if is_nbgrader else "Grade"), *(["max_score"] if is_nbgrader else [])]
    most = f"{scale.most.normalize():f}"

    def rows() -> Iterator[Sequence[Cell]]:
        yield [*map(AsItCame, titles), *names, *last]
        if is_canvas:
            yield [_POSSIBLE if plain(each) == "student" else "" for each in titles] + [most]
        for name, identifiers, grade in graded:
            who = [AsItCame(identifiers.get(each, "")) for each in titles]
            yield [*who, *([] if is_canvas else [name]), grade, *([most] if is_nbgrader else [])]

    write(stream, rows())


def _name(repository: Repository) -> str:
    """Return a name, as it came where it is the roster's and not that of a folder or URL."""
    name, source = repository.name, repository.source
    called = address.name(source) if address.is_url(source) else PurePath(source).name
    return name if name == called else AsItCame(name)
