"""Draws reports/figures/*.png; what each shows is said in words in README.md."""

from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from sklearn.metrics import ConfusionMatrixDisplay

from .evaluate import SHARES
from .facts import MODELS

BLUE, GREY, ORANGE = "#2563a8", "#8a8f98", "#c2410c"
plt.rcParams.update({"figure.dpi": 120, "axes.spines.top": False, "axes.spines.right": False, "legend.frameon": False})


def draw(metrics: dict[str, Any], folder: Path) -> None:
    """Which products are mixed up, what being sure costs in coverage, and how far probabilities can be trusted."""
    folder.mkdir(parents=True, exist_ok=True)
    details, trusted = metrics["details"], metrics["details"]["confidence"]
    figure, (left, middle, right) = plt.subplots(1, 3, figsize=(14, 4.6), layout="constrained")
    table = ConfusionMatrixDisplay(np.array(details["confusion"]), display_labels=list(details["f1"]))
    table.plot(ax=left, cmap="Blues", colorbar=False, xticks_rotation=90)
    left.set(xlabel="Said", ylabel="Filed under", title="Which products are mixed up")
    for model, colour in zip(["keywords", "naive_bayes", metrics["chosen"]], [GREY, ORANGE, BLUE], strict=True):
        middle.plot(SHARES, trusted[model]["surest"], color=colour, label=MODELS[model])
        at = metrics["holdout"][model]
        middle.plot(at["share"]["value"], at["accuracy_of_sure"]["value"], "o", color=colour)
    middle.axhline(metrics["decision"]["accuracy_wanted"], color=GREY, linestyle=":")
    middle.set(xlabel="Share answered without a person", ylabel="Accuracy of these", title="What being sure costs")
    middle.legend(loc="lower left")
    right.plot([0.2, 1], [0.2, 1], color=GREY, linestyle=":")
    right.plot(trusted[metrics["chosen"]]["said"], trusted[metrics["chosen"]]["was"], marker="o", color=BLUE)
    right.set(xlabel="Probability of the answer", ylabel="Share that was right", title="Calibration")
    figure.savefig(folder / "evaluation.png", metadata={"Software": None})
    plt.close(figure)
