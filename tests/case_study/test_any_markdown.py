"""Any Markdown in: a page, or one line that says why not."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from portfolio_kit.case_study.html import published
from portfolio_kit.case_study.pdf import typeset
from portfolio_kit.case_study.study import study_of
from portfolio_kit.errors import UserError
from tests.case_study.kit import DRAWING, repository
from tests.case_study.test_html import Tree, data_of

PIECES = [
    *("# ", "## ", "### ", "- ", "3. ", "> ", "    ", "\n", "\n\n", "```\n", "~~~", "---\n", "===\n", "\t"),
    *(
        "*",
        "**",
        "_",
        "~~",
        "`",
        "[",
        "](",
        ")",
        "![",
        "<",
        ">",
        "\\",
        "|",
        "|--|--:|\n",
        "| a | b |\n",
        "&amp;",
        "&#0;",
    ),
    *(
        "<br>",
        "<!--",
        "-->",
        "<b>",
        "</b>",
        "<script>",
        "</script>",
        '<img src="../reports/error.png" alt="it">',
        "<p>\n",
    ),
    *(
        "![it falls](../reports/error.png)",
        "![it](a.svg)",
        "[x](https://a.example)",
        "[x](javascript:x)",
        "<https://e.org>",
    ),
    *(
        "TODO",
        "word",
        "“”",
        "é",
        "шум",
        "#let",
        "$x$",
        '#read("x")',
        '"',
        "'",
        "\u202e",
        "\u00a0",
        "\u200b",
        "\x00",
        "\x0c",
    ),
]
MARKDOWN = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=60).map("".join)


def given_or_refused(call: Callable[[], Any]) -> tuple[Any, str]:
    """What a call returns, or the one line that it refuses with."""
    try:
        return call(), ""
    except UserError as refused:
        return None, str(refused)


def written(folder: str, text: str) -> Path:
    root = repository(Path(folder), files={"docs/a.svg": DRAWING})
    (root / "docs/case-study.md").write_text(text, encoding="utf-8", errors="replace", newline="")
    return root


@given(text=MARKDOWN | MARKDOWN.map("# T\n\n{}".format))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_markdown_is_a_web_page_that_does_nothing_or_a_clean_error(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        study, refusal = given_or_refused(lambda: study_of(written(folder, text)))
        assert "\n" not in refusal
        if study is None:
            return
        page = published(study)
        tree = Tree(page)
        assert tree.open == []
        assert [each.get("type") for each in tree.all("script")] == ["application/ld+json"]
        assert all(each["href"].startswith(("http://", "https://", "mailto:")) for each in tree.all("a"))
        assert data_of(page)["headline"] == study.page.title


@given(text=MARKDOWN.map("# T\n\n{}".format))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_markdown_is_a_pdf_of_one_or_two_pages_or_a_clean_error(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        content, refusal = given_or_refused(lambda: typeset(study_of(written(folder, text))))
        assert "\n" not in refusal
        assert "cannot be typeset" not in refusal
        if content is not None:
            assert len(PdfReader(io.BytesIO(content)).pages) in (1, 2)


@given(content=st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_a_page_or_a_clean_error(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = repository(Path(folder))
        (root / "docs/case-study.md").write_bytes(b"# T\n\n" + content)
        page, refusal = given_or_refused(lambda: published(study_of(root)))
        assert (page is None) == bool(refusal)
        assert "\n" not in refusal


@given(
    content=st.binary(max_size=300),
    head=st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFFxxxxWEBP", b"<svg "]),
)
@settings(max_examples=200, deadline=None)
def test_any_figure_is_taken_or_refused_cleanly(content: bytes, head: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = repository(Path(folder), "# T\n\n![it](a.png)\n", {"docs/a.png": head + content})
        study, refusal = given_or_refused(lambda: study_of(root))
        assert study is not None or refusal.startswith("docs/case-study.md:3: the figure a.png ")
