"""Where the past is cut from what comes later, and a model learns from the past only.

Told by what the code does, for the parts are called anything: `past` and `future`, `avant` and `apres`, `bis`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from portfolio_kit.repository.code.bound import Scope
from portfolio_kit.repository.code.syntax import name_called, walk

_BEFORE = (ast.Lt, ast.LtE)
_MOST_ROUNDS = 6


class _Part(NamedTuple):
    """The rows of a table on one side of a bound: `table[table.day < bound]`."""

    node: ast.Subscript
    column: str
    bound: ast.expr
    is_before: bool


def cut_off(scopes: Iterable[Scope], fitting: frozenset[str]) -> Iterator[int]:
    """Yield the lines where a part of the rows before a bound is cut off that a model is fitted to.

    What is left for measuring is the part on the other side of the same bound, or what follows a bound that a loop
    moves on. `fitting` are the functions that fit a model to what they are handed.
    """
    for whole in scopes:
        found = [
            (part, start) for node, start in whole.placed() if isinstance(node, ast.Subscript) and (part := _part(node))
        ]
        parts = [part for part, _ in found]
        scope = [node for node, _ in whole.placed()] if parts else []
        moved = _moved(scope)
        for part, start in found:
            is_moved = not moved.isdisjoint(_names(part.bound))
            if part.is_before and (is_moved or _has_other_side(part, parts)) and _is_fitted(part, scope, fitting):
                yield part.node.lineno + start


def _part(node: ast.Subscript) -> _Part | None:
    """The part of a table that a comparison of something of that very table with a bound picks."""
    test = node.slice
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return None
    table = node.value
    if isinstance(table, ast.Attribute) and table.attr == "loc":
        table = table.value
    if not isinstance(test.ops[0], (*_BEFORE, ast.Gt, ast.GtE)) or not isinstance(table, (ast.Name, ast.Attribute)):
        return None
    if not any(ast.dump(part) == ast.dump(table) for part in walk(test.left)):
        return None
    return _Part(node, ast.dump(test.left), test.comparators[0], isinstance(test.ops[0], _BEFORE))


def _has_other_side(part: _Part, parts: list[_Part]) -> bool:
    bound = ast.dump(part.bound)
    return any(
        not other.is_before and other.column == part.column and ast.dump(other.bound) == bound for other in parts
    )


def _moved(scope: list[ast.AST]) -> set[str]:
    """The names that loops give: bounds that move on."""
    return {name for node in scope if isinstance(node, (ast.For, ast.comprehension)) for name in _names(node.target)}


def _is_fitted(part: _Part, scope: list[ast.AST], fitting: frozenset[str]) -> bool:
    """Whether the part, or what is made of it, is handed to what fits a model."""
    made = {name for node in scope for name, value in given(node) if part.node in walk(value)}
    for _ in range(_MOST_ROUNDS):
        more = {name for node in scope for name, value in given(node) if not made.isdisjoint(_names(value))}
        if more <= made:
            break
        made |= more
    return any(
        isinstance(node, ast.Call)
        and (name_called(node) == "fit" or name_called(node) in fitting)
        and any(part.node in walk(value) or not made.isdisjoint(_names(value)) for value in node.args)
        for node in scope
    )


def given(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Yield the names that a node gives to values, one by one where there are as many: `past, later = …, …`."""
    if not isinstance(node, ast.Assign):
        return
    for target in node.targets:
        if isinstance(target, ast.Name):
            yield target.id, node.value
        elif isinstance(target, ast.Tuple):
            is_paired = isinstance(node.value, ast.Tuple) and len(node.value.elts) == len(target.elts)
            values = node.value.elts if is_paired else [node.value] * len(target.elts)  # type: ignore[attr-defined]
            yield from (
                (part.id, value) for part, value in zip(target.elts, values, strict=False) if isinstance(part, ast.Name)
            )


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in walk(node) if isinstance(part, ast.Name)}
