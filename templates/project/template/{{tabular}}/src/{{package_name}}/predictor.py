"""Predicts from the plain numbers of models/model.json, without scikit-learn, pandas or NumPy, in microseconds."""

import json
from bisect import bisect_left
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .schema import Prediction, decide

MISSING = "missing"


class Linear:
    """An intercept, plus a weight a number, plus a weight for the value of each category."""

    def __init__(self, document: dict[str, Any]):
        self.start: float = document["start"]
        self.categories = list(document["categories"].items())
        self.numbers = [(name, fill, weight) for name, (fill, weight) in document["numbers"].items()]

    def score(self, row: Mapping[str, Any]) -> float:
        """The weighted sum for one row; an unknown category adds nothing."""
        total = self.start
        for name, fill, weight in self.numbers:
            value = row[name]
            total += weight * (fill if value is None else value)
        for name, weights in self.categories:
            value = row[name]
            total += weights.get(MISSING if value is None else value, 0.0)
        return total


class Trees:
    """Boosted trees, all evaluated at once (QuickScorer: Lucchese et al., SIGIR 2015).

    Every tree has at most eight leaves, so the leaves that a row can still reach are the bits of one byte a tree, and
    those of all trees one long integer. A value on the right side of a threshold rules out the leaves on the left.
    When every feature has ruled out its leaves, the lowest bit left in a byte is the leaf that its tree ends in.
    """

    def __init__(self, document: dict[str, Any]):
        leaves: list[list[float]] = document["leaves"]
        self.start: float = document["start"]
        self.count, self.everything = len(leaves), 256 ** len(leaves) - 1
        self.ends = [[of[min((byte & -byte).bit_length(), len(of)) - 1] for byte in range(256)] for of in leaves]
        numbers, categories = document["numbers"].items(), document["categories"].items()
        self.numbers = [(name, fill, *self._running(splits)) for name, (fill, splits) in numbers]
        self.categories = [
            (name, {value: self._running(splits)[1][-1] for value, splits in values.items()})
            for name, values in categories
        ]

    def _running(self, splits: list[list[Any]]) -> tuple[list[float], list[int]]:
        """A feature's thresholds in order, and which leaves are left after the first 0, 1, 2, … of them."""
        left = [self.everything]
        for _, tree, first, end in sorted(splits):
            left.append(left[-1] & ~((2**end - 2**first) << tree * 8))
        return sorted(threshold for threshold, *_ in splits), left

    def score(self, row: Mapping[str, Any]) -> float:
        """The sum of the leaves that one row ends in."""
        reachable = self.everything
        for name, fill, thresholds, masks in self.numbers:
            value = row[name]
            reachable &= masks[bisect_left(thresholds, fill if value is None else value)]
        for name, known in self.categories:
            value = row[name]
            reachable &= known.get(MISSING if value is None else value, self.everything)
        return self.start + sum(map(list.__getitem__, self.ends, reachable.to_bytes(self.count, "little")))


class Model:
    """The trained model as the service uses it."""

    def __init__(self, document: dict[str, Any]):
        self.identity: dict[str, str] = document["model"]  # the versions of its numbers and of its request fields
        self.decision: dict[str, float] = document["decision"]
        self.known = [(name, {None, *values}) for name, values in document["categories"].items()]
        self.score = (Trees if document["leaves"] else Linear)(document).score

    def answer(self, row: Mapping[str, Any]) -> Prediction:
        """What the service says about one row; a word that training never saw is named, not passed over."""
        unknown = [name for name, known in self.known if row[name] not in known]
        return decide(self.score(row), self.decision, unknown)

    def respond(self, request: Mapping[str, Any]) -> Any:
        """The service's whole answer to a request that was checked."""
        return {"predictions": [self.answer(row) for row in request["instances"]], "model": self.identity}


def load_model(path: Path) -> Model:
    """Raises OSError or ValueError when there is no usable model."""
    return Model(json.loads(path.read_text(encoding="utf-8")))
