"""costs: what kinds of errors cost, as code reckons it."""

from __future__ import annotations

import ast

import pytest

from portfolio_kit.repository.code.bound import Scope, outside
from portfolio_kit.repository.models.costs import costs


def scope(code: str) -> Scope:
    return Scope([(outside(ast.parse(code).body), 0)])


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
    assert list(costs(scope(code))) == [1]


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
    assert not list(costs(scope(code)))
