"""Everything that is known of one repository."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portfolio_kit.cohort.store import tables
from portfolio_kit.cohort.store.cohorts import Criterion, criteria_of
from portfolio_kit.cohort.store.standing import latest_overrides

_STATUS = ("missing", "partial", "met")


@dataclass(frozen=True, slots=True)
class Place:
    """A place that speaks for a verdict, with the lines around it: their numbers and texts; none of a picture."""

    path: str
    line: int
    cell: int | None
    excerpt: str
    lines: tuple[tuple[int, str], ...]
    marked: int | None
    """The number of the line that it is about."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One criterion: what the tool found, and in `status`, `earned`, `possible` and `gain` what counts."""

    criterion: Criterion
    found: str
    reason: str
    fix: str | None
    annotation: str | None
    proven: str | None
    places: tuple[Place, ...]
    status: str
    earned: float
    possible: float
    gain: float
    override: tables.Override | None


@dataclass(frozen=True, slots=True)
class Said:
    """Something that a mentor said: a comment, or an override of a criterion."""

    author: str
    made: datetime
    text: str
    criterion: str | None = None
    title: str | None = None
    verdict: str | None = None
    """missing, partial, met, not_applicable or taken_back."""


@dataclass(frozen=True, slots=True)
class Detail:
    """A repository with its standing review; `verdicts` are empty where there is no score."""

    id: int
    cohort_id: int
    name: str
    source: str
    subfolder: str
    is_listed: bool
    tags: tuple[str, ...]
    state: str
    score: float | None
    review: tables.Review | None
    run: tables.Run | None
    verdicts: tuple[Verdict, ...]
    said: tuple[Said, ...]

    @property
    def steps(self) -> list[Verdict]:
        """What would add to the score, most first."""
        return sorted((verdict for verdict in self.verdicts if verdict.gain > 0), key=lambda item: -item.gain)

    @property
    def pillars(self) -> list[tuple[str, list[Verdict]]]:
        """The verdicts by the title of their pillar, in the rubric's order."""
        found: dict[str, list[Verdict]] = defaultdict(list)
        for verdict in self.verdicts:
            found[verdict.criterion.pillar_title].append(verdict)
        return list(found.items())

    @property
    def overridden(self) -> int:
        """How many criteria count as a mentor says."""
        return sum(verdict.override is not None for verdict in self.verdicts)


def detail(session: Session, repository_id: int) -> Detail | None:
    """Return what is known of a repository, None where there is none of that number."""
    repository = session.get(tables.Repository, repository_id)
    if repository is None:
        return None
    review = (
        session.get(
            tables.Review,
            repository.standing_review_id,
            options=[selectinload(tables.Review.findings).selectinload(tables.Finding.evidence)],
        )
        if repository.standing_review_id is not None
        else None
    )
    run = session.get(tables.Run, review.run_id) if review else None
    criteria = {criterion.id: criterion for criterion in criteria_of(run.criteria)} if run else {}
    return Detail(
        repository.id,
        repository.cohort_id,
        repository.name,
        repository.source,
        repository.subfolder,
        repository.is_listed,
        tuple(tag.name for tag in repository.tags),
        repository.standing_state,
        repository.standing_score,
        review,
        run,
        tuple(_verdicts(session, repository_id, review, criteria)),
        tuple(_said(session, repository_id, criteria)),
    )


def _place(evidence: tables.Evidence) -> Place:
    texts = [] if evidence.source is None else evidence.source.split("\n")
    lines = [text.rstrip("\r").expandtabs(4) for text in texts]
    numbered = tuple(enumerate(lines, start=evidence.source_line or 1))
    # The lines of a notebook's cell have numbers of their own.
    excerpt = evidence.excerpt.rstrip("…").strip()
    marked = next((number for number, text in numbered if text.strip().startswith(excerpt)), None)
    return Place(
        evidence.path,
        evidence.line,
        evidence.cell,
        evidence.excerpt,
        numbered,
        marked if evidence.cell else evidence.line,
    )


def _verdicts(
    session: Session, repository_id: int, review: tables.Review | None, criteria: dict[str, Criterion]
) -> list[Verdict]:
    if review is None:
        return []
    overrides = latest_overrides(session, repository_id)
    statement = select(tables.Standing).where(tables.Standing.repository_id == repository_id)
    standing = {row.criterion: row for row in session.scalars(statement)}
    return [
        Verdict(
            criteria.get(finding.criterion)
            or Criterion(finding.criterion, finding.criterion, finding.pillar, finding.pillar, finding.points),
            "error" if finding.is_error else finding.status,
            finding.reason,
            finding.fix,
            finding.annotation,
            finding.proven,
            tuple(_place(place) for place in finding.evidence),
            counts.status,
            counts.earned,
            counts.possible,
            counts.gain,
            overrides.get(finding.criterion),
        )
        for finding in review.findings
        if (counts := standing.get(finding.criterion))
    ]


def _said(session: Session, repository_id: int, criteria: dict[str, Criterion]) -> list[Said]:
    """Everything that mentors said, the first of it first."""
    overrides = select(tables.Override).where(tables.Override.repository_id == repository_id)
    comments = select(tables.Comment).where(tables.Comment.repository_id == repository_id)
    found = [_of_override(override, criteria) for override in session.scalars(overrides.order_by(tables.Override.id))]
    found += [
        Said(comment.author, comment.made, comment.text)
        for comment in session.scalars(comments.order_by(tables.Comment.id))
    ]
    return sorted(found, key=lambda said: said.made)


def _of_override(override: tables.Override, criteria: dict[str, Criterion]) -> Said:
    known = criteria.get(override.criterion)
    return Said(
        override.author,
        override.made,
        override.comment,
        override.criterion,
        known.title if known else override.criterion,
        verdict_of(override),
    )


def verdict_of(override: tables.Override) -> str:
    """Return what an override says: missing, partial, met, not_applicable or taken_back."""
    return override.kind if override.level is None else _STATUS[override.level]
