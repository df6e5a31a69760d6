"""Where code decides by what was measured or answered, whatever its functions are called.

Which of two models goes on, by one and the same measure of both: `new["recall"] > old["recall"]`; and what is done with
a case, by what it may cost: the model's answer times an amount, against a limit.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import name_called, string, walk
from portfolio_kit.repository.measuring.by_hand import IN_OTHER_WORDS, METRIC
from portfolio_kit.repository.measuring.divided import asks
from portfolio_kit.repository.models.given_back import asks_for_its_caller

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portfolio_kit.repository.code.bound import Scope
    from portfolio_kit.repository.code.facts import Function
    from portfolio_kit.repository.code.live import Live
    from portfolio_kit.repository.code.python import Module

GATE, AT_STAKE = "which of two models goes on", "costs and benefits"
_ORDERED = (ast.Gt, ast.GtE, ast.Lt, ast.LtE)
_METRICS = ("accuracy", "precision", "recall", "f1", "auc", "mae", "rmse", "mse", "mape", "r2", "ndcg", "score", "loss")
_MEASURE = re.compile(
    r"(?:^|[_@])(?:accuracy|precision|recall|f1|auc|mae|rmse|mse|mape|r2|ndcg|score|loss)(?:$|[_@])", re.IGNORECASE
)
_PART = re.compile(r"(?:^|_)(?:train|training|tr|test|val|valid|validation|cv|holdout)(?:$|_)", re.IGNORECASE)
_CASTS = frozenset({"float", "int", "round", "abs"})
_DEEPEST = 4
_SIDES = 2


def preferred(modules: Sequence[Module], live: Live) -> Iterator[tuple[str, Module, int]]:
    """Yield what kinds of decisions modules take where they run, each with the module and the line."""
    answering = frozenset(
        function.last
        for module in modules
        for function in module.functions
        if module.mentions("predict", "decision_function") and _answers(module, function)
    )
    for module in modules:
        if module.mentions(*_METRICS) and module.mentions("[", "get("):
            for function in module.functions:
                if live.runs(module, function.name) and (line := _weighs_two(function)):
                    yield GATE, module, line + function.line - function.node.lineno
        if module.mentions("*") and module.mentions("<", ">") and module.mentions("predict", *answering):
            comparing = {function.last: function for function in module.functions if _holds_against(function)}
            for scope in live.scopes(module):
                for line in _at_stake(scope, answering, comparing):
                    yield AT_STAKE, module, line


def _answers(module: Module, function: Function) -> bool:
    """Whether a function gives back what a model says of what it is handed, alone or first of several."""
    if asks_for_its_caller(module, function.name) is not None:
        return True
    given = [part.value for part in walk(function.node) if isinstance(part, ast.Return) and part.value is not None]
    said = {
        target.id
        for part in walk(function.node)
        if isinstance(part, ast.Assign) and asks(part.value)
        for target in part.targets
        if isinstance(target, ast.Name)
    }
    first = [value.elts[0] if isinstance(value, ast.Tuple) and value.elts else value for value in given]
    return any(isinstance(value, ast.Name) and value.id in said for value in first)


def _weighs_two(function: Function) -> int | None:
    """The line where a function that is handed what two models measured holds the same measure of both against each
    other. What keeps the best of many in a loop is how every search goes, and no such decision.
    """
    handed = {argument.arg for argument in (*function.node.args.args, *function.node.args.kwonlyargs)}
    if len(handed) < _SIDES:
        return None
    nodes = walk(function.node)
    looped = {id(part) for node in nodes if isinstance(node, (ast.For, ast.While)) for part in walk(node)}
    values: dict[str, list[ast.expr]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            values.setdefault(node.targets[0].id, []).append(node.value)
    for node in nodes:
        if not isinstance(node, ast.Compare) or id(node) in looped or not isinstance(node.ops[0], _ORDERED):
            continue
        left, right = (_taken(side, values) for side in (node.left, node.comparators[0]))
        if left is None or right is None:
            continue
        (one, measure), (other, same) = left, right
        if one != other and {one, other} <= handed and measure == same and _is_measure(measure):
            return node.lineno
    return None


def _taken(node: ast.expr, values: dict[str, list[ast.expr]], depth: int = _DEEPEST) -> tuple[str, str] | None:
    """Of what a value is taken, and by which key: `old` and `recall` of `float(old.get("recall", 0)) + margin`."""
    for _ in range(depth):
        if isinstance(node, ast.Name) and len(values.get(node.id, ())) == 1:
            node = values[node.id][0]
        elif isinstance(node, ast.BinOp):
            node = node.left
        elif isinstance(node, ast.Call) and name_called(node) in _CASTS and node.args:
            node = node.args[0]
        else:
            break
    base: ast.expr | None = None
    key: str | None = None
    if isinstance(node, ast.Subscript):
        base, key = node.value, string(node.slice)
        if key is None and isinstance(node.slice, ast.Name):
            key = node.slice.id
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get" and node.args:
        base, key = node.func.value, string(node.args[0])
        if key is None and isinstance(node.args[0], ast.Name):
            key = node.args[0].id
    elif isinstance(node, ast.Attribute):
        base, key = node.value, node.attr
    return (base.id, key) if isinstance(base, ast.Name) and key and not _PART.search(base.id) else None


def _is_measure(name: str) -> bool:
    return bool(METRIC.match(name) or IN_OTHER_WORDS.fullmatch(name) or _MEASURE.search(name) or name == "metric")


def _at_stake(scope: Scope, answering: AbstractSet[str], comparing: dict[str, Function]) -> Iterator[int]:
    """Yield the lines where the model's answer times an amount of the case is held against a limit, there or in a
    function of the module that it is handed to.
    """
    for nodes, start in scope.parts:
        for node in nodes:
            if isinstance(node, ast.Compare) and isinstance(node.ops[0], _ORDERED):
                told = [node.left, node.comparators[0]]
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in comparing:
                told = node.args
            else:
                continue
            if any(_is_stake(scope.behind(one), scope, answering) for one in told):
                yield node.lineno + start


def _is_stake(node: ast.expr, scope: Scope, answering: AbstractSet[str]) -> bool:
    """Whether a value is what a model says, multiplied with something that the case has: `chance * amount`."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Mult):
        return False
    factors = list(_factors(node))
    said = [factor for factor in factors if _is_said(factor, scope, answering)]
    return len(said) == 1 and any(
        _is_of_case(factor, scope) and not _is_said(factor, scope, answering) for factor in factors
    )


def _is_said(node: ast.expr, scope: Scope, answering: AbstractSet[str]) -> bool:
    return any(
        asks(value) or any(isinstance(part, ast.Call) and name_called(part) in answering for part in walk(value))
        for value in (node, *scope.given(node))
        if isinstance(value, (ast.Call, ast.Subscript))
    ) and not (isinstance(node, ast.Name) and _is_second(node.id, scope))


def _is_second(name: str, scope: Scope) -> bool:
    """Whether a name is given what comes behind the answer: the `limit` of `chance, limit = ask(case)`."""
    for nodes, _ in scope.parts:
        for node in nodes:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
                later = node.targets[0].elts[1:]
                if any(isinstance(part, ast.Name) and part.id == name for part in later):
                    return not isinstance(node.value, ast.Tuple)
    return False


def _is_of_case(node: ast.expr, scope: Scope) -> bool:
    """Whether a factor is a field of what is asked about: `case["amount"]`, `request.amount`."""
    value = scope.behind(node)
    if isinstance(value, ast.Call):
        return (
            isinstance(value.func, ast.Attribute)
            and value.func.attr == "get"
            and bool(value.args)
            and string(value.args[0]) is not None
        )
    return (isinstance(value, ast.Subscript) and string(value.slice) is not None) or (
        isinstance(value, ast.Attribute) and isinstance(value.value, ast.Name) and value.value.id not in ("np", "self")
    )


def _factors(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        yield from _factors(node.left)
        yield from _factors(node.right)
    elif isinstance(node, ast.Call) and name_called(node) in _CASTS and node.args:
        yield node.args[0]
    else:
        yield node


def _holds_against(function: Function) -> bool:
    """Whether a function holds what it is handed against a limit."""
    handed = {argument.arg for argument in function.node.args.args}
    return any(
        isinstance(node, ast.Compare)
        and isinstance(node.ops[0], _ORDERED)
        and any(isinstance(side, ast.Name) and side.id in handed for side in (node.left, node.comparators[0]))
        for node in walk(function.node)
    )
