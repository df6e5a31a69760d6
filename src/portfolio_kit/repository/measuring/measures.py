"""Which calls measure a model: those of metrics, and which functions of a project make them."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import name_called, walk
from portfolio_kit.repository.measuring.by_hand import METRIC

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module

_MEASURING = re.compile(
    r"(?<!info)(?:_score|_error|_report|_matrix)$|^_*(?:sensitivity|specificity|recall|precision|accuracy|f1|mae|rmse|mape"
    r"|wape|auc)\w{0,12}$",
    re.IGNORECASE,
)
_METRICS = (
    "score", "error", "report", "matrix", "accuracy", "precision", "recall", "f1", "auc", "mae", "rmse", "mape", "r2",
    "wape", "ndcg", "mrr", "sensitivity", "specificity",
)  # fmt: skip


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
