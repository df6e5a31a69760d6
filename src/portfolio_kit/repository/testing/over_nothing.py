"""Loops of tests over nothing: over an empty list, or over files beside the test of which there are none."""

from __future__ import annotations

import ast
from collections.abc import Callable

from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import name_called, string, walk

_GLOBS = frozenset({"glob", "rglob", "iglob"})
_ABOVE = frozenset({"parent", "parents"})


def over_nothing(module: Module, test: ast.AST, matches: Callable[[str, str], bool]) -> set[int]:
    """Return what stands in such loops; `matches` tells whether a folder has files of a pattern."""
    loops = [part for part in walk(test) if isinstance(part, ast.For)]
    if not loops:
        return set()
    values: dict[str, list[ast.expr]] = {}
    for node in module.assignments:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            values.setdefault(node.targets[0].id, []).append(node.value)
    found: set[int] = set()
    for loop in loops:
        given = values.get(loop.iter.id, []) if isinstance(loop.iter, ast.Name) else [loop.iter]
        if len(given) == 1 and _is_nothing(module, given[0], matches):
            found.update(id(part) for statement in loop.body for part in walk(statement))
    return found


def _is_nothing(module: Module, value: ast.expr, matches: Callable[[str, str], bool]) -> bool:
    while isinstance(value, ast.Call) and name_called(value) in ("sorted", "list") and value.args:
        value = value.args[0]
    if isinstance(value, (ast.List, ast.Tuple)):
        # A list may be filled later, a tuple of nothing may not.
        return not value.elts and not module.mentions(".append(", ".extend(")
    if not (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Attribute)
        and value.func.attr in _GLOBS
        and value.args
    ):
        return False
    folder, pattern = _beside(module, value.func.value), string(value.args[0])
    return folder is not None and pattern is not None and not matches(folder, pattern)


def _beside(module: Module, place: ast.expr) -> str | None:
    """The folder beside a test that `Path(__file__).parent / "cases"` is; None of any other."""
    parts: list[str] = []
    while isinstance(place, ast.BinOp) and isinstance(place.op, ast.Div):
        text = string(place.right)
        if text is None:
            return None
        parts.insert(0, text)
        place = place.left
    above = [part for part in walk(place) if isinstance(part, ast.Attribute) and part.attr in _ABOVE]
    own = any(isinstance(part, ast.Name) and part.id == "__file__" for part in walk(place))
    if not own or len(above) != 1 or above[0].attr != "parent" or not parts:
        return None
    return "/".join([*([module.file.folder] if module.file.folder else []), *parts])
