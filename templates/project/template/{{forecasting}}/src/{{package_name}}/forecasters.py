"""What is compared: each forecaster is given what is known on a day, and forecasts the days after it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import Ridge
from statsmodels.tsa.holtwinters import ExponentialSmoothing

from .config import Config
from .data import CALENDAR
from .features import Past
from .schema import LEAST_HISTORY, WEEK

Forecaster = Callable[[pd.Series], Any]  # from the days known to those of the horizon
SUNDAY = 6
YEAR = 364  # days, in whole weeks


def seasonal_naive(config: Config) -> Forecaster:
    """The baseline: every day will be as the same weekday of the last week was."""
    return lambda known: np.resize(known.to_numpy()[-config.season :], config.horizon)


def weekday_mean(config: Config) -> Forecaster:
    """A rule of thumb: the mean of the same weekday in the last four weeks, and a holiday is like a Sunday."""

    def forecast(known: pd.Series) -> Any:
        past = Past(known.to_numpy()[-LEAST_HISTORY:].tolist(), known.index[-1].date(), CALENDAR)
        days = [past.last_day + timedelta(days=ahead) for ahead in range(1, config.horizon + 1)]
        return np.array([past.level[SUNDAY if CALENDAR.kind(day) == "holiday" else day.weekday()] for day in days])

    return forecast


def holt_winters(config: Config) -> Forecaster:
    """The classical model: exponential smoothing of level, damped trend and weekly season, fitted anew every time."""

    def forecast(known: pd.Series) -> Any:
        recent = np.log(known.to_numpy()[-round(config.parameters["holt_winters"]["years"] * YEAR) :])
        kinds: dict[str, Any] = {"trend": "add", "damped_trend": True, "seasonal": "add"}
        model = ExponentialSmoothing(recent, seasonal_periods=config.season, initialization_method="heuristic", **kinds)
        return np.exp(model.fit(use_brute=False).forecast(config.horizon))

    return forecast


class RidgeForecaster:
    """The model that is served: season, holidays and heading, on top of the usual entries of the weekday.

    Its examples are made once for all origins, as each uses only values before its own; a fit sees those that had
    happened by then.
    """

    def __init__(self, series: pd.Series, config: Config):
        self.config, self.vectorizer = config, DictVectorizer(sparse=False)
        values, days, rows, target, happened = series.to_numpy(), series.index, [], [], []
        for place in range(len(series) - 1 - config.horizon, LEAST_HISTORY - 2, -WEEK):
            past = Past(values[place + 1 - LEAST_HISTORY : place + 1].tolist(), days[place].date(), CALENDAR)
            for further in range(1, config.horizon + 1):
                day = days[place + further].date()
                rows.append(past.features(day))
                target.append(np.log(values[place + further] / past.level[day.weekday()]))
                happened.append(days[place + further])
        self.rows, self.target = self.vectorizer.fit_transform(rows), np.array(target)
        self.happened = pd.DatetimeIndex(happened)

    def seen(self, known: pd.Series) -> Any:
        """Which examples had happened on the last day known, and not too long before."""
        last = known.index[-1]
        oldest = last - pd.Timedelta(days=round(self.config.parameters["ridge"]["years"] * YEAR))
        return (self.happened <= last) & (self.happened > oldest)

    def fit(self, known: pd.Series) -> Ridge:
        """The model as it would have been on the last day known."""
        seen = self.seen(known)
        return Ridge(alpha=self.config.parameters["ridge"]["alpha"]).fit(self.rows[seen], self.target[seen])

    def features(self, known: pd.Series) -> tuple[Past, list[dict[str, float]]]:
        """What a forecast from the last day known starts from, and the features of each day ahead."""
        past = Past(known.to_numpy()[-LEAST_HISTORY:].tolist(), known.index[-1].date(), CALENDAR)
        days = [past.last_day + timedelta(days=ahead) for ahead in range(1, self.config.horizon + 1)]
        return past, [past.features(day) for day in days]

    def __call__(self, known: pd.Series) -> Any:
        """Entries on each day of the horizon."""
        past, rows = self.features(known)
        level = [past.level[(past.last_day + timedelta(days=ahead)).weekday()] for ahead in range(1, len(rows) + 1)]
        return np.array(level) * np.exp(self.fit(known).predict(self.vectorizer.transform(rows)))


RIVALS = {"seasonal_naive": seasonal_naive, "weekday_mean": weekday_mean, "holt_winters": holt_winters}
