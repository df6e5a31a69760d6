"""Draws reports/figures/*.png; what each shows is said in words in README.md."""

from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

from .evaluate import THRESHOLDS, cost
from .schema import TARGET

BLUE, GREY, ORANGE = "#2563a8", "#8a8f98", "#c2410c"
plt.rcParams.update({"figure.dpi": 120, "axes.spines.top": False, "axes.spines.right": False, "legend.frameon": False})


def draw(metrics: dict[str, Any], holdout: Any, chance: Any, folder: Path) -> None:
    """What decisions cost, how well probabilities are calibrated, and what the model looks at."""
    folder.mkdir(parents=True, exist_ok=True)
    details, decision = metrics["details"], metrics["decision"]
    figure, (left, middle, right) = plt.subplots(1, 3, figsize=(13, 3.8), layout="constrained")
    left.plot(THRESHOLDS, [cost(holdout[TARGET], chance, {**decision, "threshold": t}) for t in THRESHOLDS], color=BLUE)
    left.axvline(decision["threshold"], color=ORANGE, label="chosen on training rows")
    left.axhline(details["cost_of_contacting_nobody"], color=GREY, linestyle="--", label="contact nobody")
    left.axhline(details["cost_of_contacting_everyone"], color=GREY, linestyle=":", label="contact everyone")
    left.set(xlabel="Threshold", ylabel="Cost per client", title="What a threshold costs")
    left.legend(loc="lower right")
    middle.plot([0, 0.8], [0, 0.8], color=GREY, linestyle=":")
    middle.plot(details["calibration"]["predicted"], details["calibration"]["observed"], marker="o", color=BLUE)
    middle.set(xlabel="Predicted probability", ylabel="Share that defaulted", title="Calibration")
    top = list(details["importance"].items())[:8][::-1]
    right.barh([name for name, _ in top], [loss for _, loss in top], color=BLUE)
    right.set(xlabel="ROC AUC lost when shuffled", title="What the model looks at")
    figure.savefig(folder / "evaluation.png", metadata={"Software": None})
    plt.close(figure)
