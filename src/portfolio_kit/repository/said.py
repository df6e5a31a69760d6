"""Code that says its results instead of working them out: `print("F1: 0.91")`."""

from __future__ import annotations

import ast
import builtins

_LONGEST = 4_000
_SHOWING = frozenset({"print", "display", "Markdown", "HTML", "format"})
_BUILT_IN = frozenset(dir(builtins)) - {"open", "input", "exec", "eval", "__import__", "compile", "getattr", "globals"}


def only_says(source: str) -> bool:
    """Whether a cell has no code, or only prints what it has written out itself: running it shows nothing."""
    lines = [line for line in source.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    if not lines:
        return True
    if len(source) > _LONGEST or any(line.lstrip().startswith(("%", "!", "?", "import ", "from ")) for line in lines):
        return False
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    known: set[str] = set()
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and all(isinstance(target, ast.Name) for target in statement.targets):
            if not _is_said(statement.value, known):
                return False
            known.update(target.id for target in statement.targets if isinstance(target, ast.Name))
        elif not (isinstance(statement, ast.Expr) and _is_said(statement.value, known)):
            return False
    return True


def _is_said(expression: ast.expr, known: set[str]) -> bool:
    """Whether all of an expression is written out in it, or in what was assigned before."""
    for node in ast.walk(expression):
        if isinstance(node, ast.Name) and node.id not in known and node.id not in _BUILT_IN and node.id not in _SHOWING:
            return False
        if isinstance(node, (ast.comprehension, ast.Lambda, ast.Await, ast.Yield, ast.YieldFrom)):
            return False
    return True
