"""What kinds of errors cost, as code reckons it, whatever it calls them.

What weighs the cases that are missed otherwise than the false alarms, or too much otherwise than too little:
`missed * 300 + alarms * 5` with both counted, `where(gap > 0, gap * 0.7, gap * 0.1)`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.bound import Scope
from portfolio_kit.repository.code.syntax import name_called, walk

HINTS = ("maximum(", "clip(", "fp", "~", "where", "confusion_matrix", "&")
"""What stands in code that may reckon so."""
_SUMMED = frozenset({"mean", "sum", "average", "nansum", "nanmean"})
_SIDES = 3
_FALSE_ALARM = re.compile(r"(?:n_?)?(?:fp|false_?(?:pos|alarm)\w*)s?(?:_\w+)?", re.IGNORECASE)
_FOUND = re.compile(r"(?:n_?)?(?:tp|true_?pos\w*|hits?)s?(?:_\w+)?", re.IGNORECASE)
_MISSED = re.compile(r"(?:n_?)?(?:fn|false_?neg\w*|miss(?:es|ed)?)s?(?:_\w+)?", re.IGNORECASE)


def costs(scope: Scope) -> Iterator[int]:
    """Yield the lines where a scope weighs one kind of error otherwise than the other, each once."""
    yield from dict.fromkeys([*_counted_and_weighed(scope), *_charged_apart(scope)])


def _counted_and_weighed(scope: Scope) -> Iterator[int]:
    """Yield where one kind of error weighs more than another: `missed * 300 + alarms * 5`, both counted; or, of
    quantities, `where(gap > 0, gap * 0.7, gap * 0.1)`, summed up.
    """
    nodes = list(scope.placed())
    shares = {id(part) for node, _ in nodes if _is_share(node) for part in walk(node.right)}  # type: ignore[attr-defined]
    for node, start in nodes:
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)) and id(node) not in shares:
            if all(_is_number_weighed(side, scope) for side in (node.left, node.right)):
                yield node.lineno + start
        elif isinstance(node, ast.Call) and name_called(node) in _SUMMED:
            of = [*node.args[:1], *([node.func.value] if isinstance(node.func, ast.Attribute) else [])]
            for value in of:
                one = scope.behind(value)
                if isinstance(one, ast.Call) and name_called(one) == "where" and _is_by_sign(one, scope):
                    yield node.lineno + start


def _is_share(node: ast.AST) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)


def _is_by_sign(call: ast.Call, scope: Scope) -> bool:
    """Whether `where` gives a difference another weight on each side of nothing: with both sides weighed otherwise."""
    if len(call.args) != _SIDES or not isinstance(call.args[0], ast.Compare):
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


def _is_number_weighed(side: ast.expr, scope: Scope) -> bool:
    """Whether a number of errors of one kind is multiplied with what each of them weighs."""
    side = scope.behind(side)
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
    for value in (node, *scope.given(node)):
        inside = [value, *scope.given(value.value)] if isinstance(value, ast.Subscript) else [value]
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


def _charged_apart(scope: Scope) -> Iterator[int]:
    """Yield the lines where a scope charges one kind of error otherwise than the other; a network that learns by that
    does not measure it.
    """
    for nodes, start in scope.parts:
        line = _line_of_charge(nodes)
        if line is not None and not any(isinstance(node, ast.Attribute) and node.attr == "backward" for node in nodes):
            yield line + start


def _line_of_charge(nodes: Sequence[ast.AST]) -> int | None:
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
        elif isinstance(node, ast.Call) and name_called(node) == "where" and len(node.args) == _SIDES:
            sides = node.args[1], node.args[2]
        if sides is not None and any(map(_has_product, sides)) and _are_opposite(*sides):
            return sides[0].lineno
    return None


def _has_product(side: ast.expr) -> bool:
    return any(map(_is_product, walk(side)))


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
