"""What a forecast is made from, computed by the same code in training and in the service, without NumPy or pandas."""

import functools
import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from statistics import fmean

from .schema import LEAST_HISTORY, WEEK

SATURDAY, CHRISTMAS_EVE = 5, (12, 24)


class Calendar:
    """Which days are not like others; the holidays are part of the model, so the service needs no library for them."""

    def __init__(self, holidays: Mapping[str, str]):
        self.holidays = {date.fromisoformat(day): name for day, name in holidays.items()}

    def kind(self, day: date) -> str:
        """Weekend, holiday, or working day."""
        if day.weekday() >= SATURDAY:
            return "weekend"
        return "holiday" if day in self.holidays else "working day"

    def special(self, day: date) -> str | None:
        """A holiday, or a day beside one on which many stay at home."""
        if name := self.holidays.get(day):
            return name
        if (day.month, day.day) >= CHRISTMAS_EVE:
            return "Christmas to New Year"
        if day.weekday() < SATURDAY:
            yesterday, tomorrow = (self.holidays.get(day + timedelta(days=by)) for by in (-1, 1))
            if yesterday in {"Thanksgiving Day", "New Year's Day"}:
                return "day after"
            return "day before" if tomorrow else None
        return None


class Past:
    """What the last four weeks of a history say: the usual entries of each weekday, and where they are heading."""

    def __init__(self, history: Sequence[float | None], last_day: date, calendar: Calendar):
        self.calendar, self.last_day = calendar, last_day
        known: dict[int, list[float]] = {weekday: [] for weekday in range(WEEK)}
        usual: dict[int, list[float]] = {weekday: [] for weekday in range(WEEK)}
        recent: list[tuple[int, float]] = []
        for back, value in enumerate(history[: -LEAST_HISTORY - 1 : -1]):
            if value is not None:
                day = last_day - timedelta(days=back)
                known[day.weekday()].append(value)
                if not calendar.special(day):
                    usual[day.weekday()].append(value)
                    if back < WEEK:
                        recent.append((day.weekday(), value))
        # A holiday says little of the weekday that it falls on, unless nothing else is known of that weekday.
        self.level = {weekday: max(fmean(usual[weekday] or known[weekday]), 1.0) for weekday in range(WEEK)}
        self.middle = last_day - timedelta(days=LEAST_HISTORY // 2)
        heading = [math.log(max(value, 1.0) / self.level[weekday]) for weekday, value in recent]
        self.heading = fmean(heading) if heading else 0.0

    def features(self, day: date) -> dict[str, float]:
        """What is known of a day to come; a name that isn't there is zero."""
        ahead = (day - self.last_day).days / LEAST_HISTORY
        found = {"heading": self.heading, "heading far ahead": self.heading * ahead}
        part = "weekend" if day.weekday() >= SATURDAY else "week"
        for waves in (1, 2, 3):
            for name, wave in {"sine": math.sin, "cosine": math.cos}.items():
                # How the season has changed since the days that the level is from.
                found[f"{name} {waves} of the year, {part}"] = wave(turn(day) * waves) - wave(turn(self.middle) * waves)
        if event := self.calendar.special(day):
            found[f"{event}, weekend" if part == "weekend" else event] = 1.0
        return found


@functools.cache
def turn(day: date) -> float:
    """How far the year has turned, as an angle."""
    return day.timetuple().tm_yday / 365.25 * 2 * math.pi
