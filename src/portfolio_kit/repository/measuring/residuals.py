"""Residuals that are looked at apart from the code that takes the metrics, as in a notebook that calls it."""

from __future__ import annotations

import ast

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import identifier, walk
from portfolio_kit.rubric.finding import Evidence

_RESIDUAL = re.compile(r"resid", re.IGNORECASE)
_PREDICTED = re.compile(r"pred|(?<![a-z])y_?hat|forecast|fitted", re.IGNORECASE)


def residuals_looked_at(module: Module, live: Live) -> Evidence | None:
    """Where a module first hands on what it keeps as the residuals of a prediction: a truth without what was predicted.

    What is kept and given to nothing was not looked at.
    """
    if not module.mentions("resid"):
        return None
    kept = {
        identifier(target)
        for node in module.assignments
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp) and isinstance(node.value.op, ast.Sub)
        if bool(_named(node.value.left)) != bool(_named(node.value.right))
        for target in node.targets
    }
    kept = {name for name in kept if _RESIDUAL.search(name)}
    return next(
        (
            module.evidence(call.line)
            for call in sorted(live.calls(module) if kept else (), key=lambda call: call.line)
            if any(identifier(given) in kept for given in call.node.args)
        ),
        None,
    )


def _named(side: ast.expr) -> bool:
    """Whether one side of a difference is called a prediction."""
    return any(
        isinstance(node, (ast.Name, ast.Attribute)) and _PREDICTED.search(identifier(node)) is not None
        for node in walk(side)
    )
