"""Rows held out by a cut, whatever the parts are called: `rows[:cut]` to learn from, `rows[cut:]` to be judged on.

The cut is worked out from how many rows there are, or is a moment in time that one side lies before.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.bound import Scope, scopes
from portfolio_kit.repository.python import dotted, name_called, string, walk

if TYPE_CHECKING:
    from portfolio_kit.repository.live import Live
    from portfolio_kit.repository.python import Module

_TIME = re.compile(
    r"date|year|month|week|day|hour|time|quarter|season|period|index|(?:^|_)(?:ds|ts|dt)(?:$|_)", re.IGNORECASE
)
_OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.GtE: ast.Lt, ast.Gt: ast.LtE}
_BEFORE = (ast.Lt, ast.LtE)
_PAIR = 2
_MOST = 300


def cut_at(module: Module, live: Live) -> Iterator[int]:
    """Yield the lines at which a module takes the later rows apart from those that its models are fitted to."""
    if not module.mentions("fit", "train", "split"):
        return
    for scope in scopes(module, live):
        for nodes, start in scope.parts:
            parts = [node for node in nodes if isinstance(node, ast.Subscript) and _may_cut(node, scope)][:_MOST]
            for later in parts:
                earlier = [part for part in parts if _is_earlier(part, later, scope)]
                if earlier and _fits_only(scope, earlier):
                    yield later.lineno + start
                    break


def _may_cut(part: ast.Subscript, scope: Scope) -> bool:
    """Whether rows are taken up to somewhere, from somewhere on, or by a comparison."""
    if not isinstance(part.ctx, ast.Load):
        return False
    rows = part.slice.elts[0] if isinstance(part.slice, ast.Tuple) and part.slice.elts else part.slice
    if isinstance(rows, ast.Slice):
        return rows.lower is not None or rows.upper is not None
    return _mask(rows, scope) is not None


def _is_earlier(part: ast.Subscript, later: ast.Subscript, scope: Scope) -> bool:
    """Whether one part ends where the other begins."""
    first, second = part.slice, later.slice
    if isinstance(first, ast.Tuple) and isinstance(second, ast.Tuple) and first.elts and second.elts:
        first, second = first.elts[0], second.elts[0]
    if isinstance(first, ast.Slice) and isinstance(second, ast.Slice):
        return (
            first.lower is None
            and second.lower is not None
            and isinstance(first.upper, ast.Name)
            and any(isinstance(node, ast.Name) and node.id == first.upper.id for node in walk(second.lower))
            and any(_is_share(value, scope) for value in scope.values.get(first.upper.id, ()))
        )
    pair = (_mask(first, scope), _mask(second, scope))
    before, after = pair
    if before is None or after is None or not isinstance(before.ops[0], _BEFORE):
        return False
    return (
        isinstance(after.ops[0], _OPPOSITE[type(before.ops[0])])
        and ast.dump(before.left) == ast.dump(after.left)
        and ast.dump(before.comparators[0]) == ast.dump(after.comparators[0])
        and any(map(_TIME.search, _words(before.left)))
    )


def _mask(node: ast.expr, scope: Scope) -> ast.Compare | None:
    """The comparison by which rows are picked, where there is one alone."""
    values = scope.values.get(node.id, []) if isinstance(node, ast.Name) else [node]
    found = values[0] if len(values) == 1 else None
    return found if isinstance(found, ast.Compare) and len(found.ops) == 1 and type(found.ops[0]) in _OPPOSITE else None


def _words(node: ast.expr) -> Iterator[str]:
    """The names in an expression, those of columns among them."""
    for part in walk(node):
        yield (
            part.attr
            if isinstance(part, ast.Attribute)
            else part.id
            if isinstance(part, ast.Name)
            else string(part) or ""
        )


def _is_share(value: ast.expr, scope: Scope) -> bool:
    """Whether a value is a part of how many rows there are: `int(len(rows) * 0.8)`, `n - 365`."""
    worked_out = any(
        isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mult, ast.Sub, ast.Div, ast.FloorDiv))
        for node in walk(value)
    )
    names = [node.id for node in walk(value) if isinstance(node, ast.Name)]
    return worked_out and any(
        _counts(part)
        for whole in (value, *(of for name in names for of in scope.values.get(name, ())))
        for part in walk(whole)
    )


def _counts(node: ast.AST) -> bool:
    return (isinstance(node, ast.Call) and dotted(node.func) == "len") or (
        isinstance(node, ast.Attribute) and node.attr in ("shape", "size")
    )


def _fits_only(scope: Scope, earlier: list[ast.Subscript]) -> bool:
    """Whether what is fitted in a scope is fitted to the earlier rows; what is fitted elsewhere is not followed."""
    fits = [
        node
        for nodes, _ in scope.parts
        for node in nodes
        if isinstance(node, ast.Call) and name_called(node) in ("fit", "train") and node.args
    ]
    models = [call for call in fits if len(call.args) >= _PAIR] or fits
    cuts = {id(part) for part in earlier}
    return all(any(id(node) in cuts for node in _behind(scope, call.args[0])) for call in models)


def _behind(scope: Scope, node: ast.expr) -> Iterator[ast.AST]:
    """All that an expression is worked out from in its scope."""
    yield from walk(node)
    for name in scope.names_behind(node):
        for value in scope.of(name):
            yield from walk(value)
