"""The web page: one file that shows all of the study, tells machines what it is, and can do nothing to its reader."""

from __future__ import annotations

import base64
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from portfolio_kit.case_study import html
from tests.case_study.kit import DRAWING, STUDY, html_of, png

HOSTILE = (
    """</script><script>alert(1)</script> "><img src=x onerror=alert(1)> ' {{ 1 + 1 }} {% x %} &lt; ]]> <!-- -->"""
)
EMPTY = frozenset({"meta", "link", "img", "br"})


class Tree(HTMLParser):
    """The elements of a page, their attributes, and whether each that was opened was closed in its turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.open):
            self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def meta(self, name: str) -> str | None:
        found = [each["content"] for each in self.all("meta") if name in (each.get("property"), each.get("name"))]
        assert len(found) <= 1
        return found[0] if found else None


def data_of(page: str) -> dict[str, Any]:
    (found,) = re.findall(r'<script type="application/ld\+json">\n(.*?)\n</script>', page, re.DOTALL)
    data = json.loads(found)
    assert isinstance(data, dict)
    return data


class TestThePage:
    def test_it_shows_all_of_the_study_in_its_order(self, tmp_path: Path) -> None:
        text = " ".join(" ".join(Tree(html_of(tmp_path)).text).split())
        order = [
            *("Empty docks", "Ada Lovelace", "Code", "Live", "Problem", "Commuters", "Approach", "Results", "Mean of"),
            *("4.1–5.3", "Boosting", "Error by hour", "Lessons learned", "neighbouring rows"),
        ]
        places = [text.find(part) for part in order]
        assert -1 not in places
        assert places == sorted(places)

    def test_whatever_is_opened_is_closed(self, tmp_path: Path) -> None:
        text = STUDY + "\n3. a\n   - b\n\n> c\n\n```\nd\n```\n\n### E\n\n**f *g* `h` ~~i~~**\n"
        tree = Tree(html_of(tmp_path, text))
        assert tree.open == []
        assert {"ol", "ul", "li", "blockquote", "pre", "h3", "strong", "em", "code", "s"} <= {
            tag for tag, _ in tree.elements
        }
        assert tree.all("ol") == [{"start": "3"}]

    def test_figures_are_in_it(self, tmp_path: Path) -> None:
        page = html_of(tmp_path, STUDY + "\n![a drawing](a.svg)\n", {"docs/a.svg": DRAWING})
        picture, drawing = Tree(page).all("img")
        assert picture["src"] == "data:image/png;base64," + base64.b64encode(png()).decode()
        assert (picture["alt"], picture["width"], picture["height"]) == ("Error by hour: highest at eight", "20", "10")
        assert drawing["src"].startswith("data:image/svg+xml;base64,")

    def test_nothing_is_loaded_from_elsewhere_and_nothing_runs(self, tmp_path: Path) -> None:
        page = html_of(tmp_path)
        tree = Tree(page)
        assert [each.get("type") for each in tree.all("script")] == ["application/ld+json"]
        assert [each for each in tree.all("link") if each["rel"] != "canonical"] == []
        assert all(each["src"].startswith("data:image/") for each in tree.all("img"))
        assert not re.search(r"@import|url\(|<iframe|<object|<embed", page)
        assert not [name for _, attributes in tree.elements for name in attributes if name.startswith("on")]

    def test_the_same_study_gives_the_same_page(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        assert html_of(tmp_path / "one") == html_of(tmp_path / "another")

    def test_a_script_that_no_pdf_font_has_is_shown(self, tmp_path: Path) -> None:
        assert "冷链运输" in html_of(tmp_path, "# 冷链运输\n\n温度越线。\n")


class TestForEverybody:
    def test_it_has_a_language_a_title_and_landmarks(self, tmp_path: Path) -> None:
        tree = Tree(html_of(tmp_path))
        tags = [tag for tag, _ in tree.elements]
        assert tree.all("html") == [{"lang": "en", "dir": "ltr"}]
        assert [tags.count(tag) for tag in ("main", "article", "header", "h1", "title")] == [1] * 5
        assert tags.index("main") < tags.index("article") < tags.index("h1")

    def test_what_is_written_from_the_right_is_shown_so(self, tmp_path: Path) -> None:
        assert Tree(html_of(tmp_path, "# שלום\n\nשלום לכולם\n")).all("html") == [{"lang": "he", "dir": "rtl"}]

    def test_headings_begin_below_the_title_and_skip_nothing(self, tmp_path: Path) -> None:
        tags = [tag for tag, _ in Tree(html_of(tmp_path, "# T\n\n#### a\n\n## b\n\n##### c\n")).elements]
        assert [tag for tag in tags if re.fullmatch(r"h\d", tag)] == ["h1", "h2", "h2", "h3"]

    def test_tables_say_which_cells_are_headings(self, tmp_path: Path) -> None:
        tree = Tree(html_of(tmp_path))
        assert [each["scope"] for each in tree.all("th")] == ["col"] * 3
        assert [each.get("class") for each in tree.all("td")][:3] == [None, "right", "right"]

    def test_a_caption_that_repeats_what_a_figure_shows_is_heard_once(self, tmp_path: Path) -> None:
        tree = Tree(html_of(tmp_path, STUDY.replace("error.png", 'error.png "A caption"')))
        assert tree.all("figcaption") == [{}]
        assert Tree(html_of(tmp_path)).all("figcaption") == [{"aria-hidden": "true"}]

    @pytest.mark.parametrize("name", ["ink", "quiet", "accent"])
    def test_text_stands_out_from_what_is_behind_it(self, name: str) -> None:
        style = Path(html.__file__).with_name("page.css").read_text()
        colours = dict(re.findall(r"--(\w+): #(\w{6})", style))
        for behind in ("ffffff", colours["shade"]):
            assert _contrast(colours[name], behind) >= 4.5


class TestForMachines:
    def test_sites_that_show_links_are_told_what_it_is(self, tmp_path: Path) -> None:
        tree = Tree(html_of(tmp_path))
        assert tree.meta("og:type") == "article"
        assert tree.meta("og:title") == "Empty docks: which stations run dry"
        assert tree.meta("og:description") == tree.meta("description")
        assert tree.meta("description") == (
            "Commuters find no bike on one morning in four. The operator pays 35 pounds for every hour."
        )

    def test_the_picture_is_where_the_code_is(self, tmp_path: Path) -> None:
        address = "https://raw.githubusercontent.com/ada/docks/HEAD/reports/error.png"
        page = html_of(tmp_path)
        assert Tree(page).meta("og:image") == address
        assert data_of(page)["image"] == address

    @pytest.mark.parametrize(
        "code", ["https://git.example.org/ada/docks", "https://github.com/ada", "https://github.com.evil.example/a/b"]
    )
    def test_a_picture_whose_address_is_not_known_has_none(self, tmp_path: Path, code: str) -> None:
        assert Tree(html_of(tmp_path, STUDY.replace("https://github.com/ada/docks", code))).meta("og:image") is None

    def test_its_own_address_is_what_the_byline_calls_page(self, tmp_path: Path) -> None:
        assert Tree(html_of(tmp_path)).meta("og:url") is None
        page = html_of(tmp_path, STUDY.replace("[Live]", "[Page](https://ada.example.org/docks) · [Live]"))
        assert Tree(page).meta("og:url") == "https://ada.example.org/docks"
        assert Tree(page).all("link") == [{"rel": "canonical", "href": "https://ada.example.org/docks"}]
        assert data_of(page)["url"] == "https://ada.example.org/docks"

    def test_search_engines_are_told_what_it_is(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        data = data_of(html_of(tmp_path))
        assert (data["@context"], data["@type"]) == ("https://schema.org", "TechArticle")
        assert data["headline"] == "Empty docks: which stations run dry"
        assert data["author"] == {"@type": "Person", "name": "Ada Lovelace"}
        assert data["datePublished"] == "2023-11-14"
        assert data["about"] == {
            "@type": "SoftwareSourceCode",
            "name": "Empty docks: which stations run dry",
            "codeRepository": "https://github.com/ada/docks",
        }

    def test_a_study_without_a_byline_claims_nothing(self, tmp_path: Path) -> None:
        data = data_of(html_of(tmp_path, "# T\n\nText.\n"))
        assert "author" not in data
        assert "codeRepository" not in data["about"]

    def test_a_long_beginning_is_cut_at_a_word_or_a_sentence(self, tmp_path: Path) -> None:
        one = "It is a long sentence that goes on for quite some time, as they do. "
        tree = Tree(html_of(tmp_path, f"# T\n\n{one * 4}\n"))
        assert tree.meta("description") == (one * 2).strip()
        tree = Tree(html_of(tmp_path, f"# T\n\n{'word ' * 60}\n"))
        assert tree.meta("description") == "word " * 38 + "word…"


class TestHostileText:
    def test_nothing_of_a_text_becomes_markup(self, tmp_path: Path) -> None:
        title = HOSTILE.replace("<", "\\<")
        text = f'# {title}\n\n*{title} · [Code](https://a.example/?"><script>)*\n\n{title}\n\n```\n{HOSTILE}\n```\n'
        page = html_of(tmp_path, text)
        tree = Tree(page)
        assert len(tree.all("script")) == 1
        assert tree.all("img") == []
        assert tree.open == []
        assert data_of(page)["headline"].startswith("</script><script>alert(1)</script>")
        assert "{{ 1 + 1 }} {% x %}" in page

    def test_raw_html_is_left_out(self, tmp_path: Path) -> None:
        text = '# T\n\n<script>alert(1)</script>\n\n<iframe src="https://a.example"></iframe>\n\na <b onclick="x()">b</b>\n'
        tree = Tree(html_of(tmp_path, text))
        assert {tag for tag, _ in tree.elements} & {"iframe", "b"} == set()
        assert len(tree.all("script")) == 1

    def test_nothing_of_a_figures_words_becomes_markup(self, tmp_path: Path) -> None:
        text = '# T\n\n![x" onerror="alert(1)](../reports/error.png "<b>")\n'
        (image,) = Tree(html_of(tmp_path, text)).all("img")
        assert set(image) == {"src", "alt", "width", "height"}

    @pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//a.example", "/etc", "#x"])
    def test_links_lead_only_to_the_web(self, tmp_path: Path, address: str) -> None:
        assert Tree(html_of(tmp_path, f"# T\n\n*A · [Code]({address})*\n\n[x]({address})\n")).all("a") == []


def _contrast(one: str, other: str) -> float:
    """How far two colours are apart, as the guidelines for accessible pages measure it."""
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
