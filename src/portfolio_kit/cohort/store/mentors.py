"""What mentors say. It is only ever added: every row has its author and its time, and none is changed or removed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio_kit.cohort.store import tables
from portfolio_kit.cohort.store.standing import restand

Verdict = Literal["missing", "partial", "met", "not_applicable", "taken_back"]
_LEVELS: dict[Verdict, int] = {"missing": 0, "partial": 1, "met": 2}


def override(
    session: Session, repository_id: int, criterion: str, verdict: Verdict, *, comment: str, author: str
) -> None:
    """Add what a mentor says that the level of a criterion is, and let it count.

    Raises LookupError when the repository has no review that judged the criterion.
    """
    found = session.execute(
        select(tables.Finding.review_id)
        .join(tables.Repository, tables.Repository.standing_review_id == tables.Finding.review_id)
        .where(tables.Repository.id == repository_id, tables.Finding.criterion == criterion)
    ).scalar_one_or_none()
    if found is None:
        raise LookupError(f"nothing was found of {criterion} in repository {repository_id}")
    session.add(
        tables.Override(
            repository_id=repository_id,
            review_id=found,
            criterion=criterion,
            kind=verdict if verdict in ("not_applicable", "taken_back") else "level",
            level=_LEVELS.get(verdict),
            comment=comment,
            author=author,
            made=datetime.now(UTC),
        )
    )
    restand(session, repository_id)


def comment(session: Session, repository_id: int, *, text: str, author: str) -> None:
    """Add what a mentor says of a repository. Raises LookupError when there is none of that number."""
    if session.get(tables.Repository, repository_id) is None:
        raise LookupError(f"there is no repository {repository_id}")
    session.add(tables.Comment(repository_id=repository_id, text=text, author=author, made=datetime.now(UTC)))
