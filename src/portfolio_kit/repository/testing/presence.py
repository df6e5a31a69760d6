"""Tests that only say that files of the repository are there or hold some words, and run none of its code."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import dotted, name_called, walk
from portfolio_kit.repository.testing.cases import asserted

_EXISTENCE = re.compile(r"(?:^|\.)(?:exists|isfile|isdir|is_file|is_dir|getsize|stat|lexists)$")
_RUNNING = re.compile(
    r"^(?:subprocess|runpy|papermill|pm)\.|(?:^|\.)(?:system|exec|import_module|exec_module|execute|raises|warns|invoke)$"
)
# What a run wrote down, and no code, table or model.
_REPORTS = (".json:", ".yaml:", ".yml:", ".txt:", ".md:")
_READING = frozenset({"read_text", "read", "readlines", "getsource"})


def is_of_code(node: ast.AST, touched: Sequence[str]) -> bool:
    """Whether a test runs what modules of the project define, or a script of it; its data and models are none."""
    runs = any(_runs(part) for part in walk(node))
    return any(
        not (_is_place(what) or what.endswith(":?")) or (runs and what.partition(":")[0].endswith(".py"))
        for what in touched
    )


def is_of_presence(node: ast.AST, touched: Sequence[str]) -> bool:
    """Whether a test asserts only that paths are there, or looks for words in the code, and of the project it uses
    nothing but files and constants.
    """
    if not all(_is_place(what) for what in touched):
        return False
    calls = [name_called(part) for part in walk(node) if isinstance(part, ast.Call)]
    if any(_runs(part) for part in walk(node)):
        return False
    if all(what.endswith(".py:") for what in touched) and _READING.intersection(calls):
        return True
    tests = list(_tests(node))
    if not tests:
        return False
    if all(what.endswith(_REPORTS) for what in touched) and all(map(_is_wide, tests)):
        return True
    return all(map(_asks_presence, tests))


def _is_wide(test: ast.expr) -> bool:
    """Whether it only says of a figure that it is none below zero or above one, as shares never are."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return all(map(_is_wide, test.values))
    if not isinstance(test, ast.Compare):
        return False
    sides = [test.left, *test.comparators]
    return all(
        (isinstance(operator, (ast.LtE, ast.Lt)) and (_is_value(left, 0) or _is_value(right, 1)))
        or (isinstance(operator, (ast.GtE, ast.Gt)) and (_is_value(left, 1) or _is_value(right, 0)))
        for operator, left, right in zip(test.ops, sides, sides[1:], strict=False)
    )


def _is_value(node: ast.expr, value: int) -> bool:
    return isinstance(node, ast.Constant) and node.value == value


def _is_place(what: str) -> bool:
    place, _, name = what.partition(":")
    return place != "client" and (not name or name.isupper())


def _tests(node: ast.AST) -> Iterator[ast.expr]:
    for part in walk(node):
        if isinstance(part, ast.Assert):
            yield part.test
        elif isinstance(part, ast.Call) and name_called(part).startswith("assert"):
            yield asserted(part) or part


def _asks_presence(test: ast.expr) -> bool:
    if isinstance(test, ast.BoolOp):
        return all(map(_asks_presence, test.values))
    if isinstance(test, ast.Compare):
        return _asks_presence(test.left)
    if isinstance(test, ast.Attribute):  # `path.stat().st_size > 0`
        return _asks_presence(test.value)
    return isinstance(test, ast.Call) and bool(_EXISTENCE.search(dotted(test.func).replace("()", "")))


def _runs(part: ast.AST) -> bool:
    return isinstance(part, ast.Call) and bool(_RUNNING.search(dotted(part.func)))
