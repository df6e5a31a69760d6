"""Forecasts from the plain numbers of models/model.json, without scikit-learn, pandas or NumPy, in microseconds."""

import json
import math
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from .features import Calendar, Past


class Model:
    """Weights of features, and how far off forecasts of each kind of day have been."""

    def __init__(self, document: dict[str, Any]):
        self.identity: dict[str, str] = document["model"]  # the versions of its numbers and of its request fields
        self.start: float = document["start"]
        self.weights: dict[str, float] = document["weights"]
        self.calendar = Calendar(document["holidays"])
        self.margins: dict[str, list[float]] = document["margins"]  # logarithms of low and high over forecast

    def entries(self, past: Past, day: date) -> float:
        """What to expect on a day: the usual entries of its weekday, times a factor whose logarithm is a sum."""
        weighted = (value * self.weights.get(name, 0.0) for name, value in past.features(day).items())
        return past.level[day.weekday()] * math.exp(self.start + sum(weighted))

    def forecast(self, past: Past, day: date) -> dict[str, Any]:
        """What the service says of a day."""
        entries = self.entries(past, day)
        low, high = (entries * math.exp(margin) for margin in self.margins[self.calendar.kind(day)])
        numbers = {"entries": round(entries, 3), "low": round(low, 3), "high": round(high, 3)}
        return {"date": str(day), **numbers, "holiday": self.calendar.holidays.get(day)}

    def respond(self, request: Mapping[str, Any]) -> Any:
        """The service's whole answer to a request that was checked."""
        past = Past(request["history"], date.fromisoformat(request["last_day"]), self.calendar)
        return {"days": [self.forecast(past, day) for day in past.days(request["horizon"])], "model": self.identity}


def load_model(path: Path) -> Model:
    """Raises OSError or ValueError when there is no usable model."""
    return Model(json.loads(path.read_text(encoding="utf-8")))
