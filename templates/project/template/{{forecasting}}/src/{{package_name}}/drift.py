"""Judges logged forecasts by what happened since: `make drift` writes reports/drift.md.

Actual entries need no file of their own: the history of a later request holds what an earlier one forecast.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pandas as pd

from .predictor import load_model
from .schema import days_until

FEWEST, LEAST_COVERAGE, MOST_ERROR = 28, 0.8, 1.25  # days; share; times the error of the hold-out


def logged(folder: Path) -> list[dict[str, Any]]:
    """Every line of the prediction log, oldest first. Raises ValueError that names a broken one."""
    lines: list[dict[str, Any]] = []
    for file in sorted(folder.glob("predictions-*.jsonl")):
        for number, text in enumerate(file.read_bytes().splitlines(), start=1):
            try:
                line = json.loads(text)
                lines.append({**line["request"], **line["answer"]})
                days_until(lines[-1]["last_day"], len(lines[-1]["history"]))
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{file}:{number} is not a line of the prediction log") from error
    return lines


def judged(lines: list[dict[str, Any]]) -> pd.DataFrame:
    """A row a day that was forecast and has happened since: the latest forecast of it, and the actual entries."""
    actual: dict[str, float] = {}
    forecast: dict[str, dict[str, Any]] = {}
    for line in lines:
        days = map(str, days_until(line["last_day"], len(line["history"])))
        actual |= {day: value for day, value in zip(days, line["history"], strict=True) if value is not None}
        weekday_before = dict(zip(range(-7, 0), line["history"][-7:], strict=True))
        for place, day in enumerate(line["days"]):
            forecast[day["date"]] = {**day, "naive": weekday_before[place % 7 - 7]}
    rows = [{**day, "actual": actual[name]} for name, day in forecast.items() if name in actual]
    return pd.DataFrame(rows, columns=["date", "entries", "low", "high", "naive", "actual"]).sort_values("date")


def measures(days: pd.DataFrame, expected: float) -> pd.DataFrame:
    """A line a measure: its value, its limit, and whether it is beyond that."""
    error = (days["actual"] - days["entries"]).abs().mean()
    naive = (days["actual"] - days["naive"].astype(float)).abs().mean()
    coverage = days["actual"].between(days["low"], days["high"]).mean()
    return pd.DataFrame(
        {
            "measure": ["mean absolute error", "error against seasonal naive", "interval holds"],
            "value": [error, error / naive, coverage],
            "limit": [f"<= {MOST_ERROR * expected:.0f}", "<= 1", f">= {LEAST_COVERAGE}"],
            "alert": [error > MOST_ERROR * expected, error > naive, coverage < LEAST_COVERAGE],
        }
    )


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
    version = load_model(Path("models/model.json")).identity["version"]
    text = f"# Forecasts against what happened\n\n{len(days)} days; the model is {version}. {verdict}\n\n"
    text += f"```text\n{table.round(3).to_string(index=False)}\n```\n"
    Path("reports/drift.md").write_text(text, encoding="utf-8")
    print(text)
    return 1 if alerts else 0


if __name__ == "__main__":
    sys.exit(main())
