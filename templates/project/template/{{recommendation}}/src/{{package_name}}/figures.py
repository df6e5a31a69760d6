"""Draws reports/figures/*.png; what each shows is said in words in README.md."""

from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from .facts import MEASURES, MODELS

BLUE, GREY, ORANGE = "#2563a8", "#8a8f98", "#c2410c"
plt.rcParams.update({"figure.dpi": 120, "axes.spines.top": False, "axes.spines.right": False, "legend.frameon": False})


def draw(metrics: dict[str, Any], items: pd.DataFrame, shown: Any, folder: Path) -> None:
    """How the recommenders compare, how often each item is shown, and what the A/B test read beside the truth."""
    folder.mkdir(parents=True, exist_ok=True)
    figure, (left, middle, right) = plt.subplots(1, 3, figsize=(13, 3.8), layout="constrained")
    for place, (name, measured) in enumerate(reversed(metrics["holdout"].items())):
        ndcg, colour = measured["ndcg"], ORANGE if name == metrics["chosen"] else BLUE
        left.barh(place, ndcg["value"], color=colour)
        left.plot([ndcg["low"], ndcg["high"]], [place, place], color="black", linewidth=1)
    left.set_yticks(range(len(MODELS)), [*reversed(MODELS.values())])
    left.set(xlabel="NDCG@10, with 95 % interval", title="Later purchases, ranked")
    counts = np.sort(np.bincount(shown.ravel(), minlength=len(items)))[::-1]
    middle.plot(np.arange(1, len(items) + 1), counts.cumsum() / counts.sum(), color=BLUE)
    few = metrics["holdout"]["bestsellers"]["coverage"]["value"] * len(items)
    middle.axvline(few, color=GREY, linestyle=":", label="all that bestsellers show")
    middle.set(xlabel="Items, most shown first", ylabel="Share of all places", ylim=(0, 1.02))
    middle.set(title="How many items are ever shown")
    middle.legend(loc="lower right")
    for place, read in enumerate(metrics["experiment"]["measures"].values()):
        right.plot([100 * read["low"], 100 * read["high"]], [-place, -place], color=BLUE, linewidth=3)
        right.plot(100 * read["truth"], -place, "o", color=ORANGE, label="truth" if place == 0 else None)
    right.axvline(0, color=GREY, linestyle=":")
    right.set_yticks([0, -1, -2], [MEASURES[name] for name in metrics["experiment"]["measures"]])
    right.set(xlabel="Uplift in points, 95 % interval", title="The simulated A/B test", ylim=(-2.5, 0.5))
    right.legend(loc="lower right")
    figure.savefig(folder / "evaluation.png", metadata={"Software": None})
    plt.close(figure)
