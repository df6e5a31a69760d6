"""What is handed out of a cohort: each repository with what counts of it, in the order of the cohort file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, defer, selectinload

from portfolio_kit.cohort.store import tables
from portfolio_kit.cohort.store.cohorts import Criterion, criteria_of

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """One criterion: what counts of it, and under `found` and `found_level` what the tool says. `mentor` is what was
    said with an override.
    """

    criterion: Criterion
    status: str
    level: int | None
    earned: float
    possible: float
    gain: float
    is_overridden: bool
    found: str
    found_level: int | None
    reason: str
    fix: str | None
    proven: str | None
    evidence: tuple[tables.Evidence, ...]
    mentor: tables.Override | None


@dataclass(frozen=True, slots=True)
class Exported:
    """A repository; `review` and `run` are None while it waits, `findings` empty where there is no score."""

    repository: tables.Repository
    review: tables.Review | None
    run: tables.Run | None
    findings: tuple[Finding, ...]
    comments: tuple[tables.Comment, ...]

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags."""
        return tuple(tag.name for tag in self.repository.tags)

    @property
    def score(self) -> float | None:
        """The score that counts: with the mentors' overrides; None where there is none."""
        return self.repository.standing_score if self.repository.standing_state == "scored" else None

    @property
    def reviewed(self) -> datetime | None:
        """When it was reviewed."""
        return self.review.reviewed if self.review else None


def exported(session: Session, cohort_id: int) -> Iterator[Exported]:
    """Yield the repositories of a cohort that its file lists, a few hundred in memory at a time."""
    statement = (
        select(tables.Repository.id)
        .where(tables.Repository.cohort_id == cohort_id, tables.Repository.is_listed)
        .order_by(tables.Repository.place, tables.Repository.id)
    )
    runs = {run.id: run for run in session.scalars(select(tables.Run).where(tables.Run.cohort_id == cohort_id))}
    known = {number: {item.id: item for item in criteria_of(run.criteria)} for number, run in runs.items()}
    ids = session.scalars(statement).all()
    for start in range(0, len(ids), _AT_ONCE):
        batch = _Batch(session, ids[start : start + _AT_ONCE])
        for repository in batch.repositories:
            review = batch.reviews.get(repository.standing_review_id or 0)
            run = runs.get(review.run_id) if review else None
            findings = batch.findings(repository.id, review, known[run.id]) if review and run else ()
            yield Exported(repository, review, run, findings, tuple(batch.comments[repository.id]))


def criteria(session: Session, cohort_id: int) -> tuple[Criterion, ...]:
    """Return the criteria that the runs of a cohort judged by, those of the latest run first."""
    runs = session.scalars(select(tables.Run).where(tables.Run.cohort_id == cohort_id).order_by(tables.Run.id.desc()))
    found: dict[str, Criterion] = {}
    for run in runs:
        for criterion in criteria_of(run.criteria):
            found.setdefault(criterion.id, criterion)
    return tuple(found.values())


class _Batch:
    """All that belongs to some repositories, each table asked once."""

    def __init__(self, session: Session, ids: Sequence[int]) -> None:
        every = (
            select(tables.Repository)
            .where(tables.Repository.id.in_(ids))
            .order_by(tables.Repository.place, tables.Repository.id)
            .options(selectinload(tables.Repository.tags))
        )
        self.repositories = session.scalars(every).all()
        standing = [repository.standing_review_id for repository in self.repositories]
        reviews = (
            select(tables.Review)
            .where(tables.Review.id.in_(standing))
            .options(
                defer(tables.Review.proof),
                selectinload(tables.Review.findings)
                .selectinload(tables.Finding.evidence)
                .defer(tables.Evidence.source),
            )
        )
        self.reviews = {review.id: review for review in session.scalars(reviews)}
        self._standing: dict[int, dict[str, tables.Standing]] = defaultdict(dict)
        for row in session.scalars(select(tables.Standing).where(tables.Standing.repository_id.in_(ids))):
            self._standing[row.repository_id][row.criterion] = row
        # A later one takes the place of an earlier.
        overrides = select(tables.Override).where(tables.Override.repository_id.in_(ids)).order_by(tables.Override.id)
        self._overrides = {(row.repository_id, row.criterion): row for row in session.scalars(overrides)}
        self.comments: dict[int, list[tables.Comment]] = defaultdict(list)
        comments = select(tables.Comment).where(tables.Comment.repository_id.in_(ids)).order_by(tables.Comment.id)
        for comment in session.scalars(comments):
            self.comments[comment.repository_id].append(comment)

    def findings(
        self, repository_id: int, review: tables.Review, known: Mapping[str, Criterion]
    ) -> tuple[Finding, ...]:
        """Return what was found in a repository, and what counts of it."""
        counts = self._standing[repository_id]
        return tuple(
            self._finding(repository_id, row, counts[row.criterion], known)
            for row in review.findings
            if row.criterion in counts
        )

    def _finding(
        self, repository_id: int, row: tables.Finding, counts: tables.Standing, known: Mapping[str, Criterion]
    ) -> Finding:
        unknown = Criterion(row.criterion, row.criterion, row.pillar, row.pillar, row.points)
        return Finding(
            known.get(row.criterion, unknown),
            counts.status,
            counts.level,
            counts.earned,
            counts.possible,
            counts.gain,
            counts.is_overridden,
            "error" if row.is_error else row.status,
            row.level,
            row.reason,
            row.fix,
            row.proven,
            tuple(row.evidence),
            self._overrides.get((repository_id, row.criterion)) if counts.is_overridden else None,
        )
