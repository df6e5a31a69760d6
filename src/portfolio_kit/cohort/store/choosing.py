"""Which repositories of a cohort a mentor looks at, and in what order: the queue that every page shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, SQLColumnExpression, UnaryExpression, exists, func, or_, select
from sqlalchemy.orm import aliased

from portfolio_kit.cohort.store.tables import Comment, Override, Repository, Review, Standing, Tag

State = Literal["", "scored", "failed", "waiting", "unlisted"]
Status = Literal["", "missing", "partial", "met", "not_applicable", "error"]
Notes = Literal["", "with", "without"]
BY_CRITERION = "criterion."
SORTS = ("place", "name", "score", "state", "reviewed")


@dataclass(frozen=True, slots=True)
class Choice:
    """What is looked at: every field cuts the cohort further, and empty ones do not.

    `sort` is one of SORTS, or BY_CRITERION and the name of a criterion, by whose level it is sorted then.
    """

    cohort_id: int
    name: str = ""
    tag: str = ""
    state: State = ""
    least: float | None = None
    most: float | None = None
    criterion: str = ""
    status: Status = ""
    notes: Notes = ""
    sort: str = "place"
    descending: bool = False

    @property
    def is_cut(self) -> bool:
        """Whether it leaves repositories of the cohort out."""
        is_by_criterion = bool(self.criterion and self.status)
        texts = (self.name, self.tag, self.state, self.notes)
        return any(texts) or is_by_criterion or self.least is not None or self.most is not None


def conditions(choice: Choice) -> list[ColumnElement[bool]]:
    """Return what a repository must be to be looked at."""
    found: list[ColumnElement[bool]] = [Repository.cohort_id == choice.cohort_id]
    if choice.state == "unlisted":
        found.append(Repository.is_listed.is_(False))
    else:
        found.append(Repository.is_listed.is_(True))
        if choice.state:
            found.append(Repository.standing_state == choice.state)
    if choice.name:
        found.append(Repository.name.icontains(choice.name, autoescape=True))
    if choice.tag:
        found.append(exists().where(Tag.repository_id == Repository.id, Tag.name == choice.tag))
    if choice.least is not None:
        found.append(Repository.standing_score >= choice.least)
    if choice.most is not None:
        found.append(Repository.standing_score <= choice.most)
    if choice.criterion and choice.status:
        # An alias: a statement may count over the same table.
        one = aliased(Standing)
        of_criterion = (one.repository_id == Repository.id, one.criterion == choice.criterion)
        found.append(exists().where(*of_criterion, one.status == choice.status))
    if choice.notes:
        noted = or_(
            exists().where(Override.repository_id == Repository.id),
            exists().where(Comment.repository_id == Repository.id),
        )
        found.append(noted if choice.notes == "with" else ~noted)
    return found


def order(choice: Choice) -> list[UnaryExpression[Any]]:
    """Return what the repositories are sorted by; what has no value comes last either way."""
    value: SQLColumnExpression[Any]
    if choice.sort.startswith(BY_CRITERION):
        name = choice.sort.removeprefix(BY_CRITERION)
        value = (
            select(Standing.level)
            .where(Standing.repository_id == Repository.id, Standing.criterion == name)
            .scalar_subquery()
        )
    elif choice.sort == "reviewed":
        value = select(Review.reviewed).where(Review.id == Repository.standing_review_id).scalar_subquery()
    else:
        value = {
            "name": func.lower(Repository.name),
            "score": Repository.standing_score,
            "state": Repository.standing_state,
        }.get(choice.sort, Repository.place)
    return [
        (value.desc() if choice.descending else value.asc()).nulls_last(),
        Repository.place.asc(),
        Repository.id.asc(),
    ]
