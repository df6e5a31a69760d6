"""How classifiers are judged on unseen texts: scores with intervals, calibration, slices and mistakes."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import log_softmax, softmax

from .config import Config
from .features import words
from .predictor import Model
from .schema import PRODUCTS, TARGET

METRICS = ["macro_f1", "accuracy", "share", "accuracy_of_sure"]
TEMPERATURES, THRESHOLDS = np.geomspace(0.1, 3, 69), np.arange(20, 100) / 100
SHARES, FAMILIAR = np.arange(1, 21) / 20, 0.95  # of the texts, the surest first; of the words of one, seen in training


def codes(products: Any) -> Any:
    """The place of each product; -1 for what is none."""
    return pd.Index(PRODUCTS).get_indexer(products)


def confusion(truth: Any, chance: Any) -> Any:
    """How many texts of each product (a row) were said to be of which (a column)."""
    pairs = truth * len(PRODUCTS) + chance.argmax(axis=1)
    return np.bincount(pairs, minlength=len(PRODUCTS) ** 2).reshape(len(PRODUCTS), -1)


def answered(truth: Any, chance: Any, threshold: float) -> dict[str, float]:
    """Accuracy on all texts, the share that the model is sure of, and its accuracy on those."""
    sure, right = chance.max(axis=1) >= threshold, chance.argmax(axis=1) == truth
    values = (right.mean(), sure.mean(), right[sure].mean() if sure.any() else 0)
    return dict(zip(METRICS[1:], map(float, values), strict=True))


def scores(truth: Any, chance: Any, threshold: float) -> dict[str, float]:
    """Every metric of one model on one set of texts, and F1 of each product."""
    table = confusion(truth, chance)
    f1 = (2 * table.diagonal() / np.maximum(table.sum(axis=0) + table.sum(axis=1), 1)).tolist()
    return {"macro_f1": sum(f1) / len(f1), **answered(truth, chance, threshold), **dict(zip(PRODUCTS, f1, strict=True))}


def with_intervals(truth: Any, chance: Any, threshold: float, config: Config) -> dict[str, Any]:
    """Every metric with a 95 % bootstrap interval: its spread over resamples of the texts."""
    draws = np.random.default_rng(config.seed).integers(0, len(truth), (config.bootstrap_samples, len(truth)))
    spread = pd.DataFrame([scores(truth[rows], chance[rows], threshold) for rows in draws])
    low, high = spread.quantile([0.025, 0.975]).to_dict("records")
    values = scores(truth, chance, threshold).items()
    return {name: {"value": value, "low": low[name], "high": high[name]} for name, value in values}


def calibrate(truth: Any, log_chance: Any, decision: dict[str, float]) -> dict[str, float]:
    """Choose what log-odds are divided by, with the least log loss, and the threshold of being sure.

    It is the lowest at which answers are right as often as wanted. The held-out texts have no say in either.
    """
    right = np.arange(len(truth)), truth
    losses = [-log_softmax(log_chance / temperature, axis=1)[right].mean() for temperature in TEMPERATURES]
    temperature = float(TEMPERATURES[int(np.argmin(losses))])
    chance = softmax(log_chance / temperature, axis=1)
    enough = [t for t in THRESHOLDS if answered(truth, chance, t)["accuracy_of_sure"] >= decision["accuracy_wanted"]]
    return {**decision, "temperature": temperature, "threshold": float(min(enough, default=1.0))}


def calibration(truth: Any, chance: Any) -> dict[str, Any]:
    """Probabilities of answers beside the share that was right, in tenths of the texts, and their distance (ECE)."""
    confidence, right = chance.max(axis=1), chance.argmax(axis=1) == truth
    tenths = np.array_split(np.argsort(confidence, kind="stable"), 10)
    said, was = ([float(of[rows].mean()) for rows in tenths] for of in (confidence, right))
    return {"said": said, "was": was, "ece": float(np.abs(np.subtract(said, was)).mean())}


def accuracy_of_surest(truth: Any, chance: Any) -> list[float]:
    """Accuracy on each share of the texts that a model is surest of."""
    right = (chance.argmax(axis=1) == truth)[np.argsort(-chance.max(axis=1), kind="stable")]
    return [float(right[: round(share * len(right))].mean()) for share in SHARES]


def misspelt(text: str, every: int) -> str:
    """The second and third letter change places in every so manyth word."""
    return " ".join(w[:1] + w[2:3] + w[1:2] + w[3:] if at % every == 0 else w for at, w in enumerate(text.split()))


def details(holdout: pd.DataFrame, predict: Callable[[Any], Any], model: Model, config: Config) -> dict[str, Any]:
    """What one number hides: which products are mixed up, how far an answer can be trusted, and for whose texts."""
    truth, texts, threshold = codes(holdout[TARGET]), holdout["text"], model.decision["threshold"]
    chance, said = predict(texts), pd.DataFrame([model.answer({"text": text}) for text in texts])
    lengths = pd.cut(texts.str.len(), [0, 150, 300, 9999], labels=["to 150 characters", "to 300", "longer"])
    writing = {
        "length": lengths.astype(str),
        "capitals": (texts.str.count("[A-Z]") > texts.str.count("[a-z]")).map({True: "mostly", False: "as usual"}),
        "words": (said["known_words"] < FAMILIAR).map({True: "some never seen", False: "familiar"}),
    }
    others = pd.read_csv(config.probes, keep_default_na=False).groupby("kind")
    changed = {
        "as written": texts,
        "one word in ten misspelt": texts.map(lambda text: misspelt(text, 10)),
        "one word in three misspelt": texts.map(lambda text: misspelt(text, 3)),
        "the first ten words only": texts.str.split().str[:10].str.join(" "),
        "without the keywords": texts.map(lambda text: " ".join(w for w in words(text) if w not in config.keywords)),
    }
    tried = [(name, truth, of) for name, of in changed.items()]
    tried += [(str(kind), codes(of[TARGET]), of["text"]) for kind, of in others]
    wrong = said[said["product"] != holdout[TARGET]].nlargest(5, "probability").assign(text=texts, filed=holdout[TARGET])
    return {
        "confusion": confusion(truth, chance).tolist(),
        "calibration": calibration(truth, chance),
        "slices": {
            f"{name}: {group}": {"texts": len(rows), **answered(truth[rows], chance[rows], threshold)}
            for name, of in writing.items()
            for group, rows in of.groupby(of).indices.items()
        },
        "robustness": {name: {"texts": len(of), **answered(who, predict(of), threshold)} for name, who, of in tried},
        "mistakes": wrong.to_dict("records"),
    }
