"""Signing in with a password, and what keeps others from doing so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from portfolio_kit.cohort.dashboard.app import create_app
from portfolio_kit.cohort.dashboard.password import Password, Tries
from portfolio_kit.cohort.dashboard.session import local_path
from portfolio_kit.cohort.dashboard.settings import Settings
from portfolio_kit.cohort.store.opened import Store
from tests.cohort.dashboard.conftest import PASSWORD
from tests.cohort.dashboard.html import Page


def token(client: TestClient, path: str) -> str:
    return Page(client.get(path).text).all("input", name="token")[0]["value"]


def sign_in(client: TestClient, password: str = PASSWORD, go: str = "/") -> int:
    form = {"token": token(client, "/login"), "password": password, "go": go}
    return client.post("/login", data=form, follow_redirects=False).status_code


@pytest.mark.parametrize(
    "path", ["/", "/cohorts/1", "/cohorts/1/heat-map", "/repositories/1", "/repositories/1/feedback.md"]
)
def test_without_the_password_there_is_nothing_to_see(guest: TestClient, path: str) -> None:
    answer = guest.get(path, follow_redirects=False)
    assert (answer.status_code, answer.text) == (303, "")
    assert answer.headers["location"].startswith("/login")


def test_without_the_password_nothing_can_be_said(guest: TestClient) -> None:
    form = {"token": token(guest, "/login"), "author": "Eve", "text": "Hello"}
    answer = guest.post("/repositories/1/comments", data=form, follow_redirects=False)
    assert answer.headers["location"] == "/login"
    assert sign_in(guest) == 303
    assert "Hello" not in guest.get("/repositories/1").text


def test_with_it_one_comes_where_one_wanted_to_go(guest: TestClient) -> None:
    asked = guest.get("/cohorts/1?sort=-score&q=a")
    form = {"token": token(guest, "/login"), "password": PASSWORD, "go": asked.url.params["go"]}
    answer = guest.post("/login", data=form)
    assert answer.url.path == "/cohorts/1"
    assert answer.url.params["sort"] == "-score"
    assert "spring-2026" in answer.text


def test_another_password_opens_nothing(guest: TestClient) -> None:
    assert sign_in(guest, PASSWORD + " ") == 401
    assert sign_in(guest, "") == 401
    assert guest.get("/cohorts/1", follow_redirects=False).status_code == 303


def test_who_tries_often_has_to_wait_even_with_the_right_one(guest: TestClient) -> None:
    assert [sign_in(guest, f"guess {number}") for number in range(5)] == [401] * 5
    answer = guest.post("/login", data={"token": token(guest, "/login"), "password": PASSWORD})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 60
    assert guest.get("/cohorts/1", follow_redirects=False).status_code == 303


def test_many_addresses_together_have_to_wait_too() -> None:
    now = 0.0
    tries = Tries(each=2, together=5, seconds=60, clock=lambda: now)
    assert [tries.wait(f"10.0.0.{number}") for number in range(5)] == [0.0] * 5
    assert tries.wait("10.0.0.99") == 60.0
    now = 61.0
    assert tries.wait("10.0.0.99") == 0.0


def test_who_knew_the_password_has_made_no_try() -> None:
    tries = Tries(each=1, clock=lambda: 0.0)
    assert tries.wait("10.0.0.1") == 0.0
    tries.forget("10.0.0.1")
    assert tries.wait("10.0.0.1") == 0.0
    assert tries.wait("10.0.0.1") == 60.0


def test_the_cookie_is_for_this_server_only_and_for_no_script(guest: TestClient) -> None:
    answer = guest.post("/login", data={"token": token(guest, "/login"), "password": PASSWORD}, follow_redirects=False)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert cookie.startswith("portfolio-kit-8000=")


def test_signing_in_begins_another_session(guest: TestClient) -> None:
    before = token(guest, "/login")
    sign_in(guest)
    assert token(guest, "/repositories/1") != before


def test_a_cookie_that_was_changed_opens_nothing(guest: TestClient) -> None:
    sign_in(guest)
    name, value = next(iter(guest.cookies.items()))
    guest.cookies.clear()
    guest.cookies.set(name, value[:-3] + ("aaa" if value[-3:] != "aaa" else "bbb"))
    assert guest.get("/cohorts/1", follow_redirects=False).status_code == 303


def test_a_cookie_of_another_server_opens_nothing(guest: TestClient, store: Store) -> None:
    sign_in(guest)
    other = create_app(store, Settings("0.0.0.0", 8000, Password(PASSWORD)))  # noqa: S104
    with TestClient(other, base_url=str(guest.base_url), cookies=dict(guest.cookies)) as elsewhere:
        assert elsewhere.get("/cohorts/1", follow_redirects=False).status_code == 303


def test_signing_out_ends_the_session_for_everybody_who_has_its_cookie(guest: TestClient) -> None:
    sign_in(guest)
    kept = dict(guest.cookies)
    guest.post("/logout", data={"token": token(guest, "/repositories/1")})
    assert guest.get("/cohorts/1", follow_redirects=False).status_code == 303
    guest.cookies.update(kept)
    assert guest.get("/cohorts/1", follow_redirects=False).status_code == 303


def test_the_password_is_kept_as_a_hash_only() -> None:
    password = Password(PASSWORD)
    assert PASSWORD not in repr(vars(password))
    assert PASSWORD.encode() not in [*vars(password).values()]
    assert vars(password)["_hash"] != vars(Password(PASSWORD))["_hash"]


@given(st.text())
def test_only_a_path_of_this_server_is_gone_to(text: str) -> None:
    for go in (text, f"/{text}", f"//{text}", f"/\\{text}", f"https:{text}"):
        found = local_path(go)
        assert re.match(r"/(?![/\\])", found)
        assert "\\" not in found


def test_where_no_password_is_set_nobody_is_asked_for_one(client: TestClient) -> None:
    assert client.get("/login", follow_redirects=False).headers["location"] == "/"
    assert "Sign out" not in client.get("/cohorts/1").text


def test_the_page_that_asks_says_nothing_of_the_cohort(guest: TestClient, tmp_path: Path) -> None:
    page = guest.get("/login").text
    assert "spring" not in page
    assert str(tmp_path) not in page
