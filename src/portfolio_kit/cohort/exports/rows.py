"""What is handed out of a cohort: each repository with what counts of it, in the order of the cohort file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, defer, selectinload

from portfolio_kit.cohort.store import tables
from portfolio_kit.cohort.store.cohorts import Criterion, criteria_of

_AT_ONCE = 200


class Place(NamedTuple):
    """A place that speaks for a verdict."""

    path: str
    line: int
    cell: int | None
    excerpt: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts of a criterion."""

    criterion: str
    status: str
    level: int | None
    earned: float
    possible: float
    gain: float
    is_overridden: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One criterion: what counts of it, and under `found` and `found_level` what the tool says. `mentor` is what was
    said with an override.
    """

    criterion: Criterion
    counts: Counted
    found: str
    found_level: int | None
    reason: str
    fix: str | None
    proven: str | None
    evidence: tuple[Place, ...]
    mentor: tables.Override | None


@dataclass(frozen=True, slots=True)
class Exported:
    """A repository; `review` and `run` are None while it waits, `counted` and `findings` empty where there is no score.

    `findings` are there only where they were asked for.
    """

    repository: tables.Repository
    review: tables.Review | None
    run: tables.Run | None
    counted: tuple[Counted, ...]
    comments: tuple[tables.Comment, ...]
    findings: tuple[Finding, ...] = ()

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


def exported(session: Session, cohort_id: int, *, in_full: bool) -> Iterator[Exported]:
    """Yield the repositories of a cohort that its file lists, a few hundred in memory at a time; in full, with what was
    found in each.
    """
    statement = (
        select(tables.Repository.id)
        .where(tables.Repository.cohort_id == cohort_id, tables.Repository.is_listed)
        .order_by(tables.Repository.place, tables.Repository.id)
    )
    runs = {run.id: run for run in session.scalars(select(tables.Run).where(tables.Run.cohort_id == cohort_id))}
    ids = session.scalars(statement).all()
    for start in range(0, len(ids), _AT_ONCE):
        batch = _Batch(session, ids[start : start + _AT_ONCE])
        findings = _Findings(session, batch) if in_full else None
        for repository in batch.repositories:
            review = batch.reviews.get(repository.standing_review_id or 0)
            run = runs.get(review.run_id) if review else None
            counted = tuple(batch.counted[repository.id].values())
            found = tuple(findings.of(repository.id, review.id, run)) if findings and review and run else ()
            yield Exported(repository, review, run, counted, tuple(batch.comments[repository.id]), found)


def criteria(session: Session, cohort_id: int) -> tuple[Criterion, ...]:
    """Return the criteria that the runs of a cohort judged by, those of the latest run first."""
    runs = session.scalars(select(tables.Run).where(tables.Run.cohort_id == cohort_id).order_by(tables.Run.id.desc()))
    found: dict[str, Criterion] = {}
    for run in runs:
        for criterion in criteria_of(run.criteria):
            found.setdefault(criterion.id, criterion)
    return tuple(found.values())


class _Batch:
    """What belongs to some repositories, each table asked once."""

    def __init__(self, session: Session, ids: Sequence[int]) -> None:
        every = (
            select(tables.Repository)
            .where(tables.Repository.id.in_(ids))
            .order_by(tables.Repository.place, tables.Repository.id)
            .options(selectinload(tables.Repository.tags))
        )
        self.repositories = session.scalars(every).all()
        standing = [repository.standing_review_id for repository in self.repositories]
        reviews = select(tables.Review).where(tables.Review.id.in_(standing)).options(defer(tables.Review.proof))
        self.reviews = {review.id: review for review in session.scalars(reviews)}
        self.counted: dict[int, dict[str, Counted]] = defaultdict(dict)
        row = tables.Standing
        columns = (row.criterion, row.status, row.level, row.earned, row.possible, row.gain, row.is_overridden)
        for each in session.execute(select(row.repository_id, *columns).where(row.repository_id.in_(ids))):
            self.counted[each.repository_id][each.criterion] = Counted(*each[1:])
        self.comments: dict[int, list[tables.Comment]] = defaultdict(list)
        comments = select(tables.Comment).where(tables.Comment.repository_id.in_(ids)).order_by(tables.Comment.id)
        for comment in session.scalars(comments):
            self.comments[comment.repository_id].append(comment)


class _Findings:
    """What was found in the repositories of a batch, as plain rows: there are tens of each."""

    def __init__(self, session: Session, batch: _Batch) -> None:
        self._counted = batch.counted
        finding, evidence = tables.Finding, tables.Evidence
        self._rows = defaultdict(list)
        columns = (
            *(finding.id, finding.review_id, finding.criterion, finding.pillar, finding.points, finding.status),
            *(finding.level, finding.is_error, finding.reason, finding.fix, finding.proven),
        )
        of_reviews = finding.review_id.in_(list(batch.reviews))
        for row in session.execute(select(*columns).where(of_reviews).order_by(finding.review_id, finding.position)):
            self._rows[row.review_id].append(row)
        self._places: dict[int, list[Place]] = defaultdict(list)
        places = (
            select(evidence.finding_id, evidence.path, evidence.line, evidence.cell, evidence.excerpt)
            .join(finding, finding.id == evidence.finding_id)
            .where(of_reviews)
            .order_by(evidence.finding_id, evidence.position)
        )
        for each in session.execute(places):
            self._places[each.finding_id].append(Place(*each[1:]))
        # A later one takes the place of an earlier.
        ids = [repository.id for repository in batch.repositories]
        overrides = select(tables.Override).where(tables.Override.repository_id.in_(ids)).order_by(tables.Override.id)
        self._overrides = {(row.repository_id, row.criterion): row for row in session.scalars(overrides)}

    def of(self, repository_id: int, review_id: int, run: tables.Run) -> Iterator[Finding]:
        """Yield what was found in a repository, and what counts of it."""
        known = {criterion.id: criterion for criterion in criteria_of(run.criteria)}
        for row in self._rows[review_id]:
            counts = self._counted[repository_id].get(row.criterion)
            if counts is not None:
                yield Finding(
                    known.get(row.criterion)
                    or Criterion(row.criterion, row.criterion, row.pillar, row.pillar, row.points),
                    counts,
                    "error" if row.is_error else row.status,
                    row.level,
                    row.reason,
                    row.fix,
                    row.proven,
                    tuple(self._places[row.id]),
                    self._overrides.get((repository_id, row.criterion)) if counts.is_overridden else None,
                )
