"""plain_errors: errors that code works out in arithmetic, whatever it calls them."""

from __future__ import annotations

import ast

import pytest

from portfolio_kit.repository.code.bound import Scope, outside
from portfolio_kit.repository.measuring.plain_errors import mean_errors


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
