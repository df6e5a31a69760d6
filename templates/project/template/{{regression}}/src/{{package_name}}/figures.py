"""Draws reports/figures/*.png; what each shows is said in words in README.md."""

from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd

from .schema import TARGET

BLUE, GREY, ORANGE = "#2563a8", "#8a8f98", "#c2410c"
plt.rcParams.update({"figure.dpi": 120, "axes.spines.top": False, "axes.spines.right": False, "legend.frameon": False})


def draw(metrics: dict[str, Any], holdout: pd.DataFrame, predicted: Any, folder: Path) -> None:
    """Predictions beside what happened, what the model looks at, and when it errs."""
    folder.mkdir(parents=True, exist_ok=True)
    truth, margin = holdout[TARGET], metrics["decision"]["margin"]
    figure, ((left, right), (lower_left, lower_right)) = plt.subplots(2, 2, figsize=(9, 6.8), layout="constrained")
    left.scatter(predicted, truth, s=4, alpha=0.3, color=BLUE, edgecolors="none")
    left.plot([0, 600], [0, 600], color=GREY, linestyle=":")
    left.set(xlabel="Predicted rentals", ylabel="Actual rentals", title="Hold-out hours")
    day = holdout[holdout["date"] == holdout["date"].iloc[len(holdout) // 2]]
    guess = pd.Series(predicted, holdout.index)[day.index]
    right.plot(day["hour"], day[TARGET], color=ORANGE, label="actual")
    right.plot(day["hour"], guess, color=BLUE, label="predicted")
    right.fill_between(day["hour"], (guess - margin).clip(lower=0), guess + margin, color=BLUE, alpha=0.15)
    right.set(xlabel="Hour", ylabel="Rentals", title=f"A held-out day: {day['date'].iloc[0]}")
    right.legend()
    top = list(metrics["details"]["importance"].items())[::-1]
    lower_left.barh([name for name, _ in top], [loss for _, loss in top], color=BLUE)
    lower_left.set(xlabel="Added error when shuffled (bicycles)", title="What the model looks at")
    (predicted - truth).groupby(holdout["hour"]).mean().plot.bar(ax=lower_right, color=ORANGE, rot=0)
    lower_right.axhline(0, color=GREY, linewidth=0.8)
    lower_right.set(xlabel="Hour", ylabel="Predicted minus actual", title="Mean error by hour (bicycles)")
    lower_right.tick_params(axis="x", labelsize=7)
    figure.savefig(folder / "evaluation.png", metadata={"Software": None})
    plt.close(figure)
