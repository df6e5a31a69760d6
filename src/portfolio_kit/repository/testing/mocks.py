"""Mocks: what of the project a test replaces, and so tells nothing about."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import dotted, name_called, string, walk
from portfolio_kit.repository.testing.tested import Names

_MOCKS = re.compile(r"(?:^|\.)(?:Magic|Async|NonCallable)?Mock$|(?:^|\.)create_autospec$")
_BY_OBJECT = frozenset({"object", "setattr"})
_PAIR = 2


def without_mocked(node: ast.AST, names: Names) -> list[str]:
    """What of the project a test uses; not what it replaces."""
    found = names.touched(node)
    for where, name in _replaced(node, names) if found else ():
        gone = {f"{where}:{what}" for what in (name, "", "?")}
        found = [what for what in found if what not in gone]
    return found


def _replaced(node: ast.AST, names: Names) -> Iterator[tuple[str, str]]:
    """Yield what a test replaces: the module or class, and the name in it."""
    for part in walk(node):
        if isinstance(part, ast.Call) and part.args:
            last = name_called(part)
            text = string(part.args[0]) or ""
            if text and last in ("patch", "setattr") and (where := names.places.named(text)):
                yield where, text.rpartition(".")[2]
            elif last in _BY_OBJECT and len(part.args) >= _PAIR and (name := string(part.args[1])):
                yield from _of_module(part.args[0], name, names)
        elif (
            isinstance(part, ast.Assign) and isinstance(part.value, ast.Call) and _MOCKS.search(dotted(part.value.func))
        ):
            for target in part.targets:
                if isinstance(target, ast.Attribute):
                    yield from _of_module(target.value, target.attr, names)


def _of_module(owner: ast.expr, name: str, names: Names) -> Iterator[tuple[str, str]]:
    first, *parts = dotted(owner).split(".")
    whole = names.own.get(first, "")
    if whole.endswith(":") and whole != "client:":
        # The way to what is replaced names the modules that it leads through: `patch.object(shop.prices, "load")`.
        yield from ((whole[:-1], part) for part in (name, *parts))
