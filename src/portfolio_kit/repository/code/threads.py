"""Calls that a thread makes and that are waited for: read as what they are, calls of the function handed over."""

from __future__ import annotations

import ast

from portfolio_kit.repository.code.syntax import walk

WORDS = ("to_thread", "run_in_threadpool", "run_in_executor", "run_sync")
"""What hands a function with its arguments to a thread and gives back what it returns."""
# How many arguments stand before the function: the executor.
_BEFORE = {"run_in_executor": 1}


def call_directly(tree: ast.Module) -> None:
    """Put `load(path)` in the place of `to_thread(load, path)`, everywhere in a tree."""
    for node in walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name not in WORDS:
            continue
        before = _BEFORE.get(name, 0)
        handed = node.args[before] if len(node.args) > before else None
        if isinstance(handed, (ast.Name, ast.Attribute)):
            node.func, node.args = handed, node.args[before + 1 :]
