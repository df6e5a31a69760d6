"""asked_apart: a model that is asked about other rows than those that it was fitted to, whatever they are called."""

from __future__ import annotations

import ast

import pytest

from portfolio_kit.repository.code.bound import Scope, outside
from portfolio_kit.repository.code.syntax import walk
from portfolio_kit.repository.held_out.asked_apart import asked_apart

TWO_PICKS = 'gone, now = t[t["day"] < "2024-05"], t[t["day"] >= "2024-07"]\n'
HANDED_OUT = "for gone, now in parts(t):\n    pass\n"
QUERIED = 'gone = t.query("part == 1")\nnow = t.query("part == 2")\n'
SLICED = 'gone = t[:MAY][y == 0]\nnow = t["2024-05-02":]\n'
BY_INDEX = "a, b = cut(t)\ngone, now = wide.loc[a.index], wide.loc[b.index]\n"
FITTED = "model.fit(gone[COLUMNS], gone.y)\n"
ASKED = "print(mae(now.y, model.predict(now[COLUMNS].to_numpy())))\n"


def lines(code: str, *fitting: str) -> list[int]:
    tree = ast.parse(code)
    inside = [walk(node) for node in walk(tree) if isinstance(node, ast.FunctionDef)]
    return list(asked_apart([Scope([(nodes, 0)]) for nodes in (outside(tree.body), *inside)], frozenset(fitting)))


@pytest.mark.parametrize("cut", [TWO_PICKS, HANDED_OUT, QUERIED, SLICED, BY_INDEX])
def test_rows_of_another_part_are_asked_about(cut: str) -> None:
    code = cut + FITTED + ASKED
    assert lines(code) == [code.count("\n")]


def test_a_function_of_the_project_may_fit() -> None:
    code = TWO_PICKS + "model = learnt(gone)\n" + ASKED
    assert lines(code, "learnt") == [3]
    assert lines(code) == []


def test_the_model_may_be_asked_where_it_is_made() -> None:
    assert lines(TWO_PICKS + "p = Ridge().fit(gone[COLUMNS], gone.y).predict(now[COLUMNS])\n") == [2]


@pytest.mark.parametrize(
    "code",
    [
        # The same rows, by another name or worked on further.
        TWO_PICKS + FITTED + "model.predict(gone[COLUMNS])\n",
        "x = t[COLUMNS]\nx_scaled = scale(x)\nmodel.fit(x_scaled, y)\nmodel.predict(x)\n",
        "x, y = read()\nmore, y_more = balanced(x, y)\nmodel.fit(more, y_more)\nmodel.predict(x)\n",
        'kept = t[t["day"] < "2024"]\nmodel.fit(kept, kept.y)\nmodel.predict(kept)\n',
        # Nothing but a pick on one side: the rest may hold the very rows.
        'now = t[t["day"] > "2024"]\nmodel.fit(t[COLUMNS], t.y)\nmodel.predict(now[COLUMNS])\n',
        # Fitted to both parts.
        TWO_PICKS + FITTED + "model.fit(now[COLUMNS], now.y)\n" + ASKED,
        # Two parts of two calls are of no whole that is known.
        "gone, y = read(1)\nnow, z = read(2)\nmodel.fit(gone, y)\nmodel.predict(now)\n",
        # In another function than the one that fits.
        TWO_PICKS + "def a():\n    model.fit(gone, y)\n\n\ndef b():\n    model.predict(now)\n",
        # The first five are among the first hundred, and the last among the later ones.
        "model.fit(t[:100], y)\nmodel.predict(t[:5])\n",
        "model.fit(t[100:], y)\nmodel.predict(t[-5:])\n",
        # Columns are no rows.
        'gone, now = t[["a", "b"]], t["c"]\nmodel.fit(gone, y)\nmodel.predict(now)\n',
    ],
)
def test_what_does_not_show_it(code: str) -> None:
    assert lines(code) == []
