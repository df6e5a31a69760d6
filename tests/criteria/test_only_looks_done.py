"""What only looks as if it were done: code that is written and never runs, measures nothing or shows nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from tests.criteria.kit import notebook, repository

TRAIN = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split


def clean(table):
    return table.dropna()


def train(table):
    x, x_test, y, y_test = train_test_split(table[["sold"]], table["out"], random_state=0)
    model = LogisticRegression(random_state=0).fit(x, y)
    print(f1_score(y_test, model.predict(x_test)))
    return model


def predict(model, row):
    return model.predict(row)[0]
"""
STARTED = '\n\nif __name__ == "__main__":\n    train(clean(pd.read_csv("data/loaves.csv")))\n'
LOAVES = {
    "README.md": "# Loaves\n\nPredicts which loaves of a bakery sell out.\n\n```bash\npython train.py\n```\n",
    "data/loaves.csv": "sold,out\n1,0\n9,1\n",
    "requirements.txt": "pandas==2.2.2\nscikit-learn==1.5.0\npytest==8.2.0\n",
}
REAL = LOAVES | {"train.py": TRAIN + STARTED}


def level(folder: Path, files: Mapping[str, str | bytes], criterion: str) -> int | None:
    finding = finding_of(repository(folder, files), criterion)
    assert not finding.error, finding.reason
    return finding.level


@pytest.mark.parametrize(
    "below",
    [
        "if 1 > 2:\n    train(1)\n",
        "if 'a' == 'b':\n    train(1)\n",
        "if __name__ == '__never__':\n    train(1)\n",
        "for _ in range(0):\n    train(1)\n",
        "assert False\ntrain(1)\n",
        "assert 1 == 2\ntrain(1)\n",
        "while 1 != 1:\n    train(1)\n",
    ],
)
def test_what_stands_below_a_condition_that_never_holds_is_not_run(below: str, tmp_path: Path) -> None:
    assert level(tmp_path / "real", REAL, "evaluation-depth") == 1
    assert level(tmp_path / "dead", LOAVES | {"train.py": f"{TRAIN}\n\n{below}"}, "evaluation-depth") == 0


def test_a_condition_that_may_hold_is_no_reason_to_pass_code_over(tmp_path: Path) -> None:
    for number, below in enumerate(
        ("if __name__ == 'train':\n    train(1)\n", "for _ in range(3):\n    train(1)\n", "if 1 < 2:\n    train(1)\n")
    ):
        files = LOAVES | {"train.py": f"{TRAIN}\n\n{below}"}
        assert level(tmp_path / str(number), files, "evaluation-depth") == 1


MAIN = 'def main():\n    train(clean(pd.read_csv("data/loaves.csv")))\n'
CALL = '\n\nif __name__ == "__main__":\n    main()\n'
ASYNC = f"async {MAIN}"
GENERATOR = f"{MAIN}    yield 1\n"
LOGS = "def logged(function):\n    def inside(*given):\n        {}\n\n    return inside\n\n\n@logged\n" + MAIN


@pytest.mark.parametrize(
    ("idle", "runs"),
    [
        (GENERATOR + CALL, GENERATOR + CALL.replace("main()", "list(main())")),
        (ASYNC + CALL, f"import asyncio\n\n\n{ASYNC}{CALL.replace('main()', 'asyncio.run(main())')}"),
        (f"{MAIN}\n\ndef main():\n    print(1)\n{CALL}", f"{MAIN}\n\nmain()\n\n\ndef main():\n    print(1)\n{CALL}"),
        (LOGS.format("print(function.__name__)") + CALL, LOGS.format("return function(*given)") + CALL),
        (
            f"import threading\n\n\n{MAIN}\n\nwork = threading.Thread(target=main)\n",
            f"import threading\n\n\n{MAIN}\n\nwork = threading.Thread(target=main)\nwork.start()\n",
        ),
        (
            f"{MAIN}\n\ntry:\n    import json\nexcept ImportError:\n    main()\n",
            f"{MAIN}\n\ntry:\n    import cupy\nexcept ImportError:\n    main()\n",
        ),
    ],
    ids=["a generator", "a coroutine", "a replaced function", "a decorator", "a thread", "a handler"],
)
def test_what_is_only_written_as_if_it_were_started_is_not_run(idle: str, runs: str, tmp_path: Path) -> None:
    assert level(tmp_path / "idle", LOAVES | {"train.py": f"{TRAIN}\n\n{idle}"}, "evaluation-depth") == 0
    assert level(tmp_path / "runs", LOAVES | {"train.py": f"{TRAIN}\n\n{runs}"}, "evaluation-depth") == 1


IMAGE = "FROM python:3.11\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n"


@pytest.mark.parametrize(
    "start",
    [
        "sleep infinity && python train.py",
        "tail -f /dev/null; python train.py",
        "false && python train.py",
        "true || python train.py",
        "if false; then python train.py; fi",
    ],
)
def test_a_container_starts_nothing_that_comes_after_what_never_ends(start: str, tmp_path: Path) -> None:
    real = "sleep 5 && python train.py"
    assert level(tmp_path / "real", REAL | {"Dockerfile": f"{IMAGE}CMD {real}\n"}, "containerization") == 2
    assert level(tmp_path / "idle", REAL | {"Dockerfile": f"{IMAGE}CMD {start}\n"}, "containerization") == 1


def test_what_runs_in_the_background_keeps_nothing_from_starting(tmp_path: Path) -> None:
    files = REAL | {"Dockerfile": f"{IMAGE}CMD tail -f /dev/null & python train.py\n"}
    assert level(tmp_path, files, "containerization") == 2


def test_a_picture_without_anything_on_it_is_nothing_to_look_at(tmp_path: Path) -> None:
    shown = LOAVES["README.md"] + "\n## Results\n\n![ROC curve](images/roc_curve.png)\n"
    for name, picture, worth in (("pixel", b"\x89PNG" + b"\0" * 60, 0), ("plot", b"\x89PNG" + b"\0" * 9_000, 1)):
        files: dict[str, str | bytes] = {**REAL, "README.md": shown, "images/roc_curve.png": picture}
        assert level(tmp_path / name, files, "demo") == worth


MEASURES_ITSELF = """\
import pandas as pd
import shap
from fairlearn.metrics import MetricFrame
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import classification_report, f1_score
from sklearn.model_selection import train_test_split

table = pd.read_csv("data/loaves.csv").dropna()
x, x_test, y, y_test = train_test_split(table[["sold"]], table["out"], random_state=0)
model = RandomForestClassifier(random_state=0).fit(x, y)
print(f1_score(y_test, y_test))
print(classification_report(y_true=y_test, y_pred=y_test))
print(MetricFrame(metrics=f1_score, y_true=y_test, y_pred=y_test, sensitive_features=x_test))
shap.initjs()
"""


@pytest.mark.parametrize("criterion", ["evaluation-depth", "fairness", "explainability"])
def test_what_is_held_against_itself_or_handed_nothing_measures_nothing(criterion: str, tmp_path: Path) -> None:
    told = "\nSHAP shows that the loaves sold and the customers' gender drive it.\n"
    files = LOAVES | {"README.md": LOAVES["README.md"] + told, "train.py": MEASURES_ITSELF}
    measured = MEASURES_ITSELF.replace("y_test, y_test", "y_test, model.predict(x_test)").replace(
        "y_pred=y_test", "y_pred=model.predict(x_test)"
    )
    measured = measured.replace("shap.initjs()", "shap.TreeExplainer(model)(x_test)")
    assert not level(tmp_path / "nothing", files, criterion)
    assert level(tmp_path / "something", files | {"train.py": measured}, criterion)


HEAD = "import pytest\nimport pandas as pd\nfrom unittest.mock import patch\nimport train\nfrom train import clean, predict\n\n\n"
IDLE_TESTS = {
    "whose failure is swallowed": "def test_a():\n    try:\n        assert predict(1, 2) == 3\n    except Exception:\n        pass\n",
    "of a stand-in": "@patch('train.predict')\ndef test_a(fake):\n    fake.return_value = 1\n    assert predict(1, 2) == 1\n",
    "after it has been skipped": "def test_a():\n    pytest.skip('later')\n    assert predict(1, 2) == 1\n",
    "that is always skipped": "@pytest.mark.skipif(True, reason='later')\ndef test_a():\n    assert predict(1, 2) == 1\n",
    "that is expected to fail": "@pytest.mark.xfail\ndef test_a():\n    assert predict(1, 2) == 1\n",
    "that asks again what it has asked": "def test_a():\n    answer = predict(1, 2)\n    if answer == 7:\n        assert answer == 7\n",
}
REAL_TESTS = {
    "that fails on an error": "def test_a():\n    try:\n        assert predict(1, 2) == 3\n    except ValueError:\n        pass\n",
    "beside a stand-in": "@patch('train.pd')\ndef test_a(fake):\n    assert predict(1, 2) == 1\n",
    "that is skipped at times": "@pytest.mark.skipif(train.OLD, reason='old')\ndef test_a():\n    assert predict(1, 2) == 1\n",
    "below a condition": "def test_a():\n    answer = predict(1, 2)\n    if answer:\n        assert answer == 7\n",
}  # fmt: skip


@pytest.mark.parametrize("kind", IDLE_TESTS)
def test_a_test_that_cannot_fail_tests_nothing(kind: str, tmp_path: Path) -> None:
    assert level(tmp_path, REAL | {"tests/test_train.py": HEAD + IDLE_TESTS[kind]}, "automated-tests") == 0


@pytest.mark.parametrize("kind", REAL_TESTS)
def test_a_test_that_can_fail_is_one(kind: str, tmp_path: Path) -> None:
    assert level(tmp_path, REAL | {"tests/test_train.py": HEAD + REAL_TESTS[kind]}, "automated-tests") == 1


HOLLOW = """\
class ChurnModel:
    def fit(self, x, y):
        self.fitted = True
        return self

    def predict(self, x):
        return [1 for _ in range(len(x))]


def train(table):
    model = ChurnModel()
    model.fit(table, table)
    return model.predict(table)
"""
SOLD_OUT = HOLLOW.replace("self.fitted = True", "self.most = max(x)").replace("return [1 for", "return [self.most for")
SERVED = """\
from fastapi import FastAPI
from model import ChurnModel

app = FastAPI()
model = ChurnModel()

@app.post("/predict")
def predict(row: dict):
    return {"churn": model.predict([row])[0]}
"""


@pytest.mark.parametrize("criterion", ["end-to-end", "serving-endpoint", "readme"])
def test_a_model_that_takes_no_notice_of_what_it_is_given_is_none(criterion: str, tmp_path: Path) -> None:
    files = {**LOAVES, "app.py": SERVED, "train.py": "from model import train\n\ntrain([1, 2])\n"}
    assert level(tmp_path / "hollow", {**files, "model.py": HOLLOW}, criterion) == 0
    assert level(tmp_path / "own", {**files, "model.py": SOLD_OUT}, criterion)


def test_a_class_that_others_fill_in_is_no_hollow_model(tmp_path: Path) -> None:
    base = "class Model:\n    def fit(self, x, y):\n        raise NotImplementedError\n\n\n"
    files = {**LOAVES, "train.py": base + TRAIN + STARTED}
    assert level(tmp_path, files, "end-to-end") == 2


CLAIMED = LOAVES["README.md"] + "\nOn the test set F1 is 0.671 and recall 0.823.\n"
LOOKS = [("import pandas as pd\ntable = pd.read_csv('data/loaves.csv')\ntable", "   sold  out\n0     1    0\n")] * 3
TYPED = "results = {'F1': 0.671, 'recall': 0.823}\nfor name, value in results.items():\n    print(name, value)"
FITTED = (TRAIN + "\nprint('F1', train(table))", "F1 0.671\nrecall 0.823\n")


def test_figures_that_a_notebook_only_repeats_show_nothing(tmp_path: Path) -> None:
    typed = {**LOAVES, "README.md": CLAIMED, "a.ipynb": notebook(*LOOKS, (TYPED, "F1 0.671\nrecall 0.823\n"))}
    worked_out = {**LOAVES, "README.md": CLAIMED, "a.ipynb": notebook(*LOOKS, FITTED)}
    assert level(tmp_path / "typed", typed, "claims-supported") != 2
    assert level(tmp_path / "worked out", worked_out, "claims-supported") == 2


def test_a_notebook_that_only_prints_what_is_written_in_it_does_no_work(tmp_path: Path) -> None:
    cells = [("import pandas as pd\nprint('F1 0.671')", "F1 0.671\n"), (TYPED, "F1 0.671\nrecall 0.823\n")] * 2
    files = {**LOAVES, "README.md": CLAIMED, "a.ipynb": notebook(*cells)}
    assert level(tmp_path, files, "quantified-results") == 0


ELSEWHERE = """\
# Loaves

We compare a random forest, logistic regression, XGBoost and an LSTM by cross-validation, balance with SMOTE, tune with
Optuna, explain with SHAP and serve with FastAPI and MLflow.

The customers' names were anonymised before we got the data, under CC BY 4.0. On the test set recall is 0.80; 20 of the
false negatives are customers who moved.
"""


def test_a_story_of_something_else_says_nothing_of_this_data(tmp_path: Path) -> None:
    told = "# Loaves\n\nThe customers' names were anonymised. On the test set F1 is 0.80; 20 false negatives are new.\n"
    for criterion in ("privacy", "evaluation-depth"):
        assert level(tmp_path / f"own {criterion}", {**REAL, "README.md": told}, criterion) == 2
        assert (level(tmp_path / f"other {criterion}", {**REAL, "README.md": ELSEWHERE}, criterion) or 0) < 2


ON_ITSELF = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression
from measure import measured

table = pd.read_csv("data/loaves.csv").dropna()
x, y = table[["sold"]], table["out"]
model = LogisticRegression(random_state=0).fit(x, y)
print(measured(model, x, y))
"""
MEASURED = "from sklearn.metrics import f1_score\n\n\ndef measured(model, x_test, y_test):\n    return f1_score(y_test, model.predict(x_test))\n"


def test_an_argument_that_is_called_held_out_holds_nothing_out(tmp_path: Path) -> None:
    split = ON_ITSELF.replace("fit(x, y)", "fit(x[:9], y[:9])\nx_test, y_test = x[9:], y[9:]")
    apart = split.replace("(model, x, y)", "(model, x_test, y_test)")
    for name, code, worth in (("itself", ON_ITSELF, 0), ("apart", apart, 1)):
        files = {**LOAVES, "train.py": code, "measure.py": MEASURED}
        assert level(tmp_path / name, files, "evaluation-depth") == worth


JOB = "on: push\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n{with_}      - run: pip install -r requirements.txt\n      - run: {run}\n"
OF_ANOTHER = "        with:\n          repository: somebody/else\n"
TESTED = {**REAL, "tests/test_train.py": HEAD + REAL_TESTS["below a condition"]}


@pytest.mark.parametrize(
    ("run", "with_"),
    [
        ("pytest -k nothing", ""),
        ("pytest --ignore=tests", ""),
        ("pytest", OF_ANOTHER),
        ("false && pytest", ""),
        ("true || pytest", ""),
    ],
)
def test_a_workflow_that_passes_over_the_tests_runs_none(run: str, with_: str, tmp_path: Path) -> None:
    path = ".github/workflows/ci.yml"
    real = [JOB.format(run="pytest -k train", with_=""), JOB.format(run="pytest --ignore=tests/slow", with_="")]
    for number, workflow in enumerate(real):
        assert level(tmp_path / str(number), {**TESTED, path: workflow}, "continuous-integration") == 2
    idle = JOB.format(run=run, with_=with_)
    assert (level(tmp_path / "idle", {**TESTED, path: idle}, "continuous-integration") or 0) < 2


ANY_PROJECT = """\
# Case study

## The challenge

Manual processes were slow, error-prone and costly, and the operations team struggled to prioritise its work. Leaders lacked
a reliable way to anticipate outcomes, which led to missed opportunities. Success was a significant uplift over the existing
process while keeping false alarms low, because a false alarm costs more than a missed one.

## Our approach

We began with a thorough exploration to understand distributions, correlations and outliers. We handled missing values with
imputation, encoded categorical variables and scaled numerical features. We then evaluated several candidates and selected
the best by cross-validation, because we had to balance accuracy, interpretability and latency. Every step was reviewed by
the team, and the pipeline was automated so that it can be repeated.

## Results

The final model achieved an accuracy of 0.97 on the held-out test set, an improvement of 23% over the baseline, and reduced
manual effort by 40%. Recall rose from 0.61 to 0.83 on the same split.

## Lessons learned

Our first attempts failed because the labels were inconsistent: two annotators had disagreed on 12% of them. Tuning yielded
diminishing returns, whereas the quality of the inputs gave the largest gains. We underestimated how long reviews take, and
we would involve the users earlier if we started again.
"""
OF_LOAVES = {
    "operations team": "bakery", "Manual processes": "Orders of loaves by hand", "missing values": "missing weather",
    "categorical variables": "weekdays and holidays", "numerical features": "the sales of croissants", "labels": "receipts",
    "users": "baker", "opportunities": "customers",
}  # fmt: skip
COLUMNS = 'COLUMNS = ["loaves", "weather", "weekday", "holiday", "croissants", "bakery", "receipts", "baker", "sales", "customers"]\n'


@pytest.mark.parametrize("criterion", ["case-study-content", "problem-framing"])
def test_a_story_that_fits_any_project_is_not_this_one_s(criterion: str, tmp_path: Path) -> None:
    of_loaves = ANY_PROJECT
    for anything, here in OF_LOAVES.items():
        of_loaves = of_loaves.replace(anything, here)
    files = REAL | {"train.py": COLUMNS + TRAIN + STARTED}
    assert level(tmp_path / "own", {**files, "docs/case-study.md": of_loaves}, criterion) == 2
    assert (level(tmp_path / "any", {**files, "docs/case-study.md": ANY_PROJECT}, criterion) or 0) < 2


GUESSED = """\
import numpy as np
import pandas as pd
from sklearn.metrics import f1_score

table = pd.read_csv("data/loaves.csv").dropna()
rng = np.random.default_rng(0)
y_test = table["out"].to_numpy()
is_right = rng.random(len(y_test)) < 0.8
said = {}
print(f1_score(y_test, said))
"""
TOLD = (
    "# Loaves\n\nPredicts which loaves of a bakery sell out, so that it bakes enough.\n\nOn the test set F1 is 0.80.\n"
)


def test_the_true_answers_with_some_luck_are_no_predictions(tmp_path: Path) -> None:
    for number, said in enumerate(
        ("np.where(is_right, y_test, 1 - y_test)", "(table['sold'].to_numpy() > 3).astype(int)")
    ):
        files = {**LOAVES, "README.md": TOLD, "measure.py": GUESSED.format(said)}
        assert level(tmp_path / str(number), files, "quantified-results") == (0, 2)[number]


def test_cells_that_only_look_at_the_data_are_no_work(tmp_path: Path) -> None:
    read = ("import pandas as pd\n\nloaves = pd.read_csv('data/loaves.csv')\nloaves.head()", "f1 0.80\n")
    for number, cells in enumerate(("loaves.describe()", "loaves.groupby('out')['sold'].mean()")):
        shown = notebook("# Loaves\n", read, (cells, "f1 0.80\n"), (cells, "f1 0.80\n"))
        files = {**LOAVES, "README.md": TOLD, "loaves.ipynb": shown}
        assert level(tmp_path / str(number), files, "quantified-results") == (0, 2)[number]


TOY = """\
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split

loaves, sold_out = load_iris(return_X_y=True)
x, x_test, y, y_test = train_test_split(loaves, sold_out, random_state=0)
model = LogisticRegression().fit(x, y)
print(f1_score(y_test, model.predict(x_test), average="macro"))
"""


@pytest.mark.parametrize(
    ("told", "code", "expected"),
    [
        (TOLD, TOY, 0),
        (TOLD, TOY.replace("load_iris", "load_wine"), 0),
        (TOLD.replace("On", "As a stand-in we use the iris data. On"), TOY, 2),
        (TOLD, TOY + 'import pandas as pd\n\nprint(pd.read_csv("data/loaves.csv"))\n', 2),
        (
            "# \u9762\u5305\n\n\u9884\u6d4b\u54ea\u4e9b\u9762\u5305\u4f1a\u5356\u5b8c\u3002\u6d4b\u8bd5\u96c6\u4e0a F1 0.80\u3002\n",
            TOY,
            2,
        ),
    ],
    ids=["loaves of irises", "loaves of wine", "irises that it tells of", "loaves too", "another alphabet"],
)
def test_a_text_tells_of_the_set_that_its_code_works_on(told: str, code: str, expected: int, tmp_path: Path) -> None:
    files = {**LOAVES, "README.md": told, "train.py": code}
    assert level(tmp_path, files, "quantified-results") == expected
