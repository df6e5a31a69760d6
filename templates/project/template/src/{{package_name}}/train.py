"""Trains, compares and evaluates the models; writes models/model.json and everything in reports/."""

import json
import platform
import subprocess
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.model_selection import cross_val_score

from . import evaluate, figures
from .config import Config, read_config
from .data import FEATURES, load, records, sha256, split
from .export import export
from .models import ESTIMATORS, make_model
from .predictor import Model
from .schema import TARGET

MODEL, REPORTS = Path("models/model.json"), Path("reports")


def interval(truth: Any, predicted: Any, decision: dict[str, float], config: Config) -> dict[str, dict[str, float]]:
    """Every metric with a 95 % confidence interval: the spread over resamples of the hold-out rows (bootstrap)."""
    random = np.random.default_rng(config.seed)
    truth, predicted = np.asarray(truth), np.asarray(predicted)
    samples = []
    for _ in range(config.bootstrap_samples):
        chosen = random.integers(0, len(truth), len(truth))
        samples.append(evaluate.scores(truth[chosen], predicted[chosen], decision))
    low, high = np.quantile(pd.DataFrame(samples), [0.025, 0.975], axis=0)
    values = evaluate.scores(truth, predicted, decision)
    return {
        name: {"value": value, "low": float(below), "high": float(above)}
        for (name, value), below, above in zip(values.items(), low, high, strict=True)
    }


def out_of_fold(name: str, train: pd.DataFrame, config: Config) -> Any:
    """Predictions for every training row by a model that was trained without that row's fold."""
    result = np.empty(len(train))
    for learn, judge in evaluate.folds(config, train):
        model = make_model(name, config.parameters[name]).fit(train.loc[learn, FEATURES], train.loc[learn, TARGET])
        result[judge] = evaluate.predictions(model, train.loc[judge])
    return result


def microseconds(model: Model, rows: list[dict[str, object]]) -> dict[str, float]:
    """How long the exported model takes for one row: median and 99th percentile."""
    times = []
    for row in rows:
        started = time.perf_counter()
        model.score(row)
        times.append((time.perf_counter() - started) * 1e6)
    return {"median": round(float(np.median(times)), 1), "p99": round(float(np.quantile(times, 0.99)), 1)}


def code_version() -> str:
    """The commit that the run was made from, with a + if files differ from it."""
    try:
        described = subprocess.run(["git", "describe", "--always", "--dirty=+"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return described.stdout.strip()


def run(config: Config) -> dict[str, Any]:
    """One training run, from the data file to the metrics; the run is added to reports/runs.jsonl."""
    train, holdout = split(load(config.data), config.holdout_share, config.seed)
    decision = evaluate.choose_decision(train[TARGET], out_of_fold(config.chosen, train, config), config.decision)
    held_out, cross_validation = {}, {}
    for name in ESTIMATORS:
        model = make_model(name, config.parameters[name])
        folds = evaluate.folds(config, train)
        values = cross_val_score(model, train[FEATURES], train[TARGET], scoring=evaluate.SCORING, cv=folds)
        cross_validation[name] = {"mean": float(abs(values.mean())), "deviation": float(values.std())}
        predicted = evaluate.predictions(model.fit(train[FEATURES], train[TARGET]), holdout)
        held_out[name] = interval(holdout[TARGET], predicted, decision, config)
        if name == config.chosen:
            chosen, chosen_predictions = model, predicted
    exported = export(chosen, decision, holdout, MODEL)
    metrics = {
        "chosen": config.chosen,
        "model_version": exported.version,
        "measured_on": {"split": "hold-out", "rows": len(holdout), "training_rows": len(train)},
        "holdout": held_out,
        "cross_validation": {"folds": config.folds, "metric": evaluate.SCORING, "models": cross_validation},
        "decision": decision,
        "details": evaluate.details(chosen, holdout, chosen_predictions, config, decision),
        "latency_microseconds": microseconds(exported, records(holdout)),
        "data": {"path": str(config.data), "sha256": sha256(config.data), "rows": len(train) + len(holdout)},
        "versions": {"python": platform.python_version(), **{name: version(name) for name in ("scikit-learn", "pandas")}},
    }
    figures.draw(metrics, holdout, chosen_predictions, REPORTS / "figures")
    (REPORTS / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n", encoding="utf-8")
    record = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "code": code_version(),
        "data": metrics["data"],
        "parameters": config.model_dump(mode="json"),
        "metrics": {name: round(metric["value"], 6) for name, metric in held_out[config.chosen].items()},
        "model_version": exported.version,
    }
    with (REPORTS / "runs.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(record) + "\n")
    return metrics


if __name__ == "__main__":
    result = run(read_config())
    metric, estimate = next(iter(result["holdout"][result["chosen"]].items()))
    print(f"{result['chosen']}: {metric} {estimate['value']:.3f} on {result['measured_on']['rows']} hold-out rows")
