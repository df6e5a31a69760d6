"""The near-copies of a cohort in its store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portfolio_kit.cohort.similarity.keeping import count, near_copies, places, refresh
from portfolio_kit.cohort.similarity.passages import passages
from portfolio_kit.cohort.store import tables
from portfolio_kit.cohort.store.opened import Store, opened
from portfolio_kit.cohort.store.standing import restand
from portfolio_kit.repository.repository import read
from tests.cohort.similarity import kit
from tests.cohort.similarity.kit import OTHER, PROJECT, README

COHORT = 1


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A cohort of three, in which Chen has Ada's code and a text of their own."""
    with opened(tmp_path / "spring.db") as store:
        with store.writing() as session:
            session.add(tables.Cohort(id=COHORT, name="spring"))
            session.flush()
            session.add(
                tables.Run(
                    id=1,
                    cohort_id=COHORT,
                    started=datetime.now(UTC),
                    tool="",
                    rubric="",
                    rubric_digest="",
                    proves=False,
                    criteria=[],
                )
            )
            for place, name in enumerate(("ada", "grace", "chen")):
                session.add(tables.Repository(id=place + 1, cohort_id=COHORT, name=name, source=name, place=place))
        review(store, tmp_path, 1, dict(PROJECT))
        review(store, tmp_path, 2, {"net.py": OTHER})
        review(store, tmp_path, 3, {**PROJECT, "README.md": "# Churn\n"})
        yield store


def review(store: Store, folder: Path, repository: int, files: dict[str, str]) -> None:
    root = kit.write(folder / f"{repository}-{len(list(folder.iterdir()))}", files)
    with store.writing() as session:
        made = tables.Review(
            run_id=1, repository_id=repository, reviewed=datetime.now(UTC), state="scored", key=root.name, seconds=1.0,
            score=50.0,
        )  # fmt: skip
        session.add(made)
        session.flush()
        for each in passages(read(root)):
            row = tables.Passage(review_id=made.id, path=each.path, kind=each.kind, text=each.text, marks=each.marks)
            session.add(row)
        restand(session, repository)


def test_pairs_are_named_with_what_they_share(store: Store) -> None:
    assert refresh(store, COHORT)
    with store.reading() as session:
        (pair,) = near_copies(session, COHORT)
        assert count(session, COHORT) == 1
    assert (pair.first, pair.second, pair.score) == ("ada", "chen", 1.0)
    assert (pair.code, pair.code_of, pair.text, pair.text_of) == (1.0, "ada", None, None)


def test_nothing_is_done_where_nothing_changed(store: Store) -> None:
    refresh(store, COHORT)
    assert not refresh(store, COHORT)


def test_a_later_review_counts_in_place_of_the_earlier(store: Store, tmp_path: Path) -> None:
    refresh(store, COHORT)
    review(store, tmp_path, 3, {"README.md": README})
    assert refresh(store, COHORT)
    with store.reading() as session:
        (pair,) = near_copies(session, COHORT)
    assert (pair.code, pair.text) == (None, 1.0)


def test_the_pairs_of_one_repository(store: Store) -> None:
    refresh(store, COHORT)
    with store.reading() as session:
        assert near_copies(session, COHORT, repository_id=2) == []
        assert len(near_copies(session, COHORT, repository_id=3)) == 1


def test_pairs_are_paged(store: Store) -> None:
    refresh(store, COHORT)
    with store.reading() as session:
        assert near_copies(session, COHORT, offset=1) == []


def test_the_places_that_two_share(store: Store) -> None:
    refresh(store, COHORT)
    with store.reading() as session:
        found = places(session, 1, 3)
    assert {match.first.path for match in found} == {"features.py", "train.py"}
    assert all(match.first.lines == match.second.lines for match in found)


def test_a_repository_that_left_the_cohort_is_no_longer_compared(store: Store) -> None:
    refresh(store, COHORT)
    with store.writing() as session:
        session.get_one(tables.Repository, 3).is_listed = False
    assert refresh(store, COHORT)
    with store.reading() as session:
        assert near_copies(session, COHORT) == []
