"""What became of a repository from one review to the next."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio_kit.cohort.store.tables import Finding, Review, Run

MOST = 12


@dataclass(frozen=True, slots=True)
class Change:
    """A criterion whose level changed."""

    criterion: str
    before: str
    after: str
    points: float

    @property
    def is_better(self) -> bool:
        """Whether more was earned by it than before."""
        return self.points > 0


@dataclass(frozen=True, slots=True)
class Step:
    """A review, and what had changed since the last one before it that has a score."""

    reviewed: datetime
    state: str
    failure: str | None
    score: float | None
    commit: str | None
    tool: str
    rubric: str
    changes: tuple[Change, ...] = ()
    gained: float | None = None
    """None for the first one, and where another rubric judged the one before."""


def history(session: Session, repository_id: int) -> list[Step]:
    """Return the last reviews of a repository, as the tool found them, the latest first."""
    statement = (
        select(Review, Run)
        .join(Run, Run.id == Review.run_id)
        .where(Review.repository_id == repository_id)
        .order_by(Review.id.desc())
        .limit(MOST + 1)
    )
    reviews = [(review, run) for review, run in session.execute(statement)]
    findings = _findings(session, [review.id for review, _ in reviews])
    steps: list[Step] = []
    before: tuple[Review, Run] | None = None
    for review, run in reversed(reviews):
        changes: tuple[Change, ...] = ()
        gained = None
        if review.state == "scored" and before is not None and before[1].rubric_digest == run.rubric_digest:
            changes = _changes(findings[before[0].id], findings[review.id])
            gained = round((review.score or 0.0) - (before[0].score or 0.0), 1)
        steps.append(
            Step(
                review.reviewed,
                review.state,
                review.failure,
                review.score,
                review.commit,
                run.tool,
                run.rubric,
                changes,
                gained,
            )
        )
        before = (review, run) if review.state == "scored" else before
    return steps[::-1][:MOST]


def _findings(session: Session, reviews: list[int]) -> dict[int, dict[str, Finding]]:
    found: dict[int, dict[str, Finding]] = defaultdict(dict)
    statement = select(Finding).where(Finding.review_id.in_(reviews)).order_by(Finding.position)
    for finding in session.scalars(statement):
        found[finding.review_id][finding.criterion] = finding
    return found


def _changes(before: dict[str, Finding], after: dict[str, Finding]) -> tuple[Change, ...]:
    """What changed, what gained most first."""
    found = [
        Change(criterion, before[criterion].status, now.status, now.earned - before[criterion].earned)
        for criterion, now in after.items()
        if criterion in before and before[criterion].level != now.level
    ]
    return tuple(sorted(found, key=lambda change: -change.points))
