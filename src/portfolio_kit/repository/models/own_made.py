"""What the names of a module stand for that the project itself makes: what they are given, and its own functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, walk

_GIVING = frozenset({"items", "values"})
_PAIR = 2


def given(module: Module, name: str) -> Iterator[ast.expr]:
    """Yield what a name is given in a module, also in turn: `for name, model in {"forest": Forest()}.items():`."""
    for node in module.assignments:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if node.value is not None and any(dotted(target) == name for target in targets):
            yield node.value
    if not name.isidentifier():
        return
    for tree, _ in module.trees:
        for part in walk(tree):
            if isinstance(part, (ast.For, ast.comprehension)):
                yield from _in_turn(part.target, part.iter, name)


def _in_turn(target: ast.expr, through: ast.expr, name: str) -> Iterator[ast.expr]:
    """Yield what a loop gives to a name; the loop's own expression where that is not written out."""
    names = [part.id for part in walk(target) if isinstance(part, ast.Name)]
    if name not in names:
        return
    method = through.func if isinstance(through, ast.Call) and isinstance(through.func, ast.Attribute) else None
    if method is not None and method.attr in _GIVING and isinstance(method.value, ast.Dict) and names[-1] == name:
        yield from method.value.values
    elif isinstance(through, (ast.List, ast.Tuple)) and isinstance(target, ast.Name):
        yield from through.elts
    elif isinstance(through, (ast.List, ast.Tuple)) and len(names) == _PAIR and names[-1] == name:
        for item in through.elts:
            yield item.elts[-1] if isinstance(item, ast.Tuple) and len(item.elts) == _PAIR else through
    else:
        yield through


def own_function(
    modules: Mapping[str, Module], module: Module, name: str
) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """Return the function that a dotted name means in a module of the project beside the one that uses it, or above."""
    place, _, last = name.lstrip(".").rpartition(".")
    below = place.replace(".", "/")
    folder = module.file.folder
    while below:
        start = f"{folder}/{below}" if folder else below
        found = modules.get(f"{start}.py") or modules.get(f"{start}/__init__.py")
        if found is not None and found is not module:
            return next((function.node for function in found.functions if function.name == last), None)
        if not folder:
            return None
        folder = folder.rpartition("/")[0]
    return None
