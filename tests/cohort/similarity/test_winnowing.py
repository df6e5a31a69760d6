"""Fingerprints: what two rows share leaves one in both."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.cohort.similarity.winnowing import NONE, packed, unpacked, winnowed

ROW = st.lists(st.integers(0, 5), max_size=60)
LENGTH, WINDOW = 5, 4


def prints(row: list[int]) -> set[int]:
    return set(winnowed(row, list(range(1, len(row) + 1)), LENGTH, WINDOW).hashes)


@given(ROW, ROW, ROW, ROW, st.lists(st.integers(0, 5), min_size=LENGTH + WINDOW - 1, max_size=30))
def test_what_is_long_enough_is_found_wherever_it_stands(
    before: list[int], after: list[int], above: list[int], below: list[int], shared: list[int]
) -> None:
    assert prints(before + shared + after) & prints(above + shared + below)


@given(st.lists(st.integers(0, 5), max_size=LENGTH - 1))
def test_what_is_too_short_leaves_nothing(row: list[int]) -> None:
    assert prints(row) == set()


@given(ROW)
def test_every_fingerprint_stands_on_its_lines(row: list[int]) -> None:
    marks = winnowed(row, list(range(1, len(row) + 1)), LENGTH, WINDOW)
    assert all(end - start == LENGTH - 1 for start, end in zip(marks.starts, marks.ends, strict=True))
    assert list(marks.starts) == sorted(marks.starts)


def test_the_same_over_and_over_is_said_once() -> None:
    assert len(winnowed([1] * 500, [1] * 500, LENGTH, WINDOW).hashes) == 1


@given(ROW)
def test_what_is_packed_comes_back(row: list[int]) -> None:
    marks = winnowed(row, list(range(1, len(row) + 1)), LENGTH, WINDOW)
    assert unpacked(packed(marks)) == marks


@given(st.binary(max_size=40))
def test_what_is_no_fingerprints_is_refused_or_read(content: bytes) -> None:
    try:
        marks = unpacked(content)
    except ValueError:
        return
    assert len(marks.hashes) == len(marks.starts) == len(marks.ends)


def test_fingerprints_that_are_cut_off_are_refused() -> None:
    with pytest.raises(ValueError, match="cut off"):
        unpacked(packed(winnowed(list(range(40)), [1] * 40, LENGTH, WINDOW))[:-1])


def test_nothing_is_packed_as_nothing() -> None:
    assert unpacked(packed(NONE)) == NONE
