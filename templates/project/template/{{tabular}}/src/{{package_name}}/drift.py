"""Compares what the service was asked with the training data: `make drift` writes reports/drift.md.

The population stability index (PSI) sums (now - then) * ln(now / then) over a feature's bins: 0.25 is reason to look.
"""

import json
import os
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from .config import read_config
from .data import CATEGORIES, FEATURES, load
from .split import split

ALERT, FEWEST = 0.25, 200


def logged_rows(folder: Path) -> pd.DataFrame:
    """The instances of every request in the prediction log. Raises ValueError that names a broken line."""
    rows: list[dict[str, object]] = []
    for file in sorted(folder.glob("predictions-*.jsonl")):
        for number, line in enumerate(file.read_bytes().splitlines(), start=1):
            try:
                rows += json.loads(line)["request"]["instances"]
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{file}:{number} is not a line of the prediction log") from error
    return pd.DataFrame(rows, columns=FEATURES)


def binned(column: pd.Series, reference: pd.Series) -> pd.Series:
    """The share of each bin: tenths of the training values for a number, the value itself for a category."""
    if column.name in CATEGORIES:
        known = set(reference.dropna())
        bins = column.map(lambda value: "missing" if pd.isna(value) else value if value in known else "never seen")
    else:
        edges = np.unique(reference.quantile(np.arange(1, 10) / 10))
        places = np.searchsorted(edges, column.astype(float)).astype(str)
        bins = pd.Series(np.where(column.isna(), "missing", places))
    return bins.value_counts(normalize=True)


def drift(training: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """A line a feature, most changed first: psi, and the share of values missing and never seen in training."""
    lines = []
    for name in FEATURES:
        bins = {"then": binned(training[name], training[name]), "now": binned(now[name], training[name])}
        shares = pd.DataFrame(bins).fillna(0).clip(lower=1e-4)  # an empty bin counts as one row in ten thousand
        psi = ((shares["now"] - shares["then"]) * np.log(shares["now"] / shares["then"])).sum()
        lines.append((name, psi, now[name].isna().mean(), bins["now"].get("never seen", 0.0)))
    table = pd.DataFrame(lines, columns=["feature", "psi", "missing", "never seen"])
    return table.sort_values("psi", ascending=False, ignore_index=True)


def main() -> int:
    """Write the report; 1 if a feature has drifted, 2 if there is too little to say."""
    config, now = read_config(), logged_rows(Path(os.environ.get("PREDICTION_LOG", "logs")))
    if len(now) < FEWEST:
        print(f"{len(now)} logged rows: at least {FEWEST} are needed to speak of drift", file=sys.stderr)
        return 2
    training, _ = split(load(config.data), config)
    table = drift(training, now)
    alerts = table.loc[table["psi"] > ALERT, "feature"].tolist()
    verdict = f"**Drift in {', '.join(alerts)}.**" if alerts else "No feature has drifted."
    text = f"# Drift\n\n{len(now)} rows asked, against {len(training)} training rows. {verdict}\n\n"
    text += f"```text\n{table.round(3).to_string(index=False)}\n```\n"
    Path("reports/drift.md").write_text(text, encoding="utf-8")
    print(text)
    return 1 if alerts else 0


if __name__ == "__main__":
    sys.exit(main())
