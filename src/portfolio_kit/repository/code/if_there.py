"""What code reads or loads only where the file is there."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from portfolio_kit.repository.code.syntax import name_called, walk

if TYPE_CHECKING:
    from portfolio_kit.repository.code.facts import Call
    from portfolio_kit.repository.code.python import Module

_EXISTING = frozenset({"exists", "isfile", "is_file"})


def is_called_if_there(module: Module, call: Call) -> bool:
    """Whether a call stands below a question whether its file exists."""
    return module.mentions(*_EXISTING) and any(
        any(isinstance(part, ast.Call) and name_called(part) in _EXISTING for part in walk(node.test))
        and any(part is call.node for below in _below(node) for part in walk(below))
        for tree, _ in module.trees
        for node in walk(tree)
        if isinstance(node, (ast.If, ast.IfExp))
    )


def _below(node: ast.If | ast.IfExp) -> list[ast.AST]:
    return [node.body] if isinstance(node, ast.IfExp) else [*node.body]
