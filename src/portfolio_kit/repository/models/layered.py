"""Networks of Keras that a module fits one after the other to the same rows, and that differ in their layers."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from portfolio_kit.repository.code.syntax import dotted, name_called, walk

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module

_Layers = tuple[str, ...]
_MEASURED_BESIDE = frozenset({"validation_data", "validation_split"})
_FEWEST = 2


def rival_networks(module: Module) -> list[int]:
    """Return the lines where networks of different layers are fitted to the same rows, and measured on others; none
    where there is only one of them.
    """
    if not module.mentions("Sequential") or not module.mentions(".fit("):
        return []
    layers_of = _built_by(module)
    made: dict[str, _Layers] = {}
    fitted: dict[tuple[str, ...], dict[_Layers, int]] = {}
    for line, node in sorted(_steps(module), key=lambda step: step[0]):
        if isinstance(node, ast.Assign):
            layers = _layers(node.value, layers_of)
            for target in node.targets:
                if isinstance(target, ast.Name):
                    made[target.id] = layers
        elif isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            name = node.func.value.id
            if node.func.attr == "add" and name in made and node.args:
                made[name] = (*made[name], name_called(node.args[0]) if isinstance(node.args[0], ast.Call) else "")
            elif node.func.attr == "fit" and len(made.get(name, ())) >= _FEWEST and _is_measured(node):
                rows = tuple(dotted(argument) for argument in node.args[:2])
                fitted.setdefault(rows, {}).setdefault(made[name], line)
    return next((sorted(lines.values()) for lines in fitted.values() if len(lines) >= _FEWEST), [])


def _steps(module: Module) -> Iterator[tuple[int, ast.Assign | ast.Call]]:
    """What a module does by itself, with the lines: what stands in its functions is done when they are called."""
    for tree, start in module.trees:
        for statement in tree.body:
            if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                continue
            for node in walk(statement):
                if isinstance(node, (ast.Assign, ast.Call)):
                    yield node.lineno + start, node


def _built_by(module: Module) -> dict[str, _Layers]:
    """The layers of the network that each function puts together and gives back."""
    return {
        function.last: tuple(
            name_called(node) for node in walk(function.node) if isinstance(node, ast.Call) and _is_layer(node)
        )
        for function in module.functions
        if any(isinstance(node, ast.Call) and name_called(node) == "Sequential" for node in walk(function.node))
    }


def _layers(node: ast.expr, layers_of: dict[str, _Layers]) -> _Layers:
    """The names of the layers of what is made: of a list that a network is given, or of what a function builds."""
    if not isinstance(node, ast.Call):
        return ()
    if name_called(node) == "Sequential":
        given = node.args[0] if node.args else None
        parts = given.elts if isinstance(given, (ast.List, ast.Tuple)) else []
        return tuple(name_called(part) if isinstance(part, ast.Call) else "" for part in parts)
    return layers_of.get(name_called(node), ())


def _is_layer(node: ast.Call) -> bool:
    name = name_called(node)
    return name[:1].isupper() and name != "Sequential"


def _is_measured(node: ast.Call) -> bool:
    """Whether a network is measured on other rows as it is fitted."""
    return any(keyword.arg in _MEASURED_BESIDE for keyword in node.keywords)
