"""Repositories side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio_kit.cohort.store.listing import Row, rows
from portfolio_kit.cohort.store.tables import Finding, Override, Repository

MOST = 6


@dataclass(frozen=True, slots=True)
class Compared:
    """A repository, with the reason that the tool gives for each of its verdicts, and the overrides that count."""

    row: Row
    reasons: dict[str, str]
    said: dict[str, Override]


def compared(session: Session, cohort_id: int, ids: Sequence[int]) -> list[Compared]:
    """Return the first few of these repositories in this order, without those that are not in the cohort."""
    of_cohort = select(Repository.id).where(Repository.cohort_id == cohort_id, Repository.id.in_(ids))
    known = set(session.scalars(of_cohort))
    ids = [number for number in dict.fromkeys(ids) if number in known][:MOST]
    reasons: dict[int, dict[str, str]] = defaultdict(dict)
    statement = (
        select(Repository.id, Finding.criterion, Finding.reason)
        .join(Finding, Finding.review_id == Repository.standing_review_id)
        .where(Repository.id.in_(ids))
    )
    for repository, criterion, reason in session.execute(statement):
        reasons[repository][criterion] = reason
    # A later one takes the place of an earlier.
    overrides = select(Override).where(Override.repository_id.in_(ids)).order_by(Override.id)
    last = {(override.repository_id, override.criterion): override for override in session.scalars(overrides)}
    return [Compared(row, reasons[row.id], _counting(row, last)) for row in rows(session, ids)]


def _counting(row: Row, last: dict[tuple[int, str], Override]) -> dict[str, Override]:
    counting = (name for name, stands in row.criteria.items() if stands.is_overridden)
    return {name: last[row.id, name] for name in counting if (row.id, name) in last}
