"""Models that are given the answer among the columns that they learn from: what they reach measures nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from portfolio_kit.repository.code.bound import Scope
from portfolio_kit.repository.code.syntax import name_called, string

_LEARNING = frozenset({"fit", "train_test_split", "cross_val_score", "cross_validate", "cross_val_predict"})


def learns_its_answer(scopes: Iterable[Scope]) -> bool:
    """Whether a model is fitted to, or a split made of, listed columns of a table with the one that is asked for."""
    known: dict[str, list[ast.expr]] = {}
    for scope in scopes:
        # The first is the top of the module, whose names its functions know.
        known = known or scope.values
        for node, _ in scope.placed():
            if not isinstance(node, ast.Call) or name_called(node) not in _LEARNING:
                continue
            values = [value for value in node.args if not isinstance(value, ast.Starred)]
            if name_called(node).startswith("cross_"):
                values = values[1:]
            if len(values) > 1 and _is_among(values[1], values[0], scope, known):
                return True
    return False


def _is_among(asked: ast.expr, given: ast.expr, scope: Scope, known: dict[str, list[ast.expr]]) -> bool:
    """Whether the column that is asked for is one of those that are given, of the same table."""
    asked, given = scope.behind(asked), scope.behind(given)
    if not isinstance(asked, ast.Subscript) or not isinstance(given, ast.Subscript):
        return False
    columns = _stands_for(given.slice, scope, known)
    column = string(_stands_for(asked.slice, scope, known))
    return (
        column is not None
        and isinstance(columns, (ast.List, ast.Tuple))
        and any(string(part) == column for part in columns.elts)
        and ast.dump(asked.value) == ast.dump(given.value)
    )


def _stands_for(node: ast.expr, scope: Scope, known: dict[str, list[ast.expr]]) -> ast.expr:
    """What a name stands for in a function, or else in its module, where it is given one thing."""
    if not isinstance(node, ast.Name):
        return node
    values = scope.values.get(node.id) or known.get(node.id, [])
    return values[0] if len(values) == 1 else node
