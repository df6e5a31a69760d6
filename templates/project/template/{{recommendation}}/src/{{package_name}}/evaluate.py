"""How lists are judged on what customers bought later: ranking metrics, intervals, and whom a recommender serves."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from .config import Config
from .data import Known
from .predictor import top

Scorer = Callable[[Any, Any], Any]  # from signals and months to scores; a row for each customer
METRIC = "ndcg"  # for choosing between recommenders


class Buyers(NamedTuple):
    """The customers of a later window who bought something new to them: what was known, and what they bought."""

    names: list[str]
    ages: Any
    months: Any
    signals: Any
    owned: Any
    relevant: Any


def buyers(past: Known, window: pd.DataFrame) -> Buyers:
    """Who is judged. What a customer had bought before counts neither for nor against a list."""
    bought = window[window["event"] == "purchase"]
    relevant = pd.crosstab(bought["customer"], bought["item"]).reindex(columns=past.signals.columns, fill_value=0) > 0
    owned = past.bought.reindex(relevant.index, fill_value=False)
    relevant = relevant & ~owned
    names = relevant.index[relevant.any(axis=1)]
    first = bought.groupby("customer")[["date", "age"]].first().loc[names]
    months = pd.to_datetime(first["date"]).dt.month.to_numpy()
    signals = past.signals.reindex(names, fill_value=0.0).to_numpy()
    return Buyers([*names], first["age"], months, signals, owned.loc[names].to_numpy(), relevant.loc[names].to_numpy())


def lists(scores: Any, owned: Any, config: Config) -> Any:
    """The best items for each customer, without those bought already."""
    return top(np.where(owned, -np.inf, scores), config.list_length)


def per_customer(shown: Any, relevant: Any) -> pd.DataFrame:
    """Every ranking metric of each customer's list."""
    hits, length = np.take_along_axis(relevant, shown, axis=1), shown.shape[1]
    count, found = relevant.sum(axis=1), hits.cumsum(axis=1)
    discount = 1 / np.log2(np.arange(2, length + 2))
    ideal = discount.cumsum()[np.minimum(count, length) - 1]
    precisions = (hits * found / np.arange(1, length + 1)).sum(axis=1)
    return pd.DataFrame(
        {
            "ndcg": hits @ discount / ideal,
            "precision": hits.mean(axis=1),
            "recall": hits.sum(axis=1) / count,
            "map": precisions / np.minimum(count, length),
        }
    )


def evaluate_lists(shown: Any, relevant: Any, config: Config) -> dict[str, Any]:
    """Every metric with a 95 % confidence interval: its spread over resamples of the customers (bootstrap)."""
    judged, random = per_customer(shown, relevant).to_numpy(), np.random.default_rng(config.seed)
    draws = random.integers(0, len(judged), (config.bootstrap_samples, len(judged)))
    means = np.array([judged[rows].mean(axis=0) for rows in draws])
    low, high = np.quantile(means, [0.025, 0.975], axis=0)
    names = ["ndcg", "precision", "recall", "map"]
    found = zip(names, judged.mean(axis=0), low, high, strict=True)
    measured = {name: {"value": float(v), "low": float(a), "high": float(b)} for name, v, a, b in found}
    covered = [len(np.unique(shown[rows])) / relevant.shape[1] for rows in draws]
    coverage = len(np.unique(shown)) / relevant.shape[1]
    low, high = np.quantile(covered, [0.025, 0.975])
    return measured | {"coverage": {"value": coverage, "low": float(low), "high": max(coverage, float(high))}}


def by_group(shown: Any, who: Buyers, config: Config) -> dict[str, Any]:
    """The first metric by what is known of customers, and by age group, which no recommender sees."""
    histories = np.where(who.signals.any(axis=1), "with a history", "new")
    parts = {"history": histories, "age": who.ages.to_numpy()}
    return {
        kind: {
            str(name): {"customers": int((of == name).sum())}
            | evaluate_lists(shown[of == name], who.relevant[of == name], config)[METRIC]
            for name in np.unique(of)
        }
        for kind, of in parts.items()
    }


def exposure(shown: Any, who: Buyers, items: pd.DataFrame, config: Config) -> dict[str, dict[str, float]]:
    """The share of places that small sellers and new items get, beside their share of catalogue and of purchases."""
    newest = pd.to_datetime(items["launched"]).sort_values().iloc[-len(items) // 10]
    kinds = {"small sellers": items["seller"] == "small", "newest tenth": pd.to_datetime(items["launched"]) >= newest}
    weights = 1 / np.log2(np.arange(2, config.list_length + 2))
    return {
        name: {
            "catalogue": float(of.mean()),
            "purchases": float(who.relevant[:, of].sum() / who.relevant.sum()),
            "places": float((of.to_numpy()[shown] * weights).sum() / (weights.sum() * len(shown))),
        }
        for name, of in kinds.items()
    }


def permutation_importance(score: Scorer, parts: dict[str, Any], who: Buyers, config: Config) -> dict[str, float]:
    """How much of the first metric is lost when one thing that is known is dealt out among the customers at random."""
    random = np.random.default_rng(config.seed)

    def ndcg(signals: Any, months: Any) -> float:
        shown = lists(score(signals, months), who.owned, config)
        return float(per_customer(shown, who.relevant)[METRIC].mean())

    known_all, lost = ndcg(sum(parts.values()), who.months), {}
    for name in ["views", "purchases", "month"]:
        orders = [random.permutation(len(who.names)) for _ in range(10)]
        dealt = [
            ndcg(
                sum(part[order] if kind == name else part for kind, part in parts.items()),
                who.months[order] if name == "month" else who.months,
            )
            for order in orders
        ]
        lost[name] = known_all - float(np.mean(dealt))
    return dict(sorted(lost.items(), key=lambda pair: -pair[1]))
