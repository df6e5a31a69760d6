"""Commands that hold their code themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.repository.running.inline import called_from
from tests.criteria.kit import repository

CODE = """\
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split


def main():
    tides = pd.read_csv("tides.csv")
    past, rest = train_test_split(tides, random_state=1)
    model = Ridge().fit(past[["wind"]], past["level"])
    print(mean_absolute_error(rest["level"], model.predict(rest[["wind"]])))
"""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import tide; tide.main()", ["tide"]),
        ("import jobs.tide as t; t.main()", ["jobs.tide"]),
        ("from tide import main; main()", ["tide", "tide.main"]),
        # To import is not to call, and what does not parse says nothing.
        ("import tide", []),
        ("import tide; print(3)", []),
        ("import tide tide.main()", []),
    ],
)
def test_what_is_called_of_a_module_leads_to_it(code: str, expected: list[str]) -> None:
    assert called_from(code) == expected


@pytest.mark.parametrize(
    ("recipe", "expected"),
    [
        ('python -c "import tide; tide.main()"', 2),
        ('cd . && python3 -u -c "from tide import main; main()"', 2),
        ("python -c 'import tide; print(tide)'", 0),
    ],
)
def test_a_makefile_s_own_code_trains(recipe: str, expected: int, tmp_path: Path) -> None:
    files = {
        "README.md": "# Tides\n\n    make levels\n",
        "Makefile": f"levels:\n\t{recipe}\n",
        "tide.py": CODE,
        "tides.csv": "wind,level\n" + "".join(f"{row % 7},{row % 11}\n" for row in range(99)),
    }
    assert finding_of(repository(tmp_path, files), "reproducible-runs").level == expected
