"""Scores an hour from the plain numbers of models/model.json, without scikit-learn, pandas or NumPy."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .alarms import Levels
from .schema import SIGNS, Prediction


class Model:
    """The trained model as the service uses it."""

    def __init__(self, document: dict[str, Any]):
        self.identity: dict[str, str] = document["model"]  # the versions of its numbers and of the signs it knows
        self.per_load: list[float] = document["per_load"]  # what a per cent of load adds to each sensor
        self.usual: dict[str, tuple[float, float]] = document["usual"]  # of each sign the middle and the spread
        self.deciles: dict[str, list[float]] = document["deciles"]  # of each sign in training, for drift.py
        self.weights: dict[str, float] = document["weights"]  # none: the score is the largest deviation
        self.intercept: float = document["intercept"]
        self.levels = Levels(**document["levels"])

    def deviations(self, row: Mapping[str, float | None]) -> dict[str, float]:
        """How far each sign is above usual, in units of its usual spread; a sign that is unknown is as usual."""
        known = {name: self.usual[name][0] if (value := row[name]) is None else value for name in SIGNS}
        return {name: (value - self.usual[name][0]) / self.usual[name][1] for name, value in known.items()}

    def score(self, row: Mapping[str, float | None]) -> float:
        """The probability that the machine fails soon or, without weights, the largest deviation."""
        above = self.deviations(row)
        if not self.weights:
            return max(above.values())
        logit = self.intercept + sum(self.weights[name] * math.log1p(max(above[name], 0)) for name in SIGNS)
        return 1 / (1 + math.exp(-logit))

    def answer(self, row: Mapping[str, float | None]) -> Prediction:
        """What the service says about an hour."""
        score, above = self.score(row), self.deviations(row)
        why = {name: round(above[name], 3) for name in sorted(above, key=lambda name: -above[name])[:3]}
        return {"score": round(score, 9), "high": score >= self.levels.raise_at, "why": why}

    def respond(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """The whole answer to a request that was checked."""
        return {"predictions": [self.answer(row) for row in request["instances"]], "model": self.identity}


def load_model(path: Path) -> Model:
    """Raises OSError or ValueError when there is no usable model."""
    return Model(json.loads(path.read_text(encoding="utf-8")))
