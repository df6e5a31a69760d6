"""What is compared: three simpler ways to read a digit, and the one that is served."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer

from .config import Config
from .data import cells
from .distort import augmented
from .imaging import features


def fit(name: str, digits: pd.DataFrame, config: Config) -> Any:
    """A fitted scikit-learn classifier; only here, and so only of rows to learn from, changed copies are made."""
    ink, labels = cells(digits), digits["digit"].to_numpy()
    if name == "neighbours":
        return KNeighborsClassifier(**config.parameters[name]).fit(ink, labels)
    if name == "strokes_augmented":
        ink = np.concatenate([ink, augmented(ink, config)])
    given, linear = None if name == "pixels" else features, LogisticRegression(**config.parameters["linear"])
    fitted = make_pipeline(FunctionTransformer(given), linear).fit(ink, np.resize(labels, len(ink)))
    linear.coef_, linear.intercept_ = linear.coef_.round(4), linear.intercept_.round(4)  # as other processors have them
    return fitted


def prototypes(digits: pd.DataFrame, config: Config) -> Any:
    """What digits look like: the middles of groups of similar images, some for each digit."""
    groups = KMeans(int(config.decision["prototypes"]), n_init=1, random_state=config.seed)
    return np.concatenate([groups.fit(cells(of)).cluster_centers_ for _, of in digits.groupby("digit")])


def out_of_fold(answer: Callable[[pd.DataFrame, Any], Any], digits: pd.DataFrame, fold: Any) -> Any:
    """What is said of each row by what was learned from the other folds: `answer` is given these and the row's ink."""
    answers = [answer(digits[fold != one], cells(digits[fold == one])) for one in np.unique(fold)]
    return np.concatenate(answers)[np.argsort(np.argsort(fold, kind="stable"))]
