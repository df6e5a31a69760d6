"""The scorecard as a page that needs nothing else."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio_kit.reports import html
from portfolio_kit.rubric.finding import Evidence, missing, partial
from portfolio_kit.rubric.scorecard import Scorecard
from tests.reports.kit import COMMIT, hostile, scorecard, usual

_EMPTY = {"meta", "br", "circle", "path", "link", "input", "img"}


class Page(HTMLParser):
    """A page as a browser takes it apart: its elements with their attributes, and what is wrong with it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.wrong: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        self.wrong += [f"<{name}> is not closed" for name in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _EMPTY:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.text += data

    def having(self, name: str) -> list[str]:
        return [value or "" for _, attributes in self.elements for key, value in attributes.items() if key == name]

    def names(self) -> list[str]:
        return [name for name, _ in self.elements]


@pytest.fixture(params=["one", "several", "hostile"])
def cards(request: pytest.FixtureRequest) -> list[Scorecard]:
    return {"one": [usual()], "several": [usual(), scorecard()], "hostile": [hostile(), hostile()]}[request.param]


def test_the_score_the_steps_and_every_verdict() -> None:
    page = Page(html.report([usual("https://github.com/ada/churn", COMMIT)]))
    words = " ".join(page.text.split())
    for shown in (
        "churn: 78.6 of 100",
        "17 met 3 partial 3 missing 1 not applicable 1 not judged",
        "Show, don't tell 22.5 of 25",
        "+4.6 1. Case study case-study-content docs/case-study.md:1 has problem and approach",
        "Most points to gain first (+2-4.1: a first step 2, once met 4.1).",
        "+2-4.1 2. Comparison with a baseline",
        "Container containerization partial 2 of 4 The Dockerfile copies a folder that does not exist.",
        "Dockerfile:7 COPY models/ /app/models/",
        "The repository says: the app needs a key that we may not publish",
        "only the first 20,000 files were looked at",
    ):
        assert shown in words


def test_lines_are_linked_where_the_host_is_known() -> None:
    known = Page(html.report([usual("https://github.com/ada/churn", COMMIT)]))
    assert f"https://github.com/ada/churn/blob/{COMMIT}/Dockerfile#L7" in known.having("href")
    unknown = Page(html.report([usual()]))
    assert [address for address in unknown.having("href") if not address.startswith("#")] == []


def test_it_needs_nothing_else_and_runs_nothing(cards: list[Scorecard]) -> None:
    page = Page(html.report(cards))
    assert set(page.names()) & {"script", "img", "link", "iframe", "object", "embed", "form", "base"} == set()
    assert [
        name for _, attributes in page.elements for name in attributes if name.startswith("on") or name == "src"
    ] == []
    assert "@import" not in html.report(cards)
    assert "url(" not in html.report(cards)
    assert any(value.startswith("default-src 'none'") for value in page.having("content"))


def test_a_reader_of_screens_finds_the_way(cards: list[Scorecard]) -> None:
    page = Page(html.report(cards))
    assert page.wrong == []
    assert ("html", {"lang": "en"}) in page.elements
    for landmark in ("main", "footer", "title", "h1"):
        assert page.names().count(landmark) == 1
    levels = [int(name[1]) for name in page.names() if re.fullmatch(r"h[1-6]", name)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    identifiers = page.having("id")
    assert len(identifiers) == len(set(identifiers))
    assert {address[1:] for address in page.having("href") if address.startswith("#")} <= set(identifiers)
    assert set(page.having("aria-labelledby")) <= set(identifiers)


def test_nothing_of_the_repository_becomes_part_of_the_page() -> None:
    of_any, of_plain = Page(html.report([hostile()])), Page(html.report([usual()]))
    assert set(of_any.names()) <= set(of_plain.names())
    assert "javascript:" not in " ".join(of_any.having("href"))
    assert "<script>alert(1)</script>" in of_any.text
    assert "{{ 7 * 7 }}" in of_any.text
    assert [
        character for character in html.report([hostile()]) if not character.isprintable() and character != "\n"
    ] == []


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1).filter(str.strip))
def test_any_text_makes_the_same_page(text: str) -> None:
    any_card = scorecard({"readme": partial(text, text, [Evidence(f"a{text}", 1, text)])}, name=text, notes=(text,))
    plain_card = scorecard({"readme": partial("a", "a", [Evidence("aa", 1, "a")])}, name="a", notes=("a",))
    of_any, of_plain = Page(html.report([any_card])), Page(html.report([plain_card]))
    assert of_any.names() == of_plain.names()
    assert of_any.wrong == []


def luminance(colour: str) -> float:
    colour = colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1, 2], ids=["light", "dark", "print"])
def test_every_colour_of_text_is_readable(theme: int) -> None:
    css = Path(html.__file__).with_name("scorecard.css").read_text()
    themes = [
        dict(re.findall(r"--(\w+): (#[0-9a-f]+)", block)) for block in re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    ]
    colours = themes[theme]
    for text in ("text", "quiet", "link", "good", "half", "bad"):
        for page in ("page", "card"):
            # WCAG 2.2, success criterion 1.4.3.
            assert contrast(colours[text], colours[page]) >= 4.5, (text, page)
    # And 1.4.11, for what is no text.
    assert contrast(colours["fill"], colours["page"]) >= 3


def links(folder: Path, target: Path, place: Evidence | None = None) -> list[str]:
    place = place or Evidence("docs/a b.md", 3, "x")
    page = Page(html.report([scorecard({"demo": partial("Weak.", "More.", [place])}, target=str(target))], folder))
    return [link for link in page.having("href") if "a%20b" in link]


def test_places_of_a_folder_are_links_in_a_page_beside_it_or_in_it(tmp_path: Path) -> None:
    repository = tmp_path / "churn"
    (repository / "reports").mkdir(parents=True)
    assert set(links(tmp_path, repository)) == {"./churn/docs/a%20b.md"}
    assert set(links(repository / "reports", repository)) == {"./../docs/a%20b.md"}


def test_a_notebook_of_a_folder_is_no_link_as_a_browser_shows_the_json_of_it(tmp_path: Path) -> None:
    (tmp_path / "churn").mkdir()
    assert links(tmp_path, tmp_path / "churn", Evidence("a b.ipynb", 3, "x", cell=2)) == []


def test_no_link_names_folders_on_the_way_to_a_page_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "churn").mkdir()
    (tmp_path / "pages").mkdir()
    assert links(tmp_path / "pages", tmp_path / "churn") == []


def test_what_a_criterion_asks_for_is_in_the_page() -> None:
    page = Page(html.report([usual()]))
    words = " ".join(page.text.split())
    assert page.names().count("details") == 25
    for criterion in usual().rubric.criteria:
        assert " ".join((*criterion.why.split(), "missing", *criterion.levels[0].split(), "partial")) in words


def test_a_step_without_a_place_says_why() -> None:
    page = Page(html.report([scorecard({"demo": missing("Nothing to see.", "Add a screenshot.")})]))
    assert " demo Nothing to see. Add a screenshot." in " ".join(page.text.split())


def test_a_step_shows_its_places() -> None:
    step = partial("Weak.", "Make it strong.", [Evidence("eda.ipynb", 212, "y", cell=12)])
    page = Page(html.report([scorecard({"demo": step})]))
    assert "Make it strong. Judged by eda.ipynb, cell 12 " in " ".join(page.text.split())


def test_a_step_is_told_once_and_its_verdict_leads_to_it() -> None:
    step = partial("Weak.", "Make it strong.", [Evidence("eda.ipynb", 212, "y", cell=12)])
    page = Page(html.report([scorecard({"demo": step, "privacy": missing("No.", "Say it.")})]))
    words = " ".join(page.text.split())
    assert words.count("Make it strong.") == 1
    assert "Weak. To do: step 1 of what to do next (+2.5) eda.ipynb, cell 12 y" in words
    assert {"step-1", "step-2"} <= set(page.having("id"))
    assert {"#step-1", "#step-2"} <= set(page.having("href"))


def test_one_edit_that_begins_two_steps_is_said() -> None:
    untold = missing("No story.", "Tell it.")
    card = scorecard({"case-study-content": untold, "case-study-length": untold})
    words = " ".join(Page(html.report([card])).text.split())
    assert "Tell it. This begins step 2 (case-study-length), too." in words


def test_what_a_place_stands_for_is_said() -> None:
    places = [Evidence("README.md", 7, "pip install .").showing("how to install"), Evidence("a.py", 3, "x")]
    words = " ".join(Page(html.report([scorecard({"readme": partial("Weak.", "Do.", places)})])).text.split())
    assert "Judged by README.md:7 (how to install) a.py:3" in words
    assert "README.md:7 (how to install) pip install . a.py:3 x" in words


def test_a_cell_with_several_places_is_named_once() -> None:
    places = [Evidence("eda.ipynb", line, excerpt, cell=39) for line, excerpt in ((212, "y"), (214, "z"))]
    page = Page(html.report([scorecard({"demo": partial("Weak.", "Make it strong.", places)})]))
    assert "eda.ipynb, cell 39, eda.ipynb, cell 39" not in " ".join(page.text.split())


def test_several_are_listed_best_first_and_lead_to_their_own_card() -> None:
    page = html.report([usual("first"), scorecard(name="second")])
    rows = re.findall(r'<a href="#(r\d)">(\w+)</a>', page)
    assert rows == [("r2", "second"), ("r1", "churn")]
