"""Code that says its results instead of working them out: `print("F1: 0.91")`."""

from __future__ import annotations

import ast
import builtins
from typing import TypeGuard

_LONGEST = 4_000
_SHOWING = frozenset({"print", "display", "Markdown", "HTML", "format"})
# Modules of Python's own that work out nothing of a project's data.
_WITHOUT_DATA = frozenset(
    {
        "math",
        "random",
        "time",
        "datetime",
        "sys",
        "string",
        "itertools",
        "functools",
        "statistics",
        "warnings",
        "typing",
    }
)
_BUILT_IN = frozenset(dir(builtins)) - {"open", "input", "exec", "eval", "__import__", "compile", "getattr", "globals"}


class Saying:
    """Reads the cells of a notebook in order, and tells those that show nothing but what was written out."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def only_says(self, source: str) -> bool:
        """Whether a cell has no code, or only prints what it or one before it has written out: it shows nothing.

        To import something shows nothing either; what a package then knows of itself is not worked out here.
        """
        lines = [line for line in source.split("\n") if line.strip() and not line.lstrip().startswith("#")]
        if not lines:
            return True
        if len(source) > _LONGEST or any(line.lstrip().startswith(("%", "!", "?")) for line in lines):
            self._known.clear()
            return False
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            self._known.clear()
            return False
        says = all(self._is_said(statement) for statement in tree.body)
        if not says:
            self._known -= {
                node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
            }
        return says

    def _is_said(self, statement: ast.stmt) -> bool:
        if isinstance(statement, ast.Import):
            self._known.update(alias.asname or alias.name for alias in statement.names if alias.name in _WITHOUT_DATA)
            return True
        if isinstance(statement, ast.ImportFrom):
            return not any(alias.name == "*" for alias in statement.names) and not statement.level
        if isinstance(statement, ast.Assign) and all(isinstance(target, ast.Name) for target in statement.targets):
            if not _is_said(statement.value, self._known):
                return False
            self._known.update(target.id for target in statement.targets if isinstance(target, ast.Name))
            return True
        return isinstance(statement, ast.Expr) and (
            _is_said(statement.value, self._known) or _is_about_a_package(statement.value)
        )


def _is_about_a_package(expression: ast.expr) -> bool:
    if isinstance(expression, ast.Call) and len(expression.args) == 1 and isinstance(expression.func, ast.Name):
        return expression.func.id in _SHOWING and _is_about_a_package(expression.args[0])
    return isinstance(expression, ast.Attribute) and expression.attr in ("__version__", "__file__", "__name__")


def _makes_table(node: ast.AST) -> TypeGuard[ast.Call]:
    """Whether a call puts what it is given into a table: `pd.DataFrame([["SVM", 0.97]])` shows what was typed."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in ("pd", "pandas", "pl", "polars", "np", "numpy")
        and node.func.attr in ("DataFrame", "Series", "array")
    )


def _is_said(expression: ast.expr, known: set[str]) -> bool:
    """Whether all of an expression is written out in it, or in what was assigned before."""
    makers = {id(inner) for node in ast.walk(expression) if _makes_table(node) for inner in ast.walk(node.func)}
    for node in ast.walk(expression):
        if id(node) in makers:
            continue
        if isinstance(node, ast.Name) and node.id not in known and node.id not in _BUILT_IN and node.id not in _SHOWING:
            return False
        if isinstance(node, (ast.comprehension, ast.Lambda, ast.Await, ast.Yield, ast.YieldFrom)):
            return False
    return True
