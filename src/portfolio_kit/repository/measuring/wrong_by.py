"""Where errors that are worked out by hand are looked at group by group: `(said - sold).abs().groupby(town)`."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from portfolio_kit.repository.code.syntax import dotted, name_called, walk
from portfolio_kit.repository.held_out.cut import given

_SUMMED = frozenset({"mean", "median", "sum", "std", "quantile", "agg", "max"})
_PASSED = frozenset({"abs", "to_numpy", "pow", "round", "dropna"})
_DEEPEST = 6


def wrong_by_group(trees: Sequence[tuple[ast.AST, int]], truths: frozenset[str]) -> Iterator[int]:
    """Yield the lines where the differences from the truth are summed up by group, or for the rows of a condition.

    `truths` are the names of what metrics are taken of in the same code.
    """
    nodes = [(node, start) for tree, start in trees for node in walk(tree)]
    values: dict[str, list[ast.expr]] = {}
    for node, _ in nodes:
        for name, value in given(node):
            values.setdefault(name, []).append(value)
    for node, start in nodes:
        if (
            not isinstance(node, ast.Call)
            or name_called(node) not in _SUMMED
            or not isinstance(node.func, ast.Attribute)
        ):
            continue
        for inner in _chain(node.func.value):
            part = _grouped(inner)
            if part is not None and _is_error(part, values, truths):
                yield node.lineno + start
                break


def _chain(node: ast.expr) -> Iterator[ast.expr]:
    """Yield what methods are called on, one within the other."""
    while True:
        yield node
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            node = node.func.value
        else:
            return


def _grouped(node: ast.expr) -> ast.expr | None:
    """What is taken apart by groups, or of which the rows of a condition are picked."""
    if isinstance(node, ast.Call) and name_called(node) == "groupby" and isinstance(node.func, ast.Attribute):
        return node.func.value
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Compare):
        return node.value
    return None


def _is_error(node: ast.expr, values: dict[str, list[ast.expr]], truths: frozenset[str], depth: int = _DEEPEST) -> bool:
    """Whether an expression is a difference, of whatever sign or size, from what metrics are taken of."""
    if depth <= 0:
        return False
    if isinstance(node, ast.Name):
        return any(_is_error(value, values, truths, depth - 1) for value in values.get(node.id, ()))
    if isinstance(node, ast.BinOp):
        if isinstance(node.op, ast.Sub):
            return any(dotted(side) in truths for side in (node.left, node.right) if dotted(side))
        return isinstance(node.op, ast.Pow) and _is_error(node.left, values, truths, depth - 1)
    if isinstance(node, ast.Call) and name_called(node) in _PASSED:
        on = node.func.value if isinstance(node.func, ast.Attribute) else None
        inside = [part for part in (on, *node.args[:1]) if part is not None]
        return any(_is_error(part, values, truths, depth - 1) for part in inside)
    return False
