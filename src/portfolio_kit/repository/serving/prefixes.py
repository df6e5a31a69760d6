"""What stands before the paths of a router's routes: its own prefix, and those that it is taken in below."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called, string

_ROUTERS = frozenset({"APIRouter", "Blueprint", "APIBlueprint"})
_TAKING = frozenset({"include_router", "register_blueprint", "register_api"})
_KEYWORDS = ("prefix", "url_prefix")
_DEEPEST = 4


def full_path(module: Module, router: str, path: str, scripts: Sequence[Module]) -> str:
    """Return the path that a route of a router, by its name in a module, is asked at: with the prefixes before it.

    One that is put together while the program runs is left out: nothing tells what it is.
    """
    return _before(module, router, scripts, 0) + path


def _before(module: Module, router: str, scripts: Sequence[Module], depth: int) -> str:
    made = _made(module, router)
    if made is None:
        return ""
    own = _prefix(made)
    for other in scripts if depth < _DEEPEST else ():
        for name, node in _taking(other):
            if _is_meant(other, name, module, router):
                given = _prefix(node)
                # A blueprint's own prefix is set aside by the one that it is registered with.
                below = given + own if name_called(node) == "include_router" else given or own
                return _before(other, dotted(node.func).rpartition(".")[0], scripts, depth + 1) + below
    return own


def _made(module: Module, router: str) -> ast.Call | None:
    """Return the call that makes the router of a name."""
    for node in module.assignments:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if (
            isinstance(node.value, ast.Call)
            and name_called(node.value) in _ROUTERS
            and any(dotted(target) == router for target in targets)
        ):
            return node.value
    return None


def _prefix(node: ast.Call) -> str:
    given = (string(word.value) for word in node.keywords if word.arg in _KEYWORDS)
    prefix = next((text for text in given if text), "").strip("/")
    return f"/{prefix}" if prefix else ""


def _taking(module: Module) -> Iterator[tuple[str, ast.Call]]:
    """Yield the names of the routers that a module takes into an app or another router, each with the call."""
    for call in module.calls:
        if call.last in _TAKING and call.node.args and (name := dotted(call.node.args[0])):
            yield name, call.node


def _is_meant(other: Module, name: str, module: Module, router: str) -> bool:
    """Whether a name in one module stands for the router of another: its own, or what it imports from there."""
    first, dot, rest = name.partition(".")
    alias = other.aliases.get(first)
    if alias is None:
        return other is module and name == router
    *parts, last = f"{alias}{dot}{rest}".strip(".").split(".")
    home = module.path.removesuffix(".py").removesuffix("/__init__").split("/")
    same = [left == right for left, right in zip(reversed(parts), reversed(home), strict=False)]
    return last == router and bool(same) and all(same)
