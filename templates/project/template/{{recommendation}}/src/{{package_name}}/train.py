"""Trains, compares and evaluates the recommenders; writes models/model.json and everything in reports/."""

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
from pydantic import TypeAdapter

from . import evaluate, figures
from .config import Config, read_config
from .data import known, load, split
from .experiment import simulate
from .predictor import Model, load_model
from .recommenders import RECOMMENDERS, factorise
from .schema import EXAMPLE_REQUEST, Item, Question

REPORTS, CHOSEN = Path("reports"), "factors"


def fingerprint(document: Any) -> str:
    """Changes whenever the document does."""
    return hashlib.sha256(json.dumps(document).encode()).hexdigest()[:12]


def save(document: dict[str, Any], path: Path) -> Model:
    """Write the model, a part a line, and return it as the service will load it."""
    document["model"] = {"version": fingerprint(document), "schema": fingerprint(TypeAdapter(Question).json_schema())}
    lines = [f"{json.dumps(name)}: {json.dumps(part, allow_nan=False)}" for name, part in document.items()]
    path.parent.mkdir(exist_ok=True)
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    return load_model(path)


def run(config: Config) -> dict[str, Any]:
    """One training run, from the data files to the metrics; it is added to reports/runs.jsonl."""
    digest = hashlib.sha256(config.data.read_bytes()).hexdigest()
    events, items = load(config.data), load(config.catalogue, Item)
    windows = []
    for back in range(config.folds + 1):  # the hold-out, and windows before it, each with its own past
        past, window = split(events, config, back)
        windows.append((past, evaluate.buyers(known(past, items, config), window)))
    (past, who), lists, held_out, validated = windows[0], {}, {}, {}
    for name, recommender in RECOMMENDERS.items():
        shown = [evaluate.lists(recommender(past, items, config), who, config) for past, who in windows]
        found = [evaluate.scores(shown[i], who.relevant)[evaluate.METRIC] for i, (_, who) in enumerate(windows)]
        validated[name] = {"mean": float(np.mean(found[1:])), "deviation": float(np.std(found[1:]))}
        lists[name] = shown[0]
        held_out[name] = evaluate.evaluate_lists(shown[0], who.relevant, config)
    model = save(factorise(past, items, config), Path("models/model.json"))
    seconds = timeit.timeit(lambda: model.respond(EXAMPLE_REQUEST), number=200) / 200
    views, purchases = (
        known(past[past["event"] == event], items, config).signals.reindex(who.names, fill_value=0.0).to_numpy()
        for event in ("view", "purchase")
    )
    metrics = {
        "chosen": CHOSEN,
        "model": model.identity,
        "measured_on": {"split": "hold-out", "rows": len(who.names), "training_rows": len(past)},
        "holdout": held_out,
        "cross_validation": {"folds": config.folds, "metric": evaluate.METRIC, "models": validated},
        "details": {
            "groups": evaluate.by_group(lists[CHOSEN], who, config),
            "importance": evaluate.permutation_importance(model.scores, views, purchases, who, config),
            "exposure": {name: evaluate.exposure(shown, who, items, config) for name, shown in lists.items()},
        },
        "experiment": simulate(model, config),
        "latency_microseconds": round(seconds * 1e6, 1),
        "data": {"path": str(config.data), "sha256": digest, "rows": len(events)},
        "versions": {"python": platform.python_version(), "implicit": version("implicit")},
    }
    figures.draw(metrics, items, lists[CHOSEN], REPORTS / "figures")
    (REPORTS / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n", encoding="utf-8")
    command = ["git", "describe", "--always", "--dirty=+"]
    record = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "code": subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip(),
        "parameters": config.model_dump(mode="json"),
        "metrics": {name: round(metric["value"], 6) for name, metric in held_out[CHOSEN].items()},
    }
    with (REPORTS / "runs.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(record | {key: metrics[key] for key in ("data", "model")}) + "\n")
    return metrics


if __name__ == "__main__":
    result = run(read_config())
    estimate = result["holdout"][result["chosen"]][evaluate.METRIC]["value"]
    print(f"{result['chosen']}: {evaluate.METRIC} {estimate:.3f} on {result['measured_on']['rows']} hold-out buyers")
    print(f"A/B test: {result['experiment']['decision']}")
