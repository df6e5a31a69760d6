"""What a condition always is, by its constants alone."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

_COMPARING: Mapping[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def truth(test: ast.expr) -> bool | None:
    """What a condition always is, None where that depends on something."""
    if isinstance(test, ast.Constant):
        return bool(test.value)
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) and isinstance(test.operand, ast.Constant):
        return not test.operand.value
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        constants = [value for value in test.values if isinstance(value, ast.Constant)]
        return False if any(not constant.value for constant in constants) else None
    return _compared(test) if isinstance(test, ast.Compare) and len(test.ops) == 1 else None


def _compared(test: ast.Compare) -> bool | None:
    """What a comparison of two constants always is, and that of the name that a program is started under."""
    left, kind, right = test.left, type(test.ops[0]), test.comparators[0]
    if kind in (ast.Eq, ast.Is) and any(map(_is_new_object, (left, right))):
        # What has just been made is nothing that was there before.
        return False
    if not isinstance(right, ast.Constant):
        return None
    if isinstance(left, ast.Name) and left.id == "__name__" and kind is ast.Eq:
        # A module is called "__main__" or by its own name, which has no underscores around it.
        is_never = isinstance(right.value, str) and right.value.startswith("__") and right.value != "__main__"
        return False if is_never else None
    if not isinstance(left, ast.Constant) or kind not in _COMPARING:
        return None
    try:
        return bool(_COMPARING[kind](left.value, right.value))
    except TypeError:
        return None


def _is_new_object(value: ast.expr) -> bool:
    """Whether it is `object()`, which is equal to nothing but itself."""
    return (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Name)
        and value.func.id == "object"
        and not value.args
    )
