"""Fits, compares and evaluates the readers of digits; writes models/model.json and everything in reports/."""

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
from .data import cells, load, split
from .facts import MODELS
from .imaging import nearest
from .predictor import Model
from .schema import EXAMPLE_REQUEST, Question

REPORTS, TOLERANCE = Path("reports"), 1e-9


def fingerprint(document: Any) -> str:
    """Changes whenever the document does."""
    return hashlib.sha256(json.dumps(document).encode()).hexdigest()[:12]


def export(fitted: Any, known: dict[str, Any], seen: Any, path: Path) -> Model:
    """Write the model; return it as the service will load it. Raises ValueError if a probability differs by 1e-9."""
    weights, start = fitted[-1].coef_.T.tolist(), fitted[-1].intercept_.tolist()
    document: dict[str, Any] = {"weights": weights, "start": start, **known}
    schema = fingerprint(TypeAdapter(Question).json_schema())
    document["model"] = {"version": fingerprint(document), "schema": schema}
    text = json.dumps(document, allow_nan=False)
    model = Model(json.loads(text))
    difference = np.abs(model.probabilities(seen) - fitted.predict_proba(seen)).max()
    if not difference <= TOLERANCE:
        raise ValueError(f"the exported model differs from the fitted one by {difference}: not written")
    path.parent.mkdir(exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")
    return model


def run(config: Config) -> dict[str, Any]:
    """One training run, from the data files to the metrics; it is added to reports/runs.jsonl."""
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (config.data, config.images)}
    training, held_out = split(load(config), config)
    fold = np.unique(training["form"], return_inverse=True)[1] % config.folds  # whole forms, too
    labels, unseen = training["digit"].to_numpy(), cells(held_out)
    far = evaluate.out_of_fold(lambda known, ink: nearest(ink, evaluate.prototypes(known, config)), training, fold)
    strange = float(np.quantile(far, config.decision["familiar_share"]))
    prototypes = evaluate.prototypes(training, config)

    def validate(name: str, by: Any) -> Any:
        return evaluate.out_of_fold(
            lambda known, ink: evaluate.fit(name, known, config).predict_proba(ink), training, by
        )

    at_random = validate(config.chosen, np.random.default_rng(config.seed).permutation(fold))
    claims = {"at_random": float((at_random.argmax(axis=1) == labels).mean())}
    measured, validated, kept = {}, {}, {}
    for name in MODELS:
        chance = validate(name, fold)
        sure = evaluate.choose_sure(chance, labels, far <= strange, config)
        accepted = (far <= strange) & (chance.max(axis=1) >= sure)
        forms = evaluate.details(chance, accepted, training, config)["forms"]
        costs = [form[evaluate.METRIC] for form in forms.values()]
        claims[name] = float((chance.argmax(axis=1) == labels).mean())
        validated[name] = {"mean": float(np.mean(costs)), "deviation": float(np.std(costs))}
        fitted = evaluate.fit(name, training, config)
        chance = fitted.predict_proba(unseen)
        accepted = (nearest(unseen, prototypes) <= strange) & (chance.max(axis=1) >= sure)
        right = chance.argmax(axis=1) == held_out["digit"]
        measured[name] = evaluate.with_intervals(right.to_numpy(), accepted, held_out["form"], config)
        kept[name] = (fitted, sure, chance, accepted)
    fitted, sure, chance, accepted = kept[config.chosen]
    known = {"decision": {"sure": sure, "strange": strange}, "prototypes": prototypes.tolist()}
    model = export(fitted, known, unseen, Path("models/model.json"))
    seconds = timeit.timeit(lambda: model.respond(EXAMPLE_REQUEST), number=200) / 200
    metrics = {
        "chosen": config.chosen,
        "model": model.identity,
        "measured_on": {"split": "hold-out", "rows": len(held_out), "training_rows": len(training)},
        "holdout": measured,
        "cross_validation": {"folds": config.folds, "metric": evaluate.METRIC, "models": validated},
        "decision": model.decision | config.decision,
        "details": evaluate.details(chance, accepted, held_out, config)
        | evaluate.robustness(model, kept["strokes"][0], held_out, config)
        | {"claims": claims},
        "latency_microseconds": round(seconds * 1e6, 1),
        "data": {"sha256": digests, "rows": len(training) + len(held_out)},
        "versions": {"python": platform.python_version(), "scikit-learn": version("scikit-learn")},
    }
    figures.draw(metrics, held_out, chance, REPORTS / "figures")
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
    print(result["chosen"], {k: round(v["value"], 3) for k, v in result["holdout"][result["chosen"]].items()})
