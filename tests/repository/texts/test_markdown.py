"""Texts line by line: any text at all comes out as lines, sections, words, images and links."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.repository.texts.lines import classified
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.texts.marks import plain, words
from portfolio_kit.rubric.finding import Evidence

KINDS = {"prose", "item", "table", "code", "tree", "heading", "blank"}
MARKUP = [
    "# ", "## Title\n", "===\n", "---\n", "- ", "1. ", "```\n", "~~~python\n", "|", "| - | - |\n", "├── ", "    ",
    "<!--", "-->", "<h1>", "</h1>", "![a](b)", "[a](b)", "<img src=x>", "http://a.b", "**", "`", ">", "\n", "\n\n",
    "word ", "字", ".. image:: x\n",
]  # fmt: skip


def document(text: str) -> Document:
    return Document("README.md", text, lambda line: Evidence("README.md", line, "…"))


def kinds(text: str) -> list[str]:
    return [line.kind for line in document(text).lines]


texts = st.one_of(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=1_000),
    st.lists(st.sampled_from(MARKUP), max_size=60).map("".join),
)


@given(texts)
def test_every_line_of_any_text_comes_out_once_with_its_number(text: str) -> None:
    lines = list(classified(text))
    assert [line.number for line in lines] == list(range(1, text.count("\n") + 2))
    assert {line.kind for line in lines} <= KINDS


@given(texts)
def test_the_sections_hold_every_line_that_is_no_heading(text: str) -> None:
    read = document(text)
    held = [line.number for section in read.sections for line in section.lines if line.text.strip()]
    assert held == [line.number for line in read.lines if line.kind != "heading" and line.text.strip()]


@given(texts)
def test_references_stand_on_lines_of_the_text(text: str) -> None:
    read = document(text)
    for reference in (*read.images, *read.links):
        assert 1 <= reference.number <= text.count("\n") + 1
        assert reference.target


@given(texts)
def test_no_more_words_than_characters(text: str) -> None:
    assert 0 <= document(text).words <= len(text)


@given(texts)
def test_plain_text_is_one_trimmed_line_of_no_more(text: str) -> None:
    line = text.replace("\n", " ")
    assert plain(line) == plain(line).strip()


@pytest.mark.parametrize(
    "piece",
    [
        "# ",
        "<",
        "<a ",
        "[",
        "![",
        "`",
        "**a",
        "<!--",
        "|",
        "- ",
        "==\n",
        "a\n==\n",
        "<h1",
        "[a](",
        "├",
        "    a\n",
        "[](",
        "](",
        "[![](",
        "https://",
        "-",
        "_",
        "*",
        "a b\n",
        "\t",
    ],
)
def test_long_markup_takes_no_long_time(piece: str) -> None:
    read = document(piece * (300_000 // len(piece)))
    begin = time.process_time()
    assert read.words >= 0
    assert len(read.sections) > 0
    assert len(read.images) + len(read.links) >= 0
    assert time.process_time() - begin < 5


@pytest.mark.parametrize(
    "text",
    [
        " " * 300_000 + "x",
        "#" + " x" * 150_000,
        "# " + " " * 300_000 + "x",
        "|" + "-" * 300_000 + "x",
        "**" + "a" * 300_000,
        "- " + " " * 300_000 + "x",
    ],
)
def test_one_long_line_takes_no_long_time(text: str) -> None:
    begin = time.process_time()
    assert len(document(text).lines) == 1
    assert time.process_time() - begin < 2


def test_links_and_pictures_that_are_links() -> None:
    links = document(
        "[![badge](https://x.org/b.svg)](https://x.org/live) and [the report](docs/report.md), ![plot](p.png)"
    ).links
    assert [(link.label, link.target) for link in links] == [
        ("badge", "https://x.org/live"),
        ("the report", "docs/report.md"),
    ]


def test_kinds_of_lines() -> None:
    text = "# A\n\nProse.\n\n- item\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```python\nx = 1\n```\n\n├── src\n"
    assert kinds(text) == [
        "heading",
        "blank",
        "prose",
        "blank",
        "item",
        "blank",
        "table",
        "table",
        "table",
        "blank",
        "blank",
        "code",
        "blank",
        "blank",
        "tree",
        "blank",
    ]


@pytest.mark.parametrize(
    "text", ["# Results", "Results\n=======", "<h2 align='center'>Results</h2>", "**Results**", "Results\n-------"]
)
def test_headings_in_every_style(text: str) -> None:
    assert document(text).sections[0].title == "Results"


def test_a_block_of_code_that_is_never_closed_ends_at_the_next_section() -> None:
    text = "```bash\npip install x\n# a comment of it\n\n## Why\n\nBecause.\n"
    assert kinds(text) == ["blank", "code", "code", "code", "heading", "blank", "prose", "blank"]
    assert kinds(f"{text}```\n")[4] == "code"


def test_quoted_code_that_ends_on_its_line_opens_no_fence() -> None:
    lines = list(classified("``` spoons```, \n```forks``` and\nplates\n```python\nx = 1\n```\nknives"))
    assert [line.kind for line in lines] == ["prose", "prose", "prose", "blank", "code", "blank", "prose"]


def test_comments_and_front_matter_are_not_text() -> None:
    assert document("---\ntitle: x\n---\n<!-- not\nthis -->\nBut this.").words == 2


def test_numerals_are_words_and_two_ideographs_are_one() -> None:
    assert words("The error fell from 12.5 to 9 %") == 7
    assert words("模型的误差") == 2
    assert words("मॉडल की गलती घटी") == 4


def test_what_a_link_points_to_is_no_word() -> None:
    assert words("See [the report](https://example.org/a/b/c) now") == 4


def test_a_picture_that_stands_in_the_text_itself_is_no_words() -> None:
    pasted = "iVBORw0KGgo/AAAA+NSUhEUg/" * 400
    assert words(f"See ![the boats](data:image/png;base64,{pasted}) now") == 2
    assert words(f"See ![the boats](data of {'boats ' * 400}(") > 400


def test_a_comment_shifts_no_line_of_what_follows() -> None:
    read = document("# Boats\n<!-- made by\na table of contents -->\n\n![speed](speed.png) [plan](plan.md)\n")
    assert [reference.number for reference in (*read.images, *read.links)] == [5, 5]


def test_badges_are_no_images() -> None:
    assert [image.target for image in document("![b](https://img.shields.io/x.svg)\n![p](plot.png)").images] == [
        "plot.png"
    ]


@pytest.mark.parametrize("fence", ["```r", "```{r}", "```{r echo=FALSE}", "``` {.r .numberLines}", "~~~ r"])
def test_a_block_of_code_is_in_the_language_of_its_fence_whatever_stands_around_it(fence: str) -> None:
    lines = document(f"{fence}\nx <- 1\n{fence[:3]}\nwords\n").lines
    assert [(line.kind, line.language) for line in lines if line.text] == [("code", "r"), ("prose", "")]


def test_three_backticks_on_one_line_are_code_in_prose_and_open_no_block() -> None:
    assert kinds("``` spoons```, forks\nmore\n\n```sh\nls\n```") == [
        "prose",
        "prose",
        "blank",
        "blank",
        "code",
        "blank",
    ]


def test_a_paragraph_that_begins_with_todo_is_open() -> None:
    assert kinds("## Problem\n\nTODO: who loses what?\nAnd how much?\n\nA bank.\n") == [
        "heading", "blank", "open", "open", "blank", "prose", "blank",
    ]  # fmt: skip


def test_a_quotation_that_begins_with_todo_is_open_to_its_end() -> None:
    assert kinds("> **TODO: yours to answer**\n> - Who loses what?\n> - How much?\nThen prose.") == [
        "open", "open", "open", "prose",
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["Results will be added.", "- Accuracy: XX.XX%", "Dashboard: coming soon!"])
def test_what_is_only_promised_is_open(line: str) -> None:
    assert kinds(line) == ["open"]


@pytest.mark.parametrize(
    "line", ["It does what the TODO file says.", "Rows will be added to the table by the job.", "60XX cars"]
)
def test_what_only_sounds_like_a_promise_is_prose(line: str) -> None:
    assert kinds(line) == ["prose"]


def test_what_is_open_is_no_text() -> None:
    document = Document(
        "README.md", "A bank loses money.\n\nTODO: how much?\n", lambda line: Evidence("README.md", line, "x")
    )
    assert "how much" not in document.text
    assert document.words == 4


def test_the_index_of_a_text_keeps_the_order_of_its_words() -> None:
    # Reports name the first of what is said as often: they must not depend on how a set is ordered.
    document = Document("README.md", "gauges tides boats winds sails\n", lambda line: Evidence("README.md", line, "x"))
    assert list(document.index) == ["gauges", "tides", "boats", "winds", "sails"]


@pytest.mark.parametrize(
    "shown",
    [
        '<img src="screens/First page.png" width="9">',
        "<img src='screens/First page.png'>",
        "![x](<screens/First page.png>)",
    ],
)
def test_the_name_of_a_picture_may_have_blanks(shown: str) -> None:
    document = Document("README.md", f"# Boats\n\n{shown}\n", lambda line: Evidence("README.md", line, "…"))
    assert [reference.target for reference in document.images] == ["screens/First page.png"]


RUN_IN = """\
# Fermentation

**Why it matters.** A stuck tank costs the cellar a week.

**Методика.** Мы сравнили две модели.

**Hasil:** Galatnya 0,4 derajat.

**结果：**误差是 0.4 度。
"""


def test_paragraphs_that_begin_with_bold_labels_are_sections_where_a_text_has_no_others() -> None:
    read = document(RUN_IN)
    assert [section.title for section in read.sections] == [
        "Fermentation",
        "Why it matters",
        "Методика",
        "Hasil",
        "结果",
    ]
    assert read.sections[1].lines[0].number == 3
    assert read.text.split("\n")[4] == "Методика. Мы сравнили две модели."


@pytest.mark.parametrize(
    "text",
    [
        f"{RUN_IN}\n## Install\n\nmake\n",
        RUN_IN.replace("\n**Hasil:** Galatnya 0,4 derajat.\n", ""),
        RUN_IN.replace("\n\n**", "\n- **"),
        RUN_IN.replace(".** ", "** ").replace(":** ", "** "),
    ],
    ids=["beside headings", "too few", "items of a list", "bold words that a sentence goes on from"],
)
def test_bold_words_before_a_line_are_no_headings_otherwise(text: str) -> None:
    assert not {"Why it matters", "Методика"} & {section.title for section in document(text).sections}
