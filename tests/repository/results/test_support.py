"""What bears a stated figure out among the many that artefacts show."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.repository.results.figure import Figure
from portfolio_kit.repository.results.shelf import Shelf
from portfolio_kit.rubric.finding import Evidence


def place() -> Evidence:
    return Evidence(str(Path("metrics.csv")), 1, "")


@pytest.mark.parametrize(("value", "is_found"), [(0.10955, True), (0.1049, False), (0.1201, False)])
def test_a_figure_is_found_behind_many_that_are_a_little_smaller(value: float, *, is_found: bool) -> None:
    shelf = Shelf([(0.1 + number / 1_000_000, place) for number in range(2000)] + [(value, place)])
    figure = Figure("mape", 0.11, 2, is_percent=False, kind="result", line=1, context="")
    assert (shelf.agreeing(figure) is not None) is is_found


@pytest.mark.parametrize(
    ("entry", "value", "decimals", "is_found"),
    [
        (22.0, 0.22, 4, False),
        (22.0, 0.22, 2, True),
        (22.0, 0.22, 3, False),
        (22.04, 0.2204, 4, True),
        (0.22, 0.22, 4, True),
    ],
)
def test_a_count_is_no_share_that_is_told_more_exactly(
    entry: float, value: float, decimals: int, *, is_found: bool
) -> None:
    figure = Figure("recall", value, decimals, is_percent=False, kind="result", line=1, context="")
    assert (Shelf([(entry, place)]).agreeing(figure) is not None) is is_found
