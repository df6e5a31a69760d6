"""Texts that others wrote: names, tags, paths, excerpts, reasons, comments. Each stays text on every page."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from starlette.testclient import TestClient

from portfolio_kit.cohort.dashboard.app import create_app
from portfolio_kit.cohort.store import tables
from portfolio_kit.cohort.store.mentors import comment, override
from portfolio_kit.cohort.store.opened import Store, opened
from tests.cohort.dashboard.conftest import HERE
from tests.cohort.dashboard.html import Page
from tests.cohort.filling import Filling, fill

Shape = list[tuple[str, tuple[str, ...]]]


class Shapes(dict[str, Shape]):
    """Those of all pages. Too much to be printed when a test fails."""

    def __repr__(self) -> str:
        return f"the shapes of {len(self)} pages"


PAGES = (
    "/",
    "/cohorts/1",
    "/cohorts/1/heat-map",
    "/cohorts/1/lessons",
    "/cohorts/1/compare?r=1&r=2",
    "/repositories/1",
    "/repositories/2/feedback",
    "/repositories/3",
)
NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "</textarea></pre><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "\u202egnp.exe\u202c \x1b[31m\x07",
    "]]><!--",
    "&lt;b&gt; &amp;amp;",
    "a\tb",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with opened(tmp_path_factory.mktemp("hostile") / "spring.db") as store:
        fill(store, Filling(3, again=1.0, failing=0.0))
        with store.writing() as session:
            override(session, 1, "readme", "met", comment="a", author="a")
            comment(session, 1, text="a", author="a")
        yield store


@pytest.fixture(scope="module")
def client(store: Store) -> Iterator[TestClient]:
    with TestClient(create_app(store), base_url=HERE) as client:
        yield client


def shapes(client: TestClient) -> Shapes:
    return Shapes({path: shape(client, path) for path in PAGES})


@pytest.fixture(scope="module")
def plain(store: Store, client: TestClient) -> Shapes:
    """The pages of texts that nobody could mean anything by."""
    write(store, "plain")
    return shapes(client)


def write(store: Store, text: str) -> None:
    """Put a text wherever something of a repository, of the roster or of a mentor is kept."""
    short = text[:90]
    with store.writing() as session:
        for number in (1, 2, 3):
            session.execute(
                update(tables.Repository)
                .where(tables.Repository.id == number)
                .values(name=f"{number}{short}", source=text, subfolder=text)
            )
        session.execute(update(tables.Cohort).values(name=short))
        session.query(tables.Tag).delete()
        session.add(tables.Tag(repository_id=1, name=short))
        session.execute(update(tables.Review).values(warning=text, notes=[text]))
        session.execute(
            update(tables.Review).where(tables.Review.repository_id == 3).values(state="failed", failure=text)
        )
        session.execute(update(tables.Finding).values(reason=text, fix=text, annotation=text))
        session.execute(update(tables.Evidence).values(path=text, excerpt=text, source=f"{text}\n{text}"))
        session.execute(update(tables.Override).values(comment=text, author=short))
        session.execute(update(tables.Comment).values(text=text, author=short))
        stage = {"name": text, "status": text, "summary": text, "fix": text, "seconds": 1}
        session.execute(update(tables.Review).values(proof={"predicate": {"stages": [stage]}}))


def shape(client: TestClient, path: str) -> Shape:
    """The elements of a page with the names of their attributes: all of it that a browser acts on."""
    answer = client.get(path)
    assert answer.status_code == 200
    page = Page(answer.text)
    assert page.wrong == []
    # A link to a repository is there or not, as its address is one of the web or not.
    allowed = ("/", "?", "#", "https://github.com/")
    assert [link for link in page.having("href") if not link.startswith(allowed)] == []
    assert [letter for letter in answer.text if not letter.isprintable() and letter != "\n"] == []
    return [(name, tuple(sorted(attributes))) for name, attributes in page.elements]


@pytest.mark.parametrize("text", NASTY)
def test_nothing_of_it_becomes_part_of_a_page(store: Store, client: TestClient, plain: Shapes, text: str) -> None:
    write(store, text)
    found = shapes(client)
    assert [path for path in PAGES if found[path] != plain[path]] == []


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(st.text(min_size=1, max_size=60).filter(str.strip))
def test_any_text_makes_the_same_pages(store: Store, client: TestClient, plain: Shapes, text: str) -> None:
    kept = text.replace("\r", " ").replace("\n", " ").encode("utf-8", "replace").decode().replace("\0", "") or "x"
    kept = kept if kept.strip() else "x"
    write(store, kept)
    found = shapes(client)
    assert [path for path in PAGES if found[path] != plain[path]] == []


@pytest.mark.parametrize(
    "source", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ssh://git@host/x", "//evil.example"]
)
def test_only_an_address_of_the_web_is_a_link(store: Store, client: TestClient, source: str) -> None:
    write(store, "plain")
    with store.writing() as session:
        session.execute(update(tables.Repository).values(source=source))
    page = Page(client.get("/repositories/1").text)
    assert source in page.text
    assert source not in page.having("href")


def test_an_address_of_the_web_is_one_and_tells_nobody_where_it_was_followed(store: Store, client: TestClient) -> None:
    write(store, "plain")
    with store.writing() as session:
        session.execute(update(tables.Repository).values(source="https://github.com/ada/churn"))
    link = Page(client.get("/repositories/1").text).all("a", href="https://github.com/ada/churn")[0]
    assert link["rel"] == "noopener noreferrer nofollow"


def test_no_page_opens_anything_of_a_repository(store: Store, client: TestClient, tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    repository.mkdir()
    (repository / "README.md").write_text("# Mine\n")
    write(store, "README.md")
    with store.writing() as session:
        session.execute(update(tables.Repository).values(source=str(repository)))
    touched: list[str] = []
    is_watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if is_watching and event in ("open", "os.listdir", "os.scandir", "subprocess.Popen", "socket.connect"):
            touched.append(f"{event} {arguments[0]}")

    # A hook stays for good: it is told to look away afterwards.
    sys.addaudithook(watch)
    for path in PAGES:
        assert client.get(path).status_code == 200
    is_watching = False
    assert [event for event in touched if "repository" in event or "Popen" in event or "connect" in event] == []
