"""Fits, compares and evaluates the forecasters; writes models/model.json and everything in reports/."""

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
from pydantic import TypeAdapter

from . import evaluate, figures
from .config import Config, read_config
from .data import load, origins, public_holidays, until
from .forecasters import RIVALS, Forecaster, RidgeForecaster
from .predictor import Model
from .schema import EXAMPLE_REQUEST, Question

REPORTS, TOLERANCE = Path("reports"), 1e-9


def fingerprint(document: Any) -> str:
    """Changes whenever the document does."""
    return hashlib.sha256(json.dumps(document).encode()).hexdigest()[:12]


def export(ridge: RidgeForecaster, known: pd.Series, margins: dict[str, list[float]], path: Path) -> Model:
    """Write the model as fitted on what is known, and return it as the service will load it.

    Raises ValueError if a forecast differs from the fitted one by 1e-9 of it.
    """
    fitted = ridge.fit(known)
    weights = dict(zip(ridge.vectorizer.feature_names_, fitted.coef_.tolist(), strict=True))
    document: dict[str, Any] = {"start": float(fitted.intercept_), "weights": weights, "margins": margins}
    document["holidays"] = public_holidays()
    schema = fingerprint(TypeAdapter(Question).json_schema())
    document["model"] = {"version": fingerprint(document), "schema": schema}
    text = json.dumps(document, indent=1, allow_nan=False)
    model = Model(json.loads(text))
    past, rows = ridge.features(known)
    served = [model.forecast(past, ahead)[0] for ahead in range(1, len(rows) + 1)]
    difference = np.abs(np.array(served) / ridge(known) - 1).max()
    if not difference <= TOLERANCE:
        raise ValueError(f"the exported model differs from the fitted one by {difference}: not written")
    path.parent.mkdir(exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")
    return model


def run(config: Config) -> dict[str, Any]:
    """One training run, from the data file to the metrics; it is added to reports/runs.jsonl."""
    digest = hashlib.sha256(config.data.read_bytes()).hexdigest()
    series = load(config.data)
    earlier, held_out = origins(series, config)
    past = until(series, held_out[0])  # what the first held-out forecast may know
    scale = float((past - past.shift(config.season)).abs().mean())
    measured, validated, rolled, learned = {}, {}, {}, {}
    ridge = RidgeForecaster(series, config)
    forecasters: dict[str, Forecaster] = {name: make(config) for name, make in RIVALS.items()} | {"ridge": ridge}
    for name, forecaster in forecasters.items():
        before = evaluate.roll(series, forecaster, earlier, config)
        learned[name] = evaluate.margins(before, config)
        errors = (before["truth"] - before["forecast"]).abs().groupby(before["origin"]).mean()
        validated[name] = {"mean": float(errors.mean()), "deviation": float(errors.std(ddof=0))}
        later = evaluate.roll(series, forecaster, held_out, config)
        rolled[name] = evaluate.with_intervals(later, learned[name])
        measured[name] = evaluate.evaluate_forecasts(rolled[name], scale, config)
    model = export(ridge, past, learned[config.chosen], Path("models/model.json"))
    seconds = timeit.timeit(lambda: model.respond(EXAMPLE_REQUEST), number=200) / 200
    metrics = {
        "chosen": config.chosen,
        "model": model.identity,
        "measured_on": {"split": "hold-out", "rows": len(rolled[config.chosen]), "training_rows": len(past)},
        "holdout": measured,
        "cross_validation": {"folds": len(earlier), "metric": evaluate.METRIC, "models": validated},
        "details": {
            "slices": evaluate.slices(rolled[config.chosen], scale, config),
            "effects": model.weights,
            "importance": evaluate.importance(ridge, ridge.fit(past), past, config),
        },
        "latency_microseconds": round(seconds * 1e6, 1),
        "data": {"path": str(config.data), "sha256": digest, "rows": len(series)},
        "versions": {"python": platform.python_version(), "scikit-learn": version("scikit-learn")},
    }
    figures.draw(metrics, rolled, config.chosen, REPORTS / "figures")
    (REPORTS / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n", encoding="utf-8")
    command = ["git", "describe", "--always", "--dirty=+"]
    record = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "code": subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip(),
        "parameters": config.model_dump(mode="json"),
        "metrics": {name: round(metric["value"], 6) for name, metric in measured[config.chosen].items()},
    }
    with (REPORTS / "runs.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(record | {key: metrics[key] for key in ("data", "model")}) + "\n")
    return metrics


if __name__ == "__main__":
    result = run(read_config())
    estimate = result["holdout"][result["chosen"]][evaluate.METRIC]["value"]
    print(f"{result['chosen']}: {evaluate.METRIC} {estimate:.0f} on {result['measured_on']['rows']} hold-out days")
