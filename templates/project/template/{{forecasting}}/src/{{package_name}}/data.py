"""Loads the series, checks it against the schema, and says from which days it is forecast."""

from datetime import date, timedelta
from pathlib import Path

import pandas as pd
from pandas.tseries.holiday import Holiday, USFederalHolidayCalendar
from pydantic import TypeAdapter

from .config import Config
from .features import Calendar
from .schema import FIRST, LAST, Row


def public_holidays() -> dict[str, str]:
    """Federal holidays of the United States by day: the day itself and, at a weekend, the one it is kept on."""
    found: dict[str, str] = {}
    for rule in USFederalHolidayCalendar.rules:
        itself = Holiday(rule.name, month=rule.month, day=rule.day, offset=rule.offset, start_date=rule.start_date)
        for day in [*itself.dates(FIRST, LAST), *rule.dates(FIRST, LAST)]:
            found[str(day.date())] = rule.name
    return dict(sorted(found.items()))


CALENDAR = Calendar(public_holidays())


def load(path: Path) -> pd.Series:
    """Entries by day. Raises pydantic.ValidationError that names row and column, ValueError for a missing day."""
    table = pd.read_csv(path)
    TypeAdapter(list[Row]).validate_python(table.to_dict("records"))
    days = pd.DatetimeIndex(pd.to_datetime(table["date"]))
    gaps = days[1:][days[1:] - days[:-1] != pd.Timedelta(days=1)]
    if len(gaps):
        raise ValueError(f"{path}: the day before {gaps[0]:%Y-%m-%d} is missing, or days are out of order")
    return pd.Series(table["entries"].to_numpy(dtype=float), index=days, name="entries")


def origins(series: pd.Series, config: Config) -> tuple[list[date], list[date]]:
    """The last known days of the forecasts to learn intervals from, and of those to be judged by, a horizon apart.

    No forecast of the first reaches into the days that the second are judged on.
    """
    step = timedelta(days=config.horizon)
    last = series.index[-1].date() - step
    every = [last - step * back for back in range(config.holdout_origins + config.validation_origins)][::-1]
    return every[: config.validation_origins], every[config.validation_origins :]


def until(series: pd.Series, origin: date) -> pd.Series:
    """What is known on a day, that day included."""
    return series[: pd.Timestamp(origin)]


def after(series: pd.Series, origin: date, horizon: int) -> pd.Series:
    """What a forecast from a day is judged by."""
    return series[pd.Timestamp(origin + timedelta(days=1)) :].iloc[:horizon]
