"""Tables for the tests of the profile, written as real files."""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from portfolio_kit.scaffold.profile.profile import Choices, Profile, profile
from portfolio_kit.scaffold.profile.reading import read

ROWS = 200


def write(path: Path, columns: Mapping[str, Sequence[object]], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """Write columns as a table; None is an empty field."""
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
    return path


def people(rows: int = ROWS, seed: int = 1) -> dict[str, list[object]]:
    """Customers of whom some churn: a key, an e-mail address, age and sex, two features, a leak, a constant."""
    random.seed(seed)
    churned = [random.random() < 0.4 for _ in range(rows)]
    return {
        "Customer ID": [f"C{number:05}" for number in range(rows)],
        "E-Mail": [f"person{number}@example.org" for number in range(rows)],
        "age": [random.randint(18, 80) for _ in range(rows)],
        "Sex": [random.choice(["f", "m"]) for _ in range(rows)],
        "Monthly charges": [round(random.gauss(60 + 20 * left, 15), 2) for left in churned],
        "Contract": [random.choice(["month", "year", "two years"]) for _ in range(rows)],
        "Country": ["NL"] * rows,
        "left_the_company": [int(left) for left in churned],
        "Churned": ["Yes" if left else "No" for left in churned],
    }


def profiled(path: Path, columns: Mapping[str, Sequence[object]], target: str, **choices: object) -> Profile:
    """Return the profile of columns that are written to `path` first."""
    return profile(read(write(path, columns)), target, Choices(**choices))  # type: ignore[arg-type]


def reasons(made: Profile) -> dict[str, str]:
    """Return why columns are left out, by their names in the file."""
    return {left.column.original: left.reason for left in made.left_out}
