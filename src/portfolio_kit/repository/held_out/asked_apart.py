"""A model that learned from one part of the rows and is asked about another, whatever the parts are called.

Told by where the rows come from: two picks of a table (`t[t.day < may]`, `t.filter(…)`, `x[:may]`), or two of the parts
that one call or loop hands out (`past, week = parts(t)`).
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from portfolio_kit.repository.code.bound import Scope
from portfolio_kit.repository.code.syntax import name_called, walk

_ASKING = frozenset({"predict", "predict_proba", "decision_function", "score_samples", "forecast"})
_PICKING = frozenset({"filter", "query", "where", "truncate"})
_MOST_STEPS = 12

Part = tuple[str, str, int]
"""A part of the rows: how it was made, of what, and which of them it is; of picks, at which end of the table."""
_FROM_START, _TO_END = 1, 2


@dataclass(frozen=True, slots=True)
class _Names:
    """What the names of a scope stand for: an expression, or one of the parts that something hands out."""

    values: dict[str, list[ast.expr]] = field(default_factory=dict)
    parts: dict[str, list[Part]] = field(default_factory=dict)


def asked_apart(scopes: Iterable[Scope], fitting: frozenset[str]) -> Iterator[int]:
    """Yield the lines where a model is asked about rows that it was not fitted to, in the function that fits it.

    `fitting` are the functions of the project that fit a model to what they are handed.
    """
    for scope in scopes:
        calls = [(node, start) for node, start in scope.placed() if isinstance(node, ast.Call)]
        fits = [call for call, _ in calls if _fits(call, fitting)]
        asks = [(call, start) for call, start in calls if name_called(call) in _ASKING and call.args]
        if not fits or not asks:
            continue
        names = _names(node for node, _ in scope.placed())
        learned = {part for call in fits for part in _parts_of_call(call, names)}
        for call, start in asks:
            asked = _parts(call.args[0], names)
            if (
                asked
                and learned.isdisjoint(asked)
                and any(_are_of_one(one, other) for one in asked for other in learned)
            ):
                yield call.lineno + start


def _fits(call: ast.Call, fitting: frozenset[str]) -> bool:
    name = name_called(call)
    return (name == "fit" or name in fitting) and bool(call.args)


def _are_of_one(one: Part, other: Part) -> bool:
    """Whether two parts are of the same whole: of one call, or two picks of rows that don't begin or end together."""
    if one[0] != other[0] or one == other:
        return False
    if one[0] == "picked":
        return one[2] != other[2] or one[2] == 0
    return one[1] == other[1]


def _names(nodes: Iterator[ast.AST]) -> _Names:
    found = _Names()
    for node in nodes:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                _bind(target, node.value, found)
        elif isinstance(node, (ast.For, ast.comprehension)):
            _bind(node.target, None, found, of=node.iter)
    return found


def _bind(target: ast.expr, value: ast.expr | None, found: _Names, of: ast.expr | None = None) -> None:
    if isinstance(target, ast.Name) and value is not None:
        found.values.setdefault(target.id, []).append(value)
    elif isinstance(target, (ast.Tuple, ast.List)):
        whole = of if value is None else value
        if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(target.elts):
            for inner, given in zip(target.elts, value.elts, strict=True):
                _bind(inner, given, found)
        elif isinstance(whole, (ast.Call, ast.GeneratorExp, ast.ListComp)):
            for index, inner in enumerate(target.elts):
                if isinstance(inner, ast.Name):
                    found.parts.setdefault(inner.id, []).append(("handed out", str(id(whole)), index))


def _parts_of_call(call: ast.Call, names: _Names) -> set[Part]:
    """The parts that a model is fitted to: what it is handed, and the data that it was made with."""
    made = call.func.value if isinstance(call.func, ast.Attribute) else None
    data = [keyword.value for keyword in made.keywords if keyword.arg == "data"] if isinstance(made, ast.Call) else []
    return {part for expression in (*call.args[:1], *data) for part in _parts(expression, names)}


def _parts(expression: ast.expr, names: _Names, steps: int = 0, seen: frozenset[str] = frozenset()) -> set[Part]:
    """The parts of rows that an expression is worked out from; none where it is of all rows, or not to be told."""
    if steps > _MOST_STEPS:
        return set()
    steps += 1
    if isinstance(expression, ast.Name):
        if expression.id in seen:
            return set()
        seen |= {expression.id}
        found = set(names.parts.get(expression.id, ()))
        for value in names.values.get(expression.id, ()):
            found |= _parts(value, names, steps, seen)
        return found
    if isinstance(expression, ast.Subscript):
        rows = expression.slice.elts[0] if isinstance(expression.slice, ast.Tuple) else expression.slice
        if isinstance(rows, ast.Attribute) and rows.attr == "index":
            return _parts(rows.value, names, steps, seen)
        if _picks(rows, names):
            return {("picked", ast.dump(rows), _end(rows))}
        return _parts(expression.value, names, steps, seen)
    if isinstance(expression, ast.Attribute):
        return _parts(expression.value, names, steps, seen)
    if isinstance(expression, ast.Call):
        return _parts_behind(expression, names, steps, seen)
    return set()


def _parts_behind(call: ast.Call, names: _Names, steps: int, seen: frozenset[str]) -> set[Part]:
    if isinstance(call.func, ast.Attribute) and call.func.attr in _PICKING and call.args:
        return {("picked", ast.dump(call.args[0]), 0)}
    for argument in call.args[:1]:
        found = _parts(argument, names, steps, seen)
        if found:
            return found
    return _parts(call.func.value, names, steps, seen) if isinstance(call.func, ast.Attribute) else set()


def _end(rows: ast.expr) -> int:
    if not isinstance(rows, ast.Slice):
        return 0
    return _FROM_START if rows.lower is None else _TO_END if rows.upper is None else 0


def _picks(rows: ast.expr, names: _Names) -> bool:
    """Whether what stands in brackets picks rows: a comparison, two of them joined, or from here to there."""
    if isinstance(rows, ast.Name):
        values = names.values.get(rows.id, [])
        return len(values) == 1 and not isinstance(values[0], ast.Name) and _picks(values[0], names)
    if isinstance(rows, ast.Slice):
        return rows.lower is not None or rows.upper is not None
    if isinstance(rows, ast.UnaryOp):
        return _picks(rows.operand, names)
    if isinstance(rows, ast.BinOp):
        return any(isinstance(part, ast.Compare) for part in walk(rows))
    return isinstance(rows, ast.Compare) and not isinstance(rows.ops[0], (ast.In, ast.Is, ast.IsNot))
