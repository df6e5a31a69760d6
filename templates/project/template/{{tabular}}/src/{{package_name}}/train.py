"""Trains, compares and evaluates the models; writes models/model.json and everything in reports/."""

import hashlib
import json
import platform
import subprocess
import timeit
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

from . import evaluate, figures
from .config import Config, read_config
from .data import CATEGORIES, FEATURES, NUMBERS, load, records
from .export import export
from .schema import TARGET
from .split import folds, split

REPORTS = Path("reports")


def make_model(name: str, parameters: dict[str, Any]) -> Pipeline:
    """An unfitted pipeline. A missing category is a category of its own; one never seen in training is ignored."""
    fill = SimpleImputer(strategy="median")
    numbers = make_pipeline(fill, StandardScaler()) if name == "linear" else make_pipeline(fill)
    categories = make_pipeline(
        SimpleImputer(strategy="constant", fill_value="missing"),
        OneHotEncoder(handle_unknown="ignore", sparse_output=False),
    )
    columns = ColumnTransformer([("numbers", numbers, NUMBERS), ("categories", categories, CATEGORIES)])
    seen = FunctionTransformer(evaluate.rule_of_thumb) if name == "rule" else columns
    return Pipeline([("columns", seen), ("estimator", evaluate.ESTIMATORS[name](**parameters))])


def with_intervals(truth: Any, predicted: Any, decision: dict[str, float], config: Config) -> dict[str, Any]:
    """Every metric with a 95 % confidence interval: its spread over resamples of the hold-out rows (bootstrap)."""
    random, truth, predicted = np.random.default_rng(config.seed), np.asarray(truth), np.asarray(predicted)
    samples = [random.integers(0, len(truth), len(truth)) for _ in range(config.bootstrap_samples)]
    resampled = pd.DataFrame([evaluate.scores(truth[rows], predicted[rows], decision) for rows in samples])
    return {
        name: {"value": value, "low": resampled[name].quantile(0.025), "high": resampled[name].quantile(0.975)}
        for name, value in evaluate.scores(truth, predicted, decision).items()
    }


def run(config: Config) -> dict[str, Any]:
    """One training run, from the data file to the metrics; it is added to reports/runs.jsonl."""
    fingerprint = hashlib.sha256(config.data.read_bytes()).hexdigest()
    train, holdout = split(load(config.data), config)
    models = {name: make_model(name, config.parameters[name]) for name in evaluate.ESTIMATORS}
    chosen = models[config.chosen]

    held_out, cross_validated, predicted, decisions = {}, {}, {}, {}
    for name, model in models.items():
        judged = []  # for each fold what happened, and what a model that had not seen it said
        for learn, unseen in folds(train, config):
            fitted = model.fit(learn[FEATURES], learn[TARGET])
            judged.append((unseen[TARGET], evaluate.predictions(fitted, unseen)))
        truth, said = (np.concatenate(parts) for parts in zip(*judged, strict=True))
        decisions[name] = evaluate.choose_decision(truth, said, config.decision)
        values = [evaluate.scores(*fold, decisions[name])[evaluate.METRIC] for fold in judged]
        cross_validated[name] = {"mean": float(np.mean(values)), "deviation": float(np.std(values))}
        predicted[name] = evaluate.predictions(model.fit(train[FEATURES], train[TARGET]), holdout)
        held_out[name] = with_intervals(holdout[TARGET], predicted[name], decisions[name], config)
    decision = decisions[config.chosen]
    exported = export(chosen, decision, holdout, Path("models/model.json"))
    rows = records(holdout)
    microseconds = timeit.timeit(lambda: [exported.score(row) for row in rows], number=1) / len(rows) * 1e6
    metrics = {
        "chosen": config.chosen,
        "model": exported.identity,
        "measured_on": {"split": "hold-out", "rows": len(holdout), "training_rows": len(train)},
        "holdout": held_out,
        "cross_validation": {"folds": config.folds, "metric": evaluate.METRIC, "models": cross_validated},
        "decision": decision,
        "details": evaluate.details(chosen, holdout, predicted[config.chosen], config, decision),
        "latency_microseconds": round(microseconds, 1),
        "data": {"path": str(config.data), "sha256": fingerprint, "rows": len(train) + len(holdout)},
        "versions": {"python": platform.python_version(), "scikit-learn": version("scikit-learn")},
    }
    figures.draw(metrics, holdout, predicted[config.chosen], REPORTS / "figures")
    (REPORTS / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n", encoding="utf-8")
    command = ["git", "describe", "--always", "--dirty=+"]
    record = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "code": subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip(),
        "parameters": config.model_dump(mode="json"),
        "metrics": {name: round(metric["value"], 6) for name, metric in held_out[config.chosen].items()},
    }
    with (REPORTS / "runs.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(record | {key: metrics[key] for key in ("data", "model")}) + "\n")
    return metrics


if __name__ == "__main__":
    result = run(read_config())
    estimate = result["holdout"][result["chosen"]][evaluate.METRIC]["value"]
    print(f"{result['chosen']}: {evaluate.METRIC} {estimate:.3f} on {result['measured_on']['rows']} hold-out rows")
