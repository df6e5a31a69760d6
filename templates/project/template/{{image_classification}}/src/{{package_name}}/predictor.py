"""Reads digits by the plain numbers of models/model.json, with NumPy and without scikit-learn."""

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from .imaging import SIDE, decode, features, ink, nearest, statistics

PARTS = 4  # of a side: each of the sixteen is covered in turn, to see what the answer rests on
OPEN = 1 - np.kron(np.eye(PARTS**2).reshape(-1, PARTS, PARTS), np.ones((SIDE // PARTS, SIDE // PARTS)))


class Model:
    """A weight for each feature and digit, and what digits look like."""

    def __init__(self, document: dict[str, Any]):
        self.identity: dict[str, str] = document["model"]  # the versions of its numbers and of its request fields
        self.weights, self.start = np.array(document["weights"]), np.array(document["start"])
        self.prototypes = np.array(document["prototypes"])
        self.decision: dict[str, float] = document["decision"]

    def probabilities(self, digits: Any) -> Any:
        """For each image the probability of each digit."""
        scores = features(digits) @ self.weights + self.start
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        return raised / raised.sum(axis=1, keepdims=True)

    def reasons(self, digits: Any, chance: Any) -> Any:
        """For each image why a person had better look at it: it is like no digit, or like two; empty: no need."""
        unsure = np.where(chance.max(axis=1) < self.decision["sure"], "unsure", "")
        return np.where(nearest(digits, self.prototypes) > self.decision["strange"], "no digit", unsure)

    def read(self, digit: Any) -> dict[str, Any]:
        """The digit, how sure that is, what it rests on, and why a person had better look."""
        chance = self.probabilities(np.vstack([digit, digit * OPEN.reshape(-1, digit.size)]))  # open, then covered
        second, first = np.argsort(chance[0])[-2:].tolist()
        reason = str(self.reasons(digit[np.newaxis], chance[:1])[0]) or None
        lost = ((chance[0, first] - chance[1:, first]).reshape(PARTS, PARTS).round(3) + 0.0).tolist()  # no -0.0
        said = {"digit": first, "probability": round(chance[0, first], 6), "runner_up": second}
        return {**said, "accepted": reason is None, "reason": reason, "evidence": lost, "seen": statistics(digit)}

    def respond(self, request: Mapping[str, Any]) -> Any:
        """The service's whole answer to a request that was checked. Raises UnusableImageError."""
        return {**self.read(ink(decode(base64.b64decode(request["image"])))), "model": self.identity}


def load_model(path: Path) -> Model:
    """Raises OSError or ValueError when there is no usable model."""
    return Model(json.loads(path.read_text(encoding="utf-8")))
