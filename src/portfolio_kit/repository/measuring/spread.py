"""Whether what was measured fold by fold is kept, and its spread computed, through whatever hands it goes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from portfolio_kit.repository.code.syntax import name_called, walk

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module

_SPREADS = frozenset({"std", "stdev", "pstdev", "nanstd", "sem"})
_KEEPING = frozenset({"append", "extend"})
_TABLES = frozenset({"DataFrame", "from_records"})
_SUMMING = frozenset({"agg", "aggregate"})
_PAIR = 2


def spread_over_folds(module: Module, dead: frozenset[int]) -> Iterator[int]:
    """Yield the lines on which the spread is taken of what loops over folds have collected."""
    for tree, start in module.trees:
        nodes = [node for node in walk(tree) if id(node) not in dead]
        kept = {name for node in nodes if _goes_over_folds(node) for name in _kept(node)}
        if kept:
            kept = _handed_on(nodes, kept)
            for node in nodes:
                if isinstance(node, ast.Call) and name_called(node) in _SPREADS:
                    taken = {*_names(node), *_over(node)}
                    if not kept.isdisjoint(taken):
                        yield node.lineno + start


def spread_in_summary(module: Module, dead: frozenset[int]) -> Iterator[int]:
    """Yield the lines where a table of what a loop of fits has collected is summed up with its spread:
    `pd.DataFrame(rows).groupby("method").agg(["mean", "std"])`.
    """
    for tree, start in module.trees:
        nodes = [node for node in walk(tree) if id(node) not in dead]
        kept = {name for node in nodes if isinstance(node, ast.For) and _asks(node) for name in _kept(node)}
        tables = {
            target.id
            for node in nodes
            if isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and name_called(node.value) in _TABLES
            and not kept.isdisjoint(_names(node.value))
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in nodes if tables else ():
            if not isinstance(node, ast.Call) or name_called(node) not in _SUMMING or tables.isdisjoint(_over(node)):
                continue
            if any(isinstance(part, ast.Constant) and part.value == "std" for part in walk(node)):
                yield node.lineno + start


def _asks(loop: ast.For) -> bool:
    return any(
        isinstance(node, ast.Call) and name_called(node) in ("fit", "predict", "predict_proba") for node in walk(loop)
    )


def _goes_over_folds(node: ast.AST) -> bool:
    """Whether a loop goes over pairs of rows to learn from and rows to measure on: `for a, b in folds.split(x)`."""
    return (
        isinstance(node, ast.For)
        and any(
            isinstance(part, ast.Call)
            and isinstance(part.func, ast.Attribute)
            and part.func.attr == "split"
            and part.args
            for part in walk(node.iter)
        )
        and any(isinstance(part, ast.Tuple) and len(part.elts) >= _PAIR for part in walk(node.target))
    )


def _kept(loop: ast.AST) -> Iterator[str]:
    """Yield the names of what a loop collects into: `scores`, the `found` of `found["tree"].append(…)`."""
    for node in walk(loop):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _KEEPING:
            yield from _root(node.func.value)
        elif isinstance(node, (ast.Assign, ast.AugAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Subscript):
                    yield from _root(target)


def _handed_on(nodes: list[ast.AST], kept: set[str]) -> set[str]:
    """The names with those that the same values have elsewhere: of a loop, of what a function is given."""
    functions = {node.name: node for node in nodes if isinstance(node, ast.FunctionDef)}
    while True:
        found = set(kept)
        for node in nodes:
            if isinstance(node, (ast.For, ast.comprehension)) and not found.isdisjoint(_names(node.iter)):
                found |= _names(node.target)
            elif isinstance(node, ast.Assign) and not found.isdisjoint(_names(node.value)):
                found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions:
                parameters = functions[node.func.id].args.args
                found |= {
                    parameter.arg
                    for parameter, value in zip(parameters, node.args, strict=False)
                    if not found.isdisjoint(_names(value))
                }
        if found == kept:
            return kept
        kept = found


def _root(value: ast.expr) -> Iterator[str]:
    while isinstance(value, (ast.Subscript, ast.Attribute)):
        value = value.value
    if isinstance(value, ast.Name):
        yield value.id


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in walk(node) if isinstance(part, ast.Name)}


def _over(call: ast.Call) -> set[str]:
    """The names of what a method is called on: `scores.std()`."""
    return _names(call.func)
