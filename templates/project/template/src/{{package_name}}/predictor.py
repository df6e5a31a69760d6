"""Predicts from models/model.json: plain numbers, evaluated without scikit-learn, pandas or NumPy, in microseconds.

Loading the file runs no code (a pickle would); export.py writes it only if it predicts as the pipeline does.
"""

import json
from bisect import bisect_left
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MISSING = "missing"


class Linear:
    """An intercept, plus a weight a number, plus a weight for the value of each category."""

    def __init__(self, start: float, numbers: dict[str, dict[str, float]], categories: dict[str, dict[str, float]]):
        self.start = start
        self.numbers = [(name, number["fill"], number["weight"]) for name, number in numbers.items()]
        self.categories = list(categories.items())

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

    def __init__(self, start: float, numbers: dict[str, Any], categories: dict[str, list[str]], trees: list[Any]):
        self.start, self.count = start, len(trees)
        self.everything = 256**self.count - 1
        columns = [*numbers, *((name, value) for name, values in categories.items() for value in values)]
        rules: dict[Any, list[tuple[float, int]]] = {column: [] for column in columns}
        self.leaves: list[list[float]] = []
        for position, tree in enumerate(trees):
            leaves: list[float] = []
            self._collect(tree, leaves, position * 8, columns, rules)
            self.leaves.append([leaves[min((byte & -byte).bit_length(), len(leaves)) - 1] for byte in range(256)])
        self.numbers = [(name, number["fill"], *self._running(rules[name])) for name, number in numbers.items()]
        self.categories = [
            (name, {value: self._running(rules[name, value])[1][-1] for value in values})
            for name, values in categories.items()
        ]

    def _collect(self, node: Any, leaves: list[float], shift: int, columns: list[Any], rules: dict[Any, Any]) -> None:
        """Number the leaves from left to right; note for each threshold which leaves a larger value rules out."""
        if not isinstance(node, list):
            leaves.append(node)
            return
        column, threshold, left, right = node
        first = len(leaves)
        self._collect(left, leaves, shift, columns, rules)
        ruled_out = 2 ** len(leaves) - 2**first
        rules[columns[column]].append((threshold, self.everything & ~(ruled_out << shift)))
        self._collect(right, leaves, shift, columns, rules)

    def _running(self, rules: list[tuple[float, int]]) -> tuple[list[float], list[int]]:
        """A feature's thresholds in order, and which leaves are left after the first 0, 1, 2, … of them."""
        left = [self.everything]
        for _, mask in sorted(rules):
            left.append(left[-1] & mask)
        return sorted(threshold for threshold, _ in rules), left

    def score(self, row: Mapping[str, Any]) -> float:
        """The sum of the leaves that one row ends in."""
        reachable = self.everything
        for name, fill, thresholds, masks in self.numbers:
            value = row[name]
            reachable &= masks[bisect_left(thresholds, fill if value is None else value)]
        for name, known in self.categories:
            value = row[name]
            reachable &= known.get(MISSING if value is None else value, self.everything)
        ends = reachable.to_bytes(self.count, "little")
        return self.start + sum(map(list.__getitem__, self.leaves, ends))


class Model:
    """The trained model as the service uses it."""

    def __init__(self, document: dict[str, Any]):
        self.identity: dict[str, str] = document["model"]  # the versions of its numbers and of its request fields
        self.decision: dict[str, float] = document["decision"]
        parts = (document["start"], document["numbers"], document["categories"])
        self.score = (Linear(*parts) if document["kind"] == "linear" else Trees(*parts, document["trees"])).score


def load_model(path: Path) -> Model:
    """Raises OSError or ValueError when there is no usable model."""
    return Model(json.loads(path.read_text(encoding="utf-8")))
