"""Values that are written out in the code, and never come from data or a model."""

from __future__ import annotations

import ast

from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import name_called, string, walk
from portfolio_kit.repository.results.metrics import metric_named

_PAIR = 2
_ARRAYS = frozenset({"array", "asarray", "Series", "tensor", "list", "tuple"})
_WRITTEN = (ast.Constant, ast.List, ast.Tuple, ast.UnaryOp, ast.USub, ast.expr_context)


def compares_literals(module: Module, call: Call) -> bool:
    """Whether a call holds two lists against one another that both stand in the code: `f1_score([1, 0], [1, 1])`."""
    given = {word.arg: word.value for word in call.node.keywords}
    pair = [*call.node.args[:_PAIR], *(given[name] for name in ("y_true", "y_pred", "y_score") if name in given)][
        :_PAIR
    ]
    return len(pair) == _PAIR and all(_is_written(module, value) for value in pair)


def typed_in(module: Module) -> set[float]:
    """The numbers of a table that code puts together where a part of its rows is written out, and the rest measured:
    `{"random": {"recall": 0.21}, "model": {"recall": recall}}`.
    """
    found: set[float] = set()
    for tree, _ in module.trees:
        for node in walk(tree):
            if isinstance(node, ast.Dict) and len(node.values) >= _PAIR:
                rows = [value for value in node.values if isinstance(value, ast.Dict) and value.values]
                written = [row for row in rows if None not in map(_fraction, row.values)]
                measured = [row for row in rows if any(map(_is_calculated, row.values))]
                if written and measured:
                    numbers = (_fraction(value) for row in written for value in row.values)
                    found |= {number for number in numbers if number is not None}
    return found


def typed_results(module: Module) -> set[float]:
    """The numbers of results that stand in the code as such: `{"mae": 6.12, "r2": 0.41}`, two metrics at least."""
    found: set[float] = set()
    for tree, _ in module.trees:
        for node in walk(tree):
            if isinstance(node, ast.Dict) and len(node.values) >= _PAIR:
                keys = [string(key) for key in node.keys if key is not None]
                numbers = [number for value in node.values if (number := _fraction(value)) is not None]
                named = [key for key in keys if key and metric_named(key)]
                if len(numbers) == len(node.values) and len(named) >= _PAIR:
                    found.update(numbers)
    return found


def _fraction(value: ast.expr) -> float | None:
    if isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.USub):
        number = _fraction(value.operand)
        return None if number is None else -number
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, float) else None


def _is_calculated(value: ast.expr) -> bool:
    return any(isinstance(part, (ast.Name, ast.Call)) for part in walk(value))


def _is_written(module: Module, value: ast.expr, *, follows: bool = True) -> bool:
    if isinstance(value, ast.Call) and name_called(value) in _ARRAYS and len(value.args) == 1:
        value = value.args[0]
    if isinstance(value, (ast.List, ast.Tuple)):
        return bool(value.elts) and all(isinstance(part, _WRITTEN) for part in walk(value))
    if not isinstance(value, ast.Name) or not follows:
        return False
    targets = [
        node.value
        for node in module.assignments
        if node.value is not None
        and any(
            isinstance(part, ast.Name) and part.id == value.id
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            for part in walk(target)
        )
    ]
    is_argument = any(
        argument.arg == value.id
        for function in module.functions
        for argument in (*function.node.args.args, *function.node.args.kwonlyargs)
    )
    return bool(targets) and not is_argument and all(_is_written(module, node, follows=False) for node in targets)
