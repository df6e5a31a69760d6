"""Classes of settings whose fields somebody may give other values than those that stand there."""

from __future__ import annotations

import ast

from portfolio_kit.repository.code.syntax import walk


def defines_class(tree: ast.Module, name: str) -> bool:
    """Whether a class of a name is defined at the top of a module."""
    return any(isinstance(statement, ast.ClassDef) and statement.name == name for statement in tree.body)


def is_filled(tree: ast.Module, name: str) -> bool:
    """Whether a class is used otherwise than as a type, for what it holds, and made of values by their names: made of
    values by their places, `Settings(True)`, or of a table, `Settings(**given)`, inherited from, or handed to somebody.
    """
    plain: set[int] = set()
    found: list[ast.expr] = []
    for node in walk(tree):
        if (
            isinstance(node, (ast.Name, ast.Attribute))
            and (node.id if isinstance(node, ast.Name) else node.attr) == name
        ):
            found.append(node)
        for annotation in _annotations(node):
            plain.update(map(id, walk(annotation)))
        if isinstance(node, ast.Attribute):
            plain.add(id(node.value))
        elif isinstance(node, ast.Call) and not node.args and all(keyword.arg for keyword in node.keywords):
            plain.add(id(node.func))
    return any(id(node) not in plain for node in found)


def _annotations(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return [node.returns] if node.returns is not None else []
    if isinstance(node, (ast.arg, ast.AnnAssign)) and node.annotation is not None:
        return [node.annotation]
    return []
