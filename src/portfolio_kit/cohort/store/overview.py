"""What a cohort looks like as a whole: how its scores are spread, and what it misses most."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from portfolio_kit.cohort.store.choosing import Choice, conditions
from portfolio_kit.cohort.store.tables import Repository, Standing

WIDTH = 10
"""How many points of the score a bucket is wide."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How many there are in each state, and how many have a score of each tenth: 0 to 9, 10 to 19, …, 90 to 100."""

    states: dict[str, int]
    buckets: tuple[int, ...]
    median: float | None

    @property
    def count(self) -> int:
        """How many repositories there are in all."""
        return sum(self.states.values())


@dataclass(frozen=True, slots=True)
class Missed:
    """What becomes of a criterion over the repositories that have a score.

    `statuses` says how many have each, `lost` how much of the score they would gain by it in all.
    """

    criterion: str
    statuses: dict[str, int]
    lost: float

    @property
    def judged(self) -> int:
        """How many repositories it was judged of, and applies to."""
        return sum(self.statuses.get(status, 0) for status in ("missing", "partial", "met"))

    @property
    def count(self) -> int:
        """How many repositories have a score."""
        return sum(self.statuses.values())

    @property
    def mean(self) -> float:
        """How much of its score a repository loses by it on average."""
        return self.lost / self.count if self.count else 0.0


def spread(session: Session, choice: Choice) -> Spread:
    """Return how the scores of what is looked at are spread."""
    score = Repository.standing_score
    starts = range(0, 100, WIDTH)
    within = [
        (score >= start, score < start + WIDTH) if start + WIDTH < 100 else (score >= start,)  # noqa: PLR2004 - full
        for start in starts
    ]
    counts = [func.count(case((and_(*bounds), 1))) for bounds in within]
    states: dict[str, int] = {}
    buckets = [0] * len(starts)
    statement = select(Repository.standing_state, func.count(), *counts).where(*conditions(choice))
    for state, count, *of_bucket in session.execute(statement.group_by(Repository.standing_state)):
        states[state] = count
        buckets = [one + more for one, more in zip(buckets, of_bucket, strict=True)]
    return Spread(states, tuple(buckets), _median(session, choice, sum(buckets)))


def missed(session: Session, choice: Choice) -> list[Missed]:
    """Return what becomes of every criterion, what loses most first."""
    # The sum keeps SQLite from looking every repository up: the index gives all rows in groups, which is quicker.
    repository = Standing.repository_id + 0
    if choice.is_cut:
        looked_at = repository.in_(select(Repository.id).where(*conditions(choice)))
    else:
        unlisted = (Repository.cohort_id == choice.cohort_id, Repository.is_listed.is_(False))
        looked_at = repository.not_in(select(Repository.id).where(*unlisted))
    statement = (
        select(Standing.criterion, Standing.status, func.count(), func.sum(Standing.gain))
        .where(Standing.cohort_id == choice.cohort_id, looked_at)
        .group_by(Standing.criterion, Standing.status)
    )
    statuses: dict[str, dict[str, int]] = defaultdict(dict)
    lost: dict[str, float] = defaultdict(float)
    for criterion, status, count, gain in session.execute(statement):
        statuses[criterion][status] = count
        lost[criterion] += gain
    found = [Missed(criterion, counts, lost[criterion]) for criterion, counts in statuses.items()]
    return sorted(found, key=lambda item: (-item.lost, item.criterion))


def _median(session: Session, choice: Choice, scored: int) -> float | None:
    if not scored:
        return None
    middle = session.scalars(
        select(Repository.standing_score)
        .where(*conditions(choice), Repository.standing_score.is_not(None))
        .order_by(Repository.standing_score)
        .offset((scored - 1) // 2)
        .limit(2 - scored % 2)
    ).all()
    return sum(score for score in middle if score is not None) / len(middle)
