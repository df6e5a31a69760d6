"""Draws reports/figures/*.png; what each shows is said in words in README.md."""

from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from .data import cells
from .imaging import SIDE

BLUE, ORANGE = "#2563a8", "#c2410c"
plt.rcParams.update({"figure.dpi": 120, "axes.spines.top": False, "axes.spines.right": False, "legend.frameon": False})


def draw(metrics: dict[str, Any], digits: pd.DataFrame, chance: Any, folder: Path) -> None:
    """Images that were misread, what refusing the unsure ones buys, and what spoilt images cost."""
    folder.mkdir(parents=True, exist_ok=True)
    said, top, labels = chance.argmax(axis=1), chance.max(axis=1), digits["digit"].to_numpy()
    shape: dict[str, Any] = {"figsize": (13, 6), "height_ratios": [1, 3], "layout": "constrained"}
    figure, axes = plt.subplot_mosaic([["misread"] * 2, ["left", "right"]], **shape)
    misread, left, right = axes.values()
    surest = np.argsort(-top, kind="stable")
    wrong = surest[(said != labels)[surest]][:16]
    images = np.pad(cells(digits)[wrong].reshape(-1, SIDE, SIDE), ((0, 0), (1, 1), (1, 1)))
    misread.imshow(1 - np.hstack(list(images)), cmap="gray", vmin=0, vmax=1)
    names = [f"{labels[row]} → {said[row]}\n{top[row]:.2f}" for row in wrong]
    misread.set_xticks(np.arange(len(wrong)) * (SIDE + 2) + SIDE / 2, names)
    misread.set(yticks=[], title="Misread, the surest first: written → read, and its probability")
    read = np.arange(1, len(top) + 1)
    left.plot(100 * read / len(top), 100 * np.cumsum((said != labels)[surest]) / read, color=BLUE)
    served = [100 * metrics["holdout"][metrics["chosen"]][name]["value"] for name in ("coverage", "accepted_errors")]
    left.plot(*served, "o", color=ORANGE, label="as served")
    left.set(xlabel="Images accepted, the surest first (%)", ylabel="Wrong among them (%)", title="Refusing the unsure")
    spoilt = 100 * pd.DataFrame(metrics["details"]["robustness"]).T[::-1]
    right.barh(spoilt.index, spoilt["accuracy"], color=BLUE, label="right")
    right.plot(spoilt["coverage"], spoilt.index, "D", color=ORANGE, label="accepted")
    right.set(xlabel="Images (%)", title="Spoilt images", xlim=(0, 125), xticks=range(0, 101, 20))
    left.legend()
    right.legend(loc="center right")
    figure.savefig(folder / "evaluation.png", metadata={"Software": None})
    plt.close(figure)
