"""Failures that a test itself takes and throws away, so that it passes whatever the project does."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import dotted, name_called, walk

_OF_ASSERTIONS = frozenset({"Exception", "BaseException", "AssertionError"})
# What a failed assertion may still end in; a skip is none.
_ENDS = re.compile(r"(?:^|\.)(?:fail|exit)$")
_FAILS = re.compile(r"(?:^|\.)(?:fail|skip|skipTest|exit|xfail)$")


def swallowed(node: ast.AST) -> set[int]:
    """The assertions whose failure a test itself throws away, or that only say again on which condition they stand."""
    found: set[int] = set()
    for outer in walk(node):
        is_taken = isinstance(outer, ast.Try) and any(_swallows(handler, _ENDS) for handler in outer.handlers)
        if isinstance(outer, (ast.Try, ast.With)) and (is_taken or _is_suppressed(outer)):
            inside = [part for statement in outer.body for part in walk(statement)]
        elif isinstance(outer, ast.If):
            test = ast.dump(outer.test)
            inside = [part for part in outer.body if isinstance(part, ast.Assert) and ast.dump(part.test) == test]
        else:
            continue
        found.update(id(part) for part in inside if isinstance(part, ast.Assert))
    return found


def _swallows(handler: ast.ExceptHandler, ending: re.Pattern[str] = _FAILS) -> bool:
    """Whether a handler takes a failed assertion and does nothing about it, or makes something else than a failure of
    it.
    """
    kinds = {dotted(kind) for kind in ([handler.type] if handler.type is not None else [])}
    if isinstance(handler.type, ast.Tuple):
        kinds = {dotted(kind) for kind in handler.type.elts}
    return (not kinds or bool(kinds & _OF_ASSERTIONS)) and not any(
        isinstance(part, (ast.Raise, ast.Assert)) or (isinstance(part, ast.Call) and ending.search(dotted(part.func)))
        for statement in handler.body
        for part in walk(statement)
    )


def _is_suppressed(block: ast.AST) -> bool:
    """Whether a block stands below `contextlib.suppress` of what a failed assertion raises."""
    return isinstance(block, ast.With) and any(
        isinstance(item.context_expr, ast.Call)
        and name_called(item.context_expr) == "suppress"
        and any(dotted(kind) in _OF_ASSERTIONS for kind in item.context_expr.args)
        for item in block.items
    )


def without_effect(node: ast.AST) -> Iterator[ast.AST]:
    """What stands where any failure is taken and answered with something else."""
    for outer in walk(node):
        if isinstance(outer, ast.Try) and any(map(_swallows, outer.handlers)):
            for statement in outer.body:
                yield from walk(statement)
