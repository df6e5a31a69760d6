"""Metrics whose functions a project keeps in a table, and calls from there."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from tests.criteria.kit import repository

TRAIN = """\
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score, recall_score
from sklearn.model_selection import train_test_split
{imported}
table = pd.read_csv("plums.csv")
X_train, X_test, y_train, y_test = train_test_split(table.drop(columns="ripe"), table["ripe"], random_state=1)
model = RandomForestClassifier().fit(X_train, y_train)
said = model.predict(X_test)
"""
KEPT = 'METRICS = {"f1": f1_score, "recall": recall_score}\n'
REGISTRY = """\
from sklearn.metrics import f1_score


class Registry:
    def __init__(self):
        self.kept = {}

    def register(self, name, function):
        self.kept[name] = function

    def get(self, name):
        return self.kept[name]


measures = Registry()
measures.register("f1", function=f1_score)
"""


def level(folder: Path, code: str, imported: str = "") -> int | None:
    files = {"train.py": TRAIN.format(imported=imported) + code, "measures.py": REGISTRY}
    return finding_of(repository(folder, files), "evaluation-depth").level


@pytest.mark.parametrize(
    "code",
    [
        f"{KEPT}for name, metric in METRICS.items():\n    print(name, metric(y_test, said))\n",
        f"{KEPT}print({{name: metric(y_test, said) for name, metric in METRICS.items()}})\n",
        f'{KEPT}print(METRICS["f1"](y_test, said))\n',
        "for metric in (f1_score, recall_score):\n    print(metric(y_test, said))\n",
        'metric = measures.get("f1")\nprint(metric(y_test, said))\n',
    ],
    ids=["a loop", "a comprehension", "by its name", "a list", "a registry"],
)
def test_metrics_that_are_called_from_a_table_are_taken(code: str, tmp_path: Path) -> None:
    assert level(tmp_path, code, "from measures import measures\n") == 1


@pytest.mark.parametrize(
    "code",
    [
        KEPT,
        f"{KEPT}for name, metric in METRICS.items():\n    print(name, metric)\n",
        f"{KEPT}for name, metric in METRICS.items():\n    print(name, metric(y_train, model.predict(X_train)))\n",
        f"{KEPT}OTHERS = {{'mean': max}}\nfor name, metric in OTHERS.items():\n    print(metric(y_test, said))\n",
        f"{KEPT}def never():\n    return METRICS['f1'](y_test, said)\n",
    ],
    ids=["never called", "only shown", "of the training data", "another table", "in a function that nobody calls"],
)
def test_metrics_that_are_only_kept_measure_nothing(code: str, tmp_path: Path) -> None:
    assert level(tmp_path, code) == 0
