"""The cohorts of a store, and what each is judged by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio_kit.cohort.store import tables


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion of the rubric that the last run judged by."""

    id: str
    title: str
    pillar: str
    pillar_title: str
    points: float
    why: str = ""
    """Why it is asked for, in a sentence."""


class Pillar(NamedTuple):
    """Criteria that stand together."""

    title: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Cohort:
    """A cohort with the criteria of its last run; `is_running` while that run goes on, or after it was stopped."""

    id: int
    name: str
    repositories: int
    criteria: tuple[Criterion, ...]
    rubric: str
    tool: str
    started: datetime | None
    is_running: bool

    @property
    def pillars(self) -> list[Pillar]:
        """The criteria by pillar, in the rubric's order."""
        return [Pillar(title, tuple(group)) for title, group in groupby(self.criteria, lambda one: one.pillar_title)]

    def criterion(self, name: str) -> Criterion | None:
        """Return the criterion called `name`, None where the rubric has none of that name."""
        return next((criterion for criterion in self.criteria if criterion.id == name), None)


def cohorts(session: Session) -> list[Cohort]:
    """Return the cohorts of the store by name."""
    found = session.scalars(select(tables.Cohort).order_by(tables.Cohort.name))
    return [_cohort(session, cohort) for cohort in found]


def cohort(session: Session, cohort_id: int) -> Cohort | None:
    """Return one cohort, None where there is none of that number."""
    found = session.get(tables.Cohort, cohort_id)
    return None if found is None else _cohort(session, found)


def tags(session: Session, cohort_id: int, most: int = 200) -> list[tuple[str, int]]:
    """Return the tags of a cohort with how many repositories have each, the most frequent ones first."""
    count = func.count().label("count")
    statement = (
        select(tables.Tag.name, count)
        .join(tables.Repository, tables.Repository.id == tables.Tag.repository_id)
        .where(tables.Repository.cohort_id == cohort_id, tables.Repository.is_listed)
        .group_by(tables.Tag.name)
        .order_by(count.desc(), tables.Tag.name)
        .limit(most)
    )
    return [(name, number) for name, number in session.execute(statement)]


def criteria_of(entries: Iterable[Mapping[str, Any]]) -> tuple[Criterion, ...]:
    """Return the criteria that a run wrote down."""
    return tuple(
        Criterion(
            entry["id"],
            entry["title"],
            entry["pillar"],
            entry["pillar_title"],
            float(entry["points"]),
            entry.get("why", ""),
        )
        for entry in entries
    )


def _cohort(session: Session, cohort: tables.Cohort) -> Cohort:
    run = session.scalars(
        select(tables.Run).where(tables.Run.cohort_id == cohort.id).order_by(tables.Run.id.desc()).limit(1)
    ).one_or_none()
    count = session.scalar(
        select(func.count()).where(tables.Repository.cohort_id == cohort.id, tables.Repository.is_listed)
    )
    return Cohort(
        cohort.id,
        cohort.name,
        count or 0,
        criteria_of(run.criteria) if run else (),
        run.rubric if run else "",
        run.tool if run else "",
        run.started if run else None,
        run is not None and run.ended is None,
    )
