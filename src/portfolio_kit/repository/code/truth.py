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
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}
_TYPES: Mapping[str, type] = {
    kind.__name__: kind for kind in (bool, int, float, complex, str, bytes, list, tuple, set, dict)
}
# What Python works out of constants by a name that it has itself, and that needs no room for it.
_ASKING: Mapping[str, Callable[..., Any]] = {"len": len, "bool": bool, "any": any, "all": all, "isinstance": isinstance}
_DEEPEST, _MOST = 12, 50
_UNKNOWN = object()


def truth(test: ast.expr, depth: int = 0) -> bool | None:
    """What a condition always is, None where that depends on something."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) and depth < _DEEPEST:
        inner = truth(test.operand, depth + 1)
        return None if inner is None else not inner
    if isinstance(test, ast.BoolOp) and depth < _DEEPEST:
        found = [truth(value, depth + 1) for value in test.values[:_MOST]]
        ends = isinstance(test.op, ast.Or)
        if ends in found:
            return ends
        return None if None in found or len(test.values) > _MOST else not ends
    if isinstance(test, ast.Compare):
        return _compared(test, depth) if len(test.ops) == 1 else None
    found_value = _value(test, depth)
    return None if found_value is _UNKNOWN else bool(found_value)


def matched(pattern: ast.pattern, subject: ast.expr) -> bool | None:
    """Whether a subject that is a constant is what a `case` asks for, None where that depends on something."""
    if isinstance(pattern, ast.MatchAs) and pattern.pattern is None:
        return True
    value = _value(subject, 0)
    if value is _UNKNOWN:
        return None
    if isinstance(pattern, ast.MatchOr):
        found = [matched(part, subject) for part in pattern.patterns[:_MOST]]
        return True if True in found else None if None in found else False
    if isinstance(pattern, ast.MatchSingleton):
        return value is pattern.value
    if isinstance(pattern, ast.MatchValue):
        asked = _value(pattern.value, 0)
        return None if asked is _UNKNOWN else bool(value == asked)
    return None


def _compared(test: ast.Compare, depth: int) -> bool | None:
    """What a comparison of two constants always is, and that of the name that a program is started under."""
    left, kind, right = test.left, type(test.ops[0]), test.comparators[0]
    if kind in (ast.Eq, ast.Is) and any(map(_is_new_object, (left, right))):
        # What has just been made is nothing that was there before.
        return False
    if isinstance(left, ast.Name) and left.id == "__name__" and kind is ast.Eq and isinstance(right, ast.Constant):
        # A module is called "__main__" or by its own name, which has no underscores around it.
        is_never = isinstance(right.value, str) and right.value.startswith("__") and right.value != "__main__"
        return False if is_never else None
    values = _value(left, depth), _value(right, depth)
    if _UNKNOWN in values:
        return None
    if kind in (ast.Is, ast.IsNot):
        is_one = None in values or any(isinstance(value, bool) for value in values)
        return (values[0] is values[1]) is (kind is ast.Is) if is_one else None
    try:
        return bool(_COMPARING[kind](*values))
    except TypeError:
        return None


def _value(node: ast.expr, depth: int) -> Any:
    """What an expression of constants is worth."""
    if isinstance(node, ast.Constant):
        return node.value
    if depth >= _DEEPEST:
        return _UNKNOWN
    if isinstance(node, (ast.Tuple, ast.List)) and len(node.elts) <= _MOST:
        parts = [_value(part, depth + 1) for part in node.elts]
        return _UNKNOWN if any(part is _UNKNOWN for part in parts) else parts
    if isinstance(node, ast.Dict) and not node.keys:
        return {}
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        value = _value(node.operand, depth + 1)
        return -value if isinstance(value, (int, float)) else _UNKNOWN
    return _asked(node, depth) if isinstance(node, ast.Call) else _UNKNOWN


def _asked(call: ast.Call, depth: int) -> Any:
    """What a call of Python's own is worth that asks something of constants: `len([])`, `isinstance(1, str)`."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name not in _ASKING or call.keywords:
        return _UNKNOWN
    given = [_value(part, depth + 1) for part in call.args]
    if name == "isinstance" and len(call.args) > 1 and isinstance(call.args[1], ast.Name):
        given[1] = _TYPES.get(call.args[1].id, _UNKNOWN)
    try:
        return _UNKNOWN if any(part is _UNKNOWN for part in given) else _ASKING[name](*given)
    except TypeError:
        return _UNKNOWN


def _is_new_object(value: ast.expr) -> bool:
    """Whether it is `object()`, which is equal to nothing but itself."""
    return (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Name)
        and value.func.id == "object"
        and not value.args
    )
