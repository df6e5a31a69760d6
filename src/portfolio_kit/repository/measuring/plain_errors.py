"""Errors that code works out in plain arithmetic, whatever it calls them.

`abs(sold - said).mean()` where a model said it is a mean absolute error under any name.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from portfolio_kit.repository.code.bound import Scope
from portfolio_kit.repository.code.syntax import name_called, walk

if TYPE_CHECKING:
    from portfolio_kit.repository.code.live import Live
    from portfolio_kit.repository.code.python import Module

_ASKED = frozenset({"predict", "predict_proba", "decision_function", "forecast"})
_AVERAGING = frozenset({"mean", "nanmean", "average"})
_ABSOLUTE = frozenset({"abs", "absolute", "fabs"})
_PASSED = frozenset({"float", "round", "int", "to_numpy", "asarray", "array", "astype", "ravel", "flatten", "item"})
_ABOVE_NAUGHT = frozenset({"maximum", "clip", "max", "relu"})
_MOST_STEPS = 8


def plain_errors(module: Module, live: Live) -> Iterator[tuple[str, int, ast.expr]]:
    """Yield the mean errors that a module works out: the metric, the line, what is averaged."""
    if module.mentions("abs(", "** 2", "**2", "square(") and module.mentions("predict", "forecast"):
        for scope in live.scopes(module):
            yield from mean_errors(scope)


def mean_errors(scope: Scope) -> Iterator[tuple[str, int, ast.expr]]:
    """Yield the mean errors of what a model said that a scope works out: the metric, the line, what is averaged."""
    said = _said(scope)
    if not said:
        return
    rooted = {id(part) for node, _ in scope.placed() if _takes_root(node) for part in walk(node)}
    for node, start in scope.placed():
        if not isinstance(node, ast.Call) or name_called(node) not in _AVERAGING:
            continue
        on = node.args[0] if node.args else node.func.value if isinstance(node.func, ast.Attribute) else None
        found = _error(on, said) if on is not None else None
        if found is not None:
            yield "rmse" if found == "mse" and id(node) in rooted else found, node.lineno + start, node


def _takes_root(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        return isinstance(node.right, ast.Constant) and node.right.value == 0.5  # noqa: PLR2004
    return isinstance(node, ast.Call) and name_called(node) == "sqrt"


def _said(scope: Scope) -> set[str]:
    """The names of what a model was asked for, and what was only made another kind of."""
    said: set[str] = set()
    for _ in range(_MOST_STEPS):
        more = {
            name
            for name, values in scope.values.items()
            if name not in said and any(_is_said(value, said) for value in values)
        }
        if not more:
            break
        said |= more
    return said


def _is_said(value: ast.expr, said: set[str]) -> bool:
    for _ in range(_MOST_STEPS):
        if isinstance(value, ast.Call) and name_called(value) in _ASKED and value.args:
            return True
        if isinstance(value, ast.Call) and name_called(value) in _PASSED | _ABOVE_NAUGHT:
            on = value.func.value if isinstance(value.func, ast.Attribute) else None
            inner = on if on is not None and not (isinstance(on, ast.Name) and on.id in ("np", "numpy")) else None
            value = inner if inner is not None else value.args[0] if value.args else value.func
        elif isinstance(value, ast.Subscript):
            value = value.value
        else:
            break
    return isinstance(value, ast.Name) and value.id in said


def _error(node: ast.expr, said: set[str]) -> str | None:
    """The metric whose mean is taken, of what a model said: of sizes, of squares, or of how often it is right."""
    for _ in range(_MOST_STEPS):
        if isinstance(node, ast.Call) and name_called(node) in _ABSOLUTE:
            of = node.args[0] if node.args else node.func.value if isinstance(node.func, ast.Attribute) else None
            return "mae" if of is not None and _is_difference(of, said) else None
        if isinstance(node, ast.Call) and name_called(node) == "square" and node.args:
            return "mse" if _is_difference(node.args[0], said) else None
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            return "mse" if _is_difference(node.left, said) else None
        if isinstance(node, ast.Call) and name_called(node) in _PASSED:
            inner = node.func.value if isinstance(node.func, ast.Attribute) and not node.args else None
            if inner is None and not node.args:
                return None
            node = inner if inner is not None else node.args[0]
        else:
            return None
    return None


def _is_difference(node: ast.expr, said: set[str]) -> bool:
    """Whether it is how far what a model said is off something else that has a name."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Sub):
        return False
    sides = _is_said(node.left, said), _is_said(node.right, said)
    other = node.right if sides[0] else node.left
    return sides[0] != sides[1] and any(isinstance(part, ast.Name) for part in walk(other))
