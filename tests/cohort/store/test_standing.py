"""What counts of a repository: the tool's last findings, and what mentors say instead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio_kit.cohort.store import tables
from portfolio_kit.cohort.store.history import history
from portfolio_kit.cohort.store.listing import rows
from portfolio_kit.cohort.store.mentors import override
from portfolio_kit.cohort.store.opened import Store, opened
from portfolio_kit.cohort.store.standing import restand
from portfolio_kit.rubric.rubric import installed
from tests.cohort.filling import Filling, criteria, fill

MOMENT = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "spring.db") as store:
        fill(store, Filling(4, again=0.5, failing=0.0))
        yield store


def standing(session: Session, number: int) -> dict[str, tuple[str, float, float]]:
    statement = select(tables.Standing).where(tables.Standing.repository_id == number)
    return {row.criterion: (row.status, row.earned, row.possible) for row in session.scalars(statement)}


def review_again(session: Session, number: int, *, fails: bool = False, points: float = 10.0) -> None:
    """Another review, of the README alone: half of it is there."""
    run = session.scalars(select(tables.Run.id).order_by(tables.Run.id.desc())).first() or 0
    review = tables.Review(
        run_id=run,
        repository_id=number,
        reviewed=MOMENT,
        state="failed" if fails else "scored",
        failure="it took too long" if fails else None,
        key=f"{session.query(tables.Review).count():064x}",
        score=None if fails else 50.0,
        earned=None if fails else points / 2,
        possible=None if fails else points,
        seconds=1.0,
    )
    if not fails:
        review.findings = [
            tables.Finding(
                position=0,
                criterion="readme",
                pillar="show",
                level=1,
                status="partial",
                points=points,
                possible=points,
                earned=points / 2,
                gain=50.0,
                reason="Half of it is there.",
                fix="Write the rest.",
            )
        ]
    session.add(review)
    session.flush()
    restand(session, number)


def test_without_overrides_it_is_what_the_tool_found(store: Store) -> None:
    with store.writing() as session:
        for repository in session.scalars(select(tables.Repository)).all():
            before, counted = repository.standing_score, standing(session, repository.id)
            restand(session, repository.id)
            assert repository.standing_review is not None
            assert (repository.standing_score, standing(session, repository.id)) == (before, counted)
            assert before == repository.standing_review.score


def test_an_override_counts_with_the_points_of_the_rubric(store: Store) -> None:
    with store.writing() as session:
        found = standing(session, 1)
        for verdict, earned, possible in (
            ("met", 6, 6),
            ("partial", 3, 6),
            ("missing", 0, 6),
            ("not_applicable", 0, 0),
        ):
            override(session, 1, "readme", verdict, comment="So it is.", author="Grace")  # type: ignore[arg-type]
            assert standing(session, 1)["readme"] == (verdict, earned, possible)
            others = [value for name, value in found.items() if name != "readme"]
            expected = 100 * (earned + sum(one[1] for one in others)) / (possible + sum(one[2] for one in others))
            assert session.get_one(tables.Repository, 1).standing_score == round(expected, 1)


def test_an_override_holds_over_later_reviews_until_it_is_taken_back(store: Store) -> None:
    with store.writing() as session:
        override(session, 1, "readme", "met", comment="So it is.", author="Grace")
        review_again(session, 1)
        assert session.get_one(tables.Repository, 1).standing_score == 100.0
        override(session, 1, "readme", "taken_back", comment="Not any more.", author="Grace")
        assert session.get_one(tables.Repository, 1).standing_score == 50.0
        assert standing(session, 1) == {"readme": ("partial", 5.0, 10.0)}


def test_an_override_of_what_is_not_judged_any_more_counts_for_nothing(store: Store) -> None:
    with store.writing() as session:
        override(session, 1, "monitoring", "met", comment="So it is.", author="Grace")
        review_again(session, 1)
        assert session.get_one(tables.Repository, 1).standing_score == 50.0


def test_a_review_that_fails_leaves_no_score_and_keeps_what_was_said(store: Store) -> None:
    with store.writing() as session:
        override(session, 1, "readme", "met", comment="So it is.", author="Grace")
        review_again(session, 1, fails=True)
        repository = session.get_one(tables.Repository, 1)
        assert (repository.standing_state, repository.standing_score) == ("failed", None)
        assert standing(session, 1) == {}
        review_again(session, 1)
        assert repository.standing_score == 100.0


def test_what_could_not_be_judged_gains_nothing(store: Store) -> None:
    with store.writing() as session:
        finding = session.scalars(select(tables.Finding).where(tables.Finding.criterion == "readme")).first()
        assert finding is not None
        finding.level, finding.status, finding.earned, finding.is_error = 0, "missing", 0.0, True
        review = session.get_one(tables.Review, finding.review_id)
        session.query(tables.Review).filter(
            tables.Review.repository_id == review.repository_id, tables.Review.id > review.id
        ).delete()
        restand(session, review.repository_id)
        row = session.get_one(tables.Standing, {"repository_id": review.repository_id, "criterion": "readme"})
        assert (row.status, row.gain) == ("error", 0.0)


def test_what_changed_is_what_the_tool_found_and_not_what_a_mentor_said(store: Store) -> None:
    with store.writing() as session:
        review_again(session, 1)
        before = rows(session, [1])[0].change
        override(session, 1, "readme", "met", comment="So it is.", author="Grace")
        assert rows(session, [1])[0].change == before


def test_a_failure_between_two_reviews_hides_no_change(store: Store) -> None:
    with store.writing() as session:
        review_again(session, 1)
        review_again(session, 1, fails=True)
        review_again(session, 1)
        latest, failure, *_ = history(session, 1)
        assert (latest.gained, latest.changes) == (0.0, ())
        assert (failure.score, failure.gained) == (None, None)


def test_two_reviews_by_different_rubrics_are_not_compared(store: Store) -> None:
    with store.writing() as session:
        session.query(tables.Review).filter_by(run_id=2).delete()
        review_again(session, 1)
        assert history(session, 1)[0].gained is not None
        session.get_one(tables.Run, 2).rubric_digest = "0" * 64
        assert history(session, 1)[0].gained is None


def test_what_the_rubric_of_the_run_gives_is_what_an_override_earns(store: Store) -> None:
    with store.writing() as session:
        run = session.get_one(tables.Run, 2)
        run.criteria = [{**one, "points": 10, "earned": [0, 2, 10]} for one in criteria(installed())]
        review_again(session, 1)
        override(session, 1, "readme", "partial", comment="So it is.", author="Grace")
        assert standing(session, 1)["readme"] == ("partial", 2.0, 10.0)
