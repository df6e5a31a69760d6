"""The pages of a cohort and of a repository, as a mentor reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from starlette.testclient import TestClient

from portfolio_kit.cohort.dashboard.asked import choice_of, query_of
from portfolio_kit.cohort.store import cohorts, tables
from portfolio_kit.cohort.store.opened import Store, opened
from tests.cohort.dashboard.html import Page
from tests.cohort.filling import Filling, fill


def shown(client: TestClient, path: str) -> list[int]:
    """The numbers of the repositories that a list shows."""
    found = (re.match(r"/repositories/(\d+)", link) for link in Page(client.get(path).text).names())
    return [int(match[1]) for match in found if match]


def numbers(store: Store, *conditions: object) -> list[int]:
    with store.reading() as session:
        statement = select(tables.Repository.id).where(*conditions).order_by(tables.Repository.place)  # type: ignore[arg-type]
        return list(session.scalars(statement))


def test_the_start_goes_to_the_only_cohort(client: TestClient, store: Store) -> None:
    assert client.get("/", follow_redirects=False).headers["location"] == "/cohorts/1"
    fill(store, Filling(1, cohort="autumn-2026"))
    assert "autumn-2026" in client.get("/").text


def test_a_store_without_anything_says_what_to_do(client: TestClient, store: Store) -> None:
    with store.writing() as session:
        session.delete(session.get_one(tables.Cohort, 1))
    assert "portfolio-kit review run COHORT" in client.get("/").text


def test_a_cohort_whose_run_has_not_begun_is_shown(client: TestClient, store: Store) -> None:
    with store.writing() as session:
        cohort = tables.Cohort(name="autumn")
        session.add(cohort)
        session.flush()
        session.add(tables.Repository(cohort_id=cohort.id, name="Ada", source="ada", place=0))
    for path in ("/cohorts/2", "/cohorts/2/heat-map", "/cohorts/2/lessons", "/cohorts/2/similarity"):
        assert client.get(path).status_code == 200
    assert "Not reviewed yet" in client.get("/repositories/61").text


def test_the_list_comes_in_pages_in_the_order_of_the_cohort_file(client: TestClient, store: Store) -> None:
    every = numbers(store)
    assert shown(client, "/cohorts/1") == every[:50]
    assert shown(client, "/cohorts/1?page=2") == every[50:]
    assert shown(client, "/cohorts/1?page=99") == every[50:]
    assert "50 of 60" in client.get("/cohorts/1").text


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        ("state=failed", tables.Repository.standing_state == "failed"),
        ("from=70&to=90", tables.Repository.standing_score.between(70, 90)),
        ("tag=evening", tables.Repository.tags.any(name="evening")),
        ("q=ada", tables.Repository.name.icontains("ada")),
        ("q=0007", tables.Repository.name.contains("0007")),
        ("q=%25", tables.Repository.id < 0),
        ("q=_", tables.Repository.id < 0),
    ],
)
def test_a_filter_leaves_those_that_are_like_that(
    client: TestClient, store: Store, query: str, condition: object
) -> None:
    assert shown(client, f"/cohorts/1?{query}") == numbers(store, condition)[:50]
    assert shown(client, f"/cohorts/1/heat-map?{query}") == numbers(store, condition)[:50]


@pytest.mark.parametrize("page", ["", "/heat-map", "/lessons"])
def test_a_filter_that_is_none_is_told_and_left_out(client: TestClient, page: str) -> None:
    address = f"/cohorts/1{page}?state=gone&criterion=no-such&from=many&notes=with&sort=-worth"
    told = Page(client.get(address).text).text
    assert "There is no state=gone, criterion=no-such, from=many, sort=-worth here" in told
    assert "it is left out" not in client.get(f"/cohorts/1{page}?state=failed&from=10&sort=-place").text


def test_a_filter_by_the_level_of_a_criterion(client: TestClient, store: Store) -> None:
    with store.reading() as session:
        missing = session.scalars(
            select(tables.Standing.repository_id).where(
                tables.Standing.criterion == "containerization", tables.Standing.status == "missing"
            )
        ).all()
    assert missing
    assert sorted(shown(client, "/cohorts/1?criterion=containerization&level=missing")) == sorted(missing)


@pytest.mark.parametrize("sort", ["name", "score", "state", "reviewed", "place", "criterion.monitoring"])
def test_a_sort_shows_everything_once_and_what_has_no_value_last(client: TestClient, store: Store, sort: str) -> None:
    for sign in ("", "-"):
        found = shown(client, f"/cohorts/1?sort={sign}{sort}") + shown(client, f"/cohorts/1?sort={sign}{sort}&page=2")
        assert sorted(found) == sorted(numbers(store))
        if sort in ("score", "criterion.monitoring"):
            failed = numbers(store, tables.Repository.standing_state == "failed")
            assert sorted(found[-len(failed) :]) == sorted(failed)


def test_scores_fall_when_they_are_sorted_from_the_best(client: TestClient, store: Store) -> None:
    with store.reading() as session:
        scores = {row.id: row.standing_score for row in session.scalars(select(tables.Repository))}
    found = [scores[number] for number in shown(client, "/cohorts/1?sort=-score&state=scored")]
    assert found == sorted(found, key=lambda score: -(score or 0))


def test_next_and_previous_follow_the_queue_as_it_is_cut_and_sorted(client: TestClient) -> None:
    query = "?state=scored&sort=-score&tag=evening"
    queue = shown(client, f"/cohorts/1{query}")
    walked = [queue[0]]
    while len(walked) < len(queue):
        links = Page(client.get(f"/repositories/{walked[-1]}{query}").text).all("a", rel="next")
        walked.append(int(links[0]["href"].split("/")[2].partition("?")[0]))
        assert "sort=-score" in links[0]["href"]
    assert walked == queue
    second = Page(client.get(f"/repositories/{queue[1]}{query}").text)
    assert second.all("a", rel="prev")[0]["href"].startswith(f"/repositories/{queue[0]}?")
    assert Page(client.get(f"/repositories/{queue[0]}{query}").text).all("a", rel="prev") == []


def test_what_the_queue_does_not_have_can_be_looked_at_all_the_same(client: TestClient) -> None:
    page = Page(client.get("/repositories/1?q=no-such-name").text)
    assert page.all("a", rel="next") == []
    assert "The list" in page.text


def test_the_spread_counts_every_score_once(client: TestClient, store: Store) -> None:
    page = client.get("/cohorts/1").text
    counts = [int(count.replace(",", "")) for count in re.findall(r'class="many[^"]*">([\d,]+)<', page)]
    assert len(counts) == 10
    assert sum(counts) == len(numbers(store, tables.Repository.standing_score.is_not(None)))
    links = [link["href"] for link in Page(page).all("a") if "from=" in link["href"]]
    assert [len(shown(client, link.replace("&amp;", "&"))) for link in links] == counts


def test_what_is_missed_most_comes_first(client: TestClient, store: Store) -> None:
    with store.reading() as session:
        lost: dict[str, float] = {}
        for standing in session.scalars(select(tables.Standing)):
            lost[standing.criterion] = lost.get(standing.criterion, 0.0) + standing.gain
        cohort = cohorts.cohort(session, 1)
    assert cohort is not None
    page = client.get("/cohorts/1/lessons").text
    places = [page.index(f">{cohort.criterion(name).title}\n") for name in sorted(lost, key=lambda one: -lost[one])]  # type: ignore[union-attr]
    assert places == sorted(places)


def test_what_is_no_longer_listed_is_not_shown_unless_asked_for(client: TestClient, store: Store) -> None:
    with store.writing() as session:
        session.execute(update(tables.Repository).where(tables.Repository.id == 3).values(is_listed=False))
    assert 3 not in shown(client, "/cohorts/1")
    assert shown(client, "/cohorts/1?state=unlisted") == [3]
    assert "no longer listed" in client.get("/repositories/3").text
    assert "59 repositories" in client.get("/cohorts/1").text


def test_a_repository_shows_its_evidence_with_the_line_marked(client: TestClient, store: Store) -> None:
    with store.reading() as session:
        place = session.scalars(select(tables.Evidence).where(tables.Evidence.path == "Dockerfile")).first()
        assert place is not None
        number = session.scalars(
            select(tables.Review.repository_id)
            .join(tables.Finding)
            .join(tables.Repository, tables.Repository.standing_review_id == tables.Review.id)
            .join(tables.Evidence)
            .where(tables.Evidence.path == "Dockerfile", tables.Evidence.line == 7)
        ).first()
    text = client.get(f"/repositories/{number}").text
    assert '<span class="line marked"><span class="at">7</span><mark>CMD [&#34;uvicorn&#34;' in text
    assert re.search(r"https://github\.com/[^\"]+/blob/[0-9a-f]{40}/Dockerfile#L7", text)


def test_history_says_what_got_better(client: TestClient, store: Store) -> None:
    with store.reading() as session:
        again = session.scalars(select(tables.Review).where(tables.Review.run_id == 2, tables.Review.state == "scored"))
        for review in again:
            before = session.scalars(
                select(tables.Review).where(
                    tables.Review.repository_id == review.repository_id,
                    tables.Review.run_id == 1,
                    tables.Review.state == "scored",
                )
            ).one_or_none()
            if before is not None and (review.score or 0) > (before.score or 0):
                break
        else:
            pytest.fail("nothing got better in this store")
        text = Page(client.get(f"/repositories/{review.repository_id}").text).text
    assert re.search(r"16 March 2026, \d\d:\d\d UTC", text)
    assert re.search(r"\b2 March 2026, \d\d:\d\d UTC", text)
    assert re.search(r"History .*\+\d+(\.\d)? .*(missing → partial|missing → met|partial → met)", text)


def test_what_could_not_be_read_was_tried(client: TestClient, store: Store) -> None:
    number = numbers(store, tables.Repository.standing_state == "failed")[0]
    text = client.get(f"/repositories/{number}").text
    assert "· tried " in text
    assert "· read " not in text


def test_what_failed_says_why(client: TestClient, store: Store) -> None:
    number = numbers(store, tables.Repository.standing_state == "failed")[0]
    assert re.search("repository not found|took more than 120 s", client.get(f"/repositories/{number}").text)


def test_a_proof_says_what_happened_and_any_other_form_is_passed_over(client: TestClient, store: Store) -> None:
    stage = {"name": "tests", "status": "failed", "summary": "3 of 9 failed", "fix": "Repair them.", "seconds": 4.2}
    for proof, says in (({"predicate": {"stages": [stage, 7]}}, True), ({"predicate": {"stages": "x"}}, False)):
        with store.writing() as session:
            session.execute(update(tables.Review).values(proof=proof))
        assert ("3 of 9 failed" in client.get("/repositories/1").text) is says


def test_repositories_are_compared_side_by_side(client: TestClient) -> None:
    page = Page(client.get("/cohorts/1/compare?r=3&r=1&r=2").text)
    heads = [link["href"] for link in page.all("a") if link["href"].startswith("/repositories/")]
    assert heads == ["/repositories/3", "/repositories/1", "/repositories/2"]
    assert (
        "Only the first 6 are shown" in client.get("/cohorts/1/compare?" + "&".join(f"r={n}" for n in range(1, 9))).text
    )
    assert "Mark two" in client.get("/cohorts/1/compare").text
    assert client.get("/cohorts/1/compare?r=9999").status_code == 404


@pytest.mark.parametrize(("asked", "told"), [("r=3", "1 repository"), ("r=3&r=1", "2 repositories")])
def test_a_comparison_counts_its_repositories(client: TestClient, asked: str, told: str) -> None:
    assert f"Criteria of {told}<" in client.get(f"/cohorts/1/compare?{asked}").text


def test_feedback_is_shown_to_be_copied_and_given_as_a_file(client: TestClient) -> None:
    answer = client.get("/repositories/1/feedback.md")
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("attachment")
    page = Page(client.get("/repositories/1/feedback").text)
    assert " ".join(answer.text.split())[:400] in page.text


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with opened(tmp_path_factory.mktemp("small") / "small.db") as store:
        fill(store, Filling(3))
        yield store


KEYS = st.sampled_from(["q", "tag", "state", "from", "to", "criterion", "level", "notes", "sort", "page", "r", "x"])
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["nan", "inf", "-1e309", "50", "readme", "met", "-score", "criterion.readme", "criterion.", "0", "%"]
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(KEYS, VALUES))
def test_any_address_is_answered_and_asks_for_the_same_when_it_is_written_again(
    small: Store, asked: dict[str, str]
) -> None:
    from portfolio_kit.cohort.store.listing import listing
    from portfolio_kit.cohort.store.overview import missed, spread
    from portfolio_kit.cohort.store.queue import position

    with small.reading() as session:
        cohort = cohorts.cohort(session, 1)
        assert cohort is not None
        choice = choice_of(cohort, asked)
        listing(session, choice, 1)
        missed(session, choice)
        spread(session, choice)
        position(session, choice, 1)
    from urllib.parse import parse_qsl

    again = choice_of(cohort, dict(parse_qsl(query_of(choice)[1:])))
    assert query_of(again) == query_of(choice)
