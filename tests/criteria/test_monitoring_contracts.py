"""monitoring: data that is held against a contract, and what a service counts and logs of its answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.production.monitoring import monitoring
from tests.criteria.kit import repository

PIPELINE = """\
import logging
import pandas as pd
import pandera as pa

journal = logging.getLogger("tides")
{contract}


def gather(path):
    tides = pd.read_csv(path)
    journal.info("%d rows", len(tides))
    return {checked}


gather("tides.csv").to_parquet("tides.parquet")
"""
SCHEMA = "levels = pa.DataFrameSchema({'height': pa.Column(float, pa.Check.ge(0))})"


@pytest.mark.parametrize(
    ("contract", "checked"),
    [
        (SCHEMA, "levels.validate(tides, lazy=True)"),
        ("class Levels(pa.DataFrameModel):\n    height: float", "Levels.validate(tides)"),
        (
            "def contract():\n    return pa.DataFrameSchema({'height': pa.Column(float)})",
            "contract().validate(tides)",
        ),
        (f"{SCHEMA}\n@pa.check_input(levels)\ndef cleaned(tides):\n    return tides.dropna()", "cleaned(tides)"),
    ],
)
def test_a_pipeline_that_holds_its_data_against_a_contract_watches_it(
    contract: str, checked: str, tmp_path: Path
) -> None:
    files = {"gather.py": PIPELINE.format(contract=contract, checked=checked), "tides.csv": "height\n1.5\n"}
    finding = monitoring(repository(tmp_path, files))
    assert finding.level == 2
    assert "contract" in finding.reason


@pytest.mark.parametrize(
    ("contract", "checked"),
    [
        (SCHEMA, "tides"),
        ("levels = Levels()", "levels.validate(tides)"),
        (f"{SCHEMA}\ndef unused(tides):\n    return levels.validate(tides)", "tides"),
        (f"{SCHEMA}\n@pa.check_input(levels)\ndef cleaned(tides):\n    return tides.dropna()", "tides"),
    ],
)
def test_a_contract_that_nothing_is_held_against_watches_nothing(contract: str, checked: str, tmp_path: Path) -> None:
    files = {"gather.py": PIPELINE.format(contract=contract, checked=checked), "tides.csv": "height\n1.5\n"}
    assert monitoring(repository(tmp_path, files)).level == 1


SERVICE = """\
import logging
import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("m.joblib")
seen = {{"high": 0, "low": 0}}


@app.post("/predict")
def predict(x: int):
    answer = float(model.predict([[x]])[0])
    {count}
    {log}
    return {{"y": answer}}
"""


@pytest.mark.parametrize(
    ("count", "log", "expected"),
    [
        ('seen["high" if answer > 1 else "low"] += 1', 'logging.info("answers so far: %s", seen)', 2),
        ('seen["high" if answer > 1 else "low"] += 1', 'logging.info("answered %s", answer)', 1),
        ('seen = {"high": 0}; seen["high"] += 1', 'logging.info("answers so far: %s", seen)', 1),
        ("pass", 'logging.info("answers so far: %s", seen)', 1),
    ],
)
def test_what_a_service_counts_of_its_answers_and_logs_measures_it(
    count: str, log: str, expected: int, tmp_path: Path
) -> None:
    assert monitoring(repository(tmp_path, {"app.py": SERVICE.format(count=count, log=log)})).level == expected
