"""Names that code puts together from fixed parts and others: `f"fold{number}_rows.csv"`, as they stand in it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import string, walk

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module

_GAP = re.compile(r"\{[^{}]*\}")
_LONGEST_GAP = 24
# Letters and digits: what begins with less may be any name.
_LEAST_FIXED = 3
_FIXED = re.compile(r"[^\W_]")


def as_written(module: Module, text: str) -> str:
    """Return the f-string of a module that comes to a text without its gaps, with them; any other text as it is."""
    for tree, _ in module.trees if module.mentions("{") else ():
        for node in walk(tree):
            if isinstance(node, ast.JoinedStr) and string(node) == text:
                return with_gaps(node)
    return text


def with_gaps(node: ast.JoinedStr) -> str:
    """Return an f-string as it stands, with a short name in braces for each part that is filled in."""
    return "".join(map(_part, node.values))


def has_gap_in_name(text: str) -> bool:
    """Whether the last part of a path has a gap that is filled in when it runs."""
    return bool(_GAP.search(text.rpartition("/")[2]))


def may_be_called(text: str, name: str) -> bool:
    """Whether a name may be what comes of a text with gaps: the fixed parts, which are long enough to say something,
    stand in it in their order, and something between them.
    """
    parts = _GAP.split(text.rpartition("/")[2])
    stem = "".join(parts).rpartition(".")[0]
    if len(_FIXED.findall(stem)) < _LEAST_FIXED or not name.startswith(parts[0]) or not name.endswith(parts[-1]):
        return False
    at = len(parts[0])
    for part in parts[1:-1]:
        found = name.find(part, at + 1)
        if found < 0:
            return False
        at = found + len(part)
    return at < len(name) - len(parts[-1])


def _part(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    name = ast.unparse(node.value) if isinstance(node, ast.FormattedValue) else ""
    return f"{{{name}}}" if len(name) <= _LONGEST_GAP and "{" not in name else "{…}"
