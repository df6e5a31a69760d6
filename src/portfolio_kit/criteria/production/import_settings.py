"""Which variables of the environment have to be set before the tests can import what they test."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from portfolio_kit.criteria.phrases import cited
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called, string, walk
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.repository import Repository

_READING = frozenset({"os.getenv", "os.environ.get", "getenv", "environ.get"})
# What is handed an address as it is called, and raises where that is None.
_CONNECTING = frozenset({"create_engine", "create_async_engine"})
_INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.Try, ast.If)


def needed_settings(repository: Repository) -> str:
    """What a workflow has to set, as a sentence that follows another: a variable without which a module that the tests
    lead to raises as it is imported. Nothing where the tests name it themselves or a file of settings is here.
    """
    tests = [module for module in repository.scripts if is_test(module.path)]
    if any(file.name == ".env" for file in repository.files):
        return ""
    led_to = {other.path: other for test in tests for other in repository.reach.reached(test)}.values()
    modules = [module for module in led_to if not is_test(module.path)]
    for module in modules:
        for name, line in _needed(module, modules):
            if not any(test.mentions(name) for test in tests):
                place = cited(module.evidence(line))
                return f" Set {name} in it, too: without it {place} stops as it is imported."
    return ""


def _needed(module: Module, modules: Sequence[Module]) -> Iterator[tuple[str, int]]:
    """Yield the variables without which the top of a module raises, with the line."""
    if not module.mentions("environ", *_CONNECTING):
        return
    for tree, start in module.trees:
        for part in _at_once(tree):
            name = None
            if isinstance(part, ast.Subscript) and isinstance(part.ctx, ast.Load):
                name = string(part.slice) if dotted(part.value).endswith("environ") else None
            elif isinstance(part, ast.Call) and name_called(part) in _CONNECTING and part.args:
                name = _read(part.args[0]) or _kept_in(part.args[0], module, modules)
            if name:
                yield name, part.lineno + start


def _at_once(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield what runs whenever a module is imported: nothing of functions, conditions and what catches an error."""
    for statement in tree.body:
        if not isinstance(statement, _INNER):
            yield from (part for part in walk(statement) if isinstance(part, ast.expr))


def _read(value: ast.expr) -> str | None:
    """Return the variable that a call reads without a default."""
    if isinstance(value, ast.Call) and dotted(value.func) in _READING and len(value.args) == 1 and not value.keywords:
        return string(value.args[0])
    return None


def _kept_in(value: ast.expr, module: Module, modules: Sequence[Module]) -> str | None:
    """Return the variable that a name holds, which the module or one that it imports the name from gives to it once."""
    if not isinstance(value, ast.Name):
        return None
    owner = module.aliases.get(value.id, "").rpartition(".")[0].lstrip(".").replace(".", "/")
    places = [module, *(other for other in modules if owner and other.path.endswith(f"{owner}.py"))]
    given = [
        node.value
        for place in places
        for node in place.assignments
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and target.id == value.id and node.value is not None
    ]
    return _read(given[0]) if len(given) == 1 else None
