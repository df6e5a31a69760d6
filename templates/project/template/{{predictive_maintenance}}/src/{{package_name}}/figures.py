"""Draws reports/figures/*.png; what each shows is said in words in README.md."""

from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

from .dataset import DAY, Part
from .facts import WAYS
from .stream import known_at

BLUE, GREY, ORANGE = "#2563a8", "#8a8f98", "#c2410c"
plt.rcParams.update({"figure.dpi": 120, "axes.spines.top": False, "axes.spines.right": False, "legend.frameon": False})


def draw(metrics: dict[str, Any], part: Part, scores: Any, folder: Path) -> None:
    """What a level costs, what the score did before a failure, and which failures each way announces."""
    folder.mkdir(parents=True, exist_ok=True)
    details, level = metrics["details"], metrics["levels"][metrics["chosen"]]
    figure, (left, middle, right) = plt.subplots(1, 3, figsize=(13, 3.8), layout="constrained")
    left.plot(*np.transpose(details["tried"]), color=BLUE, marker=".")
    left.axvline(level["raise_at"], color=ORANGE, label="chosen: it costs least")
    left.set(
        xlabel="Score that raises an alarm", ylabel="Thousand € a machine and month", title="Cost, validation machines"
    )
    left.legend()

    failure = part.log[(part.log["event"] == "failure") & (part.log["found"] == "bearing")].iloc[0]
    rows = (part.hours["machine"] == failure["machine"]).to_numpy()
    before = (part.hours["hour"][rows].map(known_at) - failure["time"]).to_numpy() / DAY
    shown = (before > -14) & (before <= 0)  # noqa: PLR2004
    middle.plot(before[shown], scores[rows][shown], color=BLUE)
    middle.axhline(level["raise_at"], color=ORANGE, label="raises an alarm")
    middle.axhline(level["clear_at"], color=ORANGE, linestyle=":", label="clears it")
    middle.axvspan((failure["onset"] - failure["time"]) / DAY, 0, color=GREY, alpha=0.2, label="damaged")
    middle.set(xlabel="Days before the failure", ylabel="Score", title=f"A bearing of {failure['machine']}, held out")
    middle.legend(loc="upper left")

    for place, (way, color) in enumerate(zip(details["by_kind"], ["#d3d6da", GREY, ORANGE, BLUE], strict=True)):
        kinds = details["by_kind"][way]
        shares = [kind["announced"] / kind["failures"] for kind in kinds.values()]
        right.bar(np.arange(len(kinds)) + 0.2 * place - 0.3, shares, 0.2, label=WAYS[way], color=color)
    right.set_xticks(range(len(kinds)), [f"{name}\n({kind['failures']})" for name, kind in kinds.items()])
    right.set(ylabel="Share announced in time", title="Held-out failures by kind", ylim=(0, 1.4), yticks=[0, 0.5, 1])
    right.legend(ncols=2, fontsize=8)
    figure.savefig(folder / "evaluation.png", metadata={"Software": None})
    plt.close(figure)
