"""Compares what the service was asked and answered with the training data: `make drift` writes reports/drift.md.

Three things go wrong with a recommender in use: more and more visitors are strangers to it, its lists narrow down to a
few items, and people come to want other things than those it learned from.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from .config import read_config
from .data import load, split
from .schema import Item

FEWEST, MOST_COLD, LEAST_COVERAGE, MOST_PSI = 200, 0.5, 0.2, 0.25


def logged(folder: Path) -> list[dict[str, Any]]:
    """Every line of the prediction log. Raises ValueError that names a broken one."""
    lines: list[dict[str, Any]] = []
    for file in sorted(folder.glob("predictions-*.jsonl")):
        for number, text in enumerate(file.read_bytes().splitlines(), start=1):
            try:
                line = json.loads(text)
                lines.append({**line["request"], **line["answer"]})
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{file}:{number} is not a line of the prediction log") from error
    return lines


def stability(then: pd.Series, now: pd.Series) -> float:
    """The population stability index of categories: the sum of (now - then) * ln(now / then)."""
    shares = pd.DataFrame({"then": then.value_counts(normalize=True), "now": now.value_counts(normalize=True)})
    shares = shares.fillna(0).clip(lower=1e-4)
    return float(((shares["now"] - shares["then"]) * np.log(shares["now"] / shares["then"])).sum())


def drift(past: pd.DataFrame, items: pd.DataFrame, lines: list[dict[str, Any]]) -> pd.DataFrame:
    """A line a measure: its value, its limit, and whether it is beyond that."""
    category = items.set_index("item")["category"]
    bought = pd.Series([category.get(item, "not in the catalogue") for line in lines for item in line["bought"]])
    wanted = past.loc[past["event"] == "purchase", "item"].map(category)
    shown = {item["item"] for line in lines for item in line["items"]}
    cold, coverage = np.mean([line["strategy"] == "popular" for line in lines]), len(shown) / len(items)
    moved = stability(wanted, bought) if len(bought) >= FEWEST else 0.0  # a few purchases say nothing
    found = [
        ("answers to strangers", cold, f"<= {MOST_COLD}", cold > MOST_COLD),
        ("catalogue shown", coverage, f">= {LEAST_COVERAGE}", coverage < LEAST_COVERAGE),
        ("categories bought (psi)", moved, f"<= {MOST_PSI}", moved > MOST_PSI),
    ]
    return pd.DataFrame(found, columns=["measure", "value", "limit", "alert"])


def main() -> int:
    """Write the report; 1 if a measure is beyond its limit, 2 if there is too little to say."""
    config, lines = read_config(), logged(Path(os.environ.get("PREDICTION_LOG", "logs")))
    if len(lines) < FEWEST:
        print(f"{len(lines)} logged answers: at least {FEWEST} are needed to speak of drift", file=sys.stderr)
        return 2
    past, _ = split(load(config.data), config)
    table = drift(past, load(config.catalogue, Item), lines)
    alerts = table.loc[table["alert"], "measure"].tolist()
    verdict = f"**Look at: {', '.join(alerts)}.**" if alerts else "Nothing is beyond its limit."
    version = lines[-1]["model"]["version"]
    text = f"# Drift\n\n{len(lines)} answers, the last of model {version}. {verdict}\n\n"
    text += f"```text\n{table.round(3).to_string(index=False)}\n```\n"
    Path("reports/drift.md").write_text(text, encoding="utf-8")
    print(text)
    return 1 if alerts else 0


if __name__ == "__main__":
    sys.exit(main())
