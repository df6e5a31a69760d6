"""end-to-end: experiments, what was laid aside and what watches are no stage of the work."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.kit import notebook, repository
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


DRIFT = """\
import pandas as pd
from scipy.stats import ks_2samp

then = pd.read_csv("clean.csv")["hour"].dropna()
now = pd.read_csv("log.csv")["hour"].dropna()
print(ks_2samp(then, now))
"""
IN_NOTEBOOK = ("import pandas as pd\ntable = pd.read_csv('rentals.csv').fillna(0).drop_duplicates()\n", "")


@pytest.mark.parametrize(("name", "expected"), [("drift.py", 1), ("monitoring/ks.py", 1), ("clean_up.py", 2)])
def test_gaps_that_are_left_out_to_look_for_drift_prepare_nothing(name: str, expected: int, tmp_path: Path) -> None:
    files = {"train.py": TRAIN, "predict.py": PREDICT, "first.ipynb": notebook(IN_NOTEBOOK), name: DRIFT}
    finding = judged(tmp_path, files)
    assert finding.level == expected
    assert expected == 2 or finding.reason == "Preparation is done only in first.ipynb."
    assert expected == 2 or "fillna" in finding.evidence[1].excerpt


STANDING_IN = """\
import joblib
import numpy as np
import streamlit as st
from pathlib import Path
from sklearn.linear_model import LinearRegression
{more}
rng = np.random.default_rng(1)
if Path("model.joblib").exists():
    model = joblib.load("model.joblib")
else:
    model = LinearRegression().fit({rows})
st.write(model.predict([[st.number_input("hour")]]))
"""
DRAWN = "rng.normal(size=(50, 1)), rng.normal(size=50)"


def test_what_an_app_fits_to_numbers_of_its_own_making_is_not_the_training(tmp_path: Path) -> None:
    learning = TRAIN.replace('read_csv("clean.csv")', 'read_csv("rentals.csv").fillna(0)')
    files = {
        "app.py": STANDING_IN.format(more="", rows=DRAWN),
        "measure.py": UNMEASURED.replace(".fit(X_train, y_train)", "") + "print(mean_absolute_error(y_test, y_test))\n",
        "first.ipynb": notebook((learning, "12.1")),
    }
    finding = judged(tmp_path, files)
    assert finding.level == 1
    assert "training" in finding.reason
    assert "app.py" not in str(finding.evidence[0].path)


def test_an_app_that_reads_what_it_learns_from_trains(tmp_path: Path) -> None:
    reading = STANDING_IN.format(
        more="import pandas as pd\ntable = pd.read_csv('clean.csv')", rows="table[['hour']], 1"
    )
    found = repository(tmp_path, {"app.py": reading, "prepare.py": PREPARE})
    assert found.stand_ins == frozenset()
    drawing = STANDING_IN.format(more="", rows=DRAWN)
    assert repository(tmp_path / "b", {"app.py": drawing, "prepare.py": PREPARE}).stand_ins == {"app.py"}
    # Where no code reads any data, what is made up is the project's data.
    assert repository(tmp_path / "c", {"app.py": drawing}).stand_ins == frozenset()


def test_an_app_that_is_handed_what_another_module_reads_trains(tmp_path: Path) -> None:
    handed = "import numpy as np\nimport streamlit as st\nfrom sklearn.linear_model import LinearRegression\n\n\n"
    handed += (
        "def fitted(rows):\n    start = np.random.uniform(size=3)\n    return LinearRegression().fit(rows, start)\n"
    )
    main = "import pandas as pd\nimport streamlit as st\nfrom models import fitted\n\n"
    main += "st.write(fitted(pd.read_csv('clean.csv')))\n"
    assert repository(tmp_path, {"models.py": handed, "main.py": main}).stand_ins == frozenset()


SEARCH = """\
from sklearn.model_selection import GridSearchCV


def tried(model, rows, rents):
    search = GridSearchCV(model, {"max_depth": [2, 4]}, cv=3).fit(rows, rents)
    return search.best_score_
"""


def test_the_script_that_trains_is_told_to_measure_and_no_search_that_a_notebook_calls(tmp_path: Path) -> None:
    lines = "from util.search import tried\nfrom sklearn.metrics import mean_absolute_error\n"
    lines += "print(tried(model, X, y))\nprint(mean_absolute_error(y_test, model.predict(X_test)))\n"
    files = {
        "prepare.py": PREPARE,
        "train_pipeline.py": UNMEASURED,
        "predict.py": PREDICT,
        "util/search.py": SEARCH,
        "first.ipynb": notebook((lines, "12.1")),
    }
    finding = judged(tmp_path, files)
    assert finding.reason == "Evaluation is done only in first.ipynb."
    assert finding.fix == (
        "Let train_pipeline.py hold rows out before it fits, and measure the model on those as first.ipynb does, with "
        "the metrics printed or saved."
    )
    assert [place.path for place in finding.evidence] == ["train_pipeline.py", "first.ipynb"]


def test_a_script_that_does_not_call_its_own_evaluation_is_told_the_line(tmp_path: Path) -> None:
    never = "\n\ndef measured(model):\n    return mean_absolute_error(y_test, model.predict(X_test))\n"
    files = {"prepare.py": PREPARE, "train.py": UNMEASURED + never, "predict.py": PREDICT}
    files["train.py"] = "from sklearn.metrics import mean_absolute_error\n" + files["train.py"]
    finding = judged(tmp_path, files)
    assert finding.reason == "No script calls measured() of train.py (the evaluation)."
    line = files["train.py"].splitlines().index("    return mean_absolute_error(y_test, model.predict(X_test))") + 1
    assert finding.fix == f"Let train.py call its own evaluation (line {line}) where it trains."
