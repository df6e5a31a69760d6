"""What a forecast is made from, computed by the same code in training and in the service, without NumPy or pandas."""

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
        self.middle = last_day - timedelta(days=LEAST_HISTORY // 2)
        back = enumerate(history[: -LEAST_HISTORY - 1 : -1])
        known = {last_day - timedelta(days=days): value for days, value in back if value is not None}
        usual = {day: value for day, value in known.items() if not calendar.special(day)}
        self.level: dict[int, float] = {}
        for weekday in range(WEEK):
            # A holiday says little of the weekday that it falls on, unless nothing else is known of that weekday.
            some, every = ([of[day] for day in of if day.weekday() == weekday] for of in (usual, known))
            self.level[weekday] = max(fmean(some or every), 1.0)
        week = [day for day in usual if (last_day - day).days < WEEK]
        self.heading = fmean([math.log(max(usual[day], 1.0) / self.level[day.weekday()]) for day in week] or [0.0])

    def days(self, horizon: int) -> list[date]:
        """The days to come."""
        return [self.last_day + timedelta(days=ahead) for ahead in range(1, horizon + 1)]

    def features(self, day: date) -> dict[str, float]:
        """What is known of a day to come; a name that isn't there is zero."""
        ahead = (day - self.last_day).days / LEAST_HISTORY
        found = {"heading": self.heading, "heading far ahead": self.heading * ahead}
        part = "weekend" if day.weekday() >= SATURDAY else "week"
        # How the season has changed since the days that the level is from; a year is a full turn.
        now, then = (of.timetuple().tm_yday / 365.25 * 2 * math.pi for of in (day, self.middle))
        for waves in (1, 2, 3):
            found[f"sine {waves} of the year, {part}"] = math.sin(now * waves) - math.sin(then * waves)
            found[f"cosine {waves} of the year, {part}"] = math.cos(now * waves) - math.cos(then * waves)
        if event := self.calendar.special(day):
            found[f"{event}, weekend" if part == "weekend" else event] = 1.0
        return found
