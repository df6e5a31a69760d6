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
from .data import known, load, load_items, split
from .experiment import simulate
from .predictor import Model
from .recommenders import RECOMMENDERS, factorise
from .schema import EXAMPLE_REQUEST, Question

REPORTS = Path("reports")


def fingerprint(document: Any) -> str:
    """Changes whenever the document does."""
    return hashlib.sha256(json.dumps(document).encode()).hexdigest()[:12]


def save(document: dict[str, Any], path: Path) -> Model:
    """Write the model, a part a line, and return it as the service will load it."""
    schema = fingerprint(TypeAdapter(Question).json_schema())
    document["model"] = {"version": fingerprint(document), "schema": schema}
    lines = [f"{json.dumps(name)}: {json.dumps(part, allow_nan=False)}" for name, part in document.items()]
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Model(json.loads(text))


def run(config: Config) -> dict[str, Any]:
    """One training run, from the data files to the metrics; it is added to reports/runs.jsonl."""
    digest = hashlib.sha256(config.data.read_bytes()).hexdigest()
    events, items = load(config.data), load_items(config.catalogue)
    past, window = split(events, config)
    who = evaluate.buyers(known(past, items, config), window)
    lists, held_out, validated = {}, {}, {}
    for name, recommender in RECOMMENDERS.items():
        earlier = []
        for back in range(1, config.folds + 1):  # windows before the hold-out, each with its own past
            learn, judge = split(events, config, back)
            then = evaluate.buyers(known(learn, items, config), judge)
            shown = evaluate.lists(recommender(learn, items, config)(then.signals, then.months), then.owned, config)
            earlier.append(float(evaluate.per_customer(shown, then.relevant)[evaluate.METRIC].mean()))
        validated[name] = {"mean": float(np.mean(earlier)), "deviation": float(np.std(earlier))}
        scores = recommender(past, items, config)(who.signals, who.months)
        lists[name] = evaluate.lists(scores, who.owned, config)
        held_out[name] = evaluate.evaluate_lists(lists[name], who.relevant, config)
    model = save(factorise(past, items, config), Path("models/model.json"))
    seconds = timeit.timeit(lambda: model.respond(EXAMPLE_REQUEST), number=200) / 200
    parts = {
        name: known(past[past["event"] == event], items, config).signals.reindex(who.names, fill_value=0.0).to_numpy()
        for name, event in {"views": "view", "purchases": "purchase"}.items()
    }
    metrics = {
        "chosen": config.chosen,
        "model": model.identity,
        "measured_on": {"split": "hold-out", "rows": len(who.names), "training_rows": len(past)},
        "holdout": held_out,
        "cross_validation": {"folds": config.folds, "metric": evaluate.METRIC, "models": validated},
        "details": {
            "groups": evaluate.by_group(lists[config.chosen], who, config),
            "importance": evaluate.permutation_importance(model.scores, parts, who, config),
            "exposure": {name: evaluate.exposure(shown, who, items, config) for name, shown in lists.items()},
        },
        "experiment": simulate(model, config),
        "latency_microseconds": round(seconds * 1e6, 1),
        "data": {"path": str(config.data), "sha256": digest, "rows": len(events)},
        "versions": {"python": platform.python_version(), "implicit": version("implicit")},
    }
    figures.draw(metrics, items, lists[config.chosen], REPORTS / "figures")
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
    print(f"{result['chosen']}: {evaluate.METRIC} {estimate:.3f} on {result['measured_on']['rows']} hold-out buyers")
    print(f"A/B test: {result['experiment']['decision']}")
