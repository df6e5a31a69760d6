"""Alarms that a service raises by itself: it remembers its last answers, sums them up and warns beyond a limit.

`RECENT.append(score)` and `if mean(RECENT) > 0.5: log.warning(...)` in what a route that predicts leads to.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from portfolio_kit.repository.code.facts import Call, Function
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called, walk
from portfolio_kit.repository.watching.counted import added_to, functions_of, kept_at_top
from portfolio_kit.repository.watching.logs import is_log
from portfolio_kit.rubric.finding import Evidence

_SUMS = frozenset({
    "mean", "fmean", "median", "sum", "average", "quantile", "quantiles", "percentile", "std", "stdev", "Counter",
    "count", "max", "min", "ks_2samp", "nanmean",
})  # fmt: skip
_CALLING = frozenset(
    {"warning", "warn", "error", "critical", "post", "sendmail", "send_message", "publish", "exception"}
)
_SENDING = frozenset({"post", "sendmail", "send_message", "publish"})


def raised(answering: Sequence[Sequence[tuple[Module, Call]]]) -> Iterator[Evidence]:
    """Yield where what answers warns of what its own answers sum up to."""
    for reached in answering:
        functions = list(functions_of(reached))
        remembered = {
            (module.path, name)
            for module, function in functions
            for name, _ in added_to(function.node)
            if name in kept_at_top(module) or name.startswith("self.")
        }
        for module, function in functions if remembered else ():
            names = {name for path, name in remembered if path == module.path}
            line = _warns(module, function, names)
            if line:
                yield module.evidence(line)


def _warns(module: Module, function: Function, names: set[str]) -> int | None:
    """Return the line of a condition that compares a sum of something remembered, and calls somebody."""
    called = {id(call.node): call for call in module.calls_in.get(function.name, ())}
    parts = walk(function.node)
    sums = {
        target.id
        for part in parts
        if isinstance(part, ast.Assign) and _sums(part.value, names)
        for target in part.targets
        if isinstance(target, ast.Name)
    }
    for part in parts:
        if not isinstance(part, ast.If) or not any(isinstance(inner, ast.Compare) for inner in walk(part.test)):
            continue
        asks = _sums(part.test, names) or any(isinstance(one, ast.Name) and one.id in sums for one in walk(part.test))
        inside = (called[id(one)] for statement in part.body for one in walk(statement) if id(one) in called)
        if asks and any(call.last in _CALLING and (is_log(call) or call.last in _SENDING) for call in inside):
            return part.lineno
    return None


def _sums(node: ast.AST, names: set[str]) -> bool:
    """Whether a piece of code sums up something remembered."""
    return any(
        isinstance(part, ast.Call)
        and name_called(part) in _SUMS
        and any(dotted(inner) in names for inner in walk(part) if isinstance(inner, (ast.Name, ast.Attribute)))
        for part in walk(node)
    )
