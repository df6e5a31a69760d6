"""Pictures, live links and sample answers: whatever a text holds, a value comes out, and soon."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.repository.data.givers import naming
from portfolio_kit.repository.data.sources import instructions
from portfolio_kit.repository.results.outcomes import outcome
from portfolio_kit.repository.showing.demos import sample_answers
from portfolio_kit.repository.showing.live_links import live_links
from portfolio_kit.repository.showing.pictures import pictures
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.rubric.finding import Evidence

MARKUP = '![a](b.png)[c](http://d.app/e)<img src=f>`{}"predicted": 1\n\n|:-#*\\\t '


def document(text: str) -> Document:
    return Document("README.md", text, lambda line: Evidence("README.md", line, "x"))


def everything(text: str) -> list[Evidence]:
    read = document(text)
    shown = list(pictures([read], [], bool))
    found = [
        *live_links([read]),
        *sample_answers([read]),
        *instructions([read]),
        *(read.evidence(read.lines[position].number) for position in naming(read)),
        *(item.evidence for item in shown),
    ]
    result = outcome([read], shown)
    return found if result is None else [*found, result]


@given(st.one_of(st.text(), st.text(alphabet=MARKUP)))
def test_any_text_shows_something_or_nothing(text: str) -> None:
    assert all(1 <= place.line <= text.count("\n") + 1 for place in everything(text))


@pytest.mark.parametrize(
    "piece", ["![", "<img ", "[a](", "https://a.", '"a ', '{"predicted_', "a/", "data ", "- a: 0.5 ", "put ", "."]
)
def test_long_lines_take_no_long_time(piece: str) -> None:
    begin = time.process_time()
    everything(f"# Results\n\n{piece * 30_000}\n\n```\n{piece * 30_000}\n```\n")
    assert time.process_time() - begin < 2
