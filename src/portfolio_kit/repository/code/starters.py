"""Modules that a project template came with and nobody has written anything into: they are nothing of the project."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from portfolio_kit.repository.code.syntax import name_called, parsed, walk

if TYPE_CHECKING:
    from portfolio_kit.repository.file import File

# What the templates say where code is to be written; the second is in the docstring of a program that does nothing.
_MARKS = ("REPLACE THIS WITH YOUR OWN CODE", "Runs data processing scripts to turn raw data from")
# All that such a module calls: it makes a command, says that it does something, and waits.
_CALLED = frozenset({
    "Typer", "command", "argument", "option", "Path", "run", "main", "app", "info", "success", "debug", "warning",
    "getLogger", "basicConfig", "tqdm", "range", "resolve", "find_dotenv", "load_dotenv", "print",
})  # fmt: skip


def mark_of(file: File) -> int:
    """Return the line at which a module says that it is to be written, 0 where it does not or has code of its own."""
    mark = next((mark for mark in _MARKS if mark in file.text), None)
    tree = parsed(file.text) if mark else None
    if mark is None or tree is None:
        return 0
    called = {name_called(node) for node in walk(tree) if isinstance(node, ast.Call)}
    return file.text[: file.text.index(mark)].count("\n") + 1 if called <= _CALLED else 0
