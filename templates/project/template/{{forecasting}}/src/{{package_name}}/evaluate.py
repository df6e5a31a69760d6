"""How forecasts are judged: by rolling origin, with intervals learned from earlier errors, and slice by slice."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from sklearn.inspection import permutation_importance

from .config import Config
from .data import CALENDAR, after, until
from .forecasters import Forecaster, RidgeForecaster
from .schema import WEEK

METRIC = "mae"  # for choosing between forecasters


def roll(series: pd.Series, forecaster: Forecaster, origins: list[date], config: Config) -> pd.DataFrame:
    """Forecasts from one origin after the other, each from nothing but what was known then, beside what happened."""
    parts = []
    for origin in origins:
        truth = after(series, origin, config.horizon)
        said = {"origin": origin, "ahead": range(1, config.horizon + 1), "truth": truth.to_numpy()}
        parts.append(pd.DataFrame({"day": truth.index, **said, "forecast": forecaster(until(series, origin))}))
    return pd.concat(parts, ignore_index=True)


def margins(earlier: pd.DataFrame, config: Config) -> dict[str, list[float]]:
    """For each kind of day the logarithms of low and high over forecast that held the wanted share of earlier errors.

    Split conformal prediction: the interval is made of errors on days that the model had not learned from; by kind of
    day, because a holiday is harder to forecast than a Tuesday.
    """
    outside = (1 - config.decision["coverage"]) / 2
    error = pd.Series(np.log(earlier["truth"] / earlier["forecast"]))
    found = {}
    for name, errors in error.groupby(kinds(earlier)):
        # A little wider than the quantile, as the errors are a sample themselves.
        rank = min(1.0, (1 - outside) * (len(errors) + 1) / len(errors))
        found[str(name)] = [float(errors.quantile(1 - rank)), float(errors.quantile(rank))]
    return found


def kinds(rolled: pd.DataFrame) -> pd.Series:
    """The kind of each forecast day."""
    return rolled["day"].map(lambda day: CALENDAR.kind(day.date()))


def with_intervals(rolled: pd.DataFrame, learned: dict[str, list[float]]) -> pd.DataFrame:
    """The forecasts with the interval of their kind of day."""
    bounds = np.exp(np.array([learned[name] for name in kinds(rolled)]))
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
        "coverage": float(((truth >= low) & (truth <= high)).mean()),
        "winkler": float((high - low + 2 / (1 - config.decision["coverage"]) * outside).mean()),
    }


def evaluate_forecasts(rolled: pd.DataFrame, scale: float, config: Config) -> dict[str, Any]:
    """Every metric with a 95 % interval: its spread over resamples of whole origins, as errors of one are alike."""
    random, parts = np.random.default_rng(config.seed), [part for _, part in rolled.groupby("origin")]
    judged = pd.DataFrame([scores(part, scale, config) for part in parts])
    entries = np.array([part["truth"].sum() for part in parts])  # an error in percent weighs as its entries do
    draws = random.integers(0, len(parts), (config.bootstrap_samples, len(parts)))
    resampled = pd.DataFrame([judged.iloc[rows].mean() for rows in draws])
    resampled["wape"] = [np.average(judged["wape"].to_numpy()[rows], weights=entries[rows]) for rows in draws]
    return {
        name: {"value": value, "low": resampled[name].quantile(0.025), "high": resampled[name].quantile(0.975)}
        for name, value in scores(rolled, scale, config).items()
    }


def slices(rolled: pd.DataFrame, scale: float, config: Config) -> dict[str, Any]:
    """What the mean hides: the weeks ahead, and the kinds of day."""
    by = {"week ahead": (rolled["ahead"] - 1) // WEEK + 1, "kind of day": kinds(rolled)}
    return {
        name: {
            str(key): {"days": len(part), "bias": float((part["forecast"] - part["truth"]).mean())}
            | scores(part, scale, config)
            for key, part in rolled.groupby(groups)
        }
        for name, groups in by.items()
    }


def importance(model: RidgeForecaster, fitted: Any, known: pd.Series, config: Config) -> dict[str, float]:
    """How much is lost, in the logarithm, when a feature is shuffled on examples later than those that were fitted."""
    unseen = model.happened > known.index[-1]
    lost = permutation_importance(
        fitted,
        model.rows[unseen],
        model.target[unseen],
        scoring="neg_mean_absolute_error",
        n_repeats=5,
        random_state=config.seed,
    ).importances_mean
    return dict(sorted(zip(model.vectorizer.feature_names_, lost.tolist(), strict=True), key=lambda pair: -pair[1]))
