"""Fits, compares and evaluates the classifiers; writes models/model.json and everything in reports/."""

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
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import Pipeline
from threadpoolctl import threadpool_limits

from . import evaluate, figures
from .config import Config, read_config
from .data import load, split, without_repeats
from .features import terms
from .predictor import Model
from .schema import PRODUCTS, TARGET, Row

REPORTS, TOLERANCE = Path("reports"), 1e-9


def fingerprint(document: Any) -> str:
    """Changes whenever the document does."""
    return hashlib.sha256(json.dumps(document).encode()).hexdigest()[:12]


def rounded(linear: Pipeline) -> Pipeline:
    """The fitted model itself, with four decimals: its file stays small, and what is written is what is judged."""
    counter, model = linear[0], linear[-1]
    counter.idf_, model.coef_, model.intercept_ = (of.round(4) for of in (counter.idf_, model.coef_, model.intercept_))
    return linear


def export(linear: Pipeline, decision: dict[str, float], texts: pd.Series, path: Path) -> Model:
    """Write the model, and return it as it will be loaded. Raises ValueError if log-odds of a text are off by 1e-9."""
    counter, model = linear[0], linear[-1]
    weights = np.column_stack([counter.idf_, model.coef_.T]).tolist()
    document: dict[str, Any] = {"decision": decision, "products": PRODUCTS, "start": model.intercept_.tolist()}
    document["terms"] = dict(zip(counter.get_feature_names_out(), weights, strict=True))
    schema = fingerprint(TypeAdapter(Row).json_schema())
    document["model"] = {"version": fingerprint(document), "schema": schema}
    written = json.dumps(document, ensure_ascii=False, allow_nan=False).replace("], ", "],\n")  # a term a line
    exported = Model(json.loads(written))
    served = [exported.scores(exported.values(terms(text))) for text in texts]
    difference = np.abs(linear.decision_function(texts) / decision["temperature"] - served).max()
    if not difference <= TOLERANCE:
        raise ValueError(f"the exported model differs from the fitted one by {difference}: not written")
    path.parent.mkdir(exist_ok=True)
    path.write_text(written + "\n", encoding="utf-8")
    return exported


def run(config: Config) -> dict[str, Any]:
    """One training run, from the data file to the metrics; it is added to reports/runs.jsonl."""
    digest = hashlib.sha256(config.data.read_bytes()).hexdigest()
    table, repeats = without_repeats(load(config.data), config)
    train, holdout = split(table, config)
    known, truth = (pd.Index(PRODUCTS).get_indexer(of[TARGET]) for of in (train, holdout))
    folds = list(StratifiedKFold(config.folds, shuffle=True, random_state=config.seed).split(train, known))
    fitted, decisions, validated, measured, trusted = {}, {}, {}, {}, {}
    for name, classifier in evaluate.classifiers(config).items():
        with threadpool_limits(1, "blas"):  # threads for vectors this short wait longer for each other than they work
            unseen = cross_val_predict(classifier, train["text"], train[TARGET], cv=folds, method="predict_log_proba")
            learned = classifier.fit(train["text"], train[TARGET])
        fitted[name] = rounded(learned) if name == config.chosen else learned
        decisions[name] = evaluate.calibrate(known, unseen, config.decision)
        chance = evaluate.chances(fitted[name], holdout["text"], decisions[name])
        by_fold = [evaluate.scores(known[rows], unseen[rows], 0)["macro_f1"] for _, rows in folds]
        validated[name] = {"mean": float(np.mean(by_fold)), "deviation": float(np.std(by_fold))}
        measured[name] = evaluate.with_intervals(truth, chance, decisions[name]["threshold"], config)
        trusted[name] = evaluate.confidence(truth, chance)
    linear, decision = fitted[config.chosen], decisions[config.chosen]
    model = export(linear, decision, holdout["text"], Path("models/model.json"))
    seconds = timeit.timeit(lambda: [model.answer({"text": text}) for text in holdout["text"]], number=1)
    metrics: dict[str, Any] = {
        "chosen": config.chosen,
        "model": model.identity,
        "measured_on": {"split": "hold-out", "rows": len(holdout), "training_rows": len(train)},
        "holdout": {name: {key: of[key] for key in evaluate.METRICS} for name, of in measured.items()},
        "cross_validation": {"folds": config.folds, "metric": "macro_f1", "models": validated},
        "decision": decision,
        "details": {
            "f1": {product: {name: of[product] for name, of in measured.items()} for product in PRODUCTS},
            "repeats": repeats,
            "confidence": trusted,
            **evaluate.details(holdout, linear, model, config),
        },
        "latency_microseconds": round(seconds / len(holdout) * 1e6, 1),
        "data": {"path": str(config.data), "sha256": digest, "rows": len(table) + repeats["left_out"]},
        "versions": {"python": platform.python_version(), "scikit-learn": version("scikit-learn")},
    }
    figures.draw(metrics, REPORTS / "figures")
    (REPORTS / "metrics.json").write_text(json.dumps(metrics, indent=2) + "\n", encoding="utf-8")
    command = ["git", "describe", "--always", "--dirty=+"]
    record = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "code": subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip(),
        "parameters": config.model_dump(mode="json"),
        "metrics": {name: round(metric["value"], 6) for name, metric in metrics["holdout"][config.chosen].items()},
    }
    with (REPORTS / "runs.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(record | {key: metrics[key] for key in ("data", "model")}) + "\n")
    return metrics


if __name__ == "__main__":
    result = run(read_config())
    print({name: round(metric["value"], 3) for name, metric in result["holdout"][result["chosen"]].items()})
