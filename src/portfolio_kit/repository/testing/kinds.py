"""Functions that always give the same kind of value, and assertions that ask for nothing but the kind.

`check(x)` that returns `bool(x)` is never None and always True or False, whatever `x` is.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from portfolio_kit.repository.code.facts import Function
from portfolio_kit.repository.code.syntax import name_called, walk

_TELLING = frozenset({"bool", "isinstance", "callable", "hasattr", "any", "all"})
_BOTH = frozenset({True, False})


def truth_tellers(functions: Iterable[Function]) -> frozenset[str]:
    """Return the functions of which every way out gives True or False."""
    return frozenset(function.last for function in functions if not function.decorators and _tells(function))


def _tells(function: Function) -> bool:
    last = function.node.body[-1]
    if isinstance(function.node, ast.AsyncFunctionDef) or not isinstance(last, ast.Return):
        # Without a return as its last statement it may give None.
        return False
    returned = [node.value for node in walk(function.node) if isinstance(node, ast.Return)]
    inner = any(
        isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.Yield)) and node is not function.node
        for node in walk(function.node)
    )
    return not inner and all(value is not None and _is_truth(value) for value in returned)


def _is_truth(value: ast.expr) -> bool:
    if isinstance(value, ast.Constant):
        return isinstance(value.value, bool)
    if isinstance(value, ast.UnaryOp):
        return isinstance(value.op, ast.Not)
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and name_called(value) in _TELLING


def asks_kind_only(test: ast.expr, tellers: frozenset[str]) -> bool:
    """Whether an assertion says of what such a function gives that it is something, or either of the two."""
    return asks_kind(test) and name_called(test.left) in tellers  # type: ignore[attr-defined] # a call, as was asked


def asks_kind(test: ast.expr) -> bool:
    """Whether an assertion says of what a function gives that it is something, or either True or False."""
    if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not isinstance(test.left, ast.Call):
        return False
    operator, other = test.ops[0], test.comparators[0]
    if isinstance(operator, (ast.IsNot, ast.NotEq)):
        return isinstance(other, ast.Constant) and other.value is None
    if isinstance(operator, ast.In) and isinstance(other, (ast.Tuple, ast.List, ast.Set)):
        return {part.value for part in other.elts if isinstance(part, ast.Constant)} >= _BOTH
    return False
