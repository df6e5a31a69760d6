"""Recommends from the plain numbers of models/model.json: one implementation for evaluation, A/B test and service."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np


class Model:
    """Item factors, from which a customer's own are computed when asked: whoever buys something is known at once."""

    def __init__(self, document: dict[str, Any]):
        self.identity: dict[str, str] = document["model"]  # the versions of its numbers and of its request fields
        self.settings: dict[str, float] = document["settings"]
        self.items: list[str] = document["items"]
        self.places = {item: place for place, item in enumerate(self.items)}
        self.factors, self.popularity = np.array(document["factors"]), np.array(document["popularity"])
        self.customers: dict[str, dict[str, float]] = document["customers"]
        self.owned: dict[str, list[str]] = document["owned"]
        f = self.factors
        self.base = f.T @ f + self.settings["regularization"] * np.eye(f.shape[1])
        self.pairs = (f[:, :, None] * f[:, None, :]).reshape(len(f), -1)

    def systems(self, signals: Any) -> Any:
        """For each customer (row of signals) the matrix of the least-squares problem that has the factors as answer.

        An item that was looked for counts 1 + alpha * signal, any other 1 (Hu, Koren, Volinsky 2008).
        """
        extra = self.settings["alpha"] * signals
        return self.base + (extra @ self.pairs).reshape(len(signals), *self.base.shape)

    def taste(self, signals: Any) -> Any:
        """Each customer's factors."""
        wanted = self.confidence(signals) @ self.factors
        return np.linalg.solve(self.systems(signals), wanted[:, :, None])[:, :, 0]

    def confidence(self, signals: Any) -> Any:
        """How sure it is that a customer likes an item; 0 where nothing speaks for it."""
        return np.where(signals > 0, 1 + self.settings["alpha"] * signals, 0.0)

    def scores(self, signals: Any, months: Any) -> Any:
        """For each customer how much speaks for each item: taste and season, or season alone where nothing is known."""
        popular = self.popularity[np.asarray(months) - 1]
        popular = popular / popular.max(axis=1, keepdims=True)
        season, anything = self.settings["season"], signals.any(axis=1, keepdims=True)
        return np.where(anything, (1 - season) * self.taste(signals) @ self.factors.T + season * popular, popular)

    def reasons(self, signals: Any, places: Any) -> Any:
        """For one customer the item whose signal adds most to the score of each place."""
        inverse = np.linalg.inv(self.systems(signals)[0])
        added = self.factors[places] @ inverse @ (self.factors * self.confidence(signals)[0][:, None]).T
        return added.argmax(axis=1)

    def respond(self, request: Mapping[str, Any]) -> Any:
        """The service's whole answer to a request that was checked."""
        signals, fresh = np.zeros((1, len(self.items))), [i for i in request["bought"] if i in self.places]
        for item, strength in self.customers.get(request["customer"], {}).items():
            signals[0, self.places[item]] = strength
        for item in fresh:
            signals[0, self.places[item]] += self.settings["purchase"]
        scores = self.scores(signals, [request["month"]])[0]
        owned = [self.places[item] for item in [*self.owned.get(request["customer"], []), *fresh]]
        scores[owned] = -np.inf
        best = top(scores[None], min(request["count"], len(self.items) - len({*owned})))[0]
        personal = bool(signals.any())
        reasons = [self.items[place] for place in self.reasons(signals, best)] if personal else [None] * len(best)
        shown = zip(best, reasons, strict=True)
        return {
            "items": [{"item": self.items[i], "score": round(float(scores[i]), 9), "because": why} for i, why in shown],
            "strategy": "personal" if personal else "popular",
            "unknown_items": [item for item in request["bought"] if item not in self.places],
            "model": self.identity,
        }


def top(scores: Any, count: int) -> Any:
    """For each row the columns with the highest scores, best first; of equal ones the first."""
    return np.argsort(-scores, axis=1, kind="stable")[:, :count]


def load_model(path: Path) -> Model:
    """Raises OSError or ValueError when there is no usable model."""
    return Model(json.loads(path.read_text(encoding="utf-8")))
