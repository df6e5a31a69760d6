"""Metrics that a service measures of itself by a client of Prometheus or of the cloud: whether they are ever set.

A counter that nothing counts with, or that only a function counts with which nobody calls, measures nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called, string, walk

_SETTING = frozenset({
    "inc", "dec", "observe", "set", "labels", "time", "info", "state", "count_exceptions", "track_inprogress",
    "set_to_current_time", "set_function",
})  # fmt: skip
# What other things than metrics have methods for.
_PLAIN_WORDS = frozenset({"set", "time", "info", "state"})
# What hands over the metrics of the process, or those that a collector gathers when it is asked.
_EXPOSING = frozenset({
    "start_http_server", "generate_latest", "make_asgi_app", "make_wsgi_app", "push_to_gateway", "pushadd_to_gateway",
    "write_to_textfile", "register", "start_wsgi_server",
})  # fmt: skip
_METRICS = frozenset({"Counter", "Gauge", "Histogram", "Summary", "Info", "Enum"})
_CLIENT = "prometheus_client"
_EMBEDDED = "CloudWatchMetrics"
_OUT = frozenset({"print", "write", "info", "dumps", "dump"})
_CLOUD = frozenset({"put_metric_data", "write_point", "create_time_series"})


def sets_metrics(module: Module, modules: Sequence[Module], live: Live) -> bool:
    """Whether a metric of Prometheus that a module makes or hands over is ever set, by what runs."""
    made = _made(module)
    if any(call.last in _EXPOSING and call.name.startswith(_CLIENT) for call in live.calls(module)):
        # What hands over the process's own metrics measures; what makes others and never counts with them does not.
        return not any(map(_makes_metrics, modules)) or any(_counts(other, live) for other in modules)
    return any(_sets(other, live, made) for other in modules if other is module or (made and other.mentions(*made)))


def _makes_metrics(module: Module) -> bool:
    return module.mentions(_CLIENT) and any(
        call.last in _METRICS and call.name.startswith(_CLIENT) for call in module.calls
    )


def _counts(module: Module, live: Live) -> bool:
    """Whether anything that runs calls what sets a metric, whatever that is kept in, or is decorated with it."""
    return (
        any(call.last in _SETTING - _PLAIN_WORDS for call in live.calls(module))
        or _sets(module, live, _made(module))
        or any(
            name.removesuffix("()").rpartition(".")[2] in _SETTING - _PLAIN_WORDS
            for function in module.functions
            for name in function.decorators
        )
    )


def _made(module: Module) -> frozenset[str]:
    """The names, also those of attributes, that a module gives to its metrics."""
    found: set[str] = set()
    for node in module.assignments:
        if node.value is None or not any(
            isinstance(part, ast.Call) and name_called(part) in _METRICS for part in walk(node.value)
        ):
            continue
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        found.update(dotted(target).rpartition(".")[2] for target in targets)
    return frozenset(found - {""})


def _sets(module: Module, live: Live, made: frozenset[str]) -> bool:
    calls = (call for call in live.calls(module) if call.last in _SETTING and not _is_written_out(call))
    if any(made.intersection(call.name.replace("()", "").split(".")[:-1]) for call in calls):
        return True
    return any(
        live.runs(module, function.name.rpartition(".")[0])
        and any(
            name.removesuffix("()").rpartition(".")[2] in _SETTING and made.intersection(name.split("."))
            for name in function.decorators
        )
        for function in module.functions
    )


def _is_written_out(call: Call) -> bool:
    """Whether a metric is given a share that is written in the code: a figure that nothing measured."""
    given = call.node.args[0] if call.last == "set" and call.node.args else None
    return isinstance(given, ast.Constant) and isinstance(given.value, float) and not given.value.is_integer()


def for_cloud(module: Module, live: Live) -> Iterator[Call]:
    """Yield the calls by which a module hands metrics to the cloud: by its client, or as lines that it reads."""
    if module.mentions(*_CLOUD):
        yield from (call for call in live.calls(module) if call.last in _CLOUD)
    if module.mentions(_EMBEDDED):
        for call in live.calls(module):
            keys = (
                string(key)
                for part in walk(call.node)
                if call.last in _OUT and isinstance(part, ast.Dict)
                for key in part.keys
            )
            if _EMBEDDED in keys:
                yield call
