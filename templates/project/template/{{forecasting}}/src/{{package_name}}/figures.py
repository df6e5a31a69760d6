"""Draws reports/figures/*.png; what each shows is said in words in README.md."""

from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd

from .facts import MODELS

BLUE, GREY, ORANGE, GREEN = "#2563a8", "#8a8f98", "#c2410c", "#15803d"
DECEMBER = 12
plt.rcParams.update({"figure.dpi": 120, "axes.spines.top": False, "axes.spines.right": False, "legend.frameon": False})


def draw(metrics: dict[str, Any], rolled: dict[str, pd.DataFrame], folder: Path) -> None:
    """A forecast beside what happened, how errors grow with the horizon, and what moves the forecast most."""
    folder.mkdir(parents=True, exist_ok=True)
    figure, axes = plt.subplots(2, 2, figsize=(11, 6.8), layout="constrained")
    (left, right), (lower_left, lower_right) = axes
    chosen = rolled[metrics["chosen"]]
    winters = chosen[chosen["origin"].dt.month == DECEMBER]
    for axis, origin in ((left, winters["origin"].iloc[-1]), (right, chosen["origin"].iloc[-1])):
        one = chosen[chosen["origin"] == origin]
        axis.plot(one["day"], one["truth"], color=ORANGE, label="actual")
        axis.plot(one["day"], one["forecast"], color=BLUE, label="forecast")
        axis.fill_between(one["day"], one["low"], one["high"], color=BLUE, alpha=0.15)
        axis.set(ylabel="Entries", title=f"As forecast on {origin:%Y-%m-%d}", ylim=(0, None))
        axis.set_xticks(one["day"].iloc[::7], [f"{day:%d %b}" for day in one["day"].iloc[::7]])
    left.legend(loc="lower left")
    errors = pd.DataFrame({MODELS[name]: (of["truth"] - of["forecast"]).abs() for name, of in rolled.items()})
    by_week = errors.groupby((chosen["ahead"] - 1) // 7 + 1).mean()
    by_week.plot(ax=lower_left, marker="o", color=[GREY, ORANGE, GREEN, BLUE], xticks=[1, 2, 3, 4])
    lower_left.set(xlabel="Weeks ahead", ylabel="Mean absolute error", title="Errors by horizon", ylim=(0, None))
    lower_left.legend(fontsize=8)
    effects = 100 * pd.Series(metrics["details"]["effects"]).sort_values(key=abs)[-9:]
    lower_right.barh(effects.index, effects, color=BLUE)
    lower_right.tick_params(axis="y", labelsize=7)
    lower_right.set(xlabel="Entries, against a usual day (%)", title="What moves the forecast most")
    figure.savefig(folder / "evaluation.png", metadata={"Software": None})
    plt.close(figure)
