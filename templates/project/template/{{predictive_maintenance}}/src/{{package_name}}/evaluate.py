"""How alarms are judged: by failures and by what false alarms cost, not by rows; and which level costs least."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from .alarms import Levels, Watch
from .config import Config
from .dataset import Part
from .stream import HOUR, known_at

TRIED = 1 - np.geomspace(0.0005, 0.2, 25)  # as the level that raises: these quantiles of the scores
Outcome = dict[str, Any]  # of a machine: false and right alarms, failures as [kind, hours of warning, hours undetected]


def alarms(hours: Sequence[int], scores: Sequence[float], levels: Levels) -> list[int]:
    """When alarms are raised, in seconds, in one machine's hours; a score that is NaN is none."""
    watch = Watch()
    known = (None if np.isnan(score) else score for score in scores)
    return [
        known_at(hour) for hour, score in zip(hours, known, strict=True) if watch.step(hour, score, levels) == "raised"
    ]


def outcomes(part: Part, scores: Any, levels: Levels) -> list[Outcome]:
    """What came of each machine's alarms. One is right if who follows it finds damage."""
    found, damage = list[Outcome](), part.log[part.log["found"] != "nothing"]
    for machine, rows in part.hours.groupby("machine").indices.items():
        raised = alarms(part.hours["hour"].to_numpy()[rows].tolist(), scores[rows].tolist(), levels)
        right, failures = 0, []
        columns = damage.loc[damage["machine"] == machine, ["event", "found", "onset", "time"]]
        for event, kind, onset, end in columns.to_numpy().tolist():
            inside = [at for at in raised if onset <= at <= end]
            right += len(inside)
            if event == "failure":
                first = min(inside, default=end)
                failures.append([kind, (end - first) / HOUR, (first - onset) / HOUR])
        found.append({"false": len(raised) - right, "right": right, "failures": failures})
    return found


def scores(found: Sequence[Outcome], days: float, config: Config) -> dict[str, float]:
    """Every metric of one way to raise alarms, on some machines. The cost is in thousand euros a machine and month."""
    warnings = [hours for outcome in found for _, hours, _ in outcome["failures"]]
    false, right = (sum(outcome[kind] for outcome in found) for kind in ("false", "right"))
    early = sum(hours >= config.min_lead_hours for hours in warnings)
    stops = early * config.planned_repair + (len(warnings) - early) * config.unplanned_stop
    return {
        "recall": early / max(len(warnings), 1),
        "precision": right / max(right + false, 1),
        "false_alarms_per_day": false / days,
        "median_warning": float(np.median(warnings or [0])),
        "cost": (stops + false * config.false_alarm) / len(found) / days * 30 / 1000,
    }


def with_intervals(found: Sequence[Outcome], days: float, config: Config) -> dict[str, Any]:
    """Every metric with a 95 % confidence interval: its spread over resamples of the machines (bootstrap)."""
    picks = np.random.default_rng(config.seed).integers(0, len(found), (config.bootstrap_samples, len(found)))
    resampled = pd.DataFrame([scores([found[machine] for machine in pick], days, config) for pick in picks])
    low, high = resampled.quantile(0.025), resampled.quantile(0.975)
    return {
        name: {"value": value, "low": float(low[name]), "high": float(high[name])}
        for name, value in scores(found, days, config).items()
    }


def saving(found: Sequence[Outcome], other: Sequence[Outcome], days: float, config: Config) -> dict[str, float]:
    """What one way costs less than another on the same machines, with the interval of that difference."""
    costs = [[scores([outcome], days, config)["cost"] for outcome in way] for way in (other, found)]
    less = np.array(costs[0]) - np.array(costs[1])
    picks = np.random.default_rng(config.seed).integers(0, len(less), (config.bootstrap_samples, len(less)))
    low, high = np.quantile(less[picks].mean(axis=1), [0.025, 0.975])
    return {"value": float(less.mean()), "low": float(low), "high": float(high)}


def choose_levels(part: Part, scored: Any, config: Config) -> tuple[Levels, list[tuple[float, float]]]:
    """The levels that cost least on validation machines, and every level that was tried with its cost."""
    usual, tried = np.nanmedian(scored), []
    for high in np.unique(np.nanquantile(scored, TRIED)).tolist():
        low = float(usual + config.clear_share * (high - usual))
        levels = Levels(high, low, config.persist_hours, config.cool_down_hours, config.horizon_hours)
        tried.append((scores(outcomes(part, scored, levels), part.days, config)["cost"], levels))
    return min(tried, key=lambda pair: pair[0])[1], [(levels.raise_at, cost) for cost, levels in tried]


def by_kind(found: Sequence[Outcome], config: Config) -> dict[str, Any]:
    """For each kind of failure: how many, how many announced in time, and the median hours from damage to alarm."""
    failures = pd.DataFrame(
        [failure for outcome in found for failure in outcome["failures"]], columns=["kind", "warning", "delay"]
    )
    failures["delay"] = failures["delay"].where(failures["warning"] > 0)
    failures["announced"] = failures["warning"] >= config.min_lead_hours
    kinds = failures.groupby("kind").agg(
        failures=("kind", "size"), announced=("announced", "sum"), delay=("delay", "median")
    )
    table: dict[str, Any] = kinds.astype(object).where(kinds.notna(), None).T.to_dict()  # type: ignore[assignment]
    return table
