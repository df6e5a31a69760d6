"""Measurements that a service hands to an experiment tracker whenever it is asked: its latency, what it answered.

`mlflow.log_metric("latency_ms", ...)` in what a route that predicts leads to. What is logged where a model learns or is
measured is experiment tracking, and no monitoring.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.models.stages import EVALUATE, TRAIN, stage_of

_LOGGING = {
    "mlflow.log_metric": "MLflow",
    "mlflow.log_metrics": "MLflow",
    "wandb.log": "Weights & Biases",
    "neptune.log_metric": "Neptune",
    "comet_ml.log_metric": "Comet",
}


def tracked(answering: Sequence[Sequence[tuple[Module, Call]]]) -> Iterator[tuple[str, Module, Call]]:
    """Yield the first call by which each route or app that asks the model logs a measurement of it, and where to."""
    for reached in answering:
        found = next(((module, call) for module, call in reached if call.name in _LOGGING), None)
        if found is not None and not any(stage_of(call) in (TRAIN, EVALUATE) for _, call in reached):
            yield _LOGGING[found[1].name], *found
