"""What code decides by how it reckons, however its functions are called: what errors cost, where scores are cut, which
rows come later, and between which bounds a prediction lies.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from portfolio_kit.repository.code.syntax import string
from portfolio_kit.repository.models import costs, cuts

if TYPE_CHECKING:
    from portfolio_kit.repository.code.bound import Scope
    from portfolio_kit.repository.code.live import Live
    from portfolio_kit.repository.code.python import Module

COSTS, CUT, SPLIT, INTERVAL = "costs and benefits", "a threshold", "a split of its own", "an interval"
_ABOVE = (ast.Gt, ast.GtE)
_BELOW = (ast.Lt, ast.LtE)
_HINTS = ("quantile", "<")
_QUANTILES = ("quantile", "reg:quantileerror")


def weighed(module: Module, live: Live) -> Iterator[tuple[str, int]]:
    """Yield what kinds of decisions a module takes where it runs, each with the line."""
    yield from charged_or_cut(module, live)
    for scope in live.scopes(module) if module.mentions(*_HINTS) else ():
        nodes = list(scope.placed())
        yield from ((SPLIT, line) for line in _later(scope, nodes))
        for node, start in nodes:
            # What learns a quantile bounds what it predicts.
            if isinstance(node, ast.keyword) and node.arg in ("loss", "objective") and string(node.value) in _QUANTILES:
                yield INTERVAL, node.value.lineno + start


def charged_or_cut(module: Module, live: Live) -> Iterator[tuple[str, int]]:
    """Yield where a module weighs what errors cost, and where it picks the best cut of a score, with the line."""
    may_cost, may_cut = module.mentions(*costs.HINTS), module.mentions(*cuts.HINTS)
    if may_cost or may_cut:
        cutting = cuts.cutting_functions(module.functions) if module.mentions("lambda", " for ") else {}
        for scope in live.scopes(module):
            yield from ((COSTS, line) for line in costs.costs(scope)) if may_cost else ()
            yield from ((CUT, line) for line in cuts.cuts(scope, cutting)) if may_cut else ()


def _later(scope: Scope, nodes: Sequence[tuple[ast.AST, int]]) -> Iterator[int]:
    """Yield where a function gives back the rows before a bound and those from it on: `rows[day < end]` and
    `rows[day >= end]`.

    A group that is looked at is not handed over together with the others.
    """
    for node, start in nodes:
        if not isinstance(node, ast.Return) or not isinstance(node.value, ast.Tuple):
            continue
        tests = [test for part in node.value.elts if (test := _bound_of(part, scope)) is not None]
        for test in tests:
            if isinstance(test.ops[0], _BELOW) and any(
                isinstance(other.ops[0], _ABOVE)
                and ast.dump(other.left) == ast.dump(test.left)
                and ast.dump(other.comparators[0]) == ast.dump(test.comparators[0])
                for other in tests
            ):
                yield node.lineno + start
                break


def _bound_of(part: ast.expr, scope: Scope) -> ast.Compare | None:
    """The comparison with a bound that picks some rows of a table."""
    part = scope.behind(part)
    while isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
        part = part.func.value
    if not isinstance(part, ast.Subscript):
        return None
    test = scope.behind(part.slice)
    return test if isinstance(test, ast.Compare) and len(test.ops) == 1 else None
