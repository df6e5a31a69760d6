"""The findings of one repository under one rubric, and what they add up to."""

from __future__ import annotations

from dataclasses import dataclass

from portfolio_kit.rubric.finding import Finding
from portfolio_kit.rubric.rubric import Criterion, Pillar, Rubric

SCHEMA = "portfolio-kit/scorecard/1"
_STATUS = {0: "missing", 1: "partial", 2: "met", None: "not_applicable"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A criterion and what was found."""

    criterion: Criterion
    finding: Finding

    @property
    def status(self) -> str:
        """The level in words: missing, partial, met or not_applicable."""
        return _STATUS[self.finding.level]

    @property
    def possible(self) -> float:
        """The points to be had: none where the criterion is not applicable."""
        return 0.0 if self.finding.level is None else self.criterion.points

    @property
    def earned(self) -> float:
        """The points that the level earns."""
        return 0.0 if self.finding.level is None else self.criterion.earned(self.finding.level)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All findings of one repository.

    `target` is the path or URL that was given, `name` what the repository is called, `notes` say what was cut or could
    not be read.
    """

    target: str
    commit: str | None
    rubric: Rubric
    judged: tuple[Judged, ...]
    notes: tuple[str, ...] = ()
    name: str = ""

    @property
    def title(self) -> str:
        """What to call the repository in a report."""
        return self.name or self.target

    @property
    def possible(self) -> float:
        """The points of the criteria that are applicable."""
        return sum(judged.possible for judged in self.judged)

    @property
    def earned(self) -> float:
        """The points of the levels reached."""
        return sum(judged.earned for judged in self.judged)

    @property
    def score(self) -> float:
        """From 0 to 100: 100 × Σ points × level/2 ÷ Σ points of the applicable criteria."""
        return round(100 * self.earned / self.possible, 1) if self.possible else 0.0

    def gain(self, judged: Judged) -> float:
        """How much the score rises when the criterion's next level is reached."""
        level = judged.finding.level
        if level is None or level == 2 or judged.finding.error:  # noqa: PLR2004
            return 0.0
        return 100 * judged.criterion.points / 2 / self.possible

    def to_gain(self, judged: Judged) -> float:
        """How much the score rises when the criterion is met."""
        return 0.0 if judged.finding.error else 100 * (judged.possible - judged.earned) / (self.possible or 1)

    @property
    def next_steps(self) -> tuple[Judged, ...]:
        """What is below level 2, most points to gain first; among equals in the rubric's order."""
        below = [judged for judged in self.judged if self.to_gain(judged) > 0]
        return tuple(sorted(below, key=lambda judged: -self.to_gain(judged)))

    def of(self, pillar: Pillar) -> tuple[Judged, ...]:
        """Return what was judged of one pillar."""
        return tuple(judged for judged in self.judged if judged.criterion.pillar == pillar.id)
