"""Looks after the service: `make drift` writes reports/drift.md about signs, sensors and people's verdicts.

The population stability index (PSI) sums (now - then) * ln(now / then) over tenths of the training values, without any
label; 0.25 is worth a look. Verdicts say what share of the alerts was right; what was missed they never say.
"""

import json
import math
import os
import sys
from bisect import bisect_left
from itertools import groupby
from pathlib import Path

from .predictor import load_model
from .schema import SENSORS, SIGNS
from .store import Store
from .stream import Features

ALERT, FEWEST = 0.25, 200
Hours = list[tuple[str, Features]]


def psi(deciles: list[float], values: list[float]) -> float:
    """How far values have moved from what training saw; an empty tenth counts as one in ten thousand."""
    counts = [0] * 10
    for value in values:
        counts[bisect_left(deciles, value)] += 1
    shares = [max(count / max(len(values), 1), 1e-4) for count in counts]
    return sum((share - 0.1) * math.log(share / 0.1) for share in shares)


def broken_sensors(hours: Hours) -> list[str]:
    """Those that said nothing, or one and the same, in the last day of their machine."""
    days = {machine: [features for _, features in of][-24:] for machine, of in groupby(hours, key=lambda pair: pair[0])}
    said = {f"{sensor} of {machine}": {of[sensor] for of in day} for machine, day in days.items() for sensor in SENSORS}
    return [name for name, values in said.items() if len(values) == 1]


def main() -> int:
    """Write the report; 1 if anything needs a look, 2 if there is too little to say."""
    store, model = Store(Path(os.environ.get("STORE", "state/plant.sqlite"))), load_model(Path("models/model.json"))
    hours, verdicts = store.hours(), store.verdicts()
    if len(hours) < FEWEST:
        print(f"{len(hours)} hours are known: at least {FEWEST} are needed to speak of drift", file=sys.stderr)
        return 2
    values = {sign: [value for _, of in hours if (value := of[sign]) is not None] for sign in SIGNS}
    moved = sorted(((psi(model.deciles[sign], values[sign]), sign) for sign in SIGNS), reverse=True)
    broken, drifted = broken_sensors(hours), [sign for index, sign in moved if index > ALERT]
    expected = json.loads(Path("reports/metrics.json").read_text(encoding="utf-8"))
    precision = expected["holdout"][expected["chosen"]]["precision"]
    waiting, wrong = verdicts.get("waiting", 0), verdicts.get("false", 0) + verdicts.get("sensor", 0)
    judged = f"{wrong} of {sum(verdicts.values()) - waiting} judged alerts"
    lines = [
        f"# Drift\n\n{len(hours)} machine-hours. **Drifted: {', '.join(drifted) or 'nothing'}. "
        f"Sensors to look at: {', '.join(broken) or 'none'}.**",
        f"False positives: {judged}; {waiting} wait for a verdict. On the hold-out it was a share of "
        f"{1 - precision['value']:.2f} ({1 - precision['high']:.2f} to {1 - precision['low']:.2f}).",
        "```text\n" + "\n".join(f"{sign:20}{index:8.3f}" for index, sign in moved) + "\n```",
    ]
    text = "\n\n".join(lines) + "\n"
    Path("reports/drift.md").write_text(text, encoding="utf-8")
    print(text)
    return 1 if drifted or broken else 0


if __name__ == "__main__":
    sys.exit(main())
