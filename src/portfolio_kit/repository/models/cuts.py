"""Where the best of several cuts of a score is picked, as code looks for it, whatever it is the best by."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.bound import Scope
from portfolio_kit.repository.code.facts import Function
from portfolio_kit.repository.code.syntax import dotted, name_called, walk

HINTS = ("linspace", "arange", "_curve", "lambda", " for ")
"""What stands in code that may look for one."""
_COMPARED = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_SPACED = frozenset({"linspace", "arange"})
# These give the values at which scores can be cut.
_CURVES = frozenset({"precision_recall_curve", "roc_curve"})
_BEST = frozenset({"min", "max", "argmin", "argmax", "nanargmin", "nanargmax", "idxmin", "idxmax"})
_COUNTING = frozenset({"sum", "mean", "count_nonzero", "average", "nansum", "nanmean"})
_TIME = re.compile(r"date|day|week|month|year|hour|time|period|cutoff_?d|start|end", re.IGNORECASE)
_ONE_BY_ONE = (ast.ListComp, ast.GeneratorExp, ast.DictComp)
_FEW = 3


def cuts(scope: Scope, cutting: Mapping[str, frozenset[int]]) -> Iterator[int]:
    """Yield the lines where a scope picks the best cut; `cutting` are the functions that cut at an argument."""
    yield from _tried(scope)
    if cutting:
        yield from _handed_over(scope, cutting)


def cutting_functions(functions: Iterable[Function]) -> dict[str, frozenset[int]]:
    """Return the functions that cut something at one of their arguments and count or average what comes of it, with the
    positions of those arguments.
    """
    found: dict[str, frozenset[int]] = {}
    for function in functions:
        called = {name_called(node) for node in walk(function.node) if isinstance(node, ast.Call)}
        if called.isdisjoint(_COUNTING) or "fit" in called:
            continue
        names = [argument.arg for argument in function.node.args.args]
        cuts = {
            names.index(side.id)
            for node in walk(function.node)
            if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], _COMPARED)
            for side, other in ((node.comparators[0], node.left), (node.left, node.comparators[0]))
            if isinstance(side, ast.Name)
            and side.id in names
            and not _TIME.search(side.id)
            and any(isinstance(part, ast.Name) and part.id in names for part in walk(other))
        }
        if cuts:
            found[function.last] = frozenset(cuts)
    return found


def _tried(scope: Scope) -> Iterator[int]:
    """Yield where the best of several cuts of a score is picked, whatever it is the best by."""
    nodes = list(scope.placed())
    picks = any(isinstance(node, ast.Call) and name_called(node) in _BEST for node, _ in nodes)
    if not picks and not any(isinstance(node, ast.If) for node, _ in nodes):
        return
    for node, start in nodes:
        if _is_best_of_curve(node, scope) or any(
            _is_spaced(tried, scope) and any(_cuts_at(part, _names_in(target)) for part in inside)
            for tried, target, inside in _tries(node, picks=picks)
        ):
            yield node.lineno + start  # type: ignore[attr-defined]


def _is_best_of_curve(node: ast.AST, scope: Scope) -> bool:
    """Whether the cut is taken at which a curve is best: `cuts[argmax(f1)]`."""
    if not isinstance(node, ast.Subscript) or not isinstance(node.slice, (ast.Call, ast.Name)):
        return False
    at = scope.behind(node.slice)
    values = scope.given(node.value)
    is_of_curve = any(isinstance(value, ast.Call) and name_called(value) in _CURVES for value in values)
    return is_of_curve and isinstance(at, ast.Call) and name_called(at) in _BEST


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


def _names_in(target: ast.AST) -> set[str]:
    """The names that a loop or a lambda gives to what it goes through."""
    named = (
        part.id if isinstance(part, ast.Name) else part.arg
        for part in walk(target)
        if isinstance(part, (ast.Name, ast.arg))
    )
    return set(named)


def _is_spaced(node: ast.expr, scope: Scope) -> bool:
    """Whether something goes through values one after the other, as cuts of a score are tried."""
    node = scope.behind(node)
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
        and isinstance(node.ops[0], _COMPARED)
        and isinstance(node.comparators[0], ast.Name)
        and node.comparators[0].id in given
        and not isinstance(node.left, ast.Constant)
    )


def _handed_over(scope: Scope, cutting: Mapping[str, frozenset[int]]) -> Iterator[int]:
    """Yield the lines where the best place to cut is looked for: by the least or most that a function that cuts there
    gives, `min(bars, key=lambda bar: bill(y, p, bar))`, or by its values one after the other.
    """
    for node, start in scope.placed():
        if not isinstance(node, ast.Call) or name_called(node) not in _BEST or not node.args:
            continue
        key = next((word.value for word in node.keywords if word.arg == "key"), None)
        if isinstance(key, ast.Lambda):
            tried = {argument.arg for argument in key.args.args}
            if any(_hands_over(part, tried, cutting) for part in walk(key.body)):
                yield node.lineno + start
            continue
        given = node.args[0]
        values = scope.values.get(given.id, []) if isinstance(given, ast.Name) else [given]
        for value in values:
            if isinstance(value, _ONE_BY_ONE):
                tried = {part.id for one in value.generators for part in walk(one.target) if isinstance(part, ast.Name)}
                if any(_hands_over(part, tried, cutting) for part in walk(value)):
                    yield node.lineno + start
                    break


def _hands_over(node: ast.AST, tried: set[str], cutting: Mapping[str, frozenset[int]]) -> bool:
    """Whether a call hands what is tried to a function that cuts there."""
    return isinstance(node, ast.Call) and any(
        at < len(node.args) and isinstance(part := node.args[at], ast.Name) and part.id in tried
        for at in cutting.get(name_called(node), ())
    )
