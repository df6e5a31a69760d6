"""Rules of somebody's own: scores that are added up point by point, and answers that bounds on several things give."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from typing import TypeGuard

from portfolio_kit.repository.code.facts import Function
from portfolio_kit.repository.code.syntax import walk, words_in

# What a row of rules that answer is called among the decisions.
RULES = "rules of its own"
# How many things are looked at, in as many branches, before what they come to is one score.
_SEVERAL = 5
_BOUNDS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


def rule_of(function: Function) -> str | None:
    """Return what kind of rule a function is, if any."""
    if _is_scored(function):
        return "a score of its own"
    return RULES if _answers_by_rules(function) else None


def _is_scored(function: Function) -> bool:
    """Whether a function adds points of its own to one score, by bounds on several things that it is told."""
    added: Counter[str] = Counter()
    asked: dict[str, set[str]] = {}
    for branch in walk(function.node):
        if isinstance(branch, ast.If) and (looked_at := _bounded(branch.test)):
            for name in _points(branch.body):
                added[name] += 1
                asked.setdefault(name, set()).add(looked_at)
    return any(count >= _SEVERAL and len(asked[name]) >= _SEVERAL - 2 for name, count in added.items())


def _answers_by_rules(function: Function) -> bool:
    """Whether a function answers by a row of rules: bounds on several things lead to a few answers, each time again.

    What checks its input answers differently, or yes or no, wherever it stops.
    """
    given: Counter[str] = Counter()
    asked: set[str] = set()
    for branch in walk(function.node):
        if isinstance(branch, ast.If) and (looked_at := _bounded(branch.test)):
            for part in branch.body:
                if isinstance(part, ast.Return) and _is_answer(part.value):
                    given[ast.dump(part.value)] += 1
                    asked.add(looked_at)
    again = [count for count in given.values() if count > 1]
    return given.total() >= _SEVERAL and len(asked) >= _SEVERAL - 2 and len(again) > 1


def _is_answer(value: ast.expr | None) -> TypeGuard[ast.expr]:
    """Whether a value is one of a few that are told apart by more than yes and no: a text, a number, one of an enum."""
    if isinstance(value, ast.Constant):
        return value.value not in (None, True, False)
    return isinstance(value, ast.Attribute)


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
