"""Fingerprints with their holders, out of memory and back."""

from __future__ import annotations

from array import array
from collections import defaultdict
from tempfile import TemporaryFile

from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.cohort.similarity import held
from portfolio_kit.cohort.similarity.held import Held

# Few parts of the range, so that values meet; its ends too.
LAST = (1 << 61) - 1
VALUES = st.sets(st.one_of(st.integers(0, 20), st.integers(LAST - 20, LAST), st.integers(0, LAST)))


@given(st.lists(VALUES, max_size=30))
def test_each_fingerprint_comes_back_with_all_of_its_holders(cohort: list[set[int]]) -> None:
    expected: dict[int, list[int]] = defaultdict(list)
    with TemporaryFile() as file:
        index = Held(file)
        for holder, values in enumerate(cohort):
            index.add(holder, array("Q", sorted(values)))
            for value in values:
                expected[value].append(holder)
        found = list(index.by_value())
    assert len(found) == len(expected)
    assert dict(found) == expected


def test_what_is_written_in_several_blocks_comes_back() -> None:
    few = held._FEW
    with TemporaryFile() as file:
        index = Held(file)
        for holder in range(5 * few):
            index.add(holder, array("Q", [7]))
        index.add(0, array("Q", [8]))
        assert file.seek(0, 2) > 0
        assert dict(index.by_value()) == {7: list(range(5 * few)), 8: [0]}
