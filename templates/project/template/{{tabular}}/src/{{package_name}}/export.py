"""Writes a fitted pipeline as plain numbers, from public attributes of scikit-learn, for predictor.py to evaluate."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pydantic import TypeAdapter
from sklearn.pipeline import Pipeline

from .data import CATEGORIES, FEATURES, NUMBERS, records
from .predictor import Model
from .schema import Row

TOLERANCE, MOST_LEAVES = 1e-9, 8


def fingerprint(document: Any) -> str:
    """Changes whenever the document does."""
    return hashlib.sha256(json.dumps(document).encode()).hexdigest()[:12]


def export(pipeline: Pipeline, decision: dict[str, float], rows: pd.DataFrame, path: Path) -> Model:
    """Write the model and return it as the service will load it.

    Raises ValueError if a prediction for the rows, for one with a gap or for an unknown category is off by 1e-9.
    """
    start, effects, leaves = (_trees if hasattr(pipeline["estimator"], "estimators_") else _linear)(pipeline)
    columns, of_values = pipeline["columns"].named_transformers_, iter(effects[len(NUMBERS) :])
    fills = columns["numbers"]["simpleimputer"].statistics_.tolist() if NUMBERS else []
    known = zip(CATEGORIES, columns["categories"]["onehotencoder"].categories_ if CATEGORIES else [], strict=True)
    document = {
        "decision": decision,
        "start": start,
        "numbers": {name: [fill, effect] for name, fill, effect in zip(NUMBERS, fills, effects, strict=False)},
        "categories": {name: {value: next(of_values) for value in values} for name, values in known},
        "leaves": leaves,
    }
    document["model"] = {"version": fingerprint(document), "schema": fingerprint(TypeAdapter(Row).json_schema())}
    text = json.dumps(document, indent=1, allow_nan=False)
    model = Model(json.loads(text))
    check = with_gaps(rows)
    difference = np.abs(raw_score(pipeline, check) - [model.score(row) for row in records(check)]).max()
    if not difference <= TOLERANCE:
        raise ValueError(f"the exported model differs from the pipeline by {difference}: not written")
    path.parent.mkdir(exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")
    return model


def raw_score(pipeline: Pipeline, rows: pd.DataFrame) -> Any:
    """The pipeline's sum before any link function: log-odds for a class, the value itself for a number."""
    return getattr(pipeline, "decision_function", pipeline.predict)(rows[FEATURES])


def with_gaps(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows, and again with each field in turn missing, and with a category that no training row has."""
    rows = rows[FEATURES].astype(dict.fromkeys(NUMBERS, "float64"))
    some = rows.head(50)
    gaps = [some.assign(**{name: np.nan}) for name in FEATURES]
    unknown = [some.assign(**{name: "never seen"}) for name in CATEGORIES]
    return pd.concat([rows, *gaps, *unknown], ignore_index=True)


def _linear(pipeline: Pipeline) -> tuple[float, list[Any], list[Any]]:
    """A weight for each column. Scaling is folded in: w * (x - mean) / scale = (w / scale) * x - w * mean / scale."""
    columns, model = pipeline["columns"].named_transformers_, pipeline["estimator"]
    start, weights = np.ravel(model.intercept_)[0], np.ravel(model.coef_).copy()
    if NUMBERS:
        scaler = columns["numbers"]["standardscaler"]
        weights[: len(NUMBERS)] /= scaler.scale_
        start -= weights[: len(NUMBERS)] @ scaler.mean_
    return float(start), weights.tolist(), []


def _trees(pipeline: Pipeline) -> tuple[float, list[Any], list[Any]]:
    """For each column its splits, as [threshold, tree, first leaf on the left, first on the right], and all leaves."""
    model, leaves = pipeline["estimator"], list[list[float]]()
    splits: list[list[Any]] = [[] for _ in range(model.n_features_in_)]

    def walk(tree: Any, node: int) -> None:
        """Number the leaves from left to right: those of a split's left side are the ones found between its ends."""
        if tree.children_left[node] == -1:
            leaves[-1].append(float(tree.value[node].item() * model.learning_rate))
            return
        first = len(leaves[-1])
        walk(tree, tree.children_left[node])
        threshold = _threshold(float(tree.threshold[node]))
        splits[tree.feature[node]].append([threshold, len(leaves) - 1, first, len(leaves[-1])])
        walk(tree, tree.children_right[node])

    for tree in model.estimators_.ravel():
        leaves.append([])
        walk(tree.tree_, 0)
    if (most := max(map(len, leaves))) > MOST_LEAVES:
        raise ValueError(f"a tree has {most} leaves, at most 8 fit: set max_depth = 3 or max_leaf_nodes = 8")
    shares = getattr(model.init_, "class_prior_", None)
    start = model.init_.constant_.item() if shares is None else np.log(shares[1] / shares[0])
    return float(start), splits, leaves


def _threshold(threshold: float) -> float:
    """The largest number that scikit-learn, which rounds to single precision first, finds at or below the threshold."""
    below = np.float32(threshold)
    if float(below) > threshold:
        below = np.nextafter(below, np.float32(-np.inf))
    middle = (float(below) + float(np.nextafter(below, np.float32(np.inf)))) / 2
    return middle if float(np.float32(middle)) == float(below) else float(np.nextafter(middle, -np.inf))
