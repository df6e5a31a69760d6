"""Make what a project from a learner's own table is rendered from, for the tables that people may have.

`portfolio-kit review` renders a project from each, to know what such projects have from the template and not from each
other. Run by `make template-outputs`; a test says when it is to be run again.
"""

import json
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

from portfolio_kit.scaffold.own_data import own_data

FILE = Path(__file__).parents[2] / "src" / "portfolio_kit" / "cohort" / "similarity" / "own_tables.json"
ROWS = 240


def tables() -> dict[str, tuple[str, dict[str, list[object]]]]:
    """A class and a number, each by chance, by group and by time, with and without columns that describe people."""
    draw = random.Random(1)
    number = [round(draw.gauss(10, 3), 2) for _ in range(ROWS)]
    word = [draw.choice(["low", "middle", "high"]) for _ in range(ROWS)]
    sex = [draw.choice(["f", "m"]) for _ in range(ROWS)]
    group = [f"G{row // 4}" for row in range(ROWS)]
    day = [f"{2024 + row // 336}-{row // 28 % 12 + 1:02}-{row % 28 + 1:02}" for row in range(ROWS)]
    label = ["yes" if draw.random() < value / 25 else "no" for value in number]
    value = [round(2 * one + draw.gauss(0, 1), 2) for one in number]
    features: dict[str, list[object]] = {"number": list(number), "word": list(word)}
    kinds: dict[str, dict[str, list[object]]] = {
        "chance": features,
        "people": {**features, "sex": list(sex)},
        "group": {"patient_id": list(group), **features},
        "time": {"date": list(day), **features},
    }
    targets: dict[str, list[object]] = {"label": list(label), "value": list(value)}
    return {
        f"{target} by {kind}": (target, {**columns, target: known})
        for kind, columns in kinds.items()
        for target, known in targets.items()
    }


def answers() -> list[dict[str, Any]]:
    """The answers of the template that each table gives, in plain values."""
    made = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "table.csv")
        for target, columns in tables().values():
            rows = [columns, *zip(*columns.values(), strict=True)]
            file.write_text("".join(f"{','.join(map(str, row))}\n" for row in rows), encoding="utf-8")
            made.append(dict(own_data(file, target, {}, ask=False).answers))
    return made


if __name__ == "__main__":
    FILE.write_text(json.dumps(answers(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.exit(0)
