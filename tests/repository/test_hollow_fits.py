"""Classes of the project's own whose `fit` learns nothing of what it is given."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.repository.models.stages import TRAIN
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
