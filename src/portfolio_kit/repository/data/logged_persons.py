"""Whole requests that a service writes into its log, with what tells who somebody is in them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from portfolio_kit.repository.code.syntax import dotted, walk
from portfolio_kit.repository.data.people import personal_columns
from portfolio_kit.repository.models.stages import is_test

if TYPE_CHECKING:
    from portfolio_kit.repository.code.facts import Function
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

_LEVELS = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log"})
# What gives all fields of a record at once.
_WHOLE = frozenset({"dict", "model_dump", "json", "model_dump_json", "__dict__"})


def logged_persons(repository: Repository) -> tuple[str, Evidence] | None:
    """Return a field about a person that is logged with the whole of a request, and where."""
    modules = [module for module in repository.modules if not is_test(module.path)]
    logging = [module for module in modules if module.mentions("log")]
    if not logging:
        return None
    fields = {node.name: told for module in modules for node in module.classes if (told := _fields(node))}
    for module in logging if fields else ():
        for function in sorted(module.functions, key=lambda function: function.line):
            for argument in [*function.node.args.args, *function.node.args.kwonlyargs]:
                kind = dotted(argument.annotation).rpartition(".")[2] if argument.annotation else ""
                line = _logged(function, argument.arg) if kind in fields else None
                if line is not None:
                    return fields[kind], module.evidence(function.line - function.node.lineno + line)
    return None


def _fields(node: ast.ClassDef) -> str:
    """The first field of a record that is about a person, as it is written there."""
    names = [
        part.target.id for part in node.body if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name)
    ]
    return next((name for name in names if personal_columns(name)), "")


def _logged(function: Function, argument: str) -> int | None:
    """The line where a function logs the whole of an argument, and not only some fields of it."""
    for node in walk(function.node):
        if not isinstance(node, ast.Call) or not _logs(node):
            continue
        parts = [part for value in node.args for part in walk(value)]
        in_part = {id(part.value) for part in parts if isinstance(part, ast.Attribute) and part.attr not in _WHOLE}
        if any(isinstance(part, ast.Name) and part.id == argument and id(part) not in in_part for part in parts):
            return node.lineno
    return None


def _logs(call: ast.Call) -> bool:
    receiver, _, last = dotted(call.func).rpartition(".")
    return last in _LEVELS and "log" in receiver.lower()
