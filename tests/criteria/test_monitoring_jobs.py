"""Jobs and loggers that are called anything, and functions of other modules that ask the model."""

from __future__ import annotations

from pathlib import Path

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.repository.models.stages import PREDICT
from tests.criteria.kit import repository

JOB = """\
import json
import logging
import sys

import joblib
import pandas as pd

diary = logging.getLogger("plums")


def night(path):
    rows = pd.read_csv(path)
    kept = json.loads(open("kept.json").read())
    rows["ripe"] = joblib.load("model.joblib").predict(rows)
    rows.to_csv("ripe.csv")
    moved = abs(rows.weight.mean() - {side})
    if moved > 0.2:
        diary.error("weights moved by %.2f", moved)


night(sys.argv[1])
"""


def test_a_job_that_holds_its_batch_against_kept_figures_and_warns_is_monitoring(tmp_path: Path) -> None:
    found = finding_of(repository(tmp_path, {"job.py": JOB.replace("{side}", 'kept["weight"]')}), "monitoring")
    assert found.level == 2, found.reason


def test_a_limit_that_stands_in_the_code_is_only_logged(tmp_path: Path) -> None:
    found = finding_of(repository(tmp_path, {"job.py": JOB.replace("{side}", "3")}), "monitoring")
    assert found.level == 1, found.reason


def test_a_check_whose_reference_nobody_gives_compares_nothing(tmp_path: Path) -> None:
    code = """\
import logging

log = logging.getLogger("plums")


def drift(batch, usual=None):
    usual = batch if usual is None else usual
    return abs(batch.mean() - usual.mean())


def night(batch):
    log.info("drift %s", drift(batch{given}))


night(open("plums.csv"))
"""
    alone = finding_of(repository(tmp_path / "a", {"job.py": code.replace("{given}", "")}), "monitoring")
    told = finding_of(
        repository(tmp_path / "b", {"job.py": code.replace("{given}", ', open("old.csv")')}), "monitoring"
    )
    assert (alone.level, told.level) == (1, 2)


def test_a_script_asks_through_a_function_of_another_module(tmp_path: Path) -> None:
    asking = "def ahead(fitted, weeks):\n    return fitted.get_forecast(weeks)\n"
    made = "from statsmodels.tsa.statespace.sarimax import SARIMAX\n\n\ndef adjusted(rows):\n    return SARIMAX(rows).fit(disp=False)\n\n\n"
    order = "from made import adjusted, ahead\n\nprint(ahead(adjusted([1, 2, 3]), 1))\n"
    uses = repository(tmp_path, {"made.py": made + asking, "order.py": order}).stages
    assert uses.in_scripts[PREDICT]
    assert [use.module.path for use in uses.inference()] == ["order.py"]
