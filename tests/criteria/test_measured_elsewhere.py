"""Metrics that a notebook shows and that something takes which is not in the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from tests.criteria.kit import notebook, repository

FIT = """\
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from tools.judging import Judge

X_train, y_train = pd.read_csv("train.csv"), pd.read_csv("train_kinds.csv")
X_test, y_test = pd.read_csv("test.csv"), pd.read_csv("test_kinds.csv")
model = RandomForestClassifier().fit(X_train, y_train)
judge = Judge()
"""
CALL = "judge.evaluate_model(model, X_test, y_test)\n"
SHOWN = "F1-Score: 0.71\nRecall: 0.64\n"


def level(folder: Path, call: str, shown: str, more: str = "") -> int | None:
    cells = notebook("# Plums", (FIT, ""), (call, shown), (more, ""))
    return finding_of(repository(folder, {"plums.ipynb": cells}), "evaluation-depth").level


def test_a_notebook_that_shows_metrics_of_what_was_held_out_is_partial(tmp_path: Path) -> None:
    assert level(tmp_path, CALL, SHOWN) == 1


@pytest.mark.parametrize(
    ("call", "shown"),
    [
        (CALL, ""),
        (CALL, "Accuracy: 0.93\n"),
        (CALL.replace("_test", "_train"), SHOWN),
        ("judge.draw(model, X_test, y_test)\n", SHOWN),
        ("print('done')\n", SHOWN),
    ],
    ids=["nothing shown", "accuracy alone", "training data", "a picture", "no call"],
)
def test_a_notebook_that_shows_no_more_measures_nothing(call: str, shown: str, tmp_path: Path) -> None:
    assert level(tmp_path, call, shown) == 0


def test_what_the_code_measures_itself_decides(tmp_path: Path) -> None:
    own = "from sklearn.metrics import accuracy_score\n\nprint(accuracy_score(y_train, model.predict(X_train)))\n"
    assert level(tmp_path, CALL, SHOWN, own) == 0
