"""Rows that are multiplied before they are split stand in both parts: what is measured there was learned already."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import notebook, repository

HEAD = """\
import pandas as pd
from imblearn.over_sampling import SMOTE, RandomOverSampler
from imblearn.under_sampling import RandomUnderSampler
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score, recall_score
from sklearn.model_selection import GridSearchCV, StratifiedKFold, cross_val_score, train_test_split
from sklearn.utils import resample

bees = pd.read_csv("bees.csv")
X, y = bees.drop(columns="swarms"), bees.swarms
"""
SPLIT = "X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=4)\n"
MEASURE = """\
model = RandomForestClassifier().fit(X_train, y_train)
said = model.predict(X_test)
print(f1_score(y_test, said), recall_score(y_test, said))
"""


def found(folder: Path, files: dict[str, str]) -> Finding:
    said = finding_of(repository(folder, {"bees.csv": "swarms,weight\n1,2\n", **files}), "evaluation-depth")
    assert not said.error, said.reason
    return said


@pytest.mark.parametrize(
    "before",
    [
        "ros = RandomOverSampler(random_state=4)\nX, y = ros.fit_resample(X, y)\n" + SPLIT,
        (
            "big, labels = SMOTE().fit_resample(X, y)\n"
            "X_train, X_test, y_train, y_test = train_test_split(big, labels, random_state=4)\n"
        ),
        "rare = resample(bees[bees.swarms == 1], n_samples=900)\nbees = pd.concat([bees[bees.swarms == 0], rare])\n"
        "X, y = bees.drop(columns='swarms'), bees.swarms\n" + SPLIT,
        "def balance(rows, labels):\n    return SMOTE().fit_resample(rows, labels)\n\nX, y = balance(X, y)\n" + SPLIT,
        (
            "X, y = SMOTE().fit_resample(X, y)\n"
            "X_rest, X_test, y_rest, y_test = train_test_split(X, y)\n"
            "X_train, X_val, y_train, y_val = train_test_split(X_rest, y_rest)\n"
        ),
    ],
)
def test_rows_that_are_copied_before_the_split_are_not_held_out(tmp_path: Path, before: str) -> None:
    said = found(tmp_path, {"train.py": HEAD + before + MEASURE})
    assert said.level == 0
    assert "before the split" in said.reason
    assert "split first" in (said.fix or "")
    assert len(said.evidence) == 2


@pytest.mark.parametrize(
    "before",
    [
        SPLIT + "X_train, y_train = SMOTE().fit_resample(X_train, y_train)\n",
        SPLIT + "ros = RandomOverSampler()\nX_big, y_big = ros.fit_resample(X_train, y_train)\n"
        "X_train, X_val, y_train, y_val = train_test_split(X_big, y_big)\n",
        "X, y = RandomUnderSampler().fit_resample(X, y)\n" + SPLIT,
        "bees = resample(bees, replace=False, n_samples=900)\nX, y = bees.drop(columns='swarms'), bees.swarms\n"
        + SPLIT,
        "big, labels = SMOTE().fit_resample(X, y)\nprint(len(big))\n" + SPLIT,
    ],
    ids=["the part learned from", "and split once more", "rows left out", "without replacement", "not what is split"],
)
def test_rows_of_which_the_test_part_has_no_copies_are(tmp_path: Path, before: str) -> None:
    assert found(tmp_path, {"train.py": HEAD + before + MEASURE}).level == 1


def test_a_notebook_that_measures_with_and_without_copies_holds_rows_out(tmp_path: Path) -> None:
    cells = [(HEAD + SPLIT + MEASURE, ""), ("X, y = SMOTE().fit_resample(X, y)\n" + SPLIT + MEASURE, "")]
    assert found(tmp_path / "both", {"bees.ipynb": notebook(*cells)}).level == 1
    cells = [(HEAD, ""), ("X, y = SMOTE().fit_resample(X, y)\n", ""), (SPLIT + MEASURE, "")]
    assert found(tmp_path / "copies", {"bees.ipynb": notebook(*cells)}).level == 0


def test_a_module_that_reads_what_was_split_so_holds_nothing_out_either(tmp_path: Path) -> None:
    prepare = HEAD + "X, y = SMOTE().fit_resample(X, y)\n" + SPLIT
    kept = "pd.to_pickle((X_train, X_test, y_train, y_test), 'data/parts.pkl')\n"
    train = (
        HEAD + "X_train, X_test, y_train, y_test = pd.read_pickle('data/parts.pkl')\n"
        "search = GridSearchCV(RandomForestClassifier(), {'max_depth': [2, 4]}, cv=5, scoring='f1')\n"
        "search.fit(X_train, y_train)\nprint(search.best_score_)\n" + MEASURE
    )
    assert found(tmp_path / "one", {"prepare.py": prepare + kept, "train.py": train}).level == 0
    other = prepare + kept.replace("parts.pkl", "trial.pkl")
    assert found(tmp_path / "other", {"prepare.py": other, "train.py": train}).level == 1


def test_folds_of_copied_rows_are_not_held_out(tmp_path: Path) -> None:
    folds = "print(cross_val_score(RandomForestClassifier(), X, y, scoring='f1'))\n"
    assert found(tmp_path / "copies", {"train.py": HEAD + "X, y = SMOTE().fit_resample(X, y)\n" + folds}).level == 0
    assert found(tmp_path / "rows", {"train.py": HEAD + folds}).level == 1
