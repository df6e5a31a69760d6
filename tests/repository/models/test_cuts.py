"""cuts: where the best place to cut a score is picked."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from portfolio_kit.repository.code.bound import Scope, outside
from portfolio_kit.repository.models.cuts import cuts, cutting_functions
from tests.criteria.kit import repository


def scope(code: str) -> Scope:
    return Scope([(outside(ast.parse(code).body), 0)])


BILL = "def bill(truth, said, bar):\n    return ((said > bar) & ~truth).sum() + 9 * (truth & (said <= bar)).sum()\n\n\n"
BEFORE = "def before(table, day):\n    return table[table.when < day].sum()\n\n\n"


@pytest.mark.parametrize(
    ("code", "is_choice"),
    [
        (f"{BILL}bars = np.arange(1, 9)\nbest = min(bars, key=lambda b: bill(y, p, b))\n", True),
        (f"{BILL}bills = [bill(y, p, b) for b in grid]\nbest = grid[np.argmin(bills)]\n", True),
        (f"{BEFORE}best = min(days, key=lambda d: before(t, d))\n", False),
        (f"{BILL}best = min(models, key=lambda m: bill(y, m.predict(x), 0.5))\n", False),
    ],
)
def test_the_best_place_to_cut_is_a_choice_of_a_threshold(tmp_path: Path, code: str, *, is_choice: bool) -> None:
    module = repository(tmp_path, {"cut.py": code}).modules[0]
    assert bool(list(cuts(scope(code), cutting_functions(module.functions)))) is is_choice
