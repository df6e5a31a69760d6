"""The dashboard in a real browser: its looks, its keys, and what it is without JavaScript."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from sqlalchemy import insert

from portfolio_kit.cohort.dashboard.serve import VARIABLE
from portfolio_kit.cohort.store import tables
from portfolio_kit.cohort.store.mentors import comment, override
from portfolio_kit.cohort.store.opened import opened
from tests.cohort.dashboard.conftest import PASSWORD
from tests.cohort.filling import Filling, fill

pytestmark = pytest.mark.slow
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PAGES = {
    "cohort": "/cohorts/1?sort=-score&tag=evening",
    "heat map": "/cohorts/1/heat-map",
    "what to teach": "/cohorts/1/lessons",
    "similarity": "/cohorts/1/similarity",
    "a pair": "/cohorts/1/similarity/1/2",
    "side by side": "/cohorts/1/compare?r=1&r=2&r=3",
    "repository": "/repositories/1",
    "a repository without a score": "/repositories/{failed}",
    "feedback": "/repositories/1/feedback",
    "nothing": "/cohorts/99",
}
LOOKS = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "phone": {"color_scheme": "light", "viewport": {"width": 360, "height": 740}},
    "phone, dark": {"color_scheme": "dark", "viewport": {"width": 360, "height": 740}},
}


class Served(str):
    """Where the dashboard is; `failed` is a repository without a score."""

    failed: int


def serve(folder: Path, *arguments: str, password: str = "") -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-P", "-m", "portfolio_kit", "review", "serve", "--port", "0", *arguments]
    process = subprocess.Popen(
        command, cwd=folder, env={**os.environ, VARIABLE: password}, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    found = re.search(r":(\d+) \(Ctrl-C", process.stdout.readline())
    assert found is not None
    return process, f"http://127.0.0.1:{found[1]}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    with opened(folder / "spring.db") as store:
        fill(store, Filling(70, failing=0.1))
        with store.writing() as session:
            override(session, 1, "readme", "met", comment="It has everything.\nI tried it.", author="Grace")
            comment(session, 1, text="Ask about the split.", author="Ada")
            session.execute(
                insert(tables.NearCopy),
                [{"cohort_id": 1, "first_id": 1, "second_id": 2, "score": 0.83, "code": 0.83, "code_of_first": True}],
            )
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[Served]:
    process, where = serve(folder)
    served = Served(where)
    with opened(folder / "spring.db") as store, store.reading() as session:
        failed = session.query(tables.Repository).filter_by(standing_state="failed").first()
        served.failed = failed.id if failed else 0
    yield served
    process.kill()
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("these tests need Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser, address: Served) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=address)
    # The machine may be busy.
    context.set_default_timeout(60_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_can_be_read_by_everybody(browser: Browser, address: Served, look: str) -> None:
    context = browser.new_context(base_url=address, **LOOKS[look])  # type: ignore[arg-type]
    context.set_default_timeout(60_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for name, path in PAGES.items():
        answer = page.goto(path.format(failed=address.failed))
        assert answer is not None
        assert answer.status == (404 if name == "nothing" else 200), name
        page.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
        assert len(found.response["passes"]) > 10
        wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wider <= 0, f"{name} is {wider} pixels wider than the window"
    context.close()
    assert [text for text in complaints if "404" not in text] == []


def test_everything_works_without_javascript(browser: Browser, address: Served) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_role("status")).to_contain_text("1–50 of 70")  # noqa: RUF001
    page.get_by_role("link", name="Next", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("51–70 of 70")  # noqa: RUF001
    page.get_by_label("State").select_option("scored")
    page.locator("select[name=criterion]").select_option("monitoring")
    page.get_by_label("Level of the criterion").select_option("partial")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Score", exact=True).click()
    assert "sort=-score" in page.url
    assert "criterion=monitoring" in page.url
    page.get_by_role("checkbox").nth(0).check()
    page.get_by_role("checkbox").nth(1).check()
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Side by side")
    page.go_back()
    page.locator("a[data-row]").first.click()
    card = page.locator("#criterion-monitoring")
    card.locator("details.override summary").click()
    card.get_by_label("missing").check()
    card.get_by_label("Why").fill("It only prints.")
    card.get_by_label("Your name").fill("Grace")
    card.get_by_role("button").click()
    assert page.url.endswith("#criterion-monitoring")
    expect(page.locator("#criterion-monitoring blockquote")).to_contain_text("Grace says missing")
    card.locator("details.evidence summary").click()
    expect(card.locator("mark").first).to_be_visible()
    context.close()


def go_by(page: Page, key: str) -> None:
    """Press what leads to another page, and wait until that hears keys too: its script runs before it is loaded."""
    here = page.url
    page.keyboard.press(key)
    page.wait_for_url(lambda there: there != here, wait_until="load")


def test_the_whole_is_walked_by_keys(page: Page) -> None:
    page.goto("/cohorts/1?state=scored")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    go_by(page, "Enter")
    first = page.get_by_role("heading", level=1).inner_text()
    go_by(page, "n")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(first)
    go_by(page, "p")
    expect(page.get_by_role("heading", level=1)).to_have_text(first)
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.locator("article.criterion").first.get_by_label("met", exact=True)).to_be_focused()
    page.keyboard.press("E")
    assert page.locator("details.evidence:not([open])").count() == 0
    page.keyboard.press("c")
    expect(page.get_by_label("Comment")).to_be_focused()
    page.keyboard.type("no jump: n p j k")
    expect(page.get_by_label("Comment")).to_have_value("no jump: n p j k")
    page.keyboard.press("Escape")
    go_by(page, "u")
    expect(page).to_have_url(re.compile(r"/cohorts/1\?state=scored"))
    page.keyboard.press("/")
    expect(page.get_by_label("Name")).to_be_focused()


def test_the_keys_can_be_turned_off(page: Page) -> None:
    page.goto("/repositories/1")
    page.keyboard.press("?")
    page.get_by_label("Use these keys").uncheck()
    page.keyboard.press("n")
    page.reload()
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("/repositories/1$"))


def test_feedback_is_copied(context: BrowserContext, page: Page, address: Served) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page.goto("/repositories/1/feedback")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("status")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.get_by_label("Text").input_value()


def test_a_page_that_is_printed_has_the_evidence_that_is_open_and_no_forms(page: Page) -> None:
    page.goto("/repositories/2")
    page.locator("details.evidence summary").first.click()
    page.emulate_media(media="print")
    expect(page.locator("article .source").first).to_be_visible()
    expect(page.locator("article .source").last).to_be_hidden()
    for hidden in (".bar", "details.override", "aside form", "nav.queue"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_with_a_password_one_signs_in_and_out(browser: Browser, folder: Path) -> None:
    process, where = serve(folder, password=PASSWORD)
    try:
        context = browser.new_context(base_url=where)
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.goto("/repositories/3?sort=name")
        assert Axe().run(page).violations_count == 0
        page.get_by_label("Password").fill("wrong one")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_have_text("That is not the password.")
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/repositories/3?sort=name")
        assert page.evaluate("document.cookie") == ""
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/login")
        page.goto("/cohorts/1")
        expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
        context.close()
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
