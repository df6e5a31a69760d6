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


def read(answers: Any, treated: Any, plan: Experiment) -> dict[str, dict[str, float]]:
    """Of each measure both rates, their difference, and its interval (normal approximation: the groups are large)."""
    ours, theirs = answers[treated], answers[~treated]
    one, other = ours.mean(axis=0), theirs.mean(axis=0)
    error = np.sqrt(one * (1 - one) / len(ours) + other * (1 - other) / len(theirs))
    uplift, margin = one - other, norm.ppf(1 - plan.alpha / 2) * error
    found = {"control": other, "treated": one, "uplift": uplift, "low": uplift - margin, "high": uplift + margin}
    return {name: {key: float(of[i]) for key, of in found.items()} for i, name in enumerate(MEASURES)}


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
    plan, shop, random = config.experiment, Shop(), np.random.default_rng(config.seed)
    count = 2 * sample_size(plan)
    ages, taste = shop.customers(count)
    events = shop.table(shop.events(taste, shop.random.integers(0, DAYS - 1, count)), ages)
    signals = known(events, shop.items, config).signals.to_numpy()  # everybody came once at least
    signals = np.where(random.random((count, 1)) < FIRST_VISIT, 0.0, signals)
    liked = shop.liking(taste, np.full(count, DAYS - 1))
    bestsellers = np.tile(top(model.popularity.mean(axis=0)[None], config.list_length), (count, 1))
    recommended = top(model.scores(signals, np.full(count, 12)), config.list_length)
    control, treatment = chances(liked, bestsellers), chances(liked, recommended)
    true = dict(zip(MEASURES, (treatment - control).mean(axis=0).tolist(), strict=True))
    treated = assign([f"c{number:06}" for number in range(1, count + 1)], f"recommendations-{config.seed}")
    found = read(outcomes(np.where(treated[:, None], treatment, control), random), treated, plan)
    verdicts: list[tuple[bool, bool, bool]] = []
    for _ in range(plan.repetitions):
        arms = random.random(count) < HALF
        shown = np.where(arms[:, None], treatment, control)
        real, alike = (read(outcomes(chance, random), arms, plan)["returned"] for chance in (shown, control))
        holds = real["low"] <= true["returned"] <= real["high"]
        verdicts.append((real["low"] > 0, holds, not alike["low"] <= 0 <= alike["high"]))
    repeated = zip(["effect_found", "interval_holds", "false_alarms"], np.mean(verdicts, axis=0).tolist(), strict=True)
    mismatch = ratio_mismatch(treated)
    return {
        "customers_per_half": count // 2,
        "ratio_mismatch_p": mismatch,
        "measures": {name: values | {"truth": true[name]} for name, values in found.items()},
        "decision": decision(mismatch, found["returned"], plan),
        "repeated": dict(repeated),
    }
