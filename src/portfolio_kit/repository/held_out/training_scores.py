"""Figures that code takes of the data that the model was trained on: `f1_score(y_train, model.predict(X_train))`.

They say nothing of new data, whatever a text calls them. Judged by the names in the measuring calls of what printed
them, and of scripts by whether a metric is taken of nothing else anywhere.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from portfolio_kit.repository.measuring.data_names import of_training
from portfolio_kit.repository.measuring.evaluation import Evaluation
from portfolio_kit.repository.measuring.taken import metrics_taken
from portfolio_kit.repository.results.figures import Figure

# What is predicted for each row by a model that did not see it, though names say training.
_OTHER_WAYS = ("cross_val_predict", "oob_", "oof")
_FROM_WORDS = frozenset({"held-out", "folds"})


class Taken(NamedTuple):
    """The metrics that a piece of code takes of training data alone, and whether it takes no others."""

    metrics: frozenset[str]
    only: bool


_NOTHING = Taken(frozenset(), only=False)


@lru_cache(maxsize=4096)
def taken(source: str) -> Taken:
    """Return what a notebook's cell takes of training data alone."""
    if "train" not in source.lower() and "tr" not in source:
        return _NOTHING
    code = "\n".join("" if line.lstrip()[:1] in ("%", "!") else line for line in source.split("\n"))
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _NOTHING
    on_training: set[str] = set()
    elsewhere: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (metrics := metrics_taken(node)):
            (on_training if of_training(node) else elsewhere).update(metrics)
    return Taken(frozenset(on_training - elsewhere), only=bool(on_training) and not elsewhere)


def predicts_otherwise(sources: Iterable[str]) -> bool:
    """Whether code predicts its training rows by models that did not see them, so that names tell nothing."""
    return any(word in source for source in sources for word in _OTHER_WAYS)


def in_cell(figure: Figure, source: str) -> Figure:
    """Return a figure that a cell printed, marked where the cell takes it of training data alone."""
    if figure.measured in _FROM_WORDS or figure.metric not in taken(source).metrics:
        return figure
    return figure._replace(on_training=True, measured="training")


def in_file(figure: Figure, evaluation: Evaluation) -> Figure:
    """Return a figure of a file, marked where all code that takes its metric takes it of training data."""
    if figure.measured in _FROM_WORDS or figure.metric not in evaluation.metrics or figure.metric in evaluation.seen:
        return figure
    return figure._replace(on_training=True)
