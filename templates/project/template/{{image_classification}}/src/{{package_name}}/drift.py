"""Compares the images that were asked about with the training images: `make drift` writes reports/drift.md.

The log holds no image, only what was answered and how much ink there was, how uneven and how sharp. The population
stability index (PSI) sums (now - then) * ln(now / then) over tenths of the training values: 0.25 is reason to look.
"""

import json
import os
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from .config import read_config
from .data import load, split
from .imaging import statistics

MOST_PSI, FEWEST = 0.25, 200  # index; images


def logged(folder: Path) -> pd.DataFrame:
    """A row an image that was answered. Raises ValueError that names a broken line of the prediction log."""
    rows = []
    for file in sorted(folder.glob("predictions-*.jsonl")):
        for number, line in enumerate(file.read_bytes().splitlines(), start=1):
            try:
                answer = json.loads(line)["answer"]
                rows.append({**answer["seen"], "digit": answer["digit"]})
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{file}:{number} is not a line of the prediction log") from error
    return pd.DataFrame(rows)


def drift(training: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """A line a measure: its index, and whether it is reason to look."""
    lines = []
    for name in training:
        edges = np.quantile(training[name], np.arange(1, 10) / 10)
        bins = [np.bincount(np.searchsorted(edges, of[name]), minlength=10) / len(of) for of in (training, now)]
        then, later = np.maximum(bins, 1e-4)  # an empty bin counts as one image in ten thousand
        psi = ((later - then) * np.log(later / then)).sum()
        lines.append((str(name), psi, psi > MOST_PSI))
    return pd.DataFrame(lines, columns=["measure", "psi", "alert"])


def main() -> int:
    """Write the report; 1 if a measure is beyond its limit, 2 if there is too little to say."""
    config, now = read_config(), logged(Path(os.environ.get("PREDICTION_LOG", "logs")))
    if len(now) < FEWEST:
        print(f"{len(now)} logged images: at least {FEWEST} are needed to speak of drift", file=sys.stderr)
        return 2
    known, _ = split(load(config), config)
    training = pd.DataFrame(map(statistics, known["ink"])).assign(digit=known["digit"].to_numpy())
    table = drift(training, now)
    alerts = table.loc[table["alert"], "measure"].tolist()
    verdict = f"**Look at: {', '.join(alerts)}.**" if alerts else "Nothing is beyond its limit."
    text = f"# Drift\n\n{len(now)} images asked about, against {len(training)} training images. {verdict}\n\n"
    text += f"```text\n{table.round(3).to_string(index=False)}\n```\n"
    Path("reports/drift.md").write_text(text, encoding="utf-8")
    print(text)
    return 1 if alerts else 0


if __name__ == "__main__":
    sys.exit(main())
