"""What is compared: each forecaster is given what is known on a day, and forecasts the days after it."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import Ridge
from statsmodels.tsa.holtwinters import ExponentialSmoothing

from .config import Config
from .data import CALENDAR, HOLIDAYS
from .features import Past
from .predictor import Model
from .schema import LEAST_HISTORY, WEEK

Forecaster = Callable[[pd.Series, Config], Any]  # from the days known to those of the horizon
SUNDAY = 6
YEAR = 364  # days, in whole weeks


def past_of(known: pd.Series) -> Past:
    """What a forecast starts from."""
    return Past(known.iloc[-LEAST_HISTORY:].tolist(), known.index[-1].date(), CALENDAR)


def seasonal_naive(known: pd.Series, config: Config) -> Any:
    """The baseline: every day will be as the same weekday of the last week was."""
    return np.resize(known.to_numpy()[-WEEK:], config.horizon)


def weekday_mean(known: pd.Series, config: Config) -> Any:
    """A rule of thumb: the mean of the same weekday in the last four weeks, and a holiday is like a Sunday."""
    past = past_of(known)
    days = past.days(config.horizon)
    return np.array([past.level[SUNDAY if CALENDAR.kind(day) == "holiday" else day.weekday()] for day in days])


def holt_winters(known: pd.Series, config: Config) -> Any:
    """The classical model: exponential smoothing of level, damped trend and weekly season, fitted anew every time."""
    recent = np.log(known.to_numpy()[-round(config.parameters["holt_winters"]["years"] * YEAR) :])
    kinds: dict[str, Any] = {"trend": "add", "damped_trend": True, "seasonal": "add"}
    model = ExponentialSmoothing(recent, seasonal_periods=WEEK, initialization_method="heuristic", **kinds)
    return np.exp(model.fit(use_brute=False).forecast(config.horizon))


class RidgeForecaster:
    """The model that is served: season, holidays and heading, on top of the usual entries of the weekday.

    Its examples are made once for all origins, as each uses only values before its own; a fit sees those that had
    happened by then.
    """

    def __init__(self, series: pd.Series, config: Config):
        self.config, self.vectorizer = config, DictVectorizer(sparse=False)
        rows, target, happened = [], [], []
        for last in range(len(series) - 1 - config.horizon, LEAST_HISTORY - 2, -WEEK):
            past = past_of(series.iloc[: last + 1])
            for day, entries in zip(past.days(config.horizon), series.to_numpy()[last + 1 :], strict=False):
                rows.append(past.features(day))
                target.append(np.log(entries / past.level[day.weekday()]))
                happened.append(day)
        self.rows, self.target = self.vectorizer.fit_transform(rows), np.array(target)
        self.happened = pd.DatetimeIndex(happened)

    def fit(self, known: pd.Series) -> Ridge:
        """The model as it would have been on the last day known, from what had happened by then."""
        parameters = self.config.parameters["ridge"]
        oldest = known.index[-1] - pd.Timedelta(days=round(parameters["years"] * YEAR))
        seen = (self.happened > oldest) & (self.happened <= known.index[-1])
        return Ridge(alpha=parameters["alpha"]).fit(self.rows[seen], self.target[seen])

    def document(self, known: pd.Series, margins: dict[str, list[float]]) -> dict[str, Any]:
        """The same as plain numbers, from which the service forecasts."""
        fitted = self.fit(known)
        weights = dict(zip(self.vectorizer.feature_names_, fitted.coef_.tolist(), strict=True))
        numbers = {"start": float(fitted.intercept_), "weights": weights, "margins": margins}
        return {"model": {}, **numbers, "holidays": HOLIDAYS}

    def __call__(self, known: pd.Series, config: Config) -> Any:
        """Entries on each day of the horizon, computed as the service does."""
        model, past = Model(self.document(known, margins={})), past_of(known)
        return [model.entries(past, day) for day in past.days(config.horizon)]


RIVALS = {"seasonal_naive": seasonal_naive, "weekday_mean": weekday_mean, "holt_winters": holt_winters}
