"""The numbers that a project's own training wrote into its documents."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.scaffold.results import results, with_results

DOCUMENT = b"""---
# result:index
metrics: []
# /result
---
Off by <!-- result:mae -->31<!-- /result --> bicycles; 31 is a number of mine.
"""


def test_a_document_shows_its_results_by_name() -> None:
    assert results(DOCUMENT) == {b"index": b"metrics: []\n", b"mae": b"31"}


def test_only_marked_places_take_a_value() -> None:
    assert with_results(DOCUMENT, {b"mae": b"29"}) == DOCUMENT.replace(b">31<", b">29<")


@given(
    st.binary()
    | st.lists(st.sampled_from([b"<!-- result:a -->", b"<!-- /result -->", b"# /result", b"\n1"])).map(b"".join)
)
def test_any_document_filled_with_its_own_results_once_is_settled(text: bytes) -> None:
    once = with_results(text, results(text))
    assert with_results(once, results(text)) == once
    assert with_results(text, {}) == text
