"""Tests that only say that files of the repository are there or hold some words, and run none of its code."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.cases import asserted
from portfolio_kit.repository.python import dotted, name_called, walk

_EXISTENCE = re.compile(r"(?:^|\.)(?:exists|isfile|isdir|is_file|is_dir|getsize|stat|lexists)$")
_RUNNING = re.compile(
    r"^(?:subprocess|runpy|papermill|pm)\.|(?:^|\.)(?:system|exec|import_module|exec_module|execute|raises|warns|invoke)$"
)
_READING = frozenset({"read_text", "read", "readlines", "getsource"})


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
    return bool(tests) and all(map(_asks_presence, tests))


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
