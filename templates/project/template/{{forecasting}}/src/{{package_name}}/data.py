"""Loads the series, checks it against the schema, and says from which days it is forecast."""

from pathlib import Path

import pandas as pd
from pandas.tseries.holiday import Holiday, USFederalHolidayCalendar
from pydantic import TypeAdapter

from .config import Config
from .features import Calendar
from .schema import FIRST, LAST, Row


def public_holidays() -> dict[str, str]:
    """Federal holidays of the United States by day: the day itself and, at a weekend, the one it is kept on."""
    kept = USFederalHolidayCalendar.rules
    days = [Holiday(of.name, month=of.month, day=of.day, offset=of.offset, start_date=of.start_date) for of in kept]
    return dict(sorted((str(day.date()), rule.name) for rule in [*days, *kept] for day in rule.dates(FIRST, LAST)))


HOLIDAYS = public_holidays()
CALENDAR = Calendar(HOLIDAYS)


def load(path: Path) -> pd.Series:
    """Entries by day. Raises pydantic.ValidationError that names row and column, ValueError for a missing day."""
    table = pd.read_csv(path)
    TypeAdapter(list[Row]).validate_python(table.to_dict("records"))
    days = pd.DatetimeIndex(pd.to_datetime(table["date"]))
    gaps = days[1:][days[1:] - days[:-1] != pd.Timedelta(days=1)]
    if len(gaps):
        raise ValueError(f"{path}: the day before {gaps[0]:%Y-%m-%d} is missing, or days are out of order")
    return pd.Series(table["entries"].to_numpy(dtype=float), index=days, name="entries")


def origins(series: pd.Series, config: Config) -> tuple[pd.DatetimeIndex, pd.DatetimeIndex]:
    """The last known days of the forecasts to learn intervals from, and of those to be judged by, a horizon apart.

    No forecast of the first reaches into the days that the second are judged on.
    """
    newest_first = pd.DatetimeIndex(series.index[-1 - config.horizon :: -config.horizon])
    every = newest_first[: config.holdout_origins + config.validation_origins][::-1]
    return every[: config.validation_origins], every[config.validation_origins :]
