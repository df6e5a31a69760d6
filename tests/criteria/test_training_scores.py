"""A figure that code takes of the data that the model was trained on: offered to nobody, and no held-out figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import notebook, repository

FITTING = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import recall_score
from sklearn.model_selection import train_test_split

trips = pd.read_csv("ferries.csv")
X_train, X_test, y_train, y_test = train_test_split(trips[["wind"]], trips["late"], random_state=1)
model = LogisticRegression().fit(X_train, y_train)"""
FITTED = (FITTING, "")
OF_TRAINING = ("recall_score(y_train, model.predict(X_train))", "0.91234")
OF_TEST = ("recall_score(y_test, model.predict(X_test))", "0.73456")


def judged(folder: Path, criterion: str, text: str, *cells: tuple[str, str]) -> Finding:
    files = {"README.md": f"# Ferries\n\n{text}\n", "ferries.ipynb": notebook(FITTED, *cells)}
    finding = finding_of(repository(folder, files), criterion)
    assert not finding.error, finding.reason
    return finding


@pytest.mark.parametrize("criterion", ["quantified-results", "claims-supported"])
def test_the_held_out_figure_is_the_one_to_report(criterion: str, tmp_path: Path) -> None:
    fix = judged(tmp_path, criterion, "Late ferries.", OF_TRAINING, OF_TEST).fix or ""
    assert "0.73456" in fix
    assert "0.91234" not in fix


def test_where_there_is_no_other_it_is_not_to_be_published(tmp_path: Path) -> None:
    fix = judged(tmp_path, "quantified-results", "Late ferries.", OF_TRAINING).fix or ""
    assert "held out" in fix
    assert "no text reports it" not in fix


def test_it_bears_no_held_out_figure_out(tmp_path: Path) -> None:
    text = "Recall 0.91234 on the held-out test set."
    assert judged(tmp_path / "a", "claims-supported", text, OF_TRAINING, OF_TEST).level == 0
    assert judged(tmp_path / "b", "quantified-results", text, OF_TRAINING, OF_TEST).level == 1


def test_called_what_it_is_it_is_shown(tmp_path: Path) -> None:
    text = "Recall 0.73456 on the held-out test set, 0.91234 on the rows that it was fitted on."
    assert judged(tmp_path / "a", "claims-supported", text, OF_TRAINING, OF_TEST).level == 2
    assert judged(tmp_path / "b", "quantified-results", text, OF_TRAINING, OF_TEST).level == 2


def test_a_value_that_the_held_out_part_gives_too_is_borne_out(tmp_path: Path) -> None:
    same = (OF_TEST[0], OF_TRAINING[1])
    text = "Recall 0.91234 on the held-out test set."
    assert judged(tmp_path, "claims-supported", text, OF_TRAINING, same).level == 2


def test_rows_predicted_by_models_that_did_not_see_them_are_held_out(tmp_path: Path) -> None:
    folds = ("p_train = cross_val_predict(model, X_train, y_train)\nrecall_score(y_train, p_train)", "0.91234")
    text = "Recall 0.91234 in five folds."
    assert judged(tmp_path, "claims-supported", text, folds).level == 2


@pytest.mark.parametrize(("rows", "expected"), [("train", 1), ("test", 2)])
def test_a_script_s_file_is_of_what_the_script_measures(rows: str, expected: int, tmp_path: Path) -> None:
    code = f"""\
import json
from sklearn.metrics import recall_score
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)
model = LogisticRegression().fit(X_train, y_train)
json.dump({{"recall": recall_score(y_{rows}, model.predict(X_{rows}))}}, open("metrics.json", "w"))
"""
    files = {
        "README.md": "# Ferries\n\nRecall 0.91234 on the held-out test set.\n",
        "train.py": code,
        "metrics.json": '{"recall": 0.91234}\n',
    }
    level = finding_of(repository(tmp_path, files), "claims-supported").level
    assert level == expected
