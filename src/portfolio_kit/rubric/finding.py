"""What a criterion found in a repository: a level, its reason, the evidence and the fix."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

Level = Literal[0, 1, 2]


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A place in the repository that a reader can open: `line` starts at 1, `excerpt` is what stands there.

    In a notebook `cell` is the number of the cell, counted from 1, and `called` what people see there: `In [34]`, or
    the cell's first words; the line of the file they do not see. `whole` is the file itself, a picture or a model, of
    which no line is shown; in a PDF `line` is then the page. All three only say how to find the place, and `shows` what
    it stands for beside others ("how to install"), so two places are the same without them. Raises ValueError for a
    place that cannot exist.
    """

    path: str
    line: int
    excerpt: str
    cell: int | None = field(default=None, compare=False)
    whole: bool = field(default=False, compare=False)
    called: str = field(default="", compare=False)
    shows: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not self.path or self.path.startswith("/") or self.line < 1 or not self.excerpt.strip():
            raise ValueError(f"not a place in a repository: {self.path!r}, line {self.line}, {self.excerpt!r}")

    def showing(self, what: str) -> Evidence:
        """Return the same place with what it stands for among the places of a finding."""
        return replace(self, shows=what)


def in_cell(path: str, cell: int | None, called: str = "") -> str:
    """Return how a cell of a notebook is named, in a finding's words and in reports: eda.ipynb, cell 12 (In [34])."""
    return f"{path}, cell {cell}" + (f" ({called})" if called else "")


def on_page(path: str, page: int) -> str:
    """Return how a page of a PDF is named: report.pdf, page 17; the file alone where it is none."""
    return f"{path}, page {page}" if path.lower().endswith(".pdf") else path


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict of one criterion. `level` is None where the criterion is not applicable.

    Raises ValueError for a verdict that cannot be argued: a level above 0 without evidence, or one below 2 without the
    fix that reaches the next level.
    """

    level: Level | None
    reason: str
    evidence: tuple[Evidence, ...] = ()
    fix: str | None = None
    error: bool = field(default=False)
    """The criterion could not be judged: its own function failed. Never above level 0."""

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError("a finding needs its reason")
        if self.level in (1, 2) and not self.evidence:
            raise ValueError(f"level {self.level} without evidence: {self.reason}")
        if self.level in (0, 1) and not (self.fix and self.fix.strip()):
            raise ValueError(f"level {self.level} without a fix: {self.reason}")
        if self.level in (2, None) and self.fix is not None:
            raise ValueError(f"nothing is left to fix: {self.reason}")
        if self.error and self.level != 0:
            raise ValueError("a criterion that failed cannot be met")


def missing(reason: str, fix: str, evidence: Iterable[Evidence] = ()) -> Finding:
    """Level 0: nothing, or only words about it."""
    return Finding(0, reason, _few(evidence), fix)


def partial(reason: str, fix: str, evidence: Iterable[Evidence]) -> Finding:
    """Level 1: a real but incomplete or weak form."""
    return Finding(1, reason, _few(evidence), fix)


def met(reason: str, evidence: Iterable[Evidence]) -> Finding:
    """Level 2: what a hiring manager would accept without a follow-up question."""
    return Finding(2, reason, _few(evidence))


def not_applicable(reason: str, evidence: Iterable[Evidence] = ()) -> Finding:
    """The project's kind rules the criterion out."""
    return Finding(None, reason, _few(evidence))


def failed(reason: str) -> Finding:
    """The criterion's own function failed."""
    return Finding(
        0,
        reason,
        (),
        "Report this as an error of portfolio-kit; nothing in your repository needs to change.",
        error=True,
    )


_MOST_EVIDENCE = 6


def _few(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The first few places, each once, in the order given; one that stands for several things says all of them."""
    found: dict[Evidence, list[str]] = {}
    for place in evidence:
        found.setdefault(place, []).append(place.shows)
    places = [
        place.showing(", ".join(dict.fromkeys(filter(None, shows)))) if shows[1:] else place
        for place, shows in found.items()
    ]
    return tuple(places[:_MOST_EVIDENCE])
