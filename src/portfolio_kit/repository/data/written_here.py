"""Which files a project's own code writes: under their names, or those of a constant or a default."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Function
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import name_called, string, walk
from portfolio_kit.repository.data.fetching import writes

_KEEPS = re.compile(r"to_(?:csv|parquet|excel|json|feather|pickle)|write_\w+|save\w{0,12}|dump")


def is_written(modules: Iterable[Module], path: str) -> bool:
    """Whether code writes a file of that name, wherever that lies."""
    name = path.replace("\\", "/").rpartition("/")[2]
    return any(
        module.mentions(name) and (writes(module, name) or _by_constant(module, name) or _by_default(module, name))
        for module in modules
    )


def _by_constant(module: Module, name: str) -> bool:
    """Whether a module writes to what a variable of its own stands for: `table.to_csv(Path(OUT))`."""
    return any(
        text.endswith(name)
        for call in module.calls
        if _KEEPS.fullmatch(call.last)
        for argument in call.node.args[:2]
        for part in walk(argument)
        if isinstance(part, ast.Name)
        for text in module.assigned.get(part.id, ())
    )


def _by_default(module: Module, name: str) -> bool:
    """Whether a function writes to an argument that is this file where nobody says otherwise."""
    return any(_keeps(function, argument) for function in module.functions for argument in _defaulting(function, name))


def _defaulting(function: Function, name: str) -> list[str]:
    arguments = function.node.args
    given = list(zip(arguments.args[::-1], arguments.defaults[::-1], strict=False))
    given += [
        (argument, value)
        for argument, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        if value is not None
    ]
    return [argument.arg for argument, value in given if (string(value) or "").endswith(name)]


def _keeps(function: Function, argument: str) -> bool:
    return any(
        isinstance(node, ast.Call)
        and _KEEPS.fullmatch(name_called(node))
        and any(isinstance(part, ast.Name) and part.id == argument for given in node.args[:2] for part in walk(given))
        for node in walk(function.node)
    )
