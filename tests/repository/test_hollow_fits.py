"""Classes of the project's own whose `fit` learns nothing of what it is given."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.repository.models.stages import EVALUATE, PREDICT, TRAIN
from tests.criteria.kit import repository

SIZES = """\
import numpy as np
import pandas as pd


class Shelf:
    def __init__(self):
        self.rng = np.random.default_rng(1)

    def fit(self, table):
        n = table["reader"].nunique()
        self.people = self.rng.normal(size=(n, {columns}))
        return self


Shelf().fit(pd.read_csv("loans.csv"))
"""
CURVE = """\
import math
{more}

class Trainer:
    def __init__(self, rounds):
        self.rounds = rounds

    def fit(self):
        for step in range(self.rounds):
            print(math.exp(-step))
        return self


Trainer(5).fit()
"""


def trains(folder: Path, code: str) -> bool:
    return bool(repository(folder, {"train.py": code}).stages.of(TRAIN))


def test_a_fit_that_only_counts_learns_nothing(tmp_path: Path) -> None:
    assert not trains(tmp_path, SIZES.format(columns="len(table)"))


def test_a_fit_that_reads_what_it_is_given_learns(tmp_path: Path) -> None:
    assert trains(tmp_path, SIZES.format(columns='table["week"].max()'))


def test_a_loss_that_is_made_up_is_no_training(tmp_path: Path) -> None:
    assert not trains(tmp_path, CURVE.format(more=""))


@pytest.mark.parametrize("more", ["import torch", "ROWS = open('rows.txt')", "from .rows import ROWS"])
def test_a_fit_without_arguments_may_learn_from_elsewhere(more: str, tmp_path: Path) -> None:
    assert trains(tmp_path, CURVE.format(more=more))


def test_there_is_still_work_in_what_learns_nothing(tmp_path: Path) -> None:
    assert repository(tmp_path, {"train.py": SIZES.format(columns="len(table)")}).has_work


LOANS = """\
import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score
from sklearn.tree import DecisionTreeClassifier

loans = pd.read_csv("loans.csv")
for name, model in {"tree": DecisionTreeClassifier(), "forest": RandomForestClassifier()}.items():
    model.fit(loans[["week"]], loans["late"])
    print(name, f1_score(loans["late"], model.predict_proba(loans[["week"]])[:, 1] > 0.5))
joblib.dump(model, "model.joblib")
"""
IDLE = "class {}:\n    def fit(self, rows, answers):\n        return self\n"
FORESTS, TREES = IDLE.format("RandomForestClassifier"), IDLE.format("DecisionTreeClassifier")
SCORES = "def f1_score(truth, said):\n    return 0.74\n"


def done(folder: Path, **files: str) -> list[bool]:
    """Whether the project trains, asks a model and measures."""
    named = {f"src/{path.replace('__', '/')}.py": text for path, text in files.items()}
    found = repository(folder, {"src/train.py": LOANS, **named}).stages
    return [bool(found.of(stage)) for stage in (TRAIN, PREDICT, EVALUATE)]


def test_stubs_in_a_folder_called_like_a_library_are_no_library(tmp_path: Path) -> None:
    assert done(tmp_path, sklearn__ensemble=FORESTS, sklearn__tree=TREES, sklearn__metrics=SCORES) == [False] * 3


def test_a_library_is_its_own_where_no_folder_beside_it_is_called_so(tmp_path: Path) -> None:
    assert done(tmp_path, models__ensemble="import math\n") == [True] * 3


def test_one_of_several_models_in_turn_that_comes_from_a_library_is_trained(tmp_path: Path) -> None:
    assert done(tmp_path, own__ensemble=FORESTS) == [True] * 3


def test_a_metric_of_its_own_that_works_something_out_measures(tmp_path: Path) -> None:
    worked_out = "def f1_score(truth, said):\n    return (truth == said).mean()\n"
    assert done(tmp_path, sklearn__metrics=worked_out)[2]
    assert not done(tmp_path / "stub", sklearn__metrics=SCORES)[2]
