"""Predicts from the plain numbers of models/model.json, without scikit-learn, pandas or NumPy, and says why."""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .features import pieces


class Model:
    """For each term how much it counts, and a weight for each product."""

    def __init__(self, document: dict[str, Any]):
        self.identity: dict[str, str] = document["model"]  # the versions of its numbers and of its request fields
        self.decision: dict[str, float] = document["decision"]
        self.products: list[str] = document["products"]
        self.temperature: float = document["decision"]["temperature"]
        self.start = [start / self.temperature for start in document["start"]]
        self.terms: dict[str, list[float]] = document["terms"]

    def values(self, found: Iterable[str]) -> dict[str, float]:
        """How much each known term counts: rare ones more, repeats less each time; over length and temperature."""
        counts = Counter(term for term in found if term in self.terms)
        values = {term: (1 + math.log(count)) * self.terms[term][0] for term, count in counts.items()}
        length = math.sqrt(sum(value * value for value in values.values()))
        return {term: value / length / self.temperature for term, value in values.items()}

    def scores(self, values: Mapping[str, float]) -> list[float]:
        """Log-odds: the sum of weights for each product."""
        of = [(value, self.terms[term]) for term, value in values.items()]
        return [start + sum(value * one[at] for value, one in of) for at, start in enumerate(self.start, start=1)]

    def effects(self, found: list[tuple[str, str]], values: dict[str, float], one: int, other: int) -> dict[str, float]:
        """What each word adds to the log-odds of one product over another: its own weight, and those of its parts."""
        counts, added = Counter(term for term, _ in found), defaultdict[str, float](float)
        for term, word in found:
            if value := values.get(term):
                added[word] += value * (self.terms[term][one + 1] - self.terms[term][other + 1]) / counts[term]
        return dict(added)

    def answer(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """What the service says about one text."""
        found = pieces(row["text"])
        seen, values = [term for term, word in found if term == word], self.values(term for term, _ in found)
        scores = self.scores(values)
        best, second = sorted(range(len(scores)), key=lambda place: -scores[place])[:2]
        probability = 1 / sum(math.exp(score - scores[best]) for score in scores)
        effects = self.effects(found, values, best, second).items()
        strongest = sorted(effects, key=lambda pair: -abs(pair[1]))[:5]
        return {
            "product": self.products[best],
            "probability": round(probability, 9),
            "sure": probability >= self.decision["threshold"],
            "second": self.products[second],
            "why": {word: round(effect, 3) for word, effect in strongest},
            "known_words": round(sum(word in self.terms for word in seen) / max(len(seen), 1), 3),
        }

    def respond(self, request: Mapping[str, Any]) -> Any:
        """The service's whole answer to a request that was checked."""
        return {"predictions": [self.answer(row) for row in request["instances"]], "model": self.identity}


def load_model(path: Path) -> Model:
    """Raises OSError or ValueError when there is no usable model."""
    return Model(json.loads(path.read_text(encoding="utf-8")))
