"""Metrics that are kept in a table and called from there.

`METRICS = {"f1": f1_score}` and `for name, metric in METRICS.items(): metric(y_test, said)` or
`METRICS[name](y_test, said)`; or a registry: `metrics.register("f1", f1_score)` and `metrics.get(name)(y_test, said)`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from portfolio_kit.repository.code.bound import Scope
from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, walk
from portfolio_kit.repository.measuring.taken import metrics_of_function

_Tables = dict[str, tuple[str, ...]]
_ADDING = frozenset({"register", "add", "append", "add_metric"})
_FEWEST_GIVEN, _MOST_SOURCES = 2, 20


def tables(modules: Sequence[Module]) -> _Tables:
    """Return the metrics whose functions are kept under each name, by the variable that they are kept in."""
    found: dict[str, list[str]] = {}
    for module in modules:
        if not module.mentions("metrics"):
            continue
        for node in module.assignments:
            if isinstance(node.value, (ast.Dict, ast.List, ast.Tuple)):
                for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                    found.setdefault(dotted(target).rpartition(".")[2], []).extend(_functions_in(node.value))
        for call in module.calls:
            owner, _, last = call.name.rpartition(".")
            if last in _ADDING and owner:
                given = [*call.node.args, *(keyword.value for keyword in call.node.keywords)]
                kept = [metric for value in given for metric in _functions_in(value)]
                found.setdefault(owner.rpartition(".")[2], []).extend(kept)
    return {name: tuple(dict.fromkeys(metrics)) for name, metrics in found.items() if name and metrics}


def looked_up(module: Module, live: Live, kept: _Tables) -> Iterator[tuple[tuple[str, ...], ast.Call, int]]:
    """Yield the calls of what is looked up in a table of metrics, with the metrics of the table and the line."""
    if not module.mentions(*kept) and not module.mentions("_score", "_error"):
        return
    for scope in live.scopes(module):
        read: dict[int, tuple[str, ...]] = {}
        for node, start in scope.placed():
            if isinstance(node, ast.Call) and len(node.args) + len(node.keywords) >= _FEWEST_GIVEN:
                metrics: list[str] = []
                for source in _sources(node.func, scope)[:_MOST_SOURCES]:
                    if id(source) not in read:
                        read[id(source)] = tuple(_kept_in(source, kept))
                    metrics += read[id(source)]
                if metrics:
                    yield tuple(dict.fromkeys(metrics)), node, node.lineno + start


def _sources(called: ast.expr, scope: Scope) -> list[ast.expr]:
    """Where what is called may come from: `metric` from what it is given or goes through; else it says so."""
    if isinstance(called, ast.Name):
        return scope.of(called.id)
    return [called] if isinstance(called, (ast.Subscript, ast.Call)) else []


def _kept_in(source: ast.expr, kept: _Tables) -> Iterator[str]:
    """The metrics of the table that an expression looks something up in, or that it lists itself."""
    looked = source.func if isinstance(source, ast.Call) else source
    table = looked.value if isinstance(looked, (ast.Subscript, ast.Attribute)) else looked
    if isinstance(table, (ast.Name, ast.Attribute)):
        yield from kept.get(dotted(table).rpartition(".")[2], ())
    elif isinstance(table, (ast.Dict, ast.List, ast.Tuple)):
        yield from _functions_in(table)


def _functions_in(node: ast.expr) -> Iterator[str]:
    """The metrics whose functions stand in an expression and are not called there."""
    called = {id(part.func) for part in walk(node) if isinstance(part, ast.Call)}
    for part in walk(node):
        if isinstance(part, (ast.Name, ast.Attribute)) and id(part) not in called:
            yield from metrics_of_function(dotted(part))
