"""Fits, compares and evaluates the forecasters; writes models/model.json and everything in reports/."""

import hashlib
import json
import math
import platform
import subprocess
import timeit
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import TypeAdapter

from . import evaluate, figures
from .config import Config, read_config
from .data import load, origins
from .forecasters import RIVALS, Forecaster, RidgeForecaster
from .predictor import Model, load_model
from .schema import EXAMPLE_REQUEST, WEEK, Question

REPORTS, CHOSEN = Path("reports"), "ridge"


def fingerprint(document: Any) -> str:
    """Changes whenever the document does."""
    return hashlib.sha256(json.dumps(document).encode()).hexdigest()[:12]


def save(document: dict[str, Any], path: Path) -> Model:
    """Write the model, and return it as the service will load it."""
    document["model"] = {"version": fingerprint(document), "schema": fingerprint(TypeAdapter(Question).json_schema())}
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(document, indent=1, allow_nan=False) + "\n", encoding="utf-8")
    return load_model(path)


def run(config: Config) -> dict[str, Any]:
    """One training run, from the data file to the metrics; it is added to reports/runs.jsonl."""
    digest, series = hashlib.sha256(config.data.read_bytes()).hexdigest(), load(config.data)
    earlier, held_out = origins(series, config)
    past = series[: held_out[0]]  # what the first held-out forecast may know
    scale = float(past.diff(WEEK).abs().mean())
    measured, validated, rolled, learned = {}, {}, {}, {}
    ridge = RidgeForecaster(series, config)
    forecasters: dict[str, Forecaster] = {**RIVALS, "ridge": ridge}
    for name, forecaster in forecasters.items():
        before = evaluate.roll(series, forecaster, earlier, config)
        learned[name] = evaluate.margins(before, config)
        errors = (before["truth"] - before["forecast"]).abs().groupby(before["origin"]).mean()
        validated[name] = {"mean": float(errors.mean()), "deviation": float(errors.std(ddof=0))}
        later = evaluate.roll(series, forecaster, held_out, config)
        rolled[name] = evaluate.with_intervals(later, learned[name])
        measured[name] = evaluate.evaluate_forecasts(rolled[name], scale, config)
    model = save(ridge.document(past, learned[CHOSEN]), Path("models/model.json"))
    seconds = timeit.timeit(lambda: model.respond(EXAMPLE_REQUEST), number=200) / 200
    effects = pd.Series(model.weights).map(math.expm1).sort_values()  # as a share of a usual day
    metrics = {
        "chosen": CHOSEN,
        "model": model.identity,
        "measured_on": {"split": "hold-out", "rows": len(rolled[CHOSEN]), "training_rows": len(past)},
        "holdout": measured,
        "cross_validation": {"folds": len(earlier), "metric": evaluate.METRIC, "models": validated},
        "details": {
            "slices": evaluate.slices(rolled[CHOSEN], scale, config),
            "effects": effects[~effects.index.str.contains(" of the year")].to_dict(),
            "importance": evaluate.importance(ridge, past, config),
        },
        "latency_microseconds": round(seconds * 1e6, 1),
        "data": {"path": str(config.data), "sha256": digest, "rows": len(series)},
        "versions": {"python": platform.python_version(), "scikit-learn": version("scikit-learn")},
    }
    figures.draw(metrics, rolled, REPORTS / "figures")
    (REPORTS / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n", encoding="utf-8")
    command = ["git", "describe", "--always", "--dirty=+"]
    record = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "code": subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip(),
        "parameters": config.model_dump(mode="json"),
        "metrics": {name: round(metric["value"], 6) for name, metric in measured[CHOSEN].items()},
    }
    with (REPORTS / "runs.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(record | {key: metrics[key] for key in ("data", "model")}) + "\n")
    return metrics


if __name__ == "__main__":
    result = run(read_config())
    estimate = result["holdout"][result["chosen"]][evaluate.METRIC]["value"]
    print(f"{result['chosen']}: {evaluate.METRIC} {estimate:.0f} on {result['measured_on']['rows']} hold-out days")
