"""The near-copies of a cohort in its store: found anew after a run that changed something, and read from there."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from operator import itemgetter

from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.orm import Session, aliased

from portfolio_kit.cohort.similarity.matched import Match, Text, matched
from portfolio_kit.cohort.similarity.pairs import Compared, Pair, Share, compared, fingerprints
from portfolio_kit.cohort.similarity.passages import GENERATED
from portfolio_kit.cohort.similarity.winnowing import Marks, packed, unpacked
from portfolio_kit.cohort.store import tables
from portfolio_kit.cohort.store.opened import Store
from portfolio_kit.errors import UserError

# Grows when the same reviews would be compared in another way.
_METHOD = "1"
# Rows that are written at once: who shares with whom may be many.
_FEW = 500


def refresh(store: Store, cohort_id: int) -> bool:
    """Hold the repositories of a cohort against each other, and say whether it was done: not where nothing changed."""
    with store.reading() as session:
        key = _key(session, cohort_id)
        if session.scalar(select(tables.Comparison.key).where(tables.Comparison.cohort_id == cohort_id)) == key:
            return False
        found = _compared(session, cohort_id)
    with store.writing() as session:
        session.execute(delete(tables.NearCopy).where(tables.NearCopy.cohort_id == cohort_id))
        session.execute(delete(tables.Comparison).where(tables.Comparison.cohort_id == cohort_id))
        nowhere = array("I", [0]) * len(found.common)
        common = packed(Marks(array("Q", sorted(found.common)), nowhere, nowhere))
        session.add(tables.Comparison(cohort_id=cohort_id, key=key, common=common))
        for start in range(0, len(found.pairs), _FEW):
            few = found.pairs[start : start + _FEW]
            session.connection().execute(insert(tables.NearCopy), [_row(cohort_id, pair) for pair in few])
    return True


@dataclass(frozen=True, slots=True)
class NearCopy:
    """Two repositories that share something. `code` and `text` are from 0 to 1, None for little; each is the share of
    `code_of` or `text_of`, the one of the two that has less of it, that stands in the other.
    """

    first_id: int
    first: str
    second_id: int
    second: str
    score: float
    code: float | None
    code_of: str | None
    text: float | None
    text_of: str | None


def near_copies(
    session: Session, cohort_id: int, *, repository_id: int | None = None, offset: int = 0, most: int = 50
) -> list[NearCopy]:
    """Return the pairs of a cohort, or those of one repository in it, the nearest copies first."""
    first, second, pair = aliased(tables.Repository), aliased(tables.Repository), tables.NearCopy
    statement = (
        select(pair, first.name, second.name)
        .join(first, first.id == pair.first_id)
        .join(second, second.id == pair.second_id)
        .where(pair.cohort_id == cohort_id)
        .order_by(pair.score.desc(), pair.first_id, pair.second_id)
        .offset(offset)
        .limit(most)
    )
    if repository_id is not None:
        statement = statement.where(or_(pair.first_id == repository_id, pair.second_id == repository_id))
    return [
        NearCopy(
            row.first_id,
            one,
            row.second_id,
            other,
            row.score,
            row.code,
            _named(row.code_of_first, one, other),
            row.text,
            _named(row.text_of_first, one, other),
        )
        for row, one, other in session.execute(statement)
    ]


def count(session: Session, cohort_id: int) -> int:
    """Return how many pairs there are in a cohort."""
    return session.scalar(select(func.count()).where(tables.NearCopy.cohort_id == cohort_id)) or 0


def places(session: Session, first_id: int, second_id: int, *, most: int = 50) -> tuple[Match, ...]:
    """Return the places that two repositories of a cohort share, the longest first."""
    cohort_id = session.scalar(select(tables.Repository.cohort_id).where(tables.Repository.id == first_id))
    content = session.scalar(select(tables.Comparison.common).where(tables.Comparison.cohort_id == cohort_id))
    common = frozenset(unpacked(content).hashes) if content else frozenset()
    return matched(_texts(session, first_id), _texts(session, second_id), common, most=most)


def _named(of_first: bool | None, first: str, second: str) -> str | None:  # noqa: FBT001 - a column of the store
    return None if of_first is None else first if of_first else second


def _texts(session: Session, repository_id: int) -> list[Text]:
    statement = (
        select(tables.Passage)
        .join(tables.Repository, tables.Repository.standing_review_id == tables.Passage.review_id)
        .where(tables.Repository.id == repository_id)
        .order_by(tables.Passage.id)
    )
    return [Text(row.path, row.kind, row.text, unpacked(row.marks)) for row in session.scalars(statement)]


def _key(session: Session, cohort_id: int) -> str:
    statement = (
        select(tables.Repository.standing_review_id)
        .where(tables.Repository.cohort_id == cohort_id, tables.Repository.is_listed)
        .order_by(tables.Repository.id)
    )
    reviews = " ".join(str(review) for review in session.scalars(statement) if review is not None)
    return sha256(f"{_METHOD} {reviews}".encode()).hexdigest()


def _compared(session: Session, cohort_id: int) -> Compared:
    statement = (
        select(tables.Repository.id, tables.Passage.kind, tables.Passage.marks)
        .join(tables.Passage, tables.Passage.review_id == tables.Repository.standing_review_id)
        .where(tables.Repository.cohort_id == cohort_id, tables.Repository.is_listed)
    )
    generated = statement.where(tables.Passage.kind == GENERATED).limit(1)
    given = _given() if session.execute(generated).first() else frozenset()
    # A few at a time: memory does not grow with the cohort.
    rows = session.execute(statement.order_by(tables.Repository.id).execution_options(yield_per=200))
    of_each = groupby(rows, itemgetter(0))
    return compared((fingerprints(holder, (row[1:] for row in passages)) for holder, passages in of_each), given)


def _given() -> frozenset[int]:
    from portfolio_kit.cohort.similarity.template import template_marks

    try:
        return template_marks()
    except UserError:
        # An installation without its templates: scores are worth more than what the template has in common.
        return frozenset()


def _row(cohort_id: int, pair: Pair) -> dict[str, object]:
    def of(share: Share | None, kind: str) -> dict[str, object]:
        return {kind: share and share.share, f"{kind}_of_first": share and share.of_first}

    return {
        "cohort_id": cohort_id,
        "first_id": pair.first,
        "second_id": pair.second,
        "score": pair.score,
        **of(pair.code, "code"),
        **of(pair.text, "text"),
    }
