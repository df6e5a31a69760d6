"""Tables of settings that a module holds and never changes: written out in it, or read from a file that is here."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping

from portfolio_kit.repository.code.syntax import name_called, string

Read = Callable[[str], object]
"""What a file of settings holds, by the name that code has for it; None where there is no such file."""

_LOADS = frozenset({"load", "safe_load", "loads", "full_load"})
_SETTINGS = (".json", ".yaml", ".yml", ".toml")
_CHANGES = frozenset({"update", "setdefault", "pop", "popitem", "clear"})
_LARGEST = 400


def tables(nodes: list[ast.AST], bound: Mapping[str, int], read: Read) -> dict[str, Mapping[object, object]]:
    """Return the tables by the names that nothing else is kept under, of all the nodes of a module."""
    changed = set(_changed(nodes))
    opened = {
        item.optional_vars.id: item.context_expr
        for node in nodes
        if isinstance(node, (ast.With, ast.AsyncWith))
        for item in node.items
        if isinstance(item.optional_vars, ast.Name)
    }
    found: dict[str, Mapping[object, object]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            value = _table(node.value, opened, read) if bound[name] == 1 and name not in changed else None
            if isinstance(value, Mapping):
                found[name] = value
    return found


def may_hold(statement: ast.stmt) -> Iterator[str]:
    """Yield the name that a statement gives a table, where it may be one of settings."""
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        value = statement.value
        if isinstance(value, ast.Dict) or (isinstance(value, ast.Call) and name_called(value) in _LOADS):
            yield statement.targets[0].id


def looked_up(node: ast.expr) -> tuple[str, list[str]] | None:
    """The name of a table and the keys that are looked up in it: `config["train"].get("run")`."""
    keys: list[str] = []
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Subscript):
            key, node = string(node.slice), node.value
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "get"
            and node.args
        ):
            key, node = string(node.args[0]), node.func.value
        else:
            return None
        if key is None:
            return None
        keys.insert(0, key)
    return (node.id, keys) if keys else None


def value_in(table: Mapping[object, object], keys: list[str]) -> object:
    """What stands in a table under some keys; None where nothing does."""
    found: object = table
    for key in keys:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def _table(value: ast.expr, opened: Mapping[str, ast.expr], read: Read) -> object:
    if isinstance(value, ast.Dict) and len(value.keys) <= _LARGEST:
        try:
            return ast.literal_eval(value)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            return None
    if not isinstance(value, ast.Call) or name_called(value) not in _LOADS:
        return None
    parts = [*ast.walk(value)]
    parts += [
        part for one in parts if isinstance(one, ast.Name) and one.id in opened for part in ast.walk(opened[one.id])
    ]
    paths = [text for part in parts if (text := string(part)) and text.endswith(_SETTINGS)]
    return read(paths[0]) if len(paths) == 1 else None


def _changed(nodes: list[ast.AST]) -> Iterator[str]:
    """Yield the names whose tables something is put into or taken out of."""
    for node in nodes:
        place: ast.expr | None = None
        if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
            place = node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CHANGES:
            place = node.func.value
        while isinstance(place, ast.Subscript):
            place = place.value
        if isinstance(place, ast.Name):
            yield place.id
