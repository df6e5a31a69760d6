"""Judges logged forecasts by what happened since: `make drift` writes reports/drift.md.

Actual entries need no file of their own: the history of a later request holds what an earlier one forecast.
"""

import json
import os
import sys
from itertools import cycle
from pathlib import Path
from typing import Any

import pandas as pd

from .schema import WEEK

FEWEST, LEAST_COVERAGE, MOST_ERROR = 28, 0.8, 1.25  # days; share; times the error of the hold-out


def logged(folder: Path) -> list[dict[str, Any]]:
    """Every line of the prediction log, oldest first. Raises ValueError that names a broken one."""
    lines: list[dict[str, Any]] = []
    for file in sorted(folder.glob("predictions-*.jsonl")):
        for number, text in enumerate(file.read_bytes().splitlines(), start=1):
            try:
                line = json.loads(text)
                lines.append({**line["request"], **line["answer"]})
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{file}:{number} is not a line of the prediction log") from error
    return lines


def judged(lines: list[dict[str, Any]]) -> pd.DataFrame:
    """A row a day that was forecast and has happened since: the latest forecast of it, and the actual entries."""
    actual: dict[str, float] = {}
    forecast: dict[str, dict[str, Any]] = {}
    for line in lines:
        history = line["history"]
        days = pd.date_range(end=line["last_day"], periods=len(history)).strftime("%Y-%m-%d")
        actual |= {day: value for day, value in zip(days, history, strict=True) if value is not None}
        for day, week_before in zip(line["days"], cycle(history[-WEEK:]), strict=False):
            forecast[day["date"]] = {**day, "naive": week_before}
    return pd.DataFrame([{**day, "actual": actual[name]} for name, day in sorted(forecast.items()) if name in actual])


def measures(days: pd.DataFrame, expected: float) -> pd.DataFrame:
    """A line a measure: its value, its limit, and whether it is beyond that."""
    error, naive = ((days["actual"] - days[of].astype(float)).abs().mean() for of in ("entries", "naive"))
    coverage = days["actual"].between(days["low"], days["high"]).mean()
    lines = [
        ("mean absolute error", error, f"<= {MOST_ERROR * expected:.0f}", error > MOST_ERROR * expected),
        ("error against seasonal naive", error / naive, "<= 1", error > naive),
        ("interval holds", coverage, f">= {LEAST_COVERAGE}", coverage < LEAST_COVERAGE),
    ]
    return pd.DataFrame(lines, columns=["measure", "value", "limit", "alert"])


def main() -> int:
    """Write the report; 1 if a measure is beyond its limit, 2 if there is too little to say."""
    days = judged(logged(Path(os.environ.get("PREDICTION_LOG", "logs"))))
    if len(days) < FEWEST:
        print(f"{len(days)} forecast days have happened: at least {FEWEST} are needed", file=sys.stderr)
        return 2
    metrics = json.loads(Path("reports/metrics.json").read_text(encoding="utf-8"))
    table = measures(days, metrics["holdout"][metrics["chosen"]]["mae"]["value"])
    alerts = table.loc[table["alert"], "measure"].tolist()
    verdict = f"**Look at: {', '.join(alerts)}.**" if alerts else "Nothing is beyond its limit."
    text = f"# Forecasts against what happened\n\n{len(days)} days, model {metrics['model']['version']}. {verdict}\n\n"
    text += f"```text\n{table.round(3).to_string(index=False)}\n```\n"
    Path("reports/drift.md").write_text(text, encoding="utf-8")
    print(text)
    return 1 if alerts else 0


if __name__ == "__main__":
    sys.exit(main())
