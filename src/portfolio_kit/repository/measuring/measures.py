"""Which calls measure a model: those of metrics, and which functions of a project make them."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import name_called, string, walk
from portfolio_kit.repository.measuring.by_hand import METRIC
from portfolio_kit.repository.measuring.folded import PREDICTED

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module

_MEASURING = re.compile(
    r"(?<!info)(?:_score|_error|_report|_matrix)$|^_*(?:sensitivity|specificity|recall|precision|accuracy|f1|mae|rmse|mape"
    r"|wape|auc)\w{0,12}$",
    re.IGNORECASE,
)
_METRICS = (
    *(
        "score",
        "error",
        "report",
        "matrix",
        "accuracy",
        "precision",
        "recall",
        "f1",
        "auc",
        "mae",
        "rmse",
        "mape",
        "r2",
    ),
    *("wape", "ndcg", "mrr", "sensitivity", "specificity"),
)


def measures(call: ast.Call) -> bool:
    """Whether a call is of a metric, by its name."""
    name = name_called(call)
    return bool(METRIC.match(name) or _MEASURING.search(name))


def measuring_functions(modules: Iterable[Module]) -> frozenset[str]:
    """Return the names of the functions of a project that call a metric: whoever calls one of them measures."""
    return frozenset(
        function.last
        for module in modules
        if module.mentions(*_METRICS)
        for function in module.functions
        if not function.in_class
        and not function.last.endswith("_report")
        and any(isinstance(node, ast.Call) and measures(node) for node in walk(function.node))
    )


def tells_apart(node: ast.AST) -> bool:
    """Whether something is held against something else, as the truth against what was predicted, or is called so."""
    if isinstance(node, ast.Compare):
        return isinstance(node.ops[0], (ast.Eq, ast.NotEq)) and not isinstance(node.comparators[0], ast.Constant)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Sub) and not isinstance(node.right, ast.Constant)
    name = node.id if isinstance(node, ast.Name) else node.arg if isinstance(node, ast.arg) else string(node) or ""
    return bool(PREDICTED.search(name))


def only_counts(call: ast.Call) -> bool:
    """Whether a call counts rows: `sum(1 for row in rows if row.done)`."""
    rows = call.args[0] if call.args else None
    return isinstance(rows, ast.GeneratorExp) and isinstance(rows.elt, ast.Constant)
