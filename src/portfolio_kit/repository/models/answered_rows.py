"""Rows that code reads to have them answered: it asks a model about them and writes down what that says, and holds
nothing of it against a truth.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterable, Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import name_called, walk
from portfolio_kit.repository.models.asked_rows import WRITING
from portfolio_kit.repository.models.stages import EVALUATE, TRAIN, stage_of

_READING = frozenset({
    "read_csv", "read_parquet", "read_excel", "read_json", "read_sql", "read_sql_query", "read_feather", "read_table",
})  # fmt: skip
# What hands on a part of the rows that are learned from.
_DIVIDING = re.compile(r"split|fold", re.IGNORECASE)
_MOST_ROUNDS = 3


def readers(modules: Iterable[Module]) -> frozenset[str]:
    """Return the names of what reads a table: a library's, and those of the project's functions that do and learn
    nothing of it.
    """
    own = {
        function.last
        for module in modules
        if not module.is_notebook and module.mentions(*_READING)
        for function in module.functions
        if _only_reads(module.calls_in.get(function.name, ()))
    }
    return _READING | own


def _only_reads(calls: Iterable[Call]) -> bool:
    lasts = {call.last for call in calls}
    return not lasts.isdisjoint(_READING) and not any(map(_DIVIDING.search, lasts)) and "fit" not in lasts


def answers_what_it_reads(module: Module, asked: Call, reading: Collection[str]) -> bool:
    """Whether a function reads rows, asks a model about them and writes a table of the answers, and neither learns nor
    measures there: `rows = load(path)`, `rows["rents"] = model.predict(rows)`, `rows.to_csv(answers)`.
    """
    function = next((one for one in module.functions if one.name == asked.scope), None)
    if function is None or not asked.node.args:
        return False
    calls = module.calls_in.get(asked.scope, ())
    if not any(call.last in WRITING for call in calls) or any(stage_of(call) in (EVALUATE, TRAIN) for call in calls):
        return False
    given = list(_given(function.node))
    rows = {part.id for part in walk(asked.node.args[0]) if isinstance(part, ast.Name)}
    read = _from(given, lambda value: _calls(value, reading) and not _divides(value))
    if rows.isdisjoint(read):
        return False
    answers = _from(given, lambda value: any(part is asked.node for part in walk(value)))
    return any(call.last in WRITING and not answers.isdisjoint(_names(call.node)) for call in calls)


def _given(function: ast.AST) -> Iterator[tuple[set[str], ast.expr]]:
    """Yield the name that each assignment binds or puts something into, with what it gives that; several at once are
    parts of something that was divided.
    """
    for node in walk(function):
        if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield {name for target in targets if (name := _bound(target))}, node.value


def _bound(target: ast.expr) -> str:
    """What an assignment changes: `rows` of `rows["rents"] = …`."""
    while isinstance(target, (ast.Subscript, ast.Attribute)):
        target = target.value
    return target.id if isinstance(target, ast.Name) else ""


def _from(given: list[tuple[set[str], ast.expr]], begins: Callable[[ast.expr], bool]) -> set[str]:
    """The names that hold what begins somewhere, or what is made of it, unless it was divided."""
    found: set[str] = set()
    for _ in range(_MOST_ROUNDS):
        before = len(found)
        for names, value in given:
            if begins(value) or (not found.isdisjoint(_names(value)) and not _divides(value)):
                found |= names
        if len(found) == before:
            break
    return found


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in walk(node) if isinstance(part, ast.Name)}


def _calls(value: ast.expr, names: Collection[str]) -> bool:
    return any(isinstance(part, ast.Call) and name_called(part) in names for part in walk(value))


def _divides(value: ast.expr) -> bool:
    return any(isinstance(part, ast.Call) and _DIVIDING.search(name_called(part)) for part in walk(value))
