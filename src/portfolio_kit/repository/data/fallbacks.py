"""What code does where the data that it reads is not there: numbers that it makes up then are none of the data."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import name_called, walk
from portfolio_kit.repository.data.asking import TABLE_READERS


def made_instead(module: Module) -> frozenset[int]:
    """Return the identities of the calls that are made where a table could not be read."""
    return frozenset(
        id(part) for handler, _ in _handlers(module) for part in walk(handler) if isinstance(part, ast.Call)
    )


def is_instead(module: Module, line: int) -> bool:
    """Whether a line of a module runs only where a table could not be read."""
    return any(
        handler.lineno + start <= line <= (handler.end_lineno or handler.lineno) + start
        for handler, start in _handlers(module)
    )


def _handlers(module: Module) -> Iterator[tuple[ast.ExceptHandler, int]]:
    """Yield what is done where a table could not be read, with the line that its tree begins below."""
    for tree, start in module.trees if module.mentions("except") and module.mentions(*TABLE_READERS) else ():
        for node in walk(tree):
            if isinstance(node, ast.Try) and _reads_table(node):
                yield from ((handler, start) for handler in node.handlers)


def _reads_table(node: ast.Try) -> bool:
    return any(
        isinstance(part, ast.Call) and name_called(part) in TABLE_READERS for line in node.body for part in walk(line)
    )
