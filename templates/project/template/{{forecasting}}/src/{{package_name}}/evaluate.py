"""How forecasts are judged: by rolling origin, with intervals learned from earlier errors, and slice by slice."""

from typing import Any

import numpy as np
import pandas as pd
from sklearn.inspection import permutation_importance

from .config import Config
from .data import CALENDAR
from .forecasters import Forecaster, RidgeForecaster
from .schema import WEEK

METRIC = "mae"  # for choosing between forecasters


def roll(series: pd.Series, forecaster: Forecaster, origins: pd.DatetimeIndex, config: Config) -> pd.DataFrame:
    """Forecasts from one origin after the other, each from nothing but what was known then, beside what happened."""
    said = np.concatenate([forecaster(series[:origin], config) for origin in origins])
    ahead = np.tile(np.arange(1, config.horizon + 1), len(origins))
    rolled = pd.DataFrame({"origin": origins.repeat(config.horizon), "ahead": ahead, "forecast": said})
    rolled["day"] = rolled["origin"] + pd.to_timedelta(rolled["ahead"], unit="D")
    rolled["kind"] = [CALENDAR.kind(day.date()) for day in rolled["day"]]
    return rolled.assign(truth=series[rolled["day"]].to_numpy())


def margins(earlier: pd.DataFrame, config: Config) -> dict[str, list[float]]:
    """For each kind of day the logarithms of low and high over forecast that held the wanted share of earlier errors.

    Split conformal prediction: the interval is made of errors on days that the model had not learned from; by kind of
    day, because a holiday is harder to forecast than a Tuesday.
    """
    error, found = pd.Series(np.log(earlier["truth"] / earlier["forecast"])), {}
    for kind, errors in error.groupby(earlier["kind"]):
        # A little wider than the quantile, as the errors are a sample themselves.
        rank = min(1.0, (1 + config.coverage) / 2 * (len(errors) + 1) / len(errors))
        found[str(kind)] = errors.quantile([1 - rank, rank]).tolist()
    return found


def with_intervals(rolled: pd.DataFrame, learned: dict[str, list[float]]) -> pd.DataFrame:
    """The forecasts with the interval of their kind of day."""
    bounds = np.exp([learned[kind] for kind in rolled["kind"]])
    return rolled.assign(low=rolled["forecast"] * bounds[:, 0], high=rolled["forecast"] * bounds[:, 1])


def scores(rolled: pd.DataFrame, scale: float, config: Config) -> dict[str, float]:
    """Every metric of forecasts with intervals; the scale is the seasonal-naive error on the past (for MASE)."""
    truth, low, high = rolled["truth"], rolled["low"], rolled["high"]
    error = (truth - rolled["forecast"]).abs()
    outside = (low - truth).clip(lower=0) + (truth - high).clip(lower=0)
    return {
        "mae": float(error.mean()),
        "wape": float(100 * error.sum() / truth.sum()),
        "mase": float(error.mean() / scale),
        "coverage": float(truth.between(low, high).mean()),
        "winkler": float((high - low + 2 / (1 - config.coverage) * outside).mean()),
    }


def evaluate_forecasts(rolled: pd.DataFrame, scale: float, config: Config) -> dict[str, Any]:
    """Every metric with a 95 % interval: its spread over resamples of whole origins, as errors of one are alike."""
    random, days = np.random.default_rng(config.seed), np.arange(len(rolled)).reshape(-1, config.horizon)
    draws = random.integers(0, len(days), (config.bootstrap_samples, len(days)))
    resampled = pd.DataFrame([scores(rolled.iloc[days[rows].ravel()], scale, config) for rows in draws])
    return {
        name: {"value": value, "low": resampled[name].quantile(0.025), "high": resampled[name].quantile(0.975)}
        for name, value in scores(rolled, scale, config).items()
    }


def slices(rolled: pd.DataFrame, scale: float, config: Config) -> dict[str, Any]:
    """What the mean hides: the weeks ahead, and the kinds of day."""
    bias = rolled["forecast"] - rolled["truth"]
    return {
        name: {
            str(key): {"days": len(part), "bias": float(bias[part.index].mean()), **scores(part, scale, config)}
            for key, part in rolled.groupby(groups)
        }
        for name, groups in {"week ahead": (rolled["ahead"] - 1) // WEEK + 1, "kind of day": rolled["kind"]}.items()
    }


def importance(ridge: RidgeForecaster, known: pd.Series, config: Config) -> dict[str, float]:
    """How much is lost, in the logarithm, when a feature is shuffled on examples later than those that were fitted."""
    later = ridge.happened > known.index[-1]
    unseen = {"X": ridge.rows[later], "y": ridge.target[later], "scoring": "neg_mean_absolute_error"}
    lost = permutation_importance(ridge.fit(known), **unseen, random_state=config.seed).importances_mean.tolist()
    return dict(sorted(zip(ridge.vectorizer.feature_names_, lost, strict=True), key=lambda pair: -pair[1]))
