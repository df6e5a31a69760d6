"""The findings of one repository under one rubric, and what they add up to."""

from __future__ import annotations

from typing import Literal, NamedTuple

from portfolio_kit.rubric.combine import Points
from portfolio_kit.rubric.finding import Finding, Level
from portfolio_kit.rubric.rubric import Criterion, Pillar, Rubric

Proven = Literal["passed", "failed"] | None
"""What happened when it was really run; None where nothing that settles it did run."""

SCHEMA = "portfolio-kit/scorecard/1"
_LEVELS: tuple[Level, ...] = (0, 1, 2)
_STATUS = {0: "missing", 1: "partial", 2: "met", None: "not_applicable"}


class Judged(NamedTuple):
    """A criterion and what was found.

    `annotation` is what the repository's own configuration says about it: shown, never counted. `graded` are the points
    of a criterion that is the sum of its parts, finer than its level. `proof` is what happened when it was run.
    """

    criterion: Criterion
    finding: Finding
    annotation: str | None = None
    graded: Points | None = None
    proof: Proven = None

    @property
    def status(self) -> str:
        """The level in words: missing, partial, met or not_applicable."""
        return _STATUS[self.finding.level]

    @property
    def possible(self) -> float:
        """The points to be had: none where the criterion is not applicable."""
        if self.finding.level is None:
            return 0.0
        return self.criterion.points if self.graded is None else self.graded.possible

    @property
    def earned(self) -> float:
        """The points that the level earns."""
        if self.finding.level is None:
            return 0.0
        return self.criterion.earned(self.finding.level) if self.graded is None else self.graded.earned

    @property
    def step(self) -> float:
        """The points that the next level adds, or the one after it where that adds nothing; none after an error."""
        if self.finding.level is None or self.finding.error:
            return 0.0
        if self.graded is not None:
            return self.graded.step
        above = [self.criterion.earned(level) - self.earned for level in _LEVELS]
        return next((more for more in above if more > 0), 0.0)


class Scorecard(NamedTuple):
    """All findings of one repository.

    `target` is the path or URL that was given, `name` what the repository is called, `notes` say what was cut or could
    not be read, `warning` what comes before the score: that it may say nothing, a secret that is committed, files that
    git does not track, Python that does not parse.
    """

    target: str
    commit: str | None
    rubric: Rubric
    judged: tuple[Judged, ...]
    notes: tuple[str, ...] = ()
    name: str = ""
    warning: str | None = None

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
        """From 0 to 100: the points earned as a share of those that could be had."""
        return round(100 * self.earned / self.possible, 1) if self.possible else 0.0

    def gain(self, judged: Judged) -> float:
        """How much the score rises when the criterion's next level is reached."""
        return 100 * judged.step / (self.possible or 1)

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
