"""Turns a machine's readings, as they arrive, into signs of wear for every hour: for training and service alike.

Of each sensor, up to that hour: its level above what is normal for this machine at this load (the mean of 24 hours),
the trend of that level (against two days before), and its spread (in 24 hours); and what it measured (mean of 6 hours).
"""

import math
from typing import Any

from .schema import SENSORS

HOUR = 3600
LATENESS = 2 * HOUR  # how long an hour waits for stragglers, by the clock of the readings
BASELINE, MEMORY, FEWEST = 48, 72, 12  # hours after a service that make the normal; hours kept; values that make a day
Features = dict[str, float | None]


def known_at(hour: int) -> int:
    """When the features of an hour are known: it is over, and so is the wait for stragglers."""
    return (hour + 1) * HOUR + LATENESS


class Stream:
    """The readings of one machine. The state is plain JSON: it can be stored after any reading and taken up again."""

    def __init__(self, per_load: list[float], state: dict[str, Any] | None = None):
        self.per_load = per_load
        self.state = state or {"open": {}, "newest": -1, "closed": -1, "serviced": 0.0, "baseline": [], "hours": []}

    def add(self, time: int, values: list[float | None]) -> str:
        """Take load, sensors and hours since service: "accepted", "duplicate", or "late" for an hour that is known."""
        hour = time // HOUR
        if hour <= self.state["closed"]:
            return "late"
        readings = self.state["open"].setdefault(str(hour), {})
        if str(time) in readings:
            return "duplicate"
        readings[str(time)] = values
        self.state["newest"] = max(self.state["newest"], time)
        return "accepted"

    def known_hours(self) -> list[tuple[int, Features | None]]:
        """The hours that are known since the last call, in order; without features while there is no normal yet."""
        end, closed = (self.state["newest"] - LATENESS) // HOUR, self.state["closed"]
        if closed >= end - 1:
            return []
        first = min(map(int, self.state["open"]))
        start = max(closed + 1, first - MEMORY) if closed >= 0 else first  # a silence is hours without values
        return [(hour, self._close(hour)) for hour in range(start, end)]

    def _close(self, hour: int) -> Features | None:
        state = self.state
        state["closed"] = hour
        readings = [values for _, values in sorted(state["open"].pop(str(hour), {}).items())]
        if readings and readings[-1][-1] < state["serviced"]:
            state["hours"], state["baseline"] = [], []  # a serviced machine is another machine
        state["serviced"] = readings[-1][-1] if readings else state["serviced"]
        load, *sensors = [mean(column) for column in zip(*readings, strict=True)][:-1] or [None] * (1 + len(SENSORS))
        if len(state["baseline"]) < BASELINE:
            state["baseline"] += [[load, *sensors]] if None not in (load, *sensors) else []
            return None
        usual_load, *usual = [sum(column) / BASELINE for column in zip(*state["baseline"], strict=True)]
        above = [
            None if load is None or value is None else value - normal - slope * (load - usual_load)
            for value, normal, slope in zip(sensors, usual, self.per_load, strict=True)
        ]
        state["hours"] = [*state["hours"][1 - MEMORY :], [*sensors, *above]]
        columns, found = list(zip(*state["hours"], strict=True)), dict[str, float | None]()
        for name, measured, excess in zip(SENSORS, columns, columns[len(SENSORS) :], strict=False):
            level, before = mean(excess[-24:], FEWEST), mean(excess[:-48], FEWEST)
            found[name], found[f"{name}_level"] = mean(measured[-6:]), level
            found[f"{name}_trend"] = None if level is None or before is None else level - before
            square = None if level is None else mean([v if v is None else (v - level) ** 2 for v in excess[-24:]])
            found[f"{name}_spread"] = None if square is None else math.sqrt(square)
        return found


def mean(values: Any, fewest: int = 1) -> float | None:
    """Of the values that are there, if there are enough."""
    there = [value for value in values if value is not None]
    return sum(there) / len(there) if len(there) >= fewest else None
