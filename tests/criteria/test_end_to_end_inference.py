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
