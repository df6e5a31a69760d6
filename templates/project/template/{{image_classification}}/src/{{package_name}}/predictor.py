"""Reads digits by the plain numbers of models/model.json, with NumPy and without scikit-learn."""

import base64
import binascii
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from .features import features
from .imaging import SIDE, Ink, UnusableImageError, decode, ink, nearest, statistics

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

    def strange(self, digits: Any) -> Any:
        """For each image whether it is like no digit."""
        return nearest(digits, self.prototypes) > self.decision["strange"]

    def accepts(self, digits: Any) -> Any:
        """For each image whether the answer may be used without a person looking at it."""
        return (self.probabilities(digits).max(axis=1) >= self.decision["sure"]) & ~self.strange(digits)

    def read(self, digit: Ink) -> dict[str, Any]:
        """The digit, how sure that is, what it rests on, and why a person had better look."""
        chance, *covered = self.probabilities(np.vstack([digit, digit * OPEN.reshape(-1, digit.size)]))
        second, first = np.argsort(chance)[-2:].tolist()
        reason = "unsure" if chance[first] < self.decision["sure"] else None
        reason = "no digit" if self.strange(digit[np.newaxis])[0] else reason
        lost = (chance[first] - np.array(covered)[:, first]).reshape(PARTS, PARTS).round(3).tolist()
        said = {"digit": first, "probability": round(chance[first], 6), "runner_up": second}
        return {**said, "accepted": reason is None, "reason": reason, "evidence": lost, "seen": statistics(digit)}

    def respond(self, request: Mapping[str, Any]) -> Any:
        """The service's whole answer to a request that was checked. Raises UnusableImageError."""
        try:
            content = base64.b64decode(request["image"], validate=True)
        except binascii.Error as error:
            raise UnusableImageError("this is no Base64") from error
        return {**self.read(ink(decode(content))), "model": self.identity}


def load_model(path: Path) -> Model:
    """Raises OSError or ValueError when there is no usable model."""
    return Model(json.loads(path.read_text(encoding="utf-8")))
