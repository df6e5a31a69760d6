"""Measurements of a model on the very rows that it was fitted to, which tell nothing of how it does on others."""

from __future__ import annotations

import ast

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import name_called, walk

_FITS = frozenset({"fit", "train"})
_SCORES = frozenset({"score", "evaluate"})
_PREDICTS = frozenset({"predict", "predict_proba", "decision_function"})
_PAIR = 2
_TELLS = frozenset({"mutual_info_score", "mutual_info_classif", "mutual_info_regression"})
_OF_COLUMNS = re.compile(r"mutual_info|pairwise|distance|similarity")


def measures_no_model(call: Call) -> bool:
    """Whether a metric tells how columns or rows belong together, as a preparation asks too."""
    return bool(_OF_COLUMNS.search(call.last))


def tells_of_columns(call: Call) -> bool:
    """Whether a call reckons how much a column tells of another, as a choice of columns does: of a grouping it is
    adjusted or normalised.
    """
    return call.last in _TELLS


def is_on_own_rows(module: Module, call: Call) -> bool:
    """Whether a call measures a model on what it was fitted to in the same place: `fit(X, y)`, then `score(X, y)` or
    `accuracy_score(y, model.predict(X))`.
    """
    given = _given(call.node)
    if not given:
        return False
    for fit in module.calls_in.get(call.scope, ()):
        rows = _given(fit.node) if fit.last in _FITS and "." in fit.name else []
        if len(rows) == _PAIR and not _are_given_twice(module, call.scope, fit.node):
            if call.last in _SCORES and given == rows:
                return True
            if given[0] == rows[1] and len(call.node.args) >= _PAIR and _predicts(module, call, rows[0]):
                return True
    return False


def _given(call: ast.Call) -> list[str]:
    """What a call is given first, as it is written: names and columns of tables, nothing that is worked out."""
    found: list[str] = []
    for argument in call.args[:_PAIR]:
        if not isinstance(argument, (ast.Name, ast.Attribute, ast.Subscript)):
            break
        if any(isinstance(part, ast.Call) for part in walk(argument)):
            break
        found.append(ast.dump(argument))
    return found


def _are_given_twice(module: Module, scope: str, fit: ast.Call) -> bool:
    """Whether a name of what a model is fitted to is given other data further on in a function, or at the top."""
    trees: list[ast.AST] = [function.node for function in module.functions if function.name == scope]
    trees = trees or [tree for tree, _ in module.trees]
    stored = [
        node.id
        for tree in trees
        for node in walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    names = {part.id for argument in fit.args[:_PAIR] for part in walk(argument) if isinstance(part, ast.Name)}
    return any(stored.count(name) > 1 for name in names)


def _predicts(module: Module, call: Call, rows: str) -> bool:
    """Whether what a call measures second is what a model says of the rows."""
    second = call.node.args[1]
    if isinstance(second, ast.Call):
        return _asks(second, rows)
    if not isinstance(second, ast.Name):
        return False
    values = [
        node.value
        for node in module.assignments
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == second.id for target in node.targets)
    ]
    return bool(values) and all(_asks(value, rows) for value in values)


def _asks(value: ast.AST, rows: str) -> bool:
    if isinstance(value, ast.Subscript):
        value = value.value
    return isinstance(value, ast.Call) and name_called(value) in _PREDICTS and _given(value)[:1] == [rows]
