"""Repositories side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio_kit.cohort.store.listing import Row, rows
from portfolio_kit.cohort.store.tables import Finding, Repository

MOST = 6


@dataclass(frozen=True, slots=True)
class Compared:
    """A repository, with the reason that the tool gives for each of its verdicts."""

    row: Row
    reasons: dict[str, str]


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
    return [Compared(row, reasons[row.id]) for row in rows(session, ids)]
