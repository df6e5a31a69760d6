"""What the methods of a unittest case assert, as the expression that a plain `assert` would have."""

from __future__ import annotations

import ast
from collections.abc import Callable

from portfolio_kit.repository.code.syntax import dotted

_COMPARED: dict[str, Callable[[], ast.cmpop]] = {
    "assertEqual": ast.Eq,
    "assertEquals": ast.Eq,
    "assertListEqual": ast.Eq,
    "assertDictEqual": ast.Eq,
    "assertSetEqual": ast.Eq,
    "assertTupleEqual": ast.Eq,
    "assertAlmostEqual": ast.Eq,
    "assertIs": ast.Is,
    "assertGreaterEqual": ast.GtE,
    "assertLessEqual": ast.LtE,
    "assertGreater": ast.Gt,
    "assertLess": ast.Lt,
    "assertIn": ast.In,
}
_PAIR = 2


def asserted(call: ast.Call) -> ast.expr | None:
    """Return what a method such as `self.assertEqual(a, b)` asserts; None where it is none that can be written so."""
    owner, _, name = dotted(call.func).rpartition(".")
    if not owner or not call.args:
        return None
    first = call.args[0]
    if name == "assertTrue":
        return first
    if name == "assertFalse":
        return ast.UnaryOp(ast.Not(), first)
    if name == "assertIsNotNone":
        return ast.Compare(first, [ast.IsNot()], [ast.Constant(None)])
    if len(call.args) < _PAIR:
        return None
    if name == "assertIsInstance":
        return ast.Call(ast.Name("isinstance"), call.args[:_PAIR], [])
    return ast.Compare(first, [_COMPARED[name]()], [call.args[1]]) if name in _COMPARED else None
