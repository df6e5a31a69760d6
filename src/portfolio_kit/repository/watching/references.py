"""Jobs that hold what comes in against figures kept from the training, and call somebody beyond a limit.

`abs(batch.mean() - reference["mean"]) > 0.1` in a script that asks the model, and a warning or an exit code for it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import name_called, string, walk
from portfolio_kit.repository.held_out.cut import given
from portfolio_kit.repository.models.asking import asks_model, loads_model
from portfolio_kit.repository.models.stages import TRAIN, stage_of
from portfolio_kit.repository.watching.logs import is_log, loggers
from portfolio_kit.rubric.finding import Evidence

_SUMS = frozenset({"mean", "fmean", "median", "std", "stdev", "quantile", "percentile", "value_counts"})
_WARNS = frozenset({"warning", "warn", "error", "critical"})
_READS = frozenset({"load", "loads", "read_csv", "read_json", "read_parquet"})
_MORE = (ast.Gt, ast.GtE, ast.Lt, ast.LtE)


def held_against(modules: Sequence[Module], live: Live) -> Iterator[Evidence]:
    """Yield where a job that asks the model compares a sum of what came in with a figure that was kept."""
    for module in modules:
        if not module.mentions("load", "read_") or not module.mentions("abs(", ".abs"):
            continue
        calls = live.calls(module)
        if not any(asks_model(call) or loads_model(call) for call in calls) or any(map(_trains, calls)):
            continue
        named = loggers(module)
        warns = any(call.last in _WARNS and (is_log(call) or call.name.rpartition(".")[0] in named) for call in calls)
        reads = any(call.last in _READS and call.name.partition(".")[0] in ("json", "pandas", "yaml") for call in calls)
        if not warns or not reads:
            continue
        for function in module.functions:
            if live.runs(module, function.name) and (line := _compared(function.node)) is not None:
                yield module.evidence(line)
                break


def _trains(call: Call) -> bool:
    return stage_of(call) == TRAIN


def _compared(function: ast.AST) -> int | None:
    """The line where the size of a difference between a sum and a kept figure is compared with a limit."""
    nodes = list(walk(function))
    values = {name: value for node in nodes for name, value in given(node)}
    sums = any(isinstance(node, ast.Call) and name_called(node) in _SUMS for node in nodes)
    for node in nodes if sums else ():
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], _MORE):
            side = values.get(node.left.id, node.left) if isinstance(node.left, ast.Name) else node.left
            if any(isinstance(part, ast.Call) and name_called(part) == "abs" for part in walk(side)) and any(
                isinstance(part, ast.BinOp)
                and isinstance(part.op, ast.Sub)
                and _is_kept(part.right) != _is_kept(part.left)
                for part in walk(side)
            ):
                return node.lineno
    return None


def _is_kept(node: ast.AST) -> bool:
    """Whether an expression looks a figure up by its name: `reference["mean"]`."""
    return any(
        isinstance(part, ast.Subscript) and isinstance(part.value, ast.Name) and string(part.slice) is not None
        for part in walk(node)
    )
