"""What code does where the data that it reads is not there: numbers that it makes up then are none of the data."""

from __future__ import annotations

import ast

from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import name_called, walk
from portfolio_kit.repository.data.asking import TABLE_READERS


def made_instead(module: Module) -> frozenset[int]:
    """Return the identities of the calls that are made where a table could not be read."""
    found: set[int] = set()
    for tree, _ in module.trees if module.mentions("except") and module.mentions(*TABLE_READERS) else ():
        for node in walk(tree):
            if isinstance(node, ast.Try) and _reads_table(node):
                found |= {id(part) for handler in node.handlers for part in walk(handler) if isinstance(part, ast.Call)}
    return frozenset(found)


def _reads_table(node: ast.Try) -> bool:
    return any(
        isinstance(part, ast.Call) and name_called(part) in TABLE_READERS for line in node.body for part in walk(line)
    )
