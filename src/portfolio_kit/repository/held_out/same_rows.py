"""Loaders that give the rows to learn from under the name of those that were held out.

`load("test")` that never asks which part it is to load, or that looks "train" and "test" up in a table where both are
one and the same, and a file that is read twice, once under each name.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.bound import Scope
from portfolio_kit.repository.code.facts import Function
from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import name_called, string, walk
from portfolio_kit.repository.models.stages import is_test

_LEARNED = re.compile(
    r"(?:^|_)(?:train(?:ing)?|treino|entrenamiento|entra[iî]nement|training(?:s\w*)?)(?:$|_)", re.IGNORECASE
)
_HELD_OUT = re.compile(
    r"(?:^|_)(?:tests?|val|valid|validation|holdout|held_?out|eval|teste|prueba|pruefung)(?:$|_)", re.IGNORECASE
)
_READING = re.compile(r"read_\w+|load_\w+|fetch_\w+|load|loadtxt|genfromtxt")
_PARTS = ("test", "val", "valid", "validation", "holdout", "eval", "dev", "teste", "prueba")
_WHOLE = ("train", "training", "treino", "entrenamiento")


def pretending(modules: Sequence[Module]) -> frozenset[str]:
    """Return the functions that give the same rows whether they are asked for those to learn from or for others."""
    return frozenset(
        function.last
        for module in modules
        if module.mentions(*(f"'{word}'" for word in _PARTS), *(f'"{word}"' for word in _PARTS))
        for function in module.functions
        if not function.in_class and _gives_one(module, function)
    )


def gives_same_rows(module: Module, live: Live, loaders: frozenset[str]) -> bool:
    """Whether what a module calls held out has the rows that it learns from."""
    reads = module.mentions("test", "val", "hold", "eval", "prueba") and module.mentions("read_", "load_", "fetch_")
    if is_test(module.path) or not (reads or (loaders and module.mentions(*loaders))):
        return False
    return same_rows(live.scopes(module), loaders) is not None


def same_rows(scopes: Iterable[Scope], loaders: frozenset[str]) -> int | None:
    """Return the line where what is called held out is given the rows that are learned from; None where it is not."""
    for scope in scopes:
        learned: dict[str, str] = {}
        held_out: dict[str, tuple[str, int]] = {}
        for name, call, line in _named_calls(scope):
            if name_called(call) in loaders and any(string(part) in _PARTS for part in _given(call)):
                return line
            if _READING.fullmatch(name_called(call)) and any(map(string, call.args)):
                if _LEARNED.search(name):
                    learned[ast.dump(call)] = name
                elif _HELD_OUT.search(name):
                    held_out[ast.dump(call)] = name, line
        for read, (name, line) in held_out.items():
            if read in learned and not _are_cut(scope, {name, learned[read]}):
                return line
    return None


def _named_calls(scope: Scope) -> Iterator[tuple[str, ast.Call, int]]:
    """Yield the calls that a scope gives a name to which it gives nothing else, with the line."""
    for node, start in scope.placed():
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.value, ast.Call):
            target = node.targets[0]
            # What is given other rows later is no longer what was read.
            if isinstance(target, ast.Name) and len(scope.values.get(target.id, ())) == 1:
                yield target.id, node.value, node.lineno + start


def _given(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(word.value for word in call.keywords)]


def _are_cut(scope: Scope, names: set[str]) -> bool:
    """Whether rows of what was read are picked: by numbers, by a condition, or by a method that drops some."""
    for node, _ in scope.placed():
        on = node.value if isinstance(node, ast.Subscript) else None
        if isinstance(on, ast.Attribute) and on.attr in ("iloc", "loc"):
            on = on.value
        is_of_rows = isinstance(node, ast.Subscript) and not isinstance(node.slice, (ast.Constant, ast.List, ast.Name))
        if is_of_rows and isinstance(on, ast.Name) and on.id in names:
            return True
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("drop", "sample", "query", "head", "tail", "filter", "truncate")
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id in names
        ):
            return True
    return False


def _gives_one(module: Module, function: Function) -> bool:
    """Whether a function is told which part to give, and what it gives does not hang on that."""
    if function.decorators or not _is_told_part(module, function):
        return False
    nodes = walk(function.node)
    if not any(isinstance(node, ast.Return) and node.value is not None for node in nodes):
        return False
    told = [argument.arg for argument in function.node.args.args]
    return any(_hangs_on_nothing(module, nodes, name) for name in told)


def _is_told_part(module: Module, function: Function) -> bool:
    """Whether a module asks a function for both: rows to learn from, and others."""
    asked = [
        {text for part in _given(call.node) if (text := string(part))}
        for call in module.calls
        if call.last == function.last
    ]
    texts = set().union(*asked) if asked else set()
    defaults = {text for part in function.node.args.defaults if (text := string(part))}
    return not texts.isdisjoint(_PARTS) and not (texts | defaults).isdisjoint(_WHOLE)


def _hangs_on_nothing(module: Module, nodes: Sequence[ast.AST], name: str) -> bool:
    """Whether a function that is told a part reads it nowhere, or only looks it up where all parts are the same."""
    read = [node for node in nodes if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)]
    if not read:
        return len([node for node in nodes if isinstance(node, ast.arg) and node.arg not in ("self", "cls")]) == 1
    looked_up = {
        id(node.slice)
        for node in nodes
        if isinstance(node, ast.Subscript) and _are_one(_table(module, nodes, node.value))
    }
    return all(id(node) in looked_up for node in read)


def _table(module: Module, nodes: Sequence[ast.AST], value: ast.expr) -> ast.Dict | None:
    """The table that an expression is: it stands there, or is what a name was given."""
    if isinstance(value, ast.Dict):
        return value
    if not isinstance(value, ast.Name):
        return None
    given = [
        node.value
        for node in (*nodes, *module.assignments)
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == value.id for target in node.targets)
    ]
    return given[0] if given and isinstance(given[0], ast.Dict) else None


def _are_one(table: ast.Dict | None) -> bool:
    """Whether a table gives the same for what is learned from and for each part that is held out."""
    if table is None:
        return False
    entries = {string(key) or "": ast.dump(value) for key, value in zip(table.keys, table.values, strict=True) if key}
    learned = {value for key, value in entries.items() if key in _WHOLE}
    held_out = {value for key, value in entries.items() if key in _PARTS}
    return bool(learned) and bool(held_out) and held_out <= learned
