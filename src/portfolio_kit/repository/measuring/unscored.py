"""Dummy models that code makes and whose answers nothing looks at: a baseline that gives no figure to anybody."""

from __future__ import annotations

import ast

from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, walk
from portfolio_kit.repository.models.models import is_dummy

_FITTING = frozenset({"fit", "partial_fit", "set_params"})
_ANSWERS = frozenset({"predict", "predict_proba", "decision_function"})


def scored_dummies(module: Module) -> frozenset[int]:
    """Return the calls, by their nodes, that make a dummy which is scored, or handed to what may do so."""
    if not module.mentions("Dummy", "Naive"):
        return frozenset()
    found: set[int] = set()
    for tree, _ in module.trees:
        parents = {id(child): node for node in walk(tree) for child in ast.iter_child_nodes(node)}
        loaded = [node for node in walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
        for node in walk(tree):
            if isinstance(node, ast.Call) and is_dummy(dotted(node.func)) and _is_used(node, parents, loaded, set()):
                found.add(id(node))
    return frozenset(found)


def _is_used(node: ast.expr, parents: dict[int, ast.AST], loaded: list[ast.Name], seen: set[str]) -> bool:
    """Whether more is done with a value than that it is fitted, asked, and kept under names that nothing reads."""
    parent = parents.get(id(node))
    if isinstance(parent, ast.Expr):
        return False
    if isinstance(parent, ast.Attribute):
        call = parents.get(id(parent))
        if isinstance(call, ast.Call) and call.func is parent and parent.attr in _FITTING | _ANSWERS:
            return _is_used(call, parents, loaded, seen)
        return True
    if isinstance(parent, ast.Assign) and all(isinstance(target, ast.Name) for target in parent.targets):
        names = {dotted(target) for target in parent.targets} - seen
        return any(
            _is_used(use, parents, loaded, seen | names)
            for use in loaded
            if use.id in names and use.lineno >= parent.lineno
        )
    return True
