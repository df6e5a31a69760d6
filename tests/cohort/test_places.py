"""The lines around a place, fit to be shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.cohort.places import excerpt


def test_four_lines_before_and_after_are_shown() -> None:
    lines = [f"line {number}" for number in range(1, 31)]
    assert excerpt(lines, 10) == ("\n".join(lines[5:14]), 6)


def test_there_are_fewer_at_the_ends() -> None:
    lines = ["one", "two", "three"]
    assert excerpt(lines, 1) == ("one\ntwo\nthree", 1)
    assert excerpt(lines, 3) == ("one\ntwo\nthree", 1)


def test_nothing_is_shown_of_blank_lines() -> None:
    assert excerpt(["", "  ", ""], 2) is None


def test_a_long_line_is_cut() -> None:
    found = excerpt(["x" * 100_000], 1)
    assert found == ("x" * 239 + "…", 1)


def test_the_body_of_a_private_key_is_never_shown_wherever_the_excerpt_begins() -> None:
    body = [f"MIIEvQIBADANBgkqhkiG9w0BAQEFAASC{number:02}" for number in range(20)]
    lines = ["before", "-----BEGIN PRIVATE KEY-----", *body, "-----END PRIVATE KEY-----", "after"]
    for line in range(1, len(lines) + 1):
        found = excerpt(lines, line)
        assert found is not None
        assert not any(part in found[0] for part in body)


@given(
    st.lists(st.text(alphabet=st.characters(exclude_characters="\n"), max_size=40), min_size=1, max_size=30), st.data()
)
def test_an_excerpt_has_a_line_for_each_line_of_the_file(lines: list[str], data: st.DataObject) -> None:
    line = data.draw(st.integers(1, len(lines)))
    found = excerpt(lines, line)
    if found is not None:
        source, first = found
        ended = lines if lines[-1] else lines[:-1]
        assert source.count("\n") + 1 == len(ended[first - 1 : line + 4])
