"""Neural networks that a project puts together from parts of its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from portfolio_kit.repository.code.syntax import walk
from portfolio_kit.repository.models.stages import is_test

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

# What networks and their layers are derived from, in PyTorch, Lightning and Keras.
_BASES = frozenset({"Module", "LightningModule", "Model", "Layer"})
_SEVERAL = 2


def composed(repository: Repository) -> Evidence | None:
    """Return where a network of a project's own is put together from two or more others, and something makes it: it
    makes them itself and the project defines them as well, or it is given them. One class of layers that a library has
    is what any lesson shows.
    """
    own = [(module, node) for module in repository.modules for node in _networks(module)]
    names = {node.name for _, node in own}
    made = {call.last for module in repository.modules if not is_test(module.path) for call in module.calls}
    for module, node in own:
        parts = {name for name in _built(node) if name in names and name != node.name} | _given(node)
        if len(parts) >= _SEVERAL and node.name in made:
            return module.evidence(node.lineno)
    return None


def _networks(module: Module) -> Iterator[ast.ClassDef]:
    """The classes of a module that are networks, or layers of them."""
    if module.mentions("torch", "keras", "lightning") and not is_test(module.path):
        for node in module.classes:
            if any(_last(base) in _BASES for base in node.bases):
                yield node


def _built(node: ast.ClassDef) -> Iterator[str]:
    """The names of what a network makes as it is made."""
    for method in node.body:
        if isinstance(method, ast.FunctionDef) and method.name == "__init__":
            for inner in walk(method):
                if isinstance(inner, ast.Call):
                    yield _last(inner.func)


def _given(node: ast.ClassDef) -> set[str]:
    """The attributes of a network that it is given as it is made, and asks for what they make of an input."""
    kept: set[str] = set()
    asked: set[str] = set()
    for method in node.body:
        if not isinstance(method, ast.FunctionDef):
            continue
        given = {argument.arg for argument in (*method.args.args, *method.args.kwonlyargs)}
        for inner in walk(method):
            if method.name == "__init__" and isinstance(inner, ast.Assign) and isinstance(inner.value, ast.Name):
                targets = [_last(target) for target in inner.targets if _is_own(target)]
                kept.update(targets if inner.value.id in given else ())
            elif isinstance(inner, ast.Call) and _is_own(inner.func):
                asked.add(_last(inner.func))
    return kept & asked


def _is_own(node: ast.expr) -> bool:
    """Whether it is an attribute of the object itself."""
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"


def _last(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
