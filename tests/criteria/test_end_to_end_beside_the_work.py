"""end-to-end: experiments, what was laid aside and what watches are no stage of the work."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.test_end_to_end import PREDICT, PREPARE, TRAIN, judged

UNMEASURED = "".join(line for line in TRAIN.splitlines(keepends=True) if "mean_absolute_error" not in line)
MEASURES = """\
import pandas as pd
from sklearn.metrics import mean_absolute_error

log = pd.read_csv("log.csv")
print(mean_absolute_error(log["rentals"], log["said"]))
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [("predict.py", 2), ("src/score.py", 2), ("experiments/try_it.py", 1), ("legacy/predict.py", 1)],
)
def test_a_script_that_was_laid_aside_is_no_inference(name: str, expected: int, tmp_path: Path) -> None:
    finding = judged(tmp_path, {"prepare.py": PREPARE, "train.py": TRAIN, name: PREDICT})
    assert finding.level == expected
    assert expected == 2 or finding.reason == "There is no script for inference."


@pytest.mark.parametrize(
    ("name", "expected"),
    [("monitoring/quality.py", 1), ("check/quality.py", 2), ("training_and_monitoring/quality.py", 2)],
)
def test_what_watches_a_model_at_work_is_no_evaluation(name: str, expected: int, tmp_path: Path) -> None:
    files = {"prepare.py": PREPARE, "train.py": UNMEASURED, "predict.py": PREDICT, name: MEASURES}
    finding = judged(tmp_path, files)
    assert finding.level == expected
    assert expected == 2 or finding.reason == "There is no script for evaluation."


@pytest.mark.parametrize(
    ("name", "shown"), [("data/preprocess.py", "data/preprocess.py"), ("data/prepare_model.py", "train.py")]
)
def test_the_script_that_is_called_after_it_shows_the_preparation(name: str, shown: str, tmp_path: Path) -> None:
    training = TRAIN.replace('pd.read_csv("clean.csv")', 'pd.read_csv("clean.csv").fillna(0)')
    finding = judged(tmp_path, {name: PREPARE, "train.py": training, "predict.py": PREDICT})
    assert finding.level == 2
    assert finding.evidence[0].path == shown
