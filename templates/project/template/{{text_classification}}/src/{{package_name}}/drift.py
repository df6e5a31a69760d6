"""Compares what the service answered with what it answers on the held-out texts: `make drift` writes reports/drift.md.

No text is needed for it, and none is logged. The population stability index (PSI) sums (now - then) * ln(now / then)
over the bins of a measure: 0.25 is reason to look.
"""

import json
import os
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from .config import read_config
from .data import load, split, without_repeats
from .predictor import load_model

ALERT, FEWEST, NUMBERS = 0.25, 200, ["known_words", "length"]
MEASURES = ["product", "sure", *NUMBERS]


def logged_answers(folder: Path) -> pd.DataFrame:
    """A row a text that was answered. Raises ValueError that names a broken line of the prediction log."""
    rows: list[dict[str, object]] = []
    for file in sorted(folder.glob("predictions-*.jsonl")):
        for number, text in enumerate(file.read_bytes().splitlines(), start=1):
            try:
                line = json.loads(text)
                pairs = zip(line["request"]["instances"], line["answer"]["predictions"], strict=True)
                rows += [asked | answer for asked, answer in pairs]
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{file}:{number} is not a line of the prediction log") from error
    return pd.DataFrame(rows, columns=MEASURES)


def drift(then: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """A line a measure, most changed first: its PSI over its values or, of numbers, over tenths of what they were."""
    lines = []
    for name in MEASURES:
        edges = [-np.inf, *then[name].quantile(np.arange(1, 10) / 10).unique(), np.inf] if name in NUMBERS else None
        bins = [pd.cut(of[name], edges, right=False) if edges else of[name] for of in (then, now)]
        # An empty bin counts as one text in ten thousand.
        shares = pd.concat([of.value_counts(normalize=True) for of in bins], axis=1).fillna(0).clip(lower=1e-4)
        before, after = shares.to_numpy().T
        lines.append((name, float(((after - before) * np.log(after / before)).sum())))
    return pd.DataFrame(lines, columns=["measure", "psi"]).sort_values("psi", ascending=False, ignore_index=True)


def main() -> int:
    """Write the report; 1 if a measure has drifted, 2 if there is too little to say."""
    config, now = read_config(), logged_answers(Path(os.environ.get("PREDICTION_LOG", "logs")))
    if len(now) < FEWEST:
        print(f"{len(now)} logged texts: at least {FEWEST} are needed to speak of drift", file=sys.stderr)
        return 2
    texts = split(without_repeats(load(config.data), config)[0], config)[1]["text"]
    model = load_model(Path("models/model.json"))
    then = pd.DataFrame([{**model.answer({"text": text}), "length": len(text)} for text in texts])
    table = drift(then, now)
    alerts = table.loc[table["psi"] > ALERT, "measure"].tolist()
    verdict = f"**Drift in {', '.join(alerts)}.**" if alerts else "Nothing has drifted."
    text = f"# Drift\n\n{len(now)} texts answered, against {len(then)} held-out ones. {verdict}\n\n"
    text += f"```text\n{table.round(3).to_string(index=False)}\n```\n"
    Path("reports/drift.md").write_text(text, encoding="utf-8")
    print(text)
    return 1 if alerts else 0


if __name__ == "__main__":
    sys.exit(main())
