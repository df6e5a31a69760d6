"""The columns of tables: those that a table has by its header, and those that code takes out of what it reads."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import string, walk

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.file import File

_SEPARATOR = re.compile(r"[,;\t]")
_LONGEST = 4_000
# What is called as a table is.
_TABLE = re.compile(r"(?:^|_)(?:df|data|frame|table|tab|t|d)\d?(?:_|$)", re.IGNORECASE)


def header(file: File) -> frozenset[str]:
    """Return the names in the first line of a table; none where it is no text."""
    if file.suffix not in (".csv", ".tsv"):
        return frozenset()
    first = file.head.split("\n", 1)[0][:_LONGEST]
    return frozenset(name for part in _SEPARATOR.split(first) if (name := part.strip().strip("\"'\ufeff")))


def taken_columns(module: Module) -> set[str]:
    """Return the columns that a module takes out of a table and puts into none: `df["date"]`."""
    taken: set[str] = set()
    made: set[str] = set()
    for tree, _ in module.trees:
        for node in walk(tree):
            if isinstance(node, ast.Subscript) and (name := string(node.slice)):
                if not isinstance(node.ctx, ast.Load):
                    made.add(name)
                elif isinstance(node.value, ast.Name) and _TABLE.search(node.value.id):
                    taken.add(name)
            elif isinstance(node, ast.keyword) and node.arg:
                made.add(node.arg)
    return taken - made
