"""Where code measures how long a model takes to answer: a prediction between two looks at a clock."""

from __future__ import annotations

from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.models.stages import PREDICT, TRAIN, stage_of
from portfolio_kit.rubric.finding import Evidence

_CLOCKS = frozenset(
    {"time.time", "time.perf_counter", "time.perf_counter_ns", "time.monotonic", "timeit.default_timer"}
)
# A service that takes the time of its requests is watched; that is no evaluation.
_SERVICES = (
    "fastapi", "flask", "streamlit", "gradio", "django", "starlette", "bentoml", "sanic", "prometheus_client",
)  # fmt: skip
# One time taken is what a service tells of one request; those that are summed up measure the model.
_SUMMING = frozenset({"append", "mean", "median", "std", "percentile", "quantile", "sum"})
_FURTHEST = 30


def timed(module: Module, live: Live) -> Evidence | None:
    """Return where a module takes the times of predictions and sums them up, without any training in between."""
    if not module.mentions("perf_counter", "time()", "monotonic", "default_timer") or module.imports_any(*_SERVICES):
        return None
    for scope in {call.scope for call in module.calls if call.name in _CLOCKS}:
        if _SUMMING.isdisjoint(call.last for call in module.calls_in[scope]):
            continue
        since: int | None = None
        asked: int | None = None
        for call in sorted(module.calls_in[scope], key=lambda call: call.line):
            if call.name in _CLOCKS:
                if asked is not None and since is not None and call.line - since <= _FURTHEST:
                    return module.evidence(asked)
                since, asked = call.line, None
            elif stage_of(call) == PREDICT and live.makes(module, call):
                asked = call.line
            elif stage_of(call) == TRAIN:
                since = None
    return None
