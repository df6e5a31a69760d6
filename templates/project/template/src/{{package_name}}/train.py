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
from sklearn.model_selection import GroupKFold, cross_val_predict, cross_val_score

from . import evaluate, figures
from .config import Config, read_config
from .data import FEATURES, load, records, split
from .export import export
from .models import ESTIMATORS, make_model
from .schema import GROUP, TARGET

REPORTS = Path("reports")


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
    train, holdout = split(load(config.data), config.holdout_share, config.seed)
    models = {name: make_model(name, config.parameters[name]) for name in ESTIMATORS}
    chosen, splitter = models[config.chosen], GroupKFold(config.folds, shuffle=True, random_state=config.seed)
    folds = list(splitter.split(train, groups=train[GROUP]))

    held_out, cross_validated, predicted, decisions = {}, {}, {}, {}
    for name, model in models.items():
        unseen = cross_val_predict(model, train[FEATURES], train[TARGET], cv=folds, method=evaluate.METHOD)
        decisions[name] = evaluate.choose_decision(train[TARGET], unseen, config.decision)
        values = cross_val_score(model, train[FEATURES], train[TARGET], scoring=evaluate.SCORING, cv=folds)
        cross_validated[name] = {"mean": float(abs(values.mean())), "deviation": float(values.std())}
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
        "cross_validation": {"folds": config.folds, "metric": evaluate.SCORING, "models": cross_validated},
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
        "data": metrics["data"],
        "parameters": config.model_dump(mode="json"),
        "metrics": {name: round(metric["value"], 6) for name, metric in held_out[config.chosen].items()},
        "model": exported.identity,
    }
    with (REPORTS / "runs.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(record) + "\n")
    return metrics


if __name__ == "__main__":
    result = run(read_config())
    metric, estimate = next(iter(result["holdout"][result["chosen"]].items()))
    print(f"{result['chosen']}: {metric} {estimate['value']:.3f} on {result['measured_on']['rows']} hold-out rows")
