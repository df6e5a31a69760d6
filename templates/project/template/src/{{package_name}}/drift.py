"""Compares what the service was asked with the training data: `make drift` writes reports/drift.md.

The measure is the population stability index (PSI): the sum of (now - then) * ln(now / then) over the bins of a
feature. By the usual rule of thumb below 0.1 is stable, and above 0.25 is a reason to look and perhaps to train again.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from .config import read_config
from .data import CATEGORIES, FEATURES, load, split
from .schema import Row

ALERT, FEWEST, BINS = 0.25, 200, 10


def logged_rows(folder: Path) -> pd.DataFrame:
    """The instances of every request in the prediction log. Raises ValueError that names a broken line."""
    rows: list[Row] = []
    for file in sorted(folder.glob("predictions-*.jsonl")):
        for number, line in enumerate(file.read_bytes().splitlines(), start=1):
            try:
                rows += json.loads(line)["request"]["instances"]
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{file}:{number} is not a line of the prediction log") from error
    return pd.DataFrame(rows, columns=FEATURES)


def psi(then: Any, now: Any) -> float:
    """Population stability index of two lists of shares; empty bins count as one in ten thousand."""
    then, now = np.maximum(then, 1e-4), np.maximum(now, 1e-4)
    return float(((now - then) * np.log(now / then)).sum())


def binned(column: pd.Series, reference: pd.Series) -> pd.Series:
    """Each value's bin: tenths of the training values for a number, the value itself for a category."""
    if column.name in CATEGORIES:
        known = set(reference.dropna())
        return column.map(lambda value: "missing" if pd.isna(value) else value if value in known else "never seen")
    edges = np.unique(reference.quantile(np.linspace(0, 1, BINS + 1)).to_numpy()[1:-1])
    bins = np.searchsorted(edges, column.astype(float).to_numpy())
    return pd.Series(np.where(column.isna(), "missing", bins.astype(str)), name=column.name)


def drift(training: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """A line a feature, most changed first: psi, and the share of values missing and never seen in training."""
    lines = []
    for name in FEATURES:
        then_bins, now_bins = (binned(table[name], training[name]) for table in (training, now))
        bins = sorted(set(then_bins) | set(now_bins))
        shares = [b.value_counts(normalize=True).reindex(bins, fill_value=0).to_numpy() for b in (then_bins, now_bins)]
        new = (now_bins == "never seen").mean()
        lines.append({"feature": name, "psi": psi(*shares), "missing": now[name].isna().mean(), "never seen": new})
    return pd.DataFrame(lines).sort_values("psi", ascending=False, ignore_index=True)


def main() -> int:
    """Write the report; 1 if a feature has drifted, 2 if there is too little to say."""
    config = read_config()
    training, _ = split(load(config.data), config.holdout_share, config.seed)
    now = logged_rows(Path(os.environ.get("PREDICTION_LOG", "logs")))
    if len(now) < FEWEST:
        print(f"{len(now)} logged rows: at least {FEWEST} are needed to speak of drift", file=sys.stderr)
        return 2
    table = drift(training, now)
    alerts = table.loc[table["psi"] > ALERT, "feature"].tolist()
    verdict = f"**Drift in {', '.join(alerts)}.**" if alerts else "No feature has drifted."
    body = "\n".join(f"| {f} | {p:.3f} | {m:.1%} | {n:.1%} |" for f, p, m, n in table.itertuples(index=False))
    head = f"# Drift\n\n{len(now)} rows asked, against {len(training)} training rows. {verdict}\n\n"
    text = f"{head}| feature | PSI | missing | never seen |\n|---|---|---|---|\n{body}\n"
    Path("reports/drift.md").write_text(text, encoding="utf-8")
    print(text)
    return 1 if alerts else 0


if __name__ == "__main__":
    sys.exit(main())
