"""What is compared, and how it is judged: on hands never seen, with what errors cost, and on images that are spoilt."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer

from .config import Config
from .data import cells
from .distort import CORRUPTIONS, augmented, enlarged, letter
from .imaging import features, ink
from .predictor import Model

METRIC = "cost"  # for choosing between models
THRESHOLDS = np.round(np.linspace(0, 0.999, 1000), 3)


def fit(name: str, digits: pd.DataFrame, config: Config) -> Any:
    """A fitted scikit-learn classifier; only here, and so only of rows to learn from, changed copies are made."""
    given, labels = cells(digits), digits["digit"].to_numpy()
    if name == "neighbours":
        return KNeighborsClassifier(**config.parameters[name]).fit(given, labels)
    if name == "strokes_augmented":
        given = np.concatenate([given, augmented(given, config)])
    linear = LogisticRegression(**config.parameters["linear"])
    of_strokes = FunctionTransformer(None if name == "pixels" else features)
    fitted = make_pipeline(of_strokes, linear).fit(given, np.resize(labels, len(given)))
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


def measures(right: Any, accepted: Any, config: Config) -> dict[str, float]:
    """Every metric of one reader; the cost of an image is in the price of one that a person reads."""
    wrong, coverage = (accepted & ~right).mean(), accepted.mean()
    found = {"accuracy": right.mean(), "coverage": coverage, "accepted_errors": wrong / max(coverage, 1e-9)}
    found["cost"] = 1 - coverage + config.decision["cost_of_wrong_digit"] * wrong
    return {name: float(value) for name, value in found.items()}


def choose_sure(chance: Any, labels: Any, familiar: Any, config: Config) -> float:
    """The probability from which on it is cheapest to believe the model, on images that it had not learned from."""
    right, top = chance.argmax(axis=1) == labels, chance.max(axis=1)
    costs = np.array([measures(right, familiar & (top >= threshold), config)["cost"] for threshold in THRESHOLDS])
    return float(np.median(THRESHOLDS[costs == costs.min()]))


def with_intervals(right: Any, accepted: Any, forms: Any, config: Config) -> dict[str, Any]:
    """Every metric with a 95 % interval: forms are drawn anew, then images on them, as few hands say less than many."""
    random, drawn = np.random.default_rng(config.seed), []
    rows_of = [np.flatnonzero(forms == form) for form in np.unique(forms)]
    for _ in range(config.bootstrap_samples):
        places = random.integers(0, len(rows_of), len(rows_of))
        rows = np.concatenate([random.choice(rows_of[place], len(rows_of[place])) for place in places])
        drawn.append(measures(right[rows], accepted[rows], config))
    low, high = pd.DataFrame(drawn).quantile([0.025, 0.975]).to_dict("records")
    return {k: {"value": v, "low": low[k], "high": high[k]} for k, v in measures(right, accepted, config).items()}


def by_group(right: Any, accepted: Any, groups: Any, config: Config) -> dict[str, Any]:
    """How many images each group has, such as those of one hand, and every metric of them."""
    rows_of = {str(group): groups == group for group in np.unique(groups)}
    return {k: {"images": int(of.sum())} | measures(right[of], accepted[of], config) for k, of in rows_of.items()}


def details(chance: Any, accepted: Any, digits: pd.DataFrame, config: Config) -> dict[str, Any]:
    """What one number hides: each digit, each hand, and how often what is said with so much certainty is right."""
    said, top, labels = chance.argmax(axis=1), chance.max(axis=1), digits["digit"].to_numpy()
    right, rates = said == labels, precision_recall_fscore_support(labels, said)
    return {
        "confusion": confusion_matrix(labels, said).tolist(),
        "digits": dict(zip(("precision", "recall", "f1"), np.array(rates).tolist(), strict=False)),
        "forms": by_group(right, accepted, digits["form"].to_numpy(), config),
        "calibration": [[float(top[of].mean()), float(right[of].mean())] for of in np.array_split(np.argsort(top), 5)],
    }


def robustness(model: Model, plain: Any, digits: pd.DataFrame, config: Config) -> dict[str, Any]:
    """What is left when images, enlarged to the size of a scan, are spoilt; and how many of 300 letters are refused."""
    random, labels = np.random.default_rng(config.seed), digits["digit"].to_numpy()
    scans, found = [enlarged(digit) for digit in cells(digits)], {}
    for name, spoil in CORRUPTIONS.items():
        seen = np.array([ink(spoil(scan, random)) for scan in scans])
        chance = model.probabilities(seen)
        found[name] = measures(chance.argmax(axis=1) == labels, model.reasons(seen, chance) == "", config)
        found[name]["plain"] = float((plain.predict(seen) == labels).mean())
    letters = np.array([ink(letter(random)) for _ in range(300)])
    refused = model.reasons(letters, model.probabilities(letters)) != ""
    return {"robustness": found, "letters_refused": float(refused.mean())}
