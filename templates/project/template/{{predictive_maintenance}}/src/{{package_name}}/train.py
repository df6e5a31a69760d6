"""Trains, compares and evaluates the models; writes models/model.json and everything in reports/."""

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
from sklearn.ensemble import IsolationForest
from sklearn.inspection import permutation_importance
from sklearn.linear_model import LogisticRegression

from . import dataset, evaluate, figures
from .config import Config, read_config
from .export import export, records
from .schema import SIGNS

REPORTS = Path("reports")
WAYS = ["rule", "isolation_forest", "deviation", "logistic"]


def deviations(hours: pd.DataFrame, usual: pd.DataFrame) -> pd.DataFrame:
    """How far each sign is above usual, in units of its usual spread; a gap is as usual."""
    return (hours[SIGNS].fillna(usual["middle"]) - usual["middle"]) / usual["spread"]


def harm(above: Any) -> Any:
    """What the logistic regression sees: below usual is no harm, and twice as far above is not twice as bad."""
    return np.log1p(above.clip(lower=0)).to_numpy()


def score(way: str, hours: pd.DataFrame, usual: pd.DataFrame, models: dict[str, Any]) -> Any:
    """How bad each hour looks; an hour without signs has no score."""
    above = deviations(hours, usual)
    if way == "rule":  # nothing is learned: how much of a fixed limit is reached
        found = np.fmax(hours["vibration"] / 7.1, hours["temperature"] / 90)
    elif way == "deviation":
        found = above.max(axis="columns")
    elif way == "isolation_forest":
        found = -models[way].score_samples(above.to_numpy())
    else:
        found = models[way].predict_proba(harm(above))[:, 1]
    return np.where(hours["scored"], found, np.nan)


def run(config: Config) -> dict[str, Any]:
    """One training run, from the plant's readings to the metrics; it is added to reports/runs.jsonl."""
    data, chosen = dataset.load(config), config.chosen
    learn, days = data.train.hours[data.train.hours["scored"]], data.holdout.days
    low, middle, high = learn[SIGNS].quantile([0.16, 0.5, 0.84]).to_numpy()
    usual = pd.DataFrame({"middle": middle, "spread": (high - low) / 2}, index=SIGNS)
    models = {
        "isolation_forest": IsolationForest(**config.parameters["isolation_forest"], random_state=config.seed),
        "logistic": LogisticRegression(**config.parameters["logistic"]),
    }
    models["isolation_forest"].fit(deviations(learn, usual).to_numpy())
    models["logistic"].fit(harm(deviations(learn, usual)), learn["soon"])

    levels, tried, scores, outcomes = {}, {}, {}, {}
    for way in WAYS:
        judged = score(way, data.validation.hours, usual, models)
        levels[way], tried[way] = evaluate.choose_levels(data.validation, judged, config)
        scores[way] = score(way, data.holdout.hours, usual, models)
        outcomes[way] = evaluate.outcomes(data.holdout, scores[way], levels[way])
    outcomes["never"] = evaluate.outcomes(data.holdout, scores["rule"] * np.nan, levels["rule"])

    regression = models["logistic"] if chosen == "logistic" else None
    document = {
        "levels": vars(levels[chosen]),
        "per_load": data.per_load,
        "usual": dict(zip(SIGNS, usual.to_numpy().tolist(), strict=True)),
        "deciles": learn[SIGNS].quantile(np.arange(1, 10) / 10).to_dict("list"),
        "weights": dict(zip(SIGNS, regression.coef_[0].tolist(), strict=True)) if regression else {},
        "intercept": float(regression.intercept_[0]) if regression else 0.0,
    }
    some = data.holdout.hours[data.holdout.hours["scored"]][::5]
    exported, rows = (
        export(document, some, score(chosen, some, usual, models), Path("models/model.json")),
        records(some),
    )
    seconds = timeit.timeit(lambda: [exported.score(row) for row in rows], number=1)
    lost = permutation_importance(
        models["logistic"],
        harm(deviations(some, usual)),
        some["soon"],
        scoring="average_precision",
        random_state=config.seed,
    ).importances_mean
    metrics: dict[str, Any] = {
        "chosen": chosen,
        "model": exported.identity,
        "measured_on": {
            "split": "other machines, in the time after training",
            "machines": len(outcomes[chosen]),
            "days": days,
            "failures": sum(len(outcome["failures"]) for outcome in outcomes[chosen]),
            "training_rows": len(learn),
            "training_failures": int((data.train.log["event"] == "failure").sum()),
        },
        "holdout": {way: evaluate.with_intervals(outcomes[way], days, config) for way in ["never", *WAYS]},
        "validation_cost": {way: min(cost for _, cost in tried[way]) for way in WAYS},
        "levels": {way: vars(levels[way]) for way in WAYS},
        "details": {
            "by_kind": {way: evaluate.by_kind(outcomes[way], config) for way in WAYS},
            "saving": {way: evaluate.saving(outcomes[chosen], outcomes[way], days, config) for way in outcomes},
            "tried": tried[chosen],
            "importance": dict(sorted(zip(SIGNS, lost.tolist(), strict=True), key=lambda pair: -pair[1])),
        },
        "latency_microseconds": round(seconds / len(rows) * 1e6, 1),
        "data": {"path": "generate.py", "sha256": data.fingerprint, "rows": data.readings},
        "versions": {"python": platform.python_version(), "scikit-learn": version("scikit-learn")},
    }
    figures.draw(metrics, data.holdout, scores[chosen], REPORTS / "figures")
    (REPORTS / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n", encoding="utf-8")
    command = ["git", "describe", "--always", "--dirty=+"]
    record = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "code": subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip(),
        "parameters": config.model_dump(mode="json"),
        "metrics": {name: round(metric["value"], 6) for name, metric in metrics["holdout"][chosen].items()},
    }
    with (REPORTS / "runs.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(record | {key: metrics[key] for key in ("data", "model")}) + "\n")
    return metrics


if __name__ == "__main__":
    result = run(read_config())
    recall, on = result["holdout"][result["chosen"]]["recall"]["value"], result["measured_on"]
    print(f"{result['chosen']}: {recall:.0%} of {on['failures']} held-out failures announced in time")
