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
    relevant = (relevant & ~owned)[(relevant & ~owned).any(axis=1)]
    names = relevant.index
    first = bought.groupby("customer")[["date", "age"]].first().loc[names]
    months = pd.to_datetime(first["date"]).dt.month.to_numpy()
    signals = past.signals.reindex(names, fill_value=0.0).to_numpy()
    return Buyers([*names], first["age"].to_numpy(), months, signals, owned.loc[names].to_numpy(), relevant.to_numpy())


def lists(score: Scorer, who: Buyers, config: Config) -> Any:
    """The best items for each customer, without those bought already."""
    return top(np.where(who.owned, -np.inf, score(who.signals, who.months)), config.list_length)


def per_customer(shown: Any, relevant: Any) -> pd.DataFrame:
    """Every ranking metric of each customer's list."""
    hits, length = np.take_along_axis(relevant, shown, axis=1), shown.shape[1]
    count, found = relevant.sum(axis=1), hits.cumsum(axis=1)
    discount, most = 1 / np.log2(np.arange(2, length + 2)), np.minimum(count, length)
    precisions = (hits * found / np.arange(1, length + 1)).sum(axis=1)
    return pd.DataFrame(
        {
            "ndcg": hits @ discount / discount.cumsum()[most - 1],
            "precision": hits.mean(axis=1),
            "recall": hits.sum(axis=1) / count,
            "map": precisions / most,
        }
    )


def scores(shown: Any, relevant: Any) -> dict[str, float]:
    """The mean of every ranking metric, and the share of the catalogue that is shown to anybody."""
    return {**per_customer(shown, relevant).mean(), "coverage": len(np.unique(shown)) / relevant.shape[1]}


def evaluate_lists(shown: Any, relevant: Any, config: Config) -> dict[str, dict[str, float]]:
    """Every metric with a 95 % confidence interval: its spread over resamples of the customers (bootstrap)."""
    random, found = np.random.default_rng(config.seed), scores(shown, relevant)
    draws = random.integers(0, len(shown), (config.bootstrap_samples, len(shown)))
    resampled = pd.DataFrame([scores(shown[rows], relevant[rows]) for rows in draws])
    low, high = resampled.quantile(0.025), resampled.quantile(0.975)
    high["coverage"] = max(high["coverage"], found["coverage"])  # fewer customers never see more of the catalogue
    return {name: {"value": float(value), "low": low[name], "high": high[name]} for name, value in found.items()}


def by_group(shown: Any, who: Buyers, config: Config) -> dict[str, Any]:
    """The first metric by what is known of customers, and by age group, which no recommender sees."""
    parts = {"history": np.where(who.signals.any(axis=1), "with a history", "new"), "age": who.ages}
    found: dict[str, Any] = {kind: {} for kind in parts}
    for kind, groups in parts.items():
        for name in np.unique(groups):
            of = groups == name
            measured = evaluate_lists(shown[of], who.relevant[of], config)[METRIC]
            found[kind][str(name)] = {"customers": int(of.sum()), **measured}
    return found


def exposure(shown: Any, who: Buyers, items: pd.DataFrame, config: Config) -> dict[str, dict[str, float]]:
    """The share of places that small sellers and new items get, beside their share of catalogue and of purchases."""
    newest = items["launched"].sort_values().iloc[-len(items) // 10]
    kinds = {"small sellers": items["seller"] == "small", "newest tenth": items["launched"] >= newest}
    weights = 1 / np.log2(np.arange(2, config.list_length + 2))
    return {
        name: {
            "catalogue": float(of.mean()),
            "purchases": float(who.relevant[:, of].sum() / who.relevant.sum()),
            "places": float((of.to_numpy()[shown] * weights).sum() / (weights.sum() * len(shown))),
        }
        for name, of in kinds.items()
    }


def permutation_importance(score: Scorer, views: Any, purchases: Any, who: Buyers, config: Config) -> dict[str, float]:
    """How much of the first metric is lost when one thing that is known is dealt out among the customers at random."""
    random, own = np.random.default_rng(config.seed), np.arange(len(who.names))

    def ndcg(whose: dict[str, Any]) -> float:
        signals = views[whose["views"]] + purchases[whose["purchases"]]
        dealt_out = who._replace(signals=signals, months=who.months[whose["month"]])
        return scores(lists(score, dealt_out, config), who.relevant)[METRIC]

    everybody = {"views": own, "purchases": own, "month": own}
    dealt = {name: [ndcg(everybody | {name: random.permutation(own)}) for _ in range(10)] for name in everybody}
    lost = {name: ndcg(everybody) - float(np.mean(found)) for name, found in dealt.items()}
    return dict(sorted(lost.items(), key=lambda pair: -pair[1]))
