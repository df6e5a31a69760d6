"""The A/B test, simulated: how it is sized, checked, read and decided, where the truth is known for once.

Half of the customers see bestsellers, half the recommendations. The shop of generate.py answers for them, so the test's
verdict can be held against the true effect, and the whole test repeated to see how often it would mislead.
"""

import hashlib
import math
from typing import Any

import numpy as np
from scipy.stats import chisquare, norm

from .config import Config, Experiment
from .data import known
from .generate import DAYS, Shop, sigmoid
from .predictor import Model, top

MEASURES = ["clicked", "bought", "returned"]  # the last, buying again within 60 days, decides
HALF = 0.5
FIRST_VISIT = 0.3  # the share of visitors of whom nothing is known


def sample_size(plan: Experiment) -> int:
    """Customers in each half, so that the smallest uplift worth having is found with the power wanted."""
    before, after = plan.repeat_rate, plan.repeat_rate + plan.smallest_uplift
    spread = before * (1 - before) + after * (1 - after)
    needed: float = (norm.ppf(1 - plan.alpha / 2) + norm.ppf(plan.power)) ** 2 * spread / plan.smallest_uplift**2
    return math.ceil(needed)


def assign(customers: list[str], name: str) -> Any:
    """True for who sees the recommendations: by a hash, so that nobody ever sees both, in a way new to every test."""
    return np.array([hashlib.sha256(f"{name}:{customer}".encode()).digest()[0] % 2 == 1 for customer in customers])


def ratio_mismatch(treated: Any) -> float:
    """How likely a split as uneven as this is by chance (chi-square): if it is not, something lost customers."""
    return float(chisquare([treated.sum(), (~treated).sum()]).pvalue)


def difference(treated: Any, control: Any, plan: Experiment) -> dict[str, float]:
    """Both rates, their difference, and its confidence interval (normal approximation: the groups are large)."""
    one, other = float(np.mean(treated)), float(np.mean(control))
    error = math.sqrt(one * (1 - one) / len(treated) + other * (1 - other) / len(control))
    margin = float(norm.ppf(1 - plan.alpha / 2)) * error
    uplift = one - other
    return {"control": other, "treated": one, "uplift": uplift, "low": uplift - margin, "high": uplift + margin}


def decision(mismatch: float, primary: dict[str, float], plan: Experiment) -> str:
    """What was agreed on before the test: only the repeat rate decides, and a broken split decides nothing."""
    if mismatch < plan.srm_alpha:
        return "none: the split is broken, find out why"
    if primary["low"] > 0:
        return "roll out"
    return "withdraw" if primary["high"] < 0 else "keep the bestsellers: no effect was shown"


def chances(liked: Any, shown: Any) -> Any:
    """The truth: how likely each customer clicks, buys, and buys again within 60 days, given the list shown.

    Few look far down a list; who finds something buys more, and who bought once more comes back more often.
    """
    looked = 0.4 * 0.85 ** np.arange(shown.shape[1])
    click = looked * sigmoid(1.3 * np.take_along_axis(liked, shown, axis=1) - 3.5)
    clicked, bought = 1 - np.prod(1 - click, axis=1), 1 - np.prod(1 - 0.5 * click, axis=1)
    return np.column_stack([clicked, bought, 0.13 + 0.45 * bought])


def outcomes(chance: Any, random: np.random.Generator) -> Any:
    """One draw: nobody buys without a click, and buying makes coming back likelier."""
    clicked = random.random(len(chance)) < chance[:, 0]
    bought = clicked & (random.random(len(chance)) < chance[:, 1] / chance[:, 0])
    return np.column_stack([clicked, bought, random.random(len(chance)) < 0.13 + 0.45 * bought])


def simulate(model: Model, config: Config) -> dict[str, Any]:
    """One test as it would be read, the truth beside it, and how often such a test tells the truth."""
    plan, shop = config.experiment, Shop()
    random, size = np.random.default_rng(config.seed), sample_size(plan)
    count, names = 2 * size, [f"c{number:06}" for number in range(1, 2 * size + 1)]
    ages, taste = shop.customers(count)
    events = shop.table(shop.events(taste, shop.random.integers(0, DAYS - 1, count)), ages)
    signals = known(events, shop.items, config).signals.to_numpy()  # everybody came once at least
    signals = np.where(random.random((count, 1)) < FIRST_VISIT, 0.0, signals)
    days = np.full(count, DAYS - 1)
    liked, months = shop.liking(taste, days), np.full(count, 12)
    control = np.tile(top(model.popularity.mean(axis=0)[None], config.list_length), (count, 1))
    chance_control = chances(liked, control)
    both = chances(liked, top(model.scores(signals, months), config.list_length)), chance_control
    treated = assign(names, f"recommendations-{config.seed}")
    answers = outcomes(np.where(treated[:, None], *both), random)
    true = (both[0] - both[1]).mean(axis=0)
    read = {name: difference(answers[treated, i], answers[~treated, i], plan) for i, name in enumerate(MEASURES)}
    verdicts: list[tuple[bool, bool, bool]] = []
    for _ in range(plan.repetitions):
        arms = random.random(count) < HALF
        drawn = [outcomes(chance, random) for chance in (np.where(arms[:, None], *both), chance_control)]
        found, alike = (difference(seen[arms, 2], seen[~arms, 2], plan) for seen in drawn)
        within = found["low"] <= true[2] <= found["high"]
        verdicts.append((found["low"] > 0, within, not alike["low"] <= 0 <= alike["high"]))
    power, holds, false_alarms = np.mean(verdicts, axis=0)
    mismatch = ratio_mismatch(treated)
    return {
        "customers_per_half": size,
        "ratio_mismatch_p": mismatch,
        "measures": {name: read[name] | {"truth": float(true[i])} for i, name in enumerate(MEASURES)},
        "decision": decision(mismatch, read["returned"], plan),
        "repeated": {"effect_found": float(power), "interval_holds": float(holds), "false_alarms": float(false_alarms)},
    }
