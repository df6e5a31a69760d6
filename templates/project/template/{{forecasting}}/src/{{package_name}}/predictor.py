"""Forecasts from the plain numbers of models/model.json, without scikit-learn, pandas or NumPy, in microseconds."""

import json
import math
from collections.abc import Mapping
from datetime import date, timedelta
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

    def ratio(self, features: Mapping[str, float]) -> float:
        """The logarithm of entries over the usual entries of the weekday."""
        return self.start + sum(value * self.weights.get(name, 0.0) for name, value in features.items())

    def forecast(self, past: Past, ahead: int) -> tuple[float, float, float]:
        """Entries so many days ahead, and the interval around them."""
        day = past.last_day + timedelta(days=ahead)
        entries = past.level[day.weekday()] * math.exp(self.ratio(past.features(day)))
        low, high = self.margins[self.calendar.kind(day)]
        return entries, entries * math.exp(low), entries * math.exp(high)

    def respond(self, request: Mapping[str, Any]) -> Any:
        """The service's whole answer to a request that was checked."""
        last_day = date.fromisoformat(request["last_day"])
        past, days = Past(request["history"], last_day, self.calendar), []
        for ahead in range(1, request["horizon"] + 1):
            entries, low, high = (round(value, 3) for value in self.forecast(past, ahead))
            day = last_day + timedelta(days=ahead)
            found = {"date": str(day), "entries": entries, "low": low, "high": high}
            days.append({**found, "holiday": self.calendar.holidays.get(day)})
        return {"days": days, "model": self.identity}


def load_model(path: Path) -> Model:
    """Raises OSError or ValueError when there is no usable model."""
    return Model(json.loads(path.read_text(encoding="utf-8")))
