"""plain_errors: errors, costs and cuts that code works out in arithmetic, whatever it calls them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from portfolio_kit.repository.code.bound import Scope, outside
from portfolio_kit.repository.measuring.plain_errors import charged, cuts_chosen, cutting, mean_errors
from tests.criteria.kit import repository


def scope(code: str) -> Scope:
    return Scope([(outside(ast.parse(code).body), 0)])


@pytest.mark.parametrize(
    ("code", "metric"),
    [
        ("dit = modele.predict(x)\nprint(np.abs(vendu - dit).mean())\n", "mae"),
        ("print(float((gesagt_von(y) - m.predict(x)).abs().mean()))\n", None),
        ("said = np.maximum(m.predict(x), 0)\noff = np.mean(np.abs(said - sold))\n", "mae"),
        ("said = m.predict(x)\noff = np.sqrt(np.mean((said - sold) ** 2))\n", "rmse"),
        ("said = m.predict(x)\noff = np.square(said - sold).mean()\n", "mse"),
        # A spread of what was said is no error, nor is a mean of anything else.
        ("said = m.predict(x)\nprint(np.abs(said - 3).mean(), np.abs(sold - bought).mean())\n", None),
    ],
)
def test_the_mean_of_how_far_a_model_is_off_is_an_error(code: str, metric: str | None) -> None:
    assert [name for name, *_ in mean_errors(scope(code))] == ([metric] if metric else [])


@pytest.mark.parametrize(
    "code",
    [
        "bill = LEFT * np.maximum(baked - sold, 0) + SHORT * np.maximum(sold - baked, 0)\n",
        "bill = (late & ~sent).sum() * miss + (~late & sent).sum() * walk\n",
        "bill = 40 * fn + 3 * fp\n",
        "bill = np.where(y > p, 0.8 * (y - p), 0.2 * (p - y)).mean()\n",
    ],
)
def test_what_charges_either_error_otherwise_is_a_cost(code: str) -> None:
    assert list(charged(scope(code))) == [1]


@pytest.mark.parametrize(
    "code",
    [
        "below = 2 * tp + fp + fn\n",
        "score = 0.5 * precision + 0.5 * recall\n",
        "tversky = tp / (tp + 0.3 * fp + 0.7 * fn)\n",
        "loss = a * relu(y - p) + b * relu(p - y)\nloss.backward()\n",
    ],
)
def test_what_weighs_scores_or_teaches_a_network_is_no_cost_of_errors(code: str) -> None:
    assert not list(charged(scope(code)))


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
    assert bool(list(cuts_chosen(scope(code), cutting(module.functions)))) is is_choice
