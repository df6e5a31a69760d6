"""Runs over a cohort: what is kept, what is done again, and how a run that was stopped goes on."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import select

from portfolio_kit.cohort import roster
from portfolio_kit.cohort.result import Failed, Result, Scored, Unchanged
from portfolio_kit.cohort.roster import Entry, Roster
from portfolio_kit.cohort.run import Count, carry_out, finish, plan
from portfolio_kit.cohort.store import tables
from portfolio_kit.cohort.store.opened import Store, opened
from portfolio_kit.cohort.work import Job, Settings, key, reviewed
from tests.cohort.kit import FILES, repository, settings
from tests.kit import commit


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "spring.db") as made:
        yield made


class Silent:
    def tell(self, count: Count) -> None:
        """Nobody listens."""


class Scripted:
    """A crew that answers as it is told by the content of each source; it may be stopped after so many."""

    def __init__(self, contents: dict[str, str | Failed], most: int = 1000) -> None:
        self.contents = contents
        self.most = most
        self.asked: list[str] = []

    def close(self) -> None:
        """Nobody is at work."""

    def results(self, jobs: Iterable[Job]) -> Generator[list[tuple[Job, Result]], None, None]:
        for job in jobs:
            if len(self.asked) == self.most:
                raise KeyboardInterrupt
            self.asked.append(job.source)
            content = self.contents[job.source]
            if isinstance(content, Failed):
                yield [(job, Result(key(job, settings()), None, content, 0.1))]
            elif (made := key(job, settings(), content)) == job.known:
                yield [(job, Result(made, content, Unchanged(), 0.1))]
            else:
                yield [(job, Result(made, content, Scored(float(len(content)), 1.0, 2.0, ()), 0.1))]


def of(*names: str) -> Roster:
    """A cohort of these repositories."""
    return Roster("spring", Path("spring.csv"), tuple(Entry(name, name) for name in names))


def run(store: Store, cohort: Roster, crew: Scripted, *, force: bool = False) -> Count:
    """Run to the end, or as far as the crew goes."""
    planned = plan(store, cohort, settings(), force=force)
    with suppress(KeyboardInterrupt):
        carry_out(store, planned, crew, Silent())
        finish(store, planned)
    return planned.count


def reviews(store: Store) -> list[tuple[str, int, str, float | None]]:
    """The repositories' reviews: name, run, state and score, in the order in which they were written."""
    with store.reading() as session:
        query = (
            select(tables.Repository.name, tables.Review.run_id, tables.Review.state, tables.Review.score)
            .join(tables.Review, tables.Review.repository_id == tables.Repository.id)
            .order_by(tables.Review.id)
        )
        return [(name, number, state, score) for name, number, state, score in session.execute(query)]


def test_every_repository_gets_its_review(store: Store) -> None:
    count = run(store, of("ada", "grace"), Scripted({"ada": "one", "grace": "three"}))
    assert reviews(store) == [("ada", 1, "scored", 3.0), ("grace", 1, "scored", 5.0)]
    assert (count.done, count.scored) == (2, 2)
    with store.reading() as session:
        assert session.scalars(select(tables.Run)).one().ended is not None


def test_what_has_not_changed_is_not_reviewed_again(store: Store) -> None:
    run(store, of("ada", "grace"), Scripted({"ada": "one", "grace": "three"}))
    count = run(store, of("ada", "grace"), Scripted({"ada": "one", "grace": "seven!"}))
    assert reviews(store)[2:] == [("grace", 2, "scored", 6.0)]
    assert (count.scored, count.unchanged) == (1, 1)


def test_a_content_that_comes_back_is_reviewed_again_so_that_it_stands(store: Store) -> None:
    for content in ("one", "three", "one"):
        run(store, of("ada"), Scripted({"ada": content}))
    assert [score for *_, score in reviews(store)] == [3.0, 5.0, 3.0]


def test_force_reviews_what_has_not_changed_too(store: Store) -> None:
    for _ in range(2):
        run(store, of("ada"), Scripted({"ada": "one"}), force=True)
    assert reviews(store) == [("ada", 1, "scored", 3.0), ("ada", 2, "scored", 3.0)]


def test_what_failed_is_tried_again_by_the_next_run(store: Store) -> None:
    run(store, of("ada"), Scripted({"ada": Failed("clone", "no such repository")}))
    run(store, of("ada"), Scripted({"ada": "one"}))
    assert reviews(store) == [("ada", 1, "failed", None), ("ada", 2, "scored", 3.0)]


def test_a_run_that_was_stopped_goes_on_and_does_nothing_twice(store: Store) -> None:
    contents: dict[str, str | Failed] = {name: name for name in ("ada", "grace", "joan", "mary", "rosa")}
    run(store, of(*contents), Scripted(contents, most=2))
    again = Scripted(contents)
    count = run(store, of(*contents), again)
    assert again.asked == ["joan", "mary", "rosa", "ada", "grace"]
    assert [(name, number) for name, number, *_ in reviews(store)] == [(name, 1) for name in contents]
    assert (count.scored, count.unchanged) == (3, 2)


def test_a_forced_run_that_was_stopped_goes_on_and_does_nothing_twice(store: Store) -> None:
    contents: dict[str, str | Failed] = {"ada": "ada", "grace": "grace"}
    run(store, of(*contents), Scripted(contents))
    run(store, of(*contents), Scripted(contents, most=1), force=True)
    run(store, of(*contents), Scripted(contents), force=True)
    assert [(name, number) for name, number, *_ in reviews(store)] == [
        ("ada", 1),
        ("grace", 1),
        ("ada", 2),
        ("grace", 2),
    ]


def test_what_changed_while_a_run_was_stopped_is_reviewed_as_it_is_now(store: Store) -> None:
    run(store, of("ada", "grace"), Scripted({"ada": "one", "grace": "one"}, most=1))
    run(store, of("ada", "grace"), Scripted({"ada": "three", "grace": "one"}))
    assert reviews(store) == [("ada", 1, "scored", 3.0), ("grace", 1, "scored", 3.0), ("ada", 1, "scored", 5.0)]


def test_what_failed_before_a_run_was_stopped_is_tried_again_and_recorded_once(store: Store) -> None:
    broken = Failed("time", "took longer than 60 seconds")
    run(store, of("ada", "grace"), Scripted({"ada": broken, "grace": "one"}, most=1))
    run(store, of("ada", "grace"), Scripted({"ada": broken, "grace": "one"}))
    assert sorted(reviews(store)) == [("ada", 1, "failed", None), ("grace", 1, "scored", 3.0)]


def test_a_failure_after_a_score_does_not_hide_that_the_same_content_came_back(store: Store) -> None:
    run(store, of("ada", "grace"), Scripted({"ada": "one", "grace": "one"}, most=1))
    run(store, of("ada", "grace"), Scripted({"ada": Failed("clone", "no network"), "grace": "one"}, most=2))
    with store.writing() as session:
        session.scalars(select(tables.Run)).one().ended = None
    run(store, of("ada", "grace"), Scripted({"ada": "one", "grace": "one"}))
    with store.reading() as session:
        ada = session.scalars(select(tables.Repository).where(tables.Repository.name == "ada")).one()
        assert (ada.standing_state, ada.standing_score) == ("scored", 3.0)


def test_a_run_by_another_rubric_is_another_run(store: Store) -> None:
    usual = settings()
    run(store, of("ada", "grace"), Scripted({"ada": "one", "grace": "one"}, most=1))
    other = Settings(usual.rubric, "another digest")
    begun = plan(store, of("ada", "grace"), other).begun
    assert (begun.id, begun.continues) == (2, False)


def test_the_store_follows_the_cohort_file(store: Store) -> None:
    first = Roster("spring", Path("spring.csv"), (Entry("ada", "a", tags=("evening", "new")), Entry("grace", "g")))
    second = Roster("spring", Path("spring.csv"), (Entry("joan", "j"), Entry("ada", "b", tags=("morning", "new"))))
    plan(store, first, settings())
    plan(store, second, settings())
    with store.reading() as session:
        found = {each.name: each for each in session.scalars(select(tables.Repository))}
        assert {name: each.is_listed for name, each in found.items()} == {"ada": True, "grace": False, "joan": True}
        assert (found["ada"].source, found["ada"].place) == ("b", 1)
        assert [tag.name for tag in found["ada"].tags] == ["morning", "new"]


def test_a_password_in_a_url_is_used_and_never_stored(store: Store) -> None:
    url = "https://ada:s3cret@example.org/churn.git"
    planned = plan(store, Roster("spring", Path("spring.csv"), (Entry("ada", url),)), settings())
    assert planned.jobs[0].source == url
    with store.reading() as session:
        assert session.scalars(select(tables.Repository.source)).one() == "https://example.org/churn.git"


def test_a_real_review_is_stored_whole(store: Store, tmp_path: Path) -> None:
    folder = repository(tmp_path / "repos" / "churn")
    commit(folder, {"notes.md": "# Notes\n"})
    planned = plan(store, roster.read(tmp_path / "repos"), settings())
    result = reviewed(planned.jobs[0], settings(), tmp_path)
    assert isinstance(result.outcome, Scored)

    class Ready:
        def close(self) -> None:
            """Nobody is at work."""

        def results(self, jobs: Iterable[Job]) -> Generator[list[tuple[Job, Result]], None, None]:
            yield [(job, result) for job in jobs]

    carry_out(store, planned, Ready(), Silent())
    with store.reading() as session:
        review = session.scalars(select(tables.Review)).one()
        assert (review.score, review.commit, review.key) == (result.outcome.score, result.commit, result.key)
        assert [
            (each.criterion, each.level, each.reason, each.fix, each.gain, [place.excerpt for place in each.evidence])
            for each in review.findings
        ] == [
            (each.criterion, each.level, each.reason, each.fix, each.gain, [place.excerpt for place in each.evidence])
            for each in result.outcome.verdicts
        ]
        repository_ = session.scalars(select(tables.Repository)).one()
        assert (repository_.standing_state, repository_.standing_score) == ("scored", result.outcome.score)
        shown = session.scalars(select(tables.Evidence.source).where(tables.Evidence.path == "train.py")).first()
        assert shown is not None
        assert shown.split("\n")[0] in FILES["train.py"]
        criteria = session.scalars(select(tables.Run)).one().criteria
        assert (criteria[0]["id"], criteria[0]["earned"]) == ("readme", [0.0, 3.0, 6.0])
