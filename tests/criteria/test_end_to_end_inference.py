"""end-to-end: what is inference where the rows that are asked about are called a test set."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.test_end_to_end import PREDICT, PREPARE, TRAIN, judged

FILES = {"prepare.py": PREPARE, "train.py": TRAIN}
HANDED_IN = """\
import joblib
import pandas as pd
from sklearn.base import clone

table, test = pd.read_csv("clean.csv"), pd.read_csv("unknown.csv")
model = clone(joblib.load("model.joblib")).fit(table[["hour"]], table["rentals"])
X_test = test[["hour"]]
WRITTEN = pd.DataFrame({"id": test["id"], "rentals": model.predict(X_test)})
WRITTEN.to_csv("WRITTEN.csv", index=False)
"""
BY_FUNCTIONS = """\
import joblib
import pandas as pd
from sklearn.metrics import mean_absolute_error


def asked(model, test_rows):
    said = model.predict(test_rows)
    return SAID


model = joblib.load("model.joblib")
print(mean_absolute_error(pd.read_csv("y_test.csv"), asked(model, pd.read_csv("X_test.csv"))))
"""


@pytest.mark.parametrize(("name", "level"), [("submission", 2), ("sub_df", 2), ("test_predictions", 1), ("subset", 1)])
def test_a_script_that_writes_a_submission_infers_even_where_it_learns(tmp_path: Path, name: str, level: int) -> None:
    assert judged(tmp_path, FILES | {"last.py": HANDED_IN.replace("WRITTEN", name)}).level == level


@pytest.mark.parametrize(("said", "level"), [("said", 2), ("abs(said - test_rows['rentals'])", 1)])
def test_a_function_that_gives_back_what_a_saved_model_says_infers_beside_an_evaluation(
    tmp_path: Path, said: str, level: int
) -> None:
    assert judged(tmp_path, FILES | {"measures.py": BY_FUNCTIONS.replace("SAID", said)}).level == level


@pytest.mark.parametrize(("folder", "level"), [("rents", 2), ("analysis", 1)])
def test_inference_of_the_work_counts_beside_that_of_an_analysis(tmp_path: Path, folder: str, level: int) -> None:
    network = (
        "import torch\n\n\nclass Rents:\n    def __init__(self):\n        self.model = torch.nn.Linear(1, 1)\n\n"
        "    def predict(self, rows):\n        return self.model(rows)\n"
    )
    measure = (
        f"import torch\nfrom {folder}.network import Rents\nfrom sklearn.metrics import mean_absolute_error\n\n"
        "X_test, y_test = torch.load('test.pt')\nprint(mean_absolute_error(y_test, Rents().predict(X_test)))\n"
    )
    files = FILES | {f"{folder}/network.py": network, "measure.py": measure, "analysis/of_errors.py": PREDICT}
    assert judged(tmp_path, files).level == level


ANSWERED = """\
import numpy as np
import pandas as pd
from rents.loading import load_rows
from rents.models import Rents


def _write_answers(model):
    test_rows = load_rows("data/unknown.csv")
    said = np.exp(model.predict(test_rows))
    test_rows["rentals"] = said
    answer = test_rows[["day", "rentals"]]
    WRITTEN


rows = load_rows("data/days.csv")
model = Rents()
print(model.train(rows))
_write_answers(model)
"""
LEARNED = """\
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split


class Rents:
    def train(self, rows):
        train, val = train_test_split(rows.dropna())
        self.model = LinearRegression()
        self.model.fit(train[["hour"]], train["rentals"])
        return mean_absolute_error(val["rentals"], self.model.predict(val[["hour"]]))

    def predict(self, rows):
        return self.model.predict(rows[["hour"]])
"""
LOADING = "import pandas as pd\n\n\ndef load_rows(path):\n    return READ\n"


@pytest.mark.parametrize(
    ("read", "written", "level"),
    [
        ("pd.read_csv(path)", "answer.to_csv('data/answer.csv')", 2),
        # Nothing is written of what the model says, or the rows are a part of those that were learned from.
        ("pd.read_csv(path)", "print(answer)", 1),
        ("pd.read_csv(path)", "load_rows('data/days.csv').to_csv('data/answer.csv')", 1),
        ("train_test_split(pd.read_csv(path))[1]", "answer.to_csv('data/answer.csv')", 1),
    ],
)
def test_a_program_that_reads_rows_and_writes_the_answers_infers(
    tmp_path: Path, read: str, written: str, level: int
) -> None:
    files = {
        "rents/__main__.py": ANSWERED.replace("WRITTEN", written),
        "rents/models.py": LEARNED,
        "rents/loading.py": LOADING.replace("READ", read),
    }
    assert judged(tmp_path, files).level == level


def test_a_program_that_measures_the_answers_that_it_writes_evaluates(tmp_path: Path) -> None:
    measured = (
        "answer.to_csv('data/answer.csv')\n    print(mean_absolute_error(load_rows('data/truth.csv')['rentals'], said))"
    )
    files = {
        "rents/__main__.py": "from sklearn.metrics import mean_absolute_error\n"
        + ANSWERED.replace("WRITTEN", measured),
        "rents/models.py": LEARNED,
        "rents/loading.py": LOADING.replace("READ", "pd.read_csv(path)"),
    }
    assert judged(tmp_path, files).level == 1
