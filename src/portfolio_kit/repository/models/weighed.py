"""What code decides by how it reckons, however its functions are called: what errors cost, where scores are cut, which
rows come later, and how much each of several models counts.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from portfolio_kit.repository.code.syntax import dotted, name_called, string, walk

if TYPE_CHECKING:
    from portfolio_kit.repository.code.bound import Scope
    from portfolio_kit.repository.code.live import Live
    from portfolio_kit.repository.code.python import Module

COSTS, CUT, SPLIT, INTERVAL = "costs and benefits", "a threshold", "a split of its own", "an interval"
_ABOVE = (ast.Gt, ast.GtE)
_BELOW = (ast.Lt, ast.LtE)
_SPACED = frozenset({"linspace", "arange"})
# These give the values at which scores can be cut.
_CURVES = frozenset({"precision_recall_curve", "roc_curve"})
_PICKING = frozenset({"argmax", "argmin", "idxmax", "idxmin", "nanargmax", "nanargmin", "min", "max"})
_SUMMED = frozenset({"mean", "sum", "average", "nansum", "nanmean"})
_HINTS = ("linspace", "arange", "_curve", "where", "confusion_matrix", "&", "quantile", "<")
_QUANTILES = ("quantile", "reg:quantileerror")
_FEW = 3


def weighed(module: Module, live: Live) -> Iterator[tuple[str, int]]:
    """Yield what kinds of decisions a module takes where it runs, each with the line."""
    if not module.mentions(*_HINTS):
        return
    for scope in live.scopes(module):
        nodes = list(scope.placed())
        yield from _costs(scope, nodes)
        yield from ((CUT, line) for line in _cuts(scope, nodes))
        yield from ((SPLIT, line) for line in _later(scope, nodes))
        for node, start in nodes:
            # What learns a quantile bounds what it predicts.
            if isinstance(node, ast.keyword) and node.arg in ("loss", "objective") and string(node.value) in _QUANTILES:
                yield INTERVAL, node.value.lineno + start


def _costs(scope: Scope, nodes: list[tuple[ast.AST, int]]) -> Iterator[tuple[str, int]]:
    """Yield where one kind of error weighs more than another: `missed * 300 + alarms * 5`, both counted; or, of
    quantities, `where(gap > 0, gap * 0.7, gap * 0.1)`, summed up.
    """
    shares = {id(part) for node, _ in nodes if _is_share(node) for part in walk(node.right)}  # type: ignore[attr-defined]
    for node, start in nodes:
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)) and id(node) not in shares:
            if all(_is_weighed(side, scope) for side in (node.left, node.right)):
                yield COSTS, node.lineno + start
        elif isinstance(node, ast.Call) and name_called(node) in _SUMMED:
            of = [*node.args[:1], *([node.func.value] if isinstance(node.func, ast.Attribute) else [])]
            for value in of:
                one = _behind(value, scope)
                if isinstance(one, ast.Call) and name_called(one) == "where" and _is_by_sign(one, scope):
                    yield COSTS, node.lineno + start


def _is_share(node: ast.AST) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)


def _is_by_sign(call: ast.Call, scope: Scope) -> bool:
    """Whether `where` gives a difference another weight on each side of nothing: with both sides weighed otherwise."""
    if len(call.args) != _FEW or not isinstance(call.args[0], ast.Compare):
        return False
    test, *sides = call.args
    products = [[part for part in walk(side) if _is_product(part)] for side in sides]
    names = {name.id for name in walk(test) if isinstance(name, ast.Name)}
    return (
        all(products)
        and ast.dump(sides[0]) != ast.dump(sides[1])
        and all(not names.isdisjoint(scope.names_behind(side)) for side in sides)
    )


def _is_product(node: ast.AST) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult)


def _is_weighed(side: ast.expr, scope: Scope) -> bool:
    """Whether a number of errors of one kind is multiplied with what each of them weighs."""
    side = _behind(side, scope)
    while isinstance(side, ast.Call) and isinstance(side.func, ast.Attribute) and name_called(side) in _SUMMED:
        side = side.func.value
    if not isinstance(side, ast.BinOp) or not isinstance(side.op, ast.Mult):
        return False
    factors = list(_factors(side))
    counted = [factor for factor in factors if _is_counted(factor, scope)]
    return len(counted) == 1 and len(factors) > 1


def _factors(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        yield from _factors(node.left)
        yield from _factors(node.right)
    else:
        yield node


def _is_counted(node: ast.expr, scope: Scope) -> bool:
    """Whether something is a kind of errors: a cell of a confusion matrix, or the rows that are one and said to be
    another, `((truth == 1) & ~said).sum()`.
    """
    for value in (node, *_values(node, scope)):
        inside = [value, *_values(value.value, scope)] if isinstance(value, ast.Subscript) else [value]
        for one in inside:
            for part in walk(one):
                if isinstance(part, ast.Call) and name_called(part) == "confusion_matrix":
                    return True
                if isinstance(part, ast.BinOp) and isinstance(part.op, ast.BitAnd):
                    sides = (part.left, part.right)
                    if all(isinstance(side, (ast.Compare, ast.UnaryOp, ast.Name)) for side in sides) and any(
                        isinstance(side, (ast.Compare, ast.UnaryOp)) for side in sides
                    ):
                        return True
    return False


def _values(node: ast.expr, scope: Scope) -> list[ast.expr]:
    return scope.values.get(node.id, []) if isinstance(node, ast.Name) else []


def _behind(node: ast.expr, scope: Scope) -> ast.expr:
    """What a name stands for, where it is given one thing."""
    values = _values(node, scope)
    return values[0] if len(values) == 1 else node


def _cuts(scope: Scope, nodes: list[tuple[ast.AST, int]]) -> Iterator[int]:
    """Yield where the best of several cuts of a score is picked, whatever it is the best by."""
    picks = any(isinstance(node, ast.Call) and name_called(node) in _PICKING for node, _ in nodes)
    for node, start in nodes:
        if _is_best_of_curve(node, scope) or any(
            _is_spaced(tried, scope) and any(_cuts_at(part, _given(target)) for part in inside)
            for tried, target, inside in _tries(node, picks=picks)
        ):
            yield node.lineno + start  # type: ignore[attr-defined]


def _is_best_of_curve(node: ast.AST, scope: Scope) -> bool:
    """Whether the cut is taken at which a curve is best: `cuts[argmax(f1)]`."""
    if not isinstance(node, ast.Subscript) or not isinstance(node.slice, (ast.Call, ast.Name)):
        return False
    at = _behind(node.slice, scope)
    values = _values(node.value, scope)
    is_of_curve = any(isinstance(value, ast.Call) and name_called(value) in _CURVES for value in values)
    return is_of_curve and isinstance(at, ast.Call) and name_called(at) in _PICKING


def _tries(node: ast.AST, *, picks: bool) -> Iterator[tuple[ast.expr, ast.AST, list[ast.AST]]]:
    """Yield the values that something goes through to keep the best, what each of them is called, and what is done;
    `picks` where something is picked in the same function.
    """
    if isinstance(node, ast.Call) and dotted(node.func) in ("min", "max") and node.args:
        key = next((word.value for word in node.keywords if word.arg == "key"), None)
        if isinstance(key, ast.Lambda):
            yield node.args[0], key.args, walk(key.body)
    elif isinstance(node, ast.For):
        inside = [part for item in node.body for part in walk(item)]
        if picks or any(isinstance(part, ast.If) and isinstance(part.test, ast.Compare) for part in inside):
            yield node.iter, node.target, inside
    elif isinstance(node, (ast.ListComp, ast.GeneratorExp, ast.DictComp)) and picks:
        for generator in node.generators:
            yield generator.iter, generator.target, walk(node)


def _given(target: ast.AST) -> set[str]:
    """The names that a loop or a lambda gives to what it goes through."""
    named = (
        part.id if isinstance(part, ast.Name) else part.arg
        for part in walk(target)
        if isinstance(part, (ast.Name, ast.arg))
    )
    return set(named)


def _is_spaced(node: ast.expr, scope: Scope) -> bool:
    """Whether something goes through values one after the other, as cuts of a score are tried."""
    node = _behind(node, scope)
    if isinstance(node, ast.Call):
        return name_called(node) in _SPACED
    if isinstance(node, (ast.List, ast.Tuple)):
        numbers = [part.value for part in node.elts if isinstance(part, ast.Constant)]
        return len(numbers) >= _FEW and all(isinstance(number, float) and 0 < number < 1 for number in numbers)
    return False


def _cuts_at(node: ast.AST, given: set[str]) -> bool:
    """Whether something is taken from one of the given values on: `risk >= cut`."""
    return (
        isinstance(node, ast.Compare)
        and len(node.ops) == 1
        and isinstance(node.ops[0], (*_ABOVE, *_BELOW))
        and isinstance(node.comparators[0], ast.Name)
        and node.comparators[0].id in given
        and not isinstance(node.left, ast.Constant)
    )


def _later(scope: Scope, nodes: list[tuple[ast.AST, int]]) -> Iterator[int]:
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
    part = _behind(part, scope)
    while isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
        part = part.func.value
    if not isinstance(part, ast.Subscript):
        return None
    test = _behind(part.slice, scope)
    return test if isinstance(test, ast.Compare) and len(test.ops) == 1 else None
