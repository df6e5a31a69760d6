"""The scorecard as a comment on a pull request."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from portfolio_kit.reports import markdown
from portfolio_kit.rubric.finding import Evidence, partial
from portfolio_kit.terminal import printable
from tests.reports.kit import COMMIT, hostile, scorecard, usual


def html(text: str) -> str:
    return str(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))


def outside_code(page: str) -> str:
    return re.sub(r"<code>.*?</code>", "", page, flags=re.DOTALL)


def tags(page: str) -> set[str]:
    return set(re.findall(r"<!--.*?-->|<[^>]+>", page))


def test_a_table_the_steps_and_every_verdict() -> None:
    text = markdown.report([usual()])
    page = html(text)
    assert text.startswith(markdown.MARKER)
    assert "<h3>churn: 78.6 / 100 (article rubric)</h3>" in page
    assert '<td>Show, don\'t tell</td>\n<td style="text-align:right">22.5/25</td>\n<td>readme ●, environment ●' in page
    assert "<li><strong>case-study-content</strong> +4.6: docs/case-study.md:1 has problem and approach;" in page
    assert "<li><strong>baseline-comparison</strong> +2-4.1: README.md:41 gives F1 0.87" in page
    assert "(points you gain; +2-4.1: a first step 2, once met 4.1)" in page
    assert "◐ <strong>containerization</strong> (partial, 2 of 4): The Dockerfile copies a folder" in page
    assert "<code>Dockerfile:7</code> <code>COPY models/ /app/models/</code>" in page
    assert "The repository says: the app needs a key" in page
    assert "Not judged, an error of portfolio-kit: monitoring." in page


def test_several_have_their_scores_in_front() -> None:
    page = html(markdown.report([usual(), scorecard(name="second")]))
    assert '<td>second</td>\n<td style="text-align:right">100</td>' in page
    assert page.count("<h3>") == 2


def test_lines_are_linked_where_the_host_is_known() -> None:
    page = html(markdown.report([usual("https://github.com/ada/churn", COMMIT)]))
    assert f'<a href="https://github.com/ada/churn/blob/{COMMIT}/Dockerfile#L7"><code>Dockerfile:7</code></a>' in page
    assert "<a " not in html(markdown.report([usual()]))


def test_nothing_of_the_repository_comes_to_life() -> None:
    text = markdown.report([hostile(), hostile()])
    page = html(text)
    usual_tags = tags(html(markdown.report([usual(), usual()])))
    assert tags(page) - usual_tags == set()
    assert not re.search(r"<(a|img|script)\b", page)
    seen = outside_code(page)
    # What hosts make links of in finished text, and what a renderer did not touch.
    assert not re.search(r"@\w|#\d|GH-\d|\w://|www\.\w", seen, re.IGNORECASE)
    assert [character for character in text if not character.isprintable() and character != "\n"] == []


def test_code_holds_any_run_of_backticks() -> None:
    for text in ("`", "``", "a`b``c", "```", " ", "`a", "a|b"):
        (inner,) = re.findall(r"<p><code>(.*)</code></p>", html(markdown.code(text)))
        assert inner.strip() == text.strip().replace("|", "\u2502")


@given(st.text(min_size=1).filter(str.strip))
def test_any_text_stays_text(text: str) -> None:
    page = html(f"- **x**: {markdown.escaped(text)}\n\n| a |\n|---|\n| b {markdown.escaped(text)} |")
    allowed = ("ul", "li", "strong", "p", "table", "thead", "tbody", "tr", "th", "td")
    assert tags(page) <= {f"<{name}>" for name in allowed} | {f"</{name}>" for name in allowed}


@given(st.text(min_size=1).filter(str.strip) | st.text("\\`*_[]{}()#|~$!+=^->&;:/a1 ", min_size=1).filter(str.strip))
def test_any_text_stays_text_within_a_line(text: str) -> None:
    shown = markdown.inline(text)
    page = html(f"- **x**: {shown}.\n\n| a |\n|---|\n| b {shown} |\n\n### x {shown}.")
    allowed = ("ul", "li", "strong", "p", "table", "thead", "tbody", "tr", "th", "td", "h3")
    assert tags(page) <= {f"<{name}>" for name in allowed} | {f"</{name}>" for name in allowed}
    (seen,) = re.findall(r"<strong>x</strong>: (.*)\.</li>", page, flags=re.DOTALL)
    assert "".join(unescape(seen).replace("\u200b", "").split()) == "".join(printable(text).split())


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Pin case-study_content (==, or a lock file)!", None), ("R&D: a -> b, C#, x > 0.5", None),
        ("eda.ipynb, cell 43 (In [34])", None), ("train_model.py", None),
        ("_x_ [a](b) [1](c) &lt;", r"\_x\_ \[a\]\(b) \[1\]\(c) &amp;lt;"),
        ("a*b|c `d` ~e~ $f$", r"a\*b\|c \`d\` \~e\~ \$f\$"),
    ],
)  # fmt: skip
def test_no_more_is_escaped_than_would_be_markup(text: str, written: str | None) -> None:
    assert markdown.inline(text) == (written or text)


@given(st.text(min_size=1).filter(str.strip))
def test_any_finding_makes_the_same_page(text: str) -> None:
    card = scorecard({"readme": partial(text, text, [Evidence(f"a{text}", 1, text)])}, name=text)
    plain = scorecard({"readme": partial("a", "a", [Evidence("aa", 1, "a")])}, name="a")
    of_any, of_plain = (re.findall(r"</?\w+", html(markdown.report([each]))) for each in (card, plain))
    assert of_any == of_plain


@pytest.mark.parametrize(
    "character", ["\u200b", "\u202e", "\u2066", "\u00ad", "\u3164", "\u2800", "\u034f", "\ufe0f", "\ufeff"]
)
def test_what_nobody_can_see_is_written_out(character: str) -> None:
    place = Evidence(f"READ{character}ME.md", 1, f"pre{character}dict")
    text = markdown.report([scorecard({"demo": partial(f"It a{character}sks.", "Show it.", [place])})])
    escape = character.encode("unicode_escape").decode()
    assert character not in text
    assert f"`READ{escape}ME.md:1` `pre{escape}dict`" in text


def test_a_sign_that_belongs_to_a_picture_stays() -> None:
    assert markdown.code("\u2699\ufe0f Setup") == "`\u2699\ufe0f Setup`"
