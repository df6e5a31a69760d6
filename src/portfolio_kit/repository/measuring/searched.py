"""Whether anybody looks at how far the folds of a search differ for the settings that it tried."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from portfolio_kit.repository.code.syntax import name_called, walk

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module

SPREAD = "std_test_score"


def spread_of_search(module: Module, dead: frozenset[int]) -> Iterator[int]:
    """Yield the lines where the spread of one setting is picked, or that of several is shown beside their means.

    Who hands on all that a search has kept, or logs it of every trial, has looked at none of it.
    """
    for tree, start in module.trees:
        nodes = [node for node in walk(tree) if id(node) not in dead]
        kept = {
            target.id
            for node in nodes
            if isinstance(node, ast.Assign) and _is_spread(node.value, frozenset())
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in nodes:
            if isinstance(node, (ast.Subscript, ast.For)) and _looks(node, kept):
                yield node.lineno + start


def _looks(node: ast.Subscript | ast.For, kept: AbstractSet[str]) -> bool:
    if isinstance(node, ast.For):
        return _prints(node, kept)
    return _is_spread(node.value, kept) or _is_column(node.slice)


def _is_spread(node: ast.AST, kept: AbstractSet[str]) -> bool:
    if isinstance(node, ast.Name):
        return node.id in kept
    return isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and node.slice.value == SPREAD


def _is_column(node: ast.expr) -> bool:
    """Whether it stands in a list of the columns that are shown of a table."""
    return isinstance(node, ast.List) and any(
        isinstance(name, ast.Constant) and name.value == SPREAD for name in node.elts
    )


def _prints(loop: ast.For, kept: AbstractSet[str]) -> bool:
    """Whether a loop prints the spread of each setting: `for mean, std in zip(means, stds): print(mean, std)`."""
    if not (isinstance(loop.iter, ast.Call) and name_called(loop.iter) == "zip" and isinstance(loop.target, ast.Tuple)):
        return False
    spreads = {
        target.id
        for target, value in zip(loop.target.elts, loop.iter.args, strict=False)
        if isinstance(target, ast.Name) and _is_spread(value, kept)
    }
    return any(
        isinstance(part, ast.Name) and part.id in spreads
        for node in (walk(loop) if spreads else ())
        if isinstance(node, ast.Call) and name_called(node) in ("print", "display")
        for part in walk(node)
    )
