"""What holds for every request and every answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from portfolio_kit.cohort.dashboard.app import create_app
from portfolio_kit.cohort.dashboard.guard import MOST_BYTES
from portfolio_kit.cohort.dashboard.settings import Settings
from portfolio_kit.cohort.store.opened import Store
from tests.cohort.dashboard.conftest import HERE
from tests.cohort.dashboard.html import Page

PAGES = (
    "/cohorts/1",
    "/cohorts/1/heat-map",
    "/cohorts/1/lessons",
    "/cohorts/1/similarity",
    "/cohorts/1/compare?r=1&r=2",
    "/repositories/1",
    "/repositories/1/feedback",
    "/nothing",
)
ANSWERS = (*PAGES, "/", "/repositories/1/feedback.md", "/static/review.css", "/static/nothing", "/cohorts/1/../../etc")


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_says_what_a_browser_may_do_with_it(client: TestClient, path: str) -> None:
    headers = client.get(path, follow_redirects=False).headers
    policy = headers["content-security-policy"]
    for rule in ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"):
        assert rule in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == ("no-cache" if path.startswith("/static/") else "no-store")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_script_or_style_in_it_nor_anything_from_elsewhere(client: TestClient, path: str) -> None:
    page = Page(client.get(path).text)
    assert page.wrong == []
    assert [name for _, attributes in page.elements for name in attributes if name.startswith("on")] == []
    assert page.having("style") == []
    assert page.all("style") == []
    assert [script["src"].partition("?")[0] for script in page.all("script")] == ["/static/review.js"]
    assert all(link["href"].startswith("/static/") for link in page.all("link"))
    assert not {name for name, _ in page.elements} & {"iframe", "object", "embed", "img", "base"}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_one_that_readers_of_screens_find_their_way_in(client: TestClient, path: str) -> None:
    page = Page(client.get(path).text)
    assert page.all("html", lang="en")
    names = [name for name, _ in page.elements]
    assert [names.count(name) for name in ("main", "h1", "title")] == [1, 1, 1]
    identifiers = page.having("id")
    assert len(identifiers) == len(set(identifiers))
    assert page.all("a", href="#content")
    pointed = {address[1:] for address in page.having("href") if address.startswith("#")}
    assert pointed <= set(identifiers)
    labels = {label["for"] for label in page.all("label") if "for" in label}
    assert labels <= set(identifiers)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:8000", "LOCALHOST", "[::1]:8000"])
def test_this_machine_is_served_by_its_own_names(client: TestClient, host: str) -> None:
    assert client.get("/cohorts/1", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", "", "[::2]", "127.0.0.1@evil"]
)
def test_a_name_that_was_bent_to_this_machine_is_not_served(client: TestClient, host: str) -> None:
    for path in ("/cohorts/1", "/static/review.css"):
        answer = client.get(path, headers={"host": host})
        assert answer.status_code == 421
        assert "spring" not in answer.text


def test_where_a_password_guards_any_name_is_served(guest: TestClient) -> None:
    assert guest.get("/login", headers={"host": "anything.example"}).status_code == 200


def test_a_form_that_says_it_is_too_large_is_not_read(client: TestClient) -> None:
    answer = client.post("/repositories/1/comments", data={"text": "x" * MOST_BYTES, "author": "Ada"})
    assert answer.status_code == 413


def test_a_form_that_does_not_say_how_large_it_is_is_read_up_to_the_limit(client: TestClient) -> None:
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        for _ in range(1000):
            read += 1024
            yield b"text=" + b"x" * 1019

    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = client.post("/repositories/1/comments", content=endless(), headers=headers)
    assert answer.status_code == 413


@pytest.mark.parametrize("length", ["-1", "abc", "9" * 5000, "\u00b2"])
def test_a_length_that_is_none_is_refused(client: TestClient, length: str) -> None:
    headers = {"content-length": length.encode("utf-8")}
    assert client.request("GET", "/cohorts/1", headers=headers).status_code == 413  # type: ignore[arg-type]


def test_there_is_nothing_but_pages(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/cohorts/1"):
        pass
    for path in ("/docs", "/openapi.json", "/redoc", "/static/../app.py", "/static/%2e%2e/app.py"):
        assert client.get(path).status_code == 404
    assert client.put("/cohorts/1").status_code == 405
    assert client.get("/repositories/1/comments").status_code == 405


@pytest.mark.parametrize("path", ["/cohorts/999", "/cohorts/x", "/cohorts/-1", f"/cohorts/{10**30}", "/repositories/0"])
def test_what_is_not_there_is_said_on_a_page(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Not found" in answer.text


def test_another_loopback_address_is_served_by_its_own_name(store: Store) -> None:
    with TestClient(create_app(store, Settings("127.0.0.2", 8000)), base_url=HERE) as client:
        assert client.get("/cohorts/1", headers={"host": "127.0.0.2:8000"}).status_code == 200


def test_the_style_has_no_address_in_it(client: TestClient) -> None:
    text = client.get("/static/review.css").text
    assert not re.search(r"url\(|@import|https?:", text)
    assert not re.search(r"https?:|eval\(|innerHTML", client.get("/static/review.js").text)
