"""Draws reports/figures/*.png; what each shows is said in words in README.md."""

from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from .evaluate import THRESHOLDS, cost
from .schema import TARGET

BLUE, GREY, ORANGE = "#2563a8", "#8a8f98", "#c2410c"
plt.rcParams.update({"figure.dpi": 120, "axes.spines.top": False, "axes.spines.right": False, "legend.frameon": False})


def draw(metrics: dict[str, Any], holdout: pd.DataFrame, chance: Any, folder: Path) -> None:
    """What decisions cost, how well probabilities are calibrated, what the model looks at, and whom its errors hit."""
    folder.mkdir(parents=True, exist_ok=True)
    details, decision = metrics["details"], metrics["decision"]
    figure, ((left, right), (lower_left, lower_right)) = plt.subplots(2, 2, figsize=(9, 6.8), layout="constrained")
    left.plot(THRESHOLDS, [cost(holdout[TARGET], chance, {**decision, "threshold": t}) for t in THRESHOLDS], color=BLUE)
    left.axvline(decision["threshold"], color=ORANGE, label="chosen on training rows")
    left.axhline(details["cost_of_contacting_nobody"], color=GREY, linestyle="--", label="contact nobody")
    left.axhline(details["cost_of_contacting_everyone"], color=GREY, linestyle=":", label="contact everyone")
    left.set(xlabel="Threshold", ylabel="Cost per client", title="What a threshold costs")
    left.legend()
    right.plot([0, 0.8], [0, 0.8], color=GREY, linestyle=":")
    right.plot(details["calibration"]["predicted"], details["calibration"]["observed"], marker="o", color=BLUE)
    right.set(xlabel="Predicted probability", ylabel="Share that defaulted", title="Calibration")
    top = list(details["importance"].items())[:8][::-1]
    lower_left.barh([name for name, _ in top], [loss for _, loss in top], color=BLUE)
    lower_left.set(xlabel="ROC AUC lost when shuffled", title="What the model looks at")
    groups = [group for audit in details["fairness"].values() for group in audit["groups"].items()]
    places = np.arange(len(groups))
    lower_right.barh(places - 0.2, [rates["missed"] for _, rates in groups], 0.4, color=ORANGE, label="defaults missed")
    lower_right.barh(places + 0.2, [rates["needless"] for _, rates in groups], 0.4, color=BLUE, label="payers contacted")
    lower_right.set_yticks(places, [name for name, _ in groups])
    lower_right.set(xlabel="Share", xlim=(0, 0.9), title="Errors by group")
    lower_right.legend(loc="lower right")
    figure.savefig(folder / "evaluation.png", metadata={"Software": None})
    plt.close(figure)
