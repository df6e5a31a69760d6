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
    estimator = _trees(pipeline) if hasattr(pipeline["estimator"], "estimators_") else _linear(pipeline)
    document = {"decision": decision, **estimator}
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


def _columns(pipeline: Pipeline) -> tuple[Any, dict[str, list[str]]]:
    columns = pipeline["columns"].named_transformers_
    values = [known.tolist() for known in columns["categories"]["onehotencoder"].categories_] if CATEGORIES else []
    return columns["numbers"], dict(zip(CATEGORIES, values, strict=True))


def _linear(pipeline: Pipeline) -> dict[str, Any]:
    """Scaling is folded into the weights: w * (x - mean) / scale = (w / scale) * x - w * mean / scale."""
    numbers, categories = _columns(pipeline)
    scaler, model = numbers["standardscaler"], pipeline["estimator"]
    weights = np.ravel(model.coef_)
    scaled, encoded = weights[: len(NUMBERS)] / scaler.scale_, iter(weights[len(NUMBERS) :].tolist())
    return {
        "kind": "linear",
        "start": float(np.ravel(model.intercept_)[0] - scaled @ scaler.mean_),
        "numbers": {
            name: {"fill": float(fill), "weight": float(weight)}
            for name, fill, weight in zip(NUMBERS, numbers["simpleimputer"].statistics_, scaled, strict=True)
        },
        "categories": {name: {value: next(encoded) for value in values} for name, values in categories.items()},
    }


def _trees(pipeline: Pipeline) -> dict[str, Any]:
    """Each tree as nested lists [column, threshold, left, right]; a number is a leaf."""
    numbers, categories = _columns(pipeline)
    model = pipeline["estimator"]
    if (most := max(tree.get_n_leaves() for tree in model.estimators_.ravel())) > MOST_LEAVES:
        raise ValueError(f"a tree has {most} leaves, at most 8 fit: set max_depth = 3 or max_leaf_nodes = 8")
    shares = getattr(model.init_, "class_prior_", None)
    fills = zip(NUMBERS, numbers["simpleimputer"].statistics_, strict=True)
    return {
        "kind": "trees",
        "start": float(model.init_.constant_.item() if shares is None else np.log(shares[1] / shares[0])),
        "numbers": {name: {"fill": float(fill)} for name, fill in fills},
        "categories": categories,
        "trees": [_node(tree.tree_, 0, model.learning_rate) for tree in model.estimators_.ravel()],
    }


def _node(tree: Any, node: int, rate: float) -> Any:
    if tree.children_left[node] == -1:
        return float(tree.value[node].item() * rate)
    children = (_node(tree, child[node], rate) for child in (tree.children_left, tree.children_right))
    return [int(tree.feature[node]), _threshold(float(tree.threshold[node])), *children]


def _threshold(threshold: float) -> float:
    """The largest number that scikit-learn, which rounds to single precision first, finds at or below the threshold."""
    below = np.float32(threshold)
    if float(below) > threshold:
        below = np.nextafter(below, np.float32(-np.inf))
    middle = (float(below) + float(np.nextafter(below, np.float32(np.inf)))) / 2
    return middle if float(np.float32(middle)) == float(below) else float(np.nextafter(middle, -np.inf))
