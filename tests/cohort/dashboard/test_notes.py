"""What mentors say: overrides and comments, only ever added."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from portfolio_kit.cohort.store import tables
from portfolio_kit.cohort.store.opened import Store
from tests.cohort.dashboard.html import Page

CRITERION = "readme"


def scored_repository(store: Store, level: int = 0) -> int:
    """A repository whose README has a level."""
    with store.reading() as session:
        standing = (tables.Standing.criterion == CRITERION, tables.Standing.level == level)
        return session.scalars(select(tables.Standing.repository_id).where(*standing)).first() or 0


def send(client: TestClient, path: str, **fields: str) -> int:
    number = path.split("/")[2]
    known = Page(client.get(f"/repositories/{number}").text).all("input", name="token")[0]["value"]
    form = {"token": known, "author": "Grace", "text": "I saw it run.", **fields}
    return client.post(path, data=form, follow_redirects=False).status_code


def override(client: TestClient, number: int, verdict: str, **fields: str) -> int:
    form = {"criterion": CRITERION, "verdict": verdict, **fields}
    return send(client, f"/repositories/{number}/overrides", **form)


def score(store: Store, number: int) -> tuple[float | None, float | None]:
    """The score that counts, and the tool's own."""
    with store.reading() as session:
        repository = session.get_one(tables.Repository, number)
        assert repository.standing_review is not None
        return repository.standing_score, repository.standing_review.score


def test_an_override_counts_and_what_the_tool_found_stays(client: TestClient, store: Store) -> None:
    number = scored_repository(store)
    assert override(client, number, "met") == 303
    counts, found = score(store, number)
    assert counts is not None
    assert found is not None
    assert counts > found
    with store.reading() as session:
        finding = session.scalars(
            select(tables.Finding)
            .join(tables.Repository, tables.Repository.standing_review_id == tables.Finding.review_id)
            .where(tables.Repository.id == number, tables.Finding.criterion == CRITERION)
        ).one()
        assert (finding.level, finding.status) == (0, "missing")
    text = Page(client.get(f"/repositories/{number}").text).text
    assert "Grace says met" in text
    assert "The tool found missing." in text
    assert "I saw it run. The tool:" in text


def test_side_by_side_a_mentors_reason_stands_before_what_the_tool_says(client: TestClient, store: Store) -> None:
    number = scored_repository(store)
    override(client, number, "met")
    assert "Grace: I saw it run. The tool:" in Page(client.get(f"/cohorts/1/compare?r={number}").text).text


def test_every_override_stays_in_the_notes_with_who_and_when(client: TestClient, store: Store) -> None:
    number = scored_repository(store)
    override(client, number, "met")
    override(client, number, "partial", author="Ada", text="Only half of it.")
    override(client, number, "taken_back", author="Grace", text="We agreed.")
    assert score(store, number)[0] == score(store, number)[1]
    with store.reading() as session:
        rows = session.scalars(select(tables.Override).order_by(tables.Override.id)).all()
        assert [(row.author, row.kind, row.level) for row in rows] == [
            ("Grace", "level", 2),
            ("Ada", "level", 1),
            ("Grace", "taken_back", None),
        ]
    text = Page(client.get(f"/repositories/{number}").text).text
    for said in ("I saw it run.", "Only half of it.", "We agreed."):
        assert said in text


def test_a_criterion_that_does_not_apply_takes_its_points_out(client: TestClient, store: Store) -> None:
    number = scored_repository(store)
    assert override(client, number, "not_applicable") == 303
    with store.reading() as session:
        key = {"repository_id": number, "criterion": CRITERION}
        standing = session.get_one(tables.Standing, key)
        assert (standing.status, standing.possible, standing.earned, standing.gain) == ("not_applicable", 0, 0, 0)


def test_the_list_counts_and_cuts_by_what_mentors_said(client: TestClient, store: Store) -> None:
    number = scored_repository(store)
    missing = f"/cohorts/1?criterion={CRITERION}&level=missing"
    assert any(f"/repositories/{number}?" in link for link in Page(client.get(missing).text).names())
    override(client, number, "met")
    assert not any(f"/repositories/{number}?" in link for link in Page(client.get(missing).text).names())
    assert len(Page(client.get("/cohorts/1?notes=with").text).names()) == 1
    assert "59" in Page(client.get("/cohorts/1?notes=without").text).text


def test_a_comment_is_added_and_its_author_remembered(client: TestClient, store: Store) -> None:
    assert send(client, "/repositories/7/comments", author="Zoë Díaz", text="Two\r\nlines.") == 303
    page = Page(client.get("/repositories/7").text)
    assert "Two lines." in page.text
    assert {field["value"] for field in page.all("input", name="author")} == {"Zoë Díaz"}
    with store.reading() as session:
        assert session.scalars(select(tables.Comment.text)).one() == "Two\nlines."


def test_one_comes_back_to_the_place_in_the_same_queue(client: TestClient, store: Store) -> None:
    number = scored_repository(store)
    known = Page(client.get(f"/repositories/{number}").text).all("input", name="token")[0]["value"]
    form = {"token": known, "author": "A", "text": "B", "criterion": CRITERION, "verdict": "met"}
    for query, back in (("?sort=-score", "?sort=-score"), ("//evil.example", ""), ("?\r\nSet-Cookie: x=y", "")):
        answer = client.post(f"/repositories/{number}/overrides", data={**form, "query": query}, follow_redirects=False)
        assert answer.headers["location"] == f"/repositories/{number}{back}#criterion-{CRITERION}"
        assert "x" not in answer.cookies


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"author": ""}, "needs your name"),
        ({"author": "  \0 "}, "needs your name"),
        ({"text": ""}, "needs a comment"),
        ({"text": "x" * 5001}, "is too long"),
        ({"author": "x" * 101}, "is too long"),
        ({"verdict": "perfect"}, "needs a level"),
    ],
)
def test_a_form_that_lacks_something_changes_nothing(
    client: TestClient, store: Store, fields: dict[str, str], says: str
) -> None:
    number = scored_repository(store)
    known = Page(client.get(f"/repositories/{number}").text).all("input", name="token")[0]["value"]
    form = {"token": known, "author": "A", "text": "B", "criterion": CRITERION, "verdict": "met", **fields}
    answer = client.post(f"/repositories/{number}/overrides", data=form)
    assert answer.status_code == 400
    assert says in answer.text
    assert score(store, number)[0] == score(store, number)[1]


@pytest.mark.parametrize("token", ["", "wrong", "ä"])
def test_a_form_of_another_page_changes_nothing(client: TestClient, store: Store, token: str) -> None:
    assert send(client, "/repositories/7/comments", token=token) == 403
    with store.reading() as session:
        assert session.scalars(select(tables.Comment)).all() == []


def test_a_form_of_another_site_changes_nothing(client: TestClient) -> None:
    known = Page(client.get("/repositories/7").text).all("input", name="token")[0]["value"]
    form = {"token": known, "author": "A", "text": "B"}
    for origin in ("https://evil.example", "null", "http://127.0.0.1:9000"):
        answer = client.post("/repositories/7/comments", data=form, headers={"origin": origin})
        assert answer.status_code == 403
    answer = client.post("/repositories/7/comments", data=form, headers={"origin": "http://127.0.0.1:8000"})
    assert answer.status_code == 200


def test_what_has_no_verdict_cannot_be_overridden(client: TestClient, store: Store) -> None:
    with store.reading() as session:
        failed = tables.Repository.standing_state == "failed"
        number = session.scalars(select(tables.Repository.id).where(failed)).first() or 0
    assert override(client, number, "met") == 404
    assert override(client, scored_repository(store), "met", criterion="no-such") == 404
    assert send(client, "/repositories/7/comments") == 303
