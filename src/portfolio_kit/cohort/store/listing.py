"""A page of the repositories that a mentor looks at, with what counts of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio_kit.cohort.store.choosing import Choice, conditions, order
from portfolio_kit.cohort.store.tables import Comment, Override, Repository, Review, Standing, Tag

PAGE = 50


@dataclass(frozen=True, slots=True)
class Stands:
    """What counts of a criterion."""

    status: str
    gain: float
    is_overridden: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A repository in a list. `change` is what its score gained since the review before, None where there is none."""

    id: int
    name: str
    state: str
    score: float | None
    change: float | None
    failure: str | None
    reviewed: datetime | None
    tags: tuple[str, ...]
    notes: int
    criteria: dict[str, Stands]

    def count(self, status: str) -> int:
        """Return how many criteria have a status."""
        return sum(stands.status == status for stands in self.criteria.values())

    @property
    def most_to_gain(self) -> tuple[str, float] | None:
        """The criterion that would add most to the score, with how much; None where nothing would."""
        best = max(self.criteria.items(), key=lambda item: item[1].gain, default=None)
        return (best[0], best[1].gain) if best and best[1].gain > 0 else None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of many."""

    rows: tuple[Row, ...]
    count: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.count // PAGE))

    @property
    def first(self) -> int:
        """The place of its first row among all, from 1."""
        return (self.number - 1) * PAGE + 1


def listing(session: Session, choice: Choice, number: int) -> Listing:
    """Return the page of that number, from 1; the last one where there are not so many."""
    cut = conditions(choice)
    count = session.scalar(select(func.count()).select_from(Repository).where(*cut)) or 0
    number = min(number, max(1, -(-count // PAGE)))
    ids = session.scalars(
        select(Repository.id).where(*cut).order_by(*order(choice)).limit(PAGE).offset((number - 1) * PAGE)
    ).all()
    return Listing(tuple(rows(session, ids)), count, number)


def rows(session: Session, ids: Sequence[int]) -> list[Row]:
    """Return the repositories of these numbers, in this order; those that are not there are left out."""
    statement = (
        select(
            Repository.id,
            Repository.name,
            Repository.standing_state,
            Repository.standing_score,
            Review.score,
            Review.failure,
            Review.reviewed,
        )
        .outerjoin(Review, Review.id == Repository.standing_review_id)
        .where(Repository.id.in_(ids))
    )
    found = {row[0]: row for row in session.execute(statement)}
    tags, criteria = _tags(session, ids), _criteria(session, ids)
    notes, before = _notes(session, ids), _scores_before(session, ids)
    return [
        Row(
            number,
            name,
            state,
            score,
            _change(tool_score, before.get(number)),
            failure,
            reviewed,
            tuple(tags[number]),
            notes.get(number, 0),
            criteria[number],
        )
        for number, name, state, score, tool_score, failure, reviewed in (found[key] for key in ids if key in found)
    ]


def _change(score: float | None, before: float | None) -> float | None:
    """What the tool's own score gained: an override is nothing that the learner did."""
    return None if score is None or before is None else round(score - before, 1)


def _tags(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    statement = select(Tag.repository_id, Tag.name).where(Tag.repository_id.in_(ids)).order_by(Tag.name)
    for repository, name in session.execute(statement):
        found[repository].append(name)
    return found


def _criteria(session: Session, ids: Sequence[int]) -> dict[int, dict[str, Stands]]:
    found: dict[int, dict[str, Stands]] = defaultdict(dict)
    columns = (Standing.repository_id, Standing.criterion, Standing.status, Standing.gain, Standing.is_overridden)
    for repository, criterion, status, gain, is_overridden in session.execute(
        select(*columns).where(Standing.repository_id.in_(ids))
    ):
        found[repository][criterion] = Stands(status, gain, is_overridden)
    return found


def _notes(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """How many overrides and comments there are of each."""
    found: dict[int, int] = defaultdict(int)
    for table in (Override, Comment):
        statement = select(table.repository_id, func.count()).where(table.repository_id.in_(ids))
        for repository, count in session.execute(statement.group_by(table.repository_id)):
            found[repository] += count
    return found


def _scores_before(session: Session, ids: Sequence[int]) -> dict[int, float]:
    """The score of the last scored review before the standing one, of each that has one."""
    earlier = (
        select(Review.repository_id, func.max(Review.id).label("id"))
        .join(Repository, Repository.id == Review.repository_id)
        .where(
            Review.repository_id.in_(ids),
            Review.state == "scored",
            Review.id < Repository.standing_review_id,
        )
        .group_by(Review.repository_id)
        .subquery()
    )
    statement = select(Review.repository_id, Review.score).join(earlier, earlier.c.id == Review.id)
    return {repository: score for repository, score in session.execute(statement) if score is not None}
