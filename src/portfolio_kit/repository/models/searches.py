"""Searches for settings that are made and never fitted: they try nothing and measure nothing."""

from __future__ import annotations

import ast

from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, walk


def idle_searches(module: Module) -> frozenset[int]:
    """Return the calls that make a search which the module then neither fits nor hands to anybody, by their nodes."""
    made = {
        node.targets[0].id: node.value
        for node in (module.assignments if module.mentions("SearchCV(") else ())
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Call)
        and dotted(node.value.func).endswith("SearchCV")
    }
    if not made:
        return frozenset()
    used: set[str] = set()
    for tree, _ in module.trees:
        looked_at = set()
        for node in walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in made:
                looked_at.add(id(node.value))
                if node.attr.startswith("fit"):
                    used.add(node.value.id)
        used.update(
            node.id
            for node in walk(tree)
            if isinstance(node, ast.Name)
            and node.id in made
            and isinstance(node.ctx, ast.Load)
            and id(node) not in looked_at
        )
    return frozenset(id(call) for name, call in made.items() if name not in used)
