"""Modules with nothing in them to run: a docstring, imports and a logger, or functions that are still to be written."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from portfolio_kit.repository.code.syntax import dotted

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def is_stub(tree: ast.Module) -> bool:
    """Whether a module only says what is to stand in it. A class that inherits something is whole without a body."""
    return all(map(_says_nothing, tree.body))


def _says_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, _FUNCTIONS):
        return _is_unwritten(statement.body)
    if isinstance(statement, ast.ClassDef):
        methods = [part for part in statement.body if isinstance(part, _FUNCTIONS)]
        others = (part for part in statement.body if not isinstance(part, _FUNCTIONS))
        return bool(methods) and _is_unwritten(others) and all(_is_unwritten(method.body) for method in methods)
    return isinstance(statement, (ast.Import, ast.ImportFrom)) or _makes_logger(statement) or _is_unwritten([statement])


def _is_unwritten(body: Iterable[ast.stmt]) -> bool:
    """Whether a body only passes, is a docstring, gives a constant back or says that it is not implemented."""
    return all(
        isinstance(part, ast.Pass)
        or (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant))
        or (isinstance(part, ast.Return) and (part.value is None or isinstance(part.value, ast.Constant)))
        or (isinstance(part, ast.Raise) and _named(part.exc) == "NotImplementedError")
        for part in body
    )


def _makes_logger(statement: ast.stmt) -> bool:
    called = statement.value if isinstance(statement, ast.Assign) else None
    return isinstance(called, ast.Call) and _named(called).rpartition(".")[2] == "getLogger"


def _named(node: ast.expr | None) -> str:
    """The dotted name of what is called or stands there."""
    return dotted(node.func if isinstance(node, ast.Call) else node) if node is not None else ""
