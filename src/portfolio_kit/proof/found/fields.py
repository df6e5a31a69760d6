"""The fields that a route reads from its request, for services that describe themselves nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from portfolio_kit.repository.code.syntax import dotted, string, walk
from portfolio_kit.repository.serving.apis import Route

# What Flask calls the parts of a request.
_PLACES = {
    "request.form": "form",
    "request.args": "query",
    "request.values": "form",
    "request.json": "json",
    "request.get_json": "json",
    "request.files": "files",
    "flask.request.form": "form",
    "flask.request.json": "json",
}
_MOST = 200


def fields(route: Route) -> dict[str, list[str]]:
    """Return the names that a route's function reads of each part of the request: form, query, json, files."""
    function = route.function.node
    holders = dict(_holders(function))
    found: dict[str, list[str]] = {}
    for node in walk(function):
        owner, name = _read(node)
        place = _place(owner, holders) if owner is not None else None
        if place and name and name not in found.setdefault(place, []) and len(found[place]) < _MOST:
            found[place].append(name)
    return found


def _read(node: ast.AST) -> tuple[ast.expr | None, str | None]:
    if isinstance(node, ast.Subscript):
        return node.value, string(node.slice)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get" and node.args:
        return node.func.value, string(node.args[0])
    return None, None


def _holders(function: ast.AST) -> Iterator[tuple[str, str]]:
    """The variables that a part of the request is put into."""
    for node in walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            place = _place(node.value, {})
            if place:
                yield node.targets[0].id, place


def _place(node: ast.expr, holders: dict[str, str]) -> str | None:
    if isinstance(node, ast.Name):
        return holders.get(node.id)
    return _PLACES.get(dotted(node.func if isinstance(node, ast.Call) else node))
