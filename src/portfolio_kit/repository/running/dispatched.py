"""The module that a program imports by a word of its command line: `main.py --job train` of `jobs.train`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.formatted import has_gap_in_name, with_gaps
from portfolio_kit.repository.code.syntax import string

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module

_IMPORTING = frozenset({"import_module", "__import__"})
_WORD = re.compile(r"(?<![\w./-])[A-Za-z_]\w{1,60}(?![\w./-])")
_VALUE = re.compile(r"=([A-Za-z_]\w{1,60})(?![\w./-])")
_GAP = re.compile(r"\{[^{}]*\}")
_LONGEST = 600


def dispatched(module: Module, rest: str) -> Iterator[str]:
    """Yield the names of modules that a program imports by the words that its command goes on with."""
    if not module.mentions(*_IMPORTING):
        return
    words = [*_WORD.findall(rest[:_LONGEST]), *_VALUE.findall(rest[:_LONGEST])]
    for call in module.calls:
        if call.last in _IMPORTING and call.node.args:
            before, after = _around(call.node.args[0])
            # What is only a word may be any package.
            if before.endswith("."):
                yield from (f"{before}{word}{after}".lstrip(".") for word in dict.fromkeys(words))


def _around(node: ast.expr) -> tuple[str, str]:
    """What stands before and after the part of a name that is put in: "jobs." and "" of `f"jobs.{name}"`."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return string(node.left) or "", string(node.right) or ""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        before, _, after = (string(node.left) or "").partition("%s")
        return before, after
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        text = string(node.func.value) or ""
    else:
        text = with_gaps(node) if isinstance(node, ast.JoinedStr) else ""
    before, *others = _GAP.split(text) if has_gap_in_name(text) else ("",)
    return (before, others[0]) if len(others) == 1 else ("", "")
