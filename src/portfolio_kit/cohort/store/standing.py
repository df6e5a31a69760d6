"""What counts of a repository: what the tool found last, and what mentors say instead of it.

An override holds until it is taken back, over later reviews too: it is about the repository, not about one reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import BindParameter, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from portfolio_kit.cohort.store import tables

_STATUS = {0: "missing", 1: "partial", 2: "met", None: "not_applicable"}


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts of one criterion."""

    criterion: str
    status: str
    level: int | None
    earned: float
    possible: float
    is_overridden: bool = False

    @property
    def missed(self) -> float:
        """The points that are still to be had; what the tool could not judge says nothing of the repository."""
        return 0.0 if self.status == "error" else self.possible - self.earned


class _Found(NamedTuple):
    """What the tool found of a criterion, as far as it counts."""

    criterion: str
    status: str
    level: int | None
    points: float
    possible: float
    earned: float
    is_error: bool


# A run does these for every repository: made once, SQLAlchemy knows them again.
_OF_REPOSITORY: BindParameter[int] = bindparam("repository")
# Whoever else works it out waits, where the database has more than one writer.
_COHORT = select(tables.Repository.cohort_id).where(tables.Repository.id == _OF_REPOSITORY).with_for_update()
_LAST = (
    select(tables.Review.id, tables.Review.state, tables.Review.score, tables.Review.run_id)
    .where(tables.Review.repository_id == _OF_REPOSITORY)
    .order_by(tables.Review.id.desc())
    .limit(1)
)
_GONE = delete(tables.Standing).where(tables.Standing.repository_id == _OF_REPOSITORY)
_FOUND = select(*(getattr(tables.Finding, name) for name in _Found._fields)).where(
    tables.Finding.review_id == bindparam("review")
)
_ADDED = insert(tables.Standing)
_STANDS = (
    update(tables.Repository)
    .where(tables.Repository.id == _OF_REPOSITORY)
    .values(
        standing_review_id=bindparam("review"), standing_state=bindparam("state"), standing_score=bindparam("score")
    )
)
_OVERRIDES = select(tables.Override).where(
    tables.Override.id.in_(
        select(func.max(tables.Override.id))
        .where(tables.Override.repository_id == _OF_REPOSITORY)
        .group_by(tables.Override.criterion)
    )
)


def restand(session: Session, repository_id: int) -> None:
    """Work out anew what counts of a repository; to be called after every new review and override of it."""
    session.flush()
    connection = session.connection()
    of_repository = {"repository": repository_id}
    cohort_id = connection.execute(_COHORT, of_repository).scalar_one()
    review = connection.execute(_LAST, of_repository).one_or_none()
    connection.execute(_GONE, of_repository)
    score = None
    if review is not None and review.state == "scored":
        overrides = latest_overrides(session, repository_id)
        criteria = session.get_one(tables.Run, review.run_id).criteria if overrides else ()
        found = map(_Found._make, connection.execute(_FOUND, {"review": review.id}))
        counted = [_counted(finding, overrides.get(finding.criterion), criteria) for finding in found]
        score, rows = scored(counted)
        if not any(item.is_overridden for item in counted):
            score = review.score
        if rows:
            shared = {"repository_id": repository_id, "cohort_id": cohort_id}
            connection.execute(_ADDED, [{**shared, **row} for row in rows])
    state, number = (review.state, review.id) if review else ("waiting", None)
    connection.execute(_STANDS, {**of_repository, "review": number, "state": state, "score": score})
    # What the session knows of the repository is no longer so.
    session.expire_all()


def latest_overrides(session: Session, repository_id: int) -> dict[str, tables.Override]:
    """Return the overrides of a repository that count, by criterion."""
    found = session.scalars(_OVERRIDES, {"repository": repository_id})
    return {override.criterion: override for override in found if override.kind != "taken_back"}


def scored(counted: Iterable[Counted]) -> tuple[float, list[dict[str, object]]]:
    """Return the score of what counts, and each criterion of it with what it would add to the score."""
    every = list(counted)
    possible = sum(item.possible for item in every)
    score = round(100 * sum(item.earned for item in every) / possible, 1) if possible else 0.0
    return score, [
        {
            "criterion": item.criterion,
            "status": item.status,
            "level": item.level,
            "earned": item.earned,
            "possible": item.possible,
            "gain": 100 * item.missed / (possible or 1),
            "is_overridden": item.is_overridden,
        }
        for item in every
    ]


def _counted(finding: _Found, override: tables.Override | None, criteria: Sequence[Mapping[str, object]]) -> Counted:
    if override is None:
        status = "error" if finding.is_error else finding.status
        return Counted(finding.criterion, status, finding.level, finding.earned, finding.possible)
    if override.level is None:
        return Counted(finding.criterion, "not_applicable", None, 0.0, 0.0, is_overridden=True)
    points, earned = _worth(criteria, finding, override.level)
    return Counted(finding.criterion, _STATUS[override.level], override.level, earned, points, is_overridden=True)


def _worth(criteria: Sequence[Mapping[str, object]], finding: _Found, level: int) -> tuple[float, float]:
    """Return the points of a criterion, and those that a level of it earns, by the rubric of the run."""
    for criterion in criteria:
        if criterion["id"] == finding.criterion:
            points, earned = criterion["points"], criterion["earned"]
            if isinstance(points, (int, float)) and isinstance(earned, list):
                return float(points), float(earned[level])
    return finding.points, finding.points * level / 2
