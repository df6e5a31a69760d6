"""Scores that are added up point by point: a rule of somebody's own, with what each thing counts and from where on."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from portfolio_kit.repository.code.facts import Function
from portfolio_kit.repository.code.syntax import walk, words_in

# How many things are looked at, in as many branches, before what they come to is one score.
_SEVERAL = 5
_BOUNDS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


def is_scored(function: Function) -> bool:
    """Whether a function adds points of its own to one score, by bounds on several things that it is told."""
    added: Counter[str] = Counter()
    asked: dict[str, set[str]] = {}
    for branch in walk(function.node):
        if isinstance(branch, ast.If) and (looked_at := _bounded(branch.test)):
            for name in _points(branch.body):
                added[name] += 1
                asked.setdefault(name, set()).add(looked_at)
    return any(count >= _SEVERAL and len(asked[name]) >= _SEVERAL - 2 for name, count in added.items())


def _bounded(test: ast.expr) -> str:
    """What a condition holds against a bound that stands there as a number, empty where it does nothing of the kind."""
    for part in walk(test):
        if isinstance(part, ast.Compare) and isinstance(part.ops[0], _BOUNDS) and _is_number(part.comparators[0]):
            return words_in(part.left)
    return ""


def _points(body: list[ast.stmt]) -> Iterator[str]:
    """The names to which statements add a number."""
    for part in body:
        if (
            isinstance(part, ast.AugAssign)
            and isinstance(part.op, (ast.Add, ast.Sub))
            and isinstance(part.target, ast.Name)
            and _is_number(part.value)
        ):
            yield part.target.id


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and not isinstance(node.value, bool)
