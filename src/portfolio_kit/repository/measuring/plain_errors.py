"""Errors and costs that code works out in plain arithmetic, whatever it calls them.

`abs(sold - said).mean()` where a model said it is a mean absolute error under any name, and what charges the cases that
are missed otherwise than the false alarms, or too much otherwise than too little, is a cost of errors.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.bound import Scope
from portfolio_kit.repository.code.facts import Function
from portfolio_kit.repository.code.syntax import name_called, walk

if TYPE_CHECKING:
    from portfolio_kit.repository.code.live import Live
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.rubric.finding import Evidence

_HINTS = ("abs(", "** 2", "**2", "square(", "maximum(", "clip(", "fp", "~", "where(")
_ASKED = frozenset({"predict", "predict_proba", "decision_function", "forecast"})
_AVERAGING = frozenset({"mean", "nanmean", "average"})
_ABSOLUTE = frozenset({"abs", "absolute", "fabs"})
_PASSED = frozenset({"float", "round", "int", "to_numpy", "asarray", "array", "astype", "ravel", "flatten", "item"})
_ABOVE_NAUGHT = frozenset({"maximum", "clip", "max", "relu"})
_FALSE_ALARM = re.compile(r"(?:n_?)?(?:fp|false_?(?:pos|alarm)\w*)s?(?:_\w+)?", re.IGNORECASE)
_FOUND = re.compile(r"(?:n_?)?(?:tp|true_?pos\w*|hits?)s?(?:_\w+)?", re.IGNORECASE)
_MISSED = re.compile(r"(?:n_?)?(?:fn|false_?neg\w*|miss(?:es|ed)?)s?(?:_\w+)?", re.IGNORECASE)
_COMPARED = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_COUNTING = frozenset({"sum", "mean", "count_nonzero", "average", "nansum", "nanmean"})
_TIME = re.compile(r"date|day|week|month|year|hour|time|period|cutoff_?d|start|end", re.IGNORECASE)
_BEST = frozenset({"min", "max", "argmin", "argmax", "nanargmin", "nanargmax", "idxmin", "idxmax"})
_ONE_BY_ONE = (ast.ListComp, ast.GeneratorExp, ast.DictComp)
_MOST_STEPS = 8


def plain_errors(module: Module, live: Live) -> Iterator[tuple[str, int, ast.expr]]:
    """Yield the mean errors that a module works out: the metric, the line, what is averaged."""
    if module.mentions("abs(", "** 2", "**2", "square(") and module.mentions("predict", "forecast"):
        for scope in live.scopes(module):
            yield from mean_errors(scope)


def weighed(module: Module, live: Live) -> dict[str, Evidence]:
    """Return where the kinds of errors are charged what they cost, and where the best place to cut scores is chosen."""
    found: dict[str, Evidence] = {}
    if not module.mentions(*_HINTS):
        return found
    cuts = cutting(module.functions) if module.mentions("lambda", " for ") else {}
    for scope in live.scopes(module):
        for line in cuts_chosen(scope, cuts) if cuts else ():
            found.setdefault("a threshold choice", module.evidence(line))
        for line in charged(scope):
            found.setdefault("costs and benefits", module.evidence(line))
    return found


def mean_errors(scope: Scope) -> Iterator[tuple[str, int, ast.expr]]:
    """Yield the mean errors of what a model said that a scope works out: the metric, the line, what is averaged."""
    said = _said(scope)
    if not said:
        return
    rooted = {id(part) for node, _ in scope.placed() if _takes_root(node) for part in walk(node)}
    for node, start in scope.placed():
        if not isinstance(node, ast.Call) or name_called(node) not in _AVERAGING:
            continue
        on = node.args[0] if node.args else node.func.value if isinstance(node.func, ast.Attribute) else None
        found = _error(on, said) if on is not None else None
        if found is not None:
            yield "rmse" if found == "mse" and id(node) in rooted else found, node.lineno + start, node


def _takes_root(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        return isinstance(node.right, ast.Constant) and node.right.value == 0.5  # noqa: PLR2004
    return isinstance(node, ast.Call) and name_called(node) == "sqrt"


def _said(scope: Scope) -> set[str]:
    """The names of what a model was asked for, and what was only made another kind of."""
    said: set[str] = set()
    for _ in range(_MOST_STEPS):
        more = {
            name
            for name, values in scope.values.items()
            if name not in said and any(_is_said(value, said) for value in values)
        }
        if not more:
            break
        said |= more
    return said


def _is_said(value: ast.expr, said: set[str]) -> bool:
    for _ in range(_MOST_STEPS):
        if isinstance(value, ast.Call) and name_called(value) in _ASKED and value.args:
            return True
        if isinstance(value, ast.Call) and name_called(value) in _PASSED | _ABOVE_NAUGHT:
            on = value.func.value if isinstance(value.func, ast.Attribute) else None
            inner = on if on is not None and not (isinstance(on, ast.Name) and on.id in ("np", "numpy")) else None
            value = inner if inner is not None else value.args[0] if value.args else value.func
        elif isinstance(value, ast.Subscript):
            value = value.value
        else:
            break
    return isinstance(value, ast.Name) and value.id in said


def _error(node: ast.expr, said: set[str]) -> str | None:
    """The metric whose mean is taken, of what a model said: of sizes, of squares, or of how often it is right."""
    for _ in range(_MOST_STEPS):
        if isinstance(node, ast.Call) and name_called(node) in _ABSOLUTE:
            of = node.args[0] if node.args else node.func.value if isinstance(node.func, ast.Attribute) else None
            return "mae" if of is not None and _is_difference(of, said) else None
        if isinstance(node, ast.Call) and name_called(node) == "square" and node.args:
            return "mse" if _is_difference(node.args[0], said) else None
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            return "mse" if _is_difference(node.left, said) else None
        if isinstance(node, ast.Call) and name_called(node) in _PASSED:
            inner = node.func.value if isinstance(node.func, ast.Attribute) and not node.args else None
            if inner is None and not node.args:
                return None
            node = inner if inner is not None else node.args[0]
        else:
            return None
    return None


def _is_difference(node: ast.expr, said: set[str]) -> bool:
    """Whether it is how far what a model said is off something else that has a name."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Sub):
        return False
    sides = _is_said(node.left, said), _is_said(node.right, said)
    other = node.right if sides[0] else node.left
    return sides[0] != sides[1] and any(isinstance(part, ast.Name) for part in walk(other))


def charged(scope: Scope) -> Iterator[int]:
    """Yield the lines where a scope charges one kind of error otherwise than the other; a network that learns by that
    does not measure it.
    """
    for nodes, start in scope.parts:
        line = _charged(nodes)
        if line is not None and not any(isinstance(node, ast.Attribute) and node.attr == "backward" for node in nodes):
            yield line + start


def _charged(nodes: Sequence[ast.AST]) -> int | None:
    """The line of a sum, or of a choice, of two weights times the two kinds of errors."""
    divisors = {
        id(part)
        for node in nodes
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)
        for part in walk(node.right)
    }
    for node in nodes:
        sides: tuple[ast.expr, ast.expr] | None = None
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and id(node) not in divisors:
            sides = node.left, node.right
        elif isinstance(node, ast.Call) and name_called(node) == "where" and len(node.args) == 3:  # noqa: PLR2004
            sides = node.args[1], node.args[2]
        if sides is not None and any(map(_is_weighed, sides)) and _are_opposite(*sides):
            return sides[0].lineno
    return None


def _is_weighed(side: ast.expr) -> bool:
    return any(isinstance(part, ast.BinOp) and isinstance(part.op, ast.Mult) for part in walk(side))


def _are_opposite(one: ast.expr, other: ast.expr) -> bool:
    """Whether one side is of errors in one direction, and the other of those in the other."""
    # Too much against too little.
    if not _differences(one).isdisjoint({(right, left) for left, right in _differences(other)}):
        return True
    # What is missed against what is raised for nothing: two masks of the same names, one turned round.
    masks = _masks(one), _masks(other)
    if masks[0] and masks[1] and any(a != b and _names(a) == _names(b) for a in masks[0] for b in masks[1]):
        return True
    named = [{part.id for part in walk(side) if isinstance(part, ast.Name)} for side in (one, other)]
    # Beside what is found, what is missed and raised for nothing makes a score.
    if any(map(_FOUND.fullmatch, named[0] | named[1])):
        return False
    return any(
        any(map(_FALSE_ALARM.fullmatch, named[at])) and any(map(_MISSED.fullmatch, named[1 - at])) for at in (0, 1)
    )


def _differences(side: ast.expr) -> set[tuple[str, str]]:
    return {
        (ast.dump(part.left), ast.dump(part.right))
        for part in walk(side)
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Sub) and not isinstance(part.left, ast.Constant)
    }


def _masks(side: ast.expr) -> list[str]:
    """What two conditions at once pick, as it is written: `long & ~sent`, `(p == 1) & (y == 0)`."""
    return [
        ast.dump(part)
        for part in walk(side)
        if isinstance(part, ast.BinOp)
        and isinstance(part.op, ast.BitAnd)
        and any(isinstance(inner, (ast.Compare, ast.UnaryOp)) for inner in (part.left, part.right))
    ]


def _names(dump: str) -> frozenset[str]:
    return frozenset(re.findall(r"Name\(id='(\w+)'", dump))


def cutting(functions: Iterable[Function]) -> dict[str, frozenset[int]]:
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


def cuts_chosen(scope: Scope, cuts: dict[str, frozenset[int]]) -> Iterator[int]:
    """Yield the lines where the best place to cut is looked for: by the least or most that a function that cuts there
    gives, `min(bars, key=lambda bar: bill(y, p, bar))`, or by its values one after the other.
    """
    for node, start in scope.placed():
        if not isinstance(node, ast.Call) or name_called(node) not in _BEST or not node.args:
            continue
        key = next((word.value for word in node.keywords if word.arg == "key"), None)
        if isinstance(key, ast.Lambda):
            tried = {argument.arg for argument in key.args.args}
            if any(_cuts_at(part, tried, cuts) for part in walk(key.body)):
                yield node.lineno + start
            continue
        given = node.args[0]
        values = scope.values.get(given.id, []) if isinstance(given, ast.Name) else [given]
        for value in values:
            if isinstance(value, _ONE_BY_ONE):
                tried = {part.id for one in value.generators for part in walk(one.target) if isinstance(part, ast.Name)}
                if any(_cuts_at(part, tried, cuts) for part in walk(value)):
                    yield node.lineno + start
                    break


def _cuts_at(node: ast.AST, tried: set[str], cuts: dict[str, frozenset[int]]) -> bool:
    """Whether a call hands what is tried to a function that cuts there."""
    return isinstance(node, ast.Call) and any(
        at < len(node.args) and isinstance(part := node.args[at], ast.Name) and part.id in tried
        for at in cuts.get(name_called(node), ())
    )
