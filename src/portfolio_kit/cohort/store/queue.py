"""What comes before and after a repository in the queue as it is cut and sorted."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portfolio_kit.cohort.store.choosing import Choice, conditions, order
from portfolio_kit.cohort.store.tables import Repository


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the queue, from 1, with the repositories beside it: number and name."""

    number: int
    count: int
    previous: tuple[int, str] | None
    next: tuple[int, str] | None


def position(session: Session, choice: Choice, repository_id: int) -> Position | None:
    """Return where a repository stands in the queue, None where the queue does not have it."""
    by = order(choice)
    queue = (
        select(
            Repository.id,
            func.row_number().over(order_by=by).label("place"),
            func.lag(Repository.id).over(order_by=by).label("previous"),
            func.lead(Repository.id).over(order_by=by).label("next"),
            func.count().over().label("length"),
        )
        .where(*conditions(choice))
        .subquery()
    )
    found = session.execute(select(queue).where(queue.c.id == repository_id)).one_or_none()
    if found is None:
        return None
    beside = select(Repository.id, Repository.name).where(Repository.id.in_([found.previous, found.next]))
    names = {row.id: row.name for row in session.execute(beside)}
    return Position(found.place, found.length, _named(found.previous, names), _named(found.next, names))


def _named(number: int | None, names: dict[int, str]) -> tuple[int, str] | None:
    return None if number is None else (number, names[number])
