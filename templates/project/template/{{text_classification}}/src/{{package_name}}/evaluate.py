"""What is compared, and how it is judged on unseen texts: scores with intervals, calibration, slices and mistakes."""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import log_softmax, softmax
from sklearn.dummy import DummyClassifier
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix, f1_score
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import make_pipeline

from .config import Config
from .features import terms, words
from .predictor import Model
from .schema import PRODUCTS, TARGET

METRICS = ["macro_f1", "accuracy", "share", "accuracy_of_sure"]
TEMPERATURES, THRESHOLDS = np.geomspace(0.1, 3, 69), np.arange(20, 100) / 100
SHARES, FAMILIAR = np.arange(1, 21) / 20, 0.95  # of the texts, the surest first; of the words of one, seen in training


def classifiers(config: Config) -> dict[str, Any]:
    """Each of them by name, not fitted yet: a baseline, keywords, all words, and words with their parts."""
    of, chosen_words = config.parameters, CountVectorizer(analyzer=words, vocabulary=config.keywords)
    return {
        "dummy": DummyClassifier(**of["dummy"]),
        "keywords": make_pipeline(chosen_words, ComplementNB(**of["naive_bayes"])),
        "naive_bayes": make_pipeline(CountVectorizer(analyzer=words), ComplementNB(**of["naive_bayes"])),
        "linear": make_pipeline(TfidfVectorizer(analyzer=terms, **of["terms"]), LogisticRegression(**of["linear"])),
    }


def answered(truth: Any, chance: Any, threshold: float) -> dict[str, float]:
    """Accuracy on all texts, the share that the model is sure of, and its accuracy on those."""
    sure, right = chance.max(axis=1) >= threshold, chance.argmax(axis=1) == truth
    values = (right.mean(), sure.mean(), right[sure].mean() if sure.any() else 0)
    return dict(zip(METRICS[1:], map(float, values), strict=True))


def by_group(truth: Any, chance: Any, groups: pd.Series, threshold: float) -> dict[str, Any]:
    """The same for each group of texts, with its size."""
    named = {str(name): (groups == name).to_numpy() for name in sorted(groups.unique())}
    return {name: {"texts": int(of.sum()), **answered(truth[of], chance[of], threshold)} for name, of in named.items()}


def scores(truth: Any, chance: Any, threshold: float) -> dict[str, float]:
    """Every metric of one model on one set of texts, and F1 of each product."""
    f1 = f1_score(truth, chance.argmax(axis=1), labels=range(len(PRODUCTS)), average=None, zero_division=0).tolist()
    return {"macro_f1": sum(f1) / len(f1), **answered(truth, chance, threshold), **dict(zip(PRODUCTS, f1, strict=True))}


def with_intervals(truth: Any, chance: Any, threshold: float, config: Config) -> dict[str, Any]:
    """Every metric with a 95 % bootstrap interval: its spread over resamples of the texts."""
    draws = np.random.default_rng(config.seed).integers(0, len(truth), (config.bootstrap_samples, len(truth)))
    spread = pd.DataFrame([scores(truth[rows], chance[rows], threshold) for rows in draws])
    low, high = spread.quantile([0.025, 0.975]).to_dict("records")
    of_all = scores(truth, chance, threshold)
    return {name: {"value": of_all[name], "low": low[name], "high": high[name]} for name in of_all}


def calibrate(truth: Any, log_chance: Any, decision: dict[str, float]) -> dict[str, float]:
    """The temperature with the least log loss, and the lowest threshold that gives the accuracy wanted."""
    right = np.arange(len(truth)), truth
    losses = [-log_softmax(log_chance / temperature, axis=1)[right].mean() for temperature in TEMPERATURES]
    temperature = float(TEMPERATURES[int(np.argmin(losses))])
    chance = softmax(log_chance / temperature, axis=1)
    enough = [t for t in THRESHOLDS if answered(truth, chance, t)["accuracy_of_sure"] >= decision["accuracy_wanted"]]
    return {**decision, "temperature": temperature, "threshold": float(min(enough, default=1.0))}


def chances(fitted: Any, texts: Any, decision: dict[str, float]) -> Any:
    """The probability of each product for each text, its log-odds divided by the temperature."""
    return softmax(fitted.predict_log_proba(texts) / decision["temperature"], axis=1)


def confidence(truth: Any, chance: Any) -> dict[str, Any]:
    """Probabilities beside the share that was right, by tenths of the texts; their distance (ECE); the surest first."""
    order = np.argsort(-chance.max(axis=1), kind="stable")
    right, tenths = (chance.argmax(axis=1) == truth)[order], np.array_split(chance.max(axis=1)[order], 10)
    said, was = [float(part.mean()) for part in tenths], [float(part.mean()) for part in np.array_split(right, 10)]
    surest = [float(right[: round(share * len(right))].mean()) for share in SHARES]
    return {"said": said, "was": was, "ece": float(np.abs(np.subtract(said, was)).mean()), "surest": surest}


def details(holdout: pd.DataFrame, fitted: Any, model: Model, config: Config) -> dict[str, Any]:
    """What one number hides: for whose texts and for which changes answers hold, and what went wrong."""
    truth, texts = pd.Index(PRODUCTS).get_indexer(holdout[TARGET]), holdout["text"]
    threshold, predict = model.decision["threshold"], partial(chances, fitted, decision=model.decision)
    chance, said = predict(texts), pd.DataFrame([model.answer({"text": text}) for text in texts])
    lengths = pd.cut(texts.str.len(), [0, 150, 300, 9999], labels=["to 150 characters", "to 300", "longer"])
    writing = {
        "length": lengths.astype(str),
        "capitals": (texts.str.count("[A-Z]") > texts.str.count("[a-z]")).map({True: "mostly", False: "as usual"}),
        "words": (said["known_words"] < FAMILIAR).map({True: "some never seen", False: "familiar"}),
    }
    changed = {
        "as written": texts,
        "every tenth word misspelt": texts.str.replace(r"((?:\S+\s+){9}\w)(\w)(\w)", r"\1\3\2", regex=True),
        "every third word misspelt": texts.str.replace(r"((?:\S+\s+){2}\w)(\w)(\w)", r"\1\3\2", regex=True),
        "the first ten words only": texts.str.split().str[:10].str.join(" "),
        "without the keywords": texts.map(lambda text: " ".join(w for w in words(text) if w not in config.keywords)),
    }
    tried = [(name, truth, of) for name, of in changed.items()]
    for kind, of in pd.read_csv(config.probes, keep_default_na=False).groupby("kind"):
        tried.append((str(kind), pd.Index(PRODUCTS).get_indexer(of[TARGET]), of["text"]))
    own = pd.DataFrame.from_dict(model.terms, orient="index", columns=["idf", *PRODUCTS]).filter(regex="^[^~]", axis=0)
    wrong = said.assign(text=texts, filed=holdout[TARGET])[said["product"] != holdout[TARGET]]
    return {
        "confusion": confusion_matrix(truth, chance.argmax(axis=1)).tolist(),
        "slices": {
            f"{name}: {group}": measured
            for name, groups in writing.items()
            for group, measured in by_group(truth, chance, groups, threshold).items()
        },
        "words": {product: own[product].nlargest(6).index.tolist() for product in PRODUCTS},
        "robustness": {name: {"texts": len(of), **answered(who, predict(of), threshold)} for name, who, of in tried},
        "mistakes": wrong.nlargest(5, "probability").to_dict("records"),
    }
