"""Which figure, model and code is taken for a project's result, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import OF_MEMBERS, notebook, repository

LEAVES = "# Who leaves the gym\n\nA model that finds members who are about to leave, so that they get a call.\n\n"


def judged(folder: Path, criterion: str, files: Mapping[str, str | bytes]) -> Finding:
    found = finding_of(repository(folder, {"train.py": OF_MEMBERS, **files}), criterion)
    assert not found.error, found.reason
    return found


def test_one_fold_is_not_the_result(tmp_path: Path) -> None:
    readme = f"{LEAVES}## Results\n\nFold 1: F1 0.91\n\nFold 2: F1 0.84\n\nOn the test set the F1 is 0.79.\n"
    assert "f1 0.79 with" in judged(tmp_path, "quantified-results", {"README.md": readme}).reason


def test_the_mean_over_folds_may_name_one(tmp_path: Path) -> None:
    readme = f"{LEAVES}## Results\n\nCross-validation gives a mean F1 of 0.86, fold 3 the least.\n"
    assert "f1 0.86 with" in judged(tmp_path, "quantified-results", {"README.md": readme}).reason


def test_the_line_that_says_on_what_is_cited(tmp_path: Path) -> None:
    readme = f"{LEAVES}A fifth of the members is the test set.\n\n## Results\n\n- F1: 0.79\n"
    found = judged(tmp_path, "quantified-results", {"README.md": readme})
    assert "(README.md:5)" in found.reason
    assert found.evidence[1].line == 5


def test_a_sample_answer_states_no_result(tmp_path: Path) -> None:
    readme = f"{LEAVES}## Sample output\n\n```text\nF1: 0.93\n```\n"
    stated = judged(tmp_path, "quantified-results", {"README.md": readme})
    assert (stated.level, "only as an example" in stated.reason) == (1, True)
    borne_out = judged(tmp_path, "claims-supported", {"README.md": readme, "metrics.json": '{"f1": 0.81}'})
    assert "only as examples" in borne_out.reason
    assert "README.md:8 instead of f1 0.93" in (borne_out.fix or "")


def test_what_a_run_gives_otherwise_is_written_first(tmp_path: Path) -> None:
    files = {"README.md": f"{LEAVES}The F1 is 0.93, the recall 0.88.\n", "metrics.json": '{"f1": 0.71, "recall": 0.5}'}
    files["train.py"] = f"{OF_MEMBERS}import json\n\njson.dump({{'f1': 1}}, open('metrics.json', 'w'))\n"
    fix = judged(tmp_path, "quantified-results", files).fix or ""
    assert "metrics.json:1 shows 0.71, not f1 0.93" in fix
    assert "also for recall 0.88" in (judged(tmp_path, "claims-supported", files).fix or "")


@pytest.mark.parametrize(("recall", "is_told"), [("0.88", True), ("0.5", False)])
def test_other_lines_that_a_run_gives_otherwise_are_written_anew_with_it(
    recall: str,
    is_told: bool,
    tmp_path: Path,
) -> None:
    readme = f"{LEAVES}The F1 is 0.93.\n\nThe recall is {recall}.\n\nThe precision is 0.97.\n"
    metrics = '{"f1": 0.71, "recall": 0.5, "precision": 0.6}'
    train = f"{OF_MEMBERS}import json\n\njson.dump({{'f1': 1}}, open('metrics.json', 'w'))\n"
    found = judged(tmp_path, "claims-supported", {"README.md": readme, "metrics.json": metrics, "train.py": train})
    line = readme[: readme.index("The recall")].count("\n") + 1
    assert (f"and at README.md:{line} and README.md:{line + 2}" in (found.fix or "")) == is_told
    assert f"README.md:{line + 2}" in (found.fix or "")


def test_one_figure_is_not_counted(tmp_path: Path) -> None:
    found = judged(tmp_path, "claims-supported", {"README.md": f"{LEAVES}On the test set the F1 is 0.79.\n"})
    assert "No saved output or metrics file shows f1 0.79 (README.md:5)" in found.reason


def test_who_has_to_commit_what_is_measured_has_to_state_it_too(tmp_path: Path) -> None:
    assert "then state the figure in README.md" in (
        judged(tmp_path, "claims-supported", {"README.md": LEAVES}).fix or ""
    )


SCORING = "from sklearn.metrics import f1_score\n\n\ndef score_of(truth, said):\n    return f1_score(truth, said)\n"
IN_TURN = """\
import pandas as pd
from scoring import score_of
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC
from sklearn.model_selection import train_test_split

x_train, x_test, y_train, y_test = train_test_split(pd.read_csv("data/members.csv"), [1] * 9)
KINDS
"""


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        ("for kind in (LogisticRegression(), SVC()):\n    print(score_of(y_test, kind.fit(x_train, y_train).predict(x_test)))", "fits.py:9, where the score of each model arrives"),
        ("print(score_of(y_test, SVC().fit(x_train, y_train).predict(x_test)))", "scoring.py:5 write what it measures"),
    ],
)  # fmt: skip
def test_scores_of_several_models_are_written_where_all_of_them_arrive(kinds: str, told: str, tmp_path: Path) -> None:
    files = {"train.py": "", "scoring.py": SCORING, "fits.py": IN_TURN.replace("KINDS", kinds), "README.md": LEAVES}
    assert f"Let {told}" in (judged(tmp_path, "claims-supported", files).fix or "")


def test_what_is_shown_of_held_out_rows_is_to_be_written_before_what_was_tried(tmp_path: Path) -> None:
    tried = "Logistic regression mean AUC: 0.812\nForest mean AUC: 0.873\n"
    last = "Test set performance:\n- Accuracy: 0.951\n- AUC: 0.902\n"
    cells = notebook(("print(scores)", tried), ("evaluate(model, X_test, y_test)", last))
    fix = judged(tmp_path / "both", "claims-supported", {"README.md": LEAVES, "a.ipynb": cells}).fix or ""
    assert "shows roc auc 0.902: write it into README.md, with three digits (as in 0.902)" in fix
    short = notebook(("print(scores)", tried), ("evaluate(model, X_test, y_test)", last.replace("0.902", "0.84")))
    fix = judged(tmp_path / "short", "claims-supported", {"README.md": LEAVES, "a.ipynb": short}).fix or ""
    assert "shows roc auc 0.84: write it into README.md, and keep" in fix
    cells = notebook(("print(scores)", tried))
    fix = judged(tmp_path / "tried", "claims-supported", {"README.md": LEAVES, "a.ipynb": cells}).fix or ""
    assert "shows roc auc 0.812, one of several values" in fix


def test_of_a_training_the_last_step_is_shown(tmp_path: Path) -> None:
    log = "12/12 [====] - 3s - accuracy: 0.5506\n12/12 [====] - 3s - accuracy: 0.8917\n"
    found = judged(tmp_path, "quantified-results", {"README.md": LEAVES, "a.ipynb": notebook(("model.fit(x, y)", log))})
    assert "accuracy 0.8917" in (found.fix or "")


def test_a_reduction_is_not_the_baselines_error(tmp_path: Path) -> None:
    readme = f"{LEAVES}- Improvement over the baseline: 53.9% reduction in RMSE (from 4,103 to 1,892)\n- RMSE: 1,892\n"
    measures = "from sklearn.metrics import root_mean_squared_error\n\nprint(root_mean_squared_error(y_test, pred))\n"
    files = {"README.md": readme, "train.py": f"{OF_MEMBERS}{measures}"}
    found = judged(tmp_path, "baseline-comparison", files)
    assert "rmse of 4103 beside" in found.reason


def test_models_of_two_tasks_are_not_compared(tmp_path: Path) -> None:
    pictures = "from keras.models import Sequential\n\nnetwork = Sequential([])\nnetwork.fit(images, names, epochs=3)\n"
    files = {
        "README.md": LEAVES,
        "train.py": "print('see the folders')\n",
        **{f"{part}/README.md": f"# {part}\n" for part in ("gym", "photos")},
        **{f"{part}/requirements.txt": "keras==3.0\n" for part in ("gym", "photos")},
        "gym/fit.py": OF_MEMBERS,
        "photos/fit.py": pictures,
    }
    assert judged(tmp_path, "baseline-comparison", files).level == 0
    files["gym/fit.py"] = f"{OF_MEMBERS}from sklearn.svm import SVC\n\nother = SVC().fit(x_train, y_train)\n"
    assert judged(tmp_path / "two", "baseline-comparison", files).level == 1


def test_a_class_around_a_model_is_no_second_one(tmp_path: Path) -> None:
    around = (
        "class VisitsClassifier:\n    def __init__(self):\n        self.inner = RandomForestClassifier()\n\n"
        "    def fit(self, rows, left):\n        self.inner.fit(rows, left)\n        return self\n\n\n"
        "VisitsClassifier().fit(rows, left)\n"
    )
    files = {"README.md": LEAVES, "train.py": f"from sklearn.ensemble import RandomForestClassifier\n\n{around}"}
    assert judged(tmp_path, "baseline-comparison", files).level == 0


def test_validation_and_test_are_no_two_models(tmp_path: Path) -> None:
    table = "| Metric | Validation | Test |\n|---|---|---|\n| F1 | 0.81 | 0.79 |\n"
    readme = f"{LEAVES}## Results\n\n{table}\nThe baseline is a logistic regression, run with its own settings.\n"
    assert judged(tmp_path, "baseline-comparison", {"README.md": readme}).level == 0


def test_nothing_trained_is_not_called_one_model(tmp_path: Path) -> None:
    found = judged(tmp_path, "baseline-comparison", {"README.md": LEAVES, "train.py": "print(1)\n"})
    assert "One model" not in found.reason


def test_runs_that_a_monitor_reads_are_not_compared(tmp_path: Path) -> None:
    monitor = "import mlflow\n\nfor run in mlflow.search_runs(['live']):\n    print(run)\n"
    assert judged(tmp_path, "baseline-comparison", {"README.md": LEAVES, "monitor.py": monitor}).level == 0


@pytest.mark.parametrize(
    ("others", "expected"), [("", 0), ("LogisticRegression().fit(x, y)\n", 1)], ids=["alone", "beside"]
)
def test_the_trials_that_tune_one_model_are_no_comparison(others: str, expected: int, tmp_path: Path) -> None:
    tune = (
        "import mlflow\nimport optuna\nfrom sklearn.ensemble import RandomForestClassifier\n"
        "from sklearn.linear_model import LogisticRegression\n\n\n"
        "def objective(trial):\n    model = RandomForestClassifier(max_depth=trial.suggest_int('d', 2, 9)).fit(x, y)\n"
        "    mlflow.log_metric('f1', model.score(a, b))\n    return model.score(a, b)\n\n\n"
        f"study = optuna.create_study()\nstudy.optimize(objective, n_trials=20)\n{others}"
    )
    found = judged(tmp_path, "baseline-comparison", {"README.md": LEAVES, "tune.py": tune})
    assert found.level == expected, found.reason


def test_the_headlines_model_is_told_where_it_is_measured(tmp_path: Path) -> None:
    def of(name: str, module: str) -> str:
        return OF_MEMBERS.replace("sklearn.ensemble", module).replace("RandomForestClassifier", name)

    files = {
        "README.md": f"{LEAVES}On the test set LightGBM gives an F1 of 0.81, the logistic regression 0.62.\n",
        "a_linear.py": of("LogisticRegression", "sklearn.linear_model"),
        "b_xgb.py": of("XGBClassifier", "xgboost"),
        "c_boosted.py": of("LGBMClassifier", "lightgbm"),
        "train.py": "print(1)\n",
    }
    found = judged(tmp_path, "evaluation-depth", files)
    assert {place.path for place in found.evidence} == {"c_boosted.py"}
    assert "c_boosted.py:10 stops" in (found.fix or "")


def test_a_form_of_records_is_no_model_that_is_trained(tmp_path: Path) -> None:
    forms = "from pydantic import create_model\n\nRow = create_model('Row', age=(int, 1))\n"
    found = judged(tmp_path, "explainability", {"README.md": LEAVES, "a_forms.py": forms})
    assert "trained at train.py:8" in (found.fix or "")


def test_preparation_is_no_model_that_is_trained(tmp_path: Path) -> None:
    steps = "def prepare(steps, rows):\n    steps.fit(rows)\n    return steps\n"
    found = judged(tmp_path, "explainability", {"README.md": LEAVES, "a_steps.py": steps})
    assert "trained at train.py:8" in (found.fix or "")


def test_an_error_of_the_package_shows_no_values(tmp_path: Path) -> None:
    code = (
        "import pickle\nfrom shap import Explanation\nfrom shap.utils._exceptions import DimensionError\n\n\n"
        "def ranked(values):\n    if not isinstance(values, Explanation):\n        raise DimensionError('what is this?')\n"
        "    return values.abs.mean(0)\n\n\nshap_values = pickle.load(open('values.pkl', 'rb'))\n"
        "print(ranked(shap_values))\n"
    )
    found = judged(tmp_path, "explainability", {"README.md": LEAVES, "ranks.py": code})
    assert (found.level, found.evidence[0].line) == (1, 13)


@pytest.mark.parametrize(
    ("told", "stated"),
    [
        ("- F1 on the validation set: 0.91\n- F1 on the test set: 0.84\n", "f1 0.84"),
        ("- F1 on the validation set: 0.81\n- F1 of the forest on the validation set: 0.88\n", "f1 0.88"),
        ("Validation\n\n- val F1: 0.93\n\nFinal testing:\nF1: 0.79\n", "f1 0.79"),
    ],
    ids=["test before validation", "validation alone", "announced"],
)
def test_what_a_test_gave_is_the_result_and_not_what_tuning_gave(tmp_path: Path, told: str, stated: str) -> None:
    readme = f"{LEAVES}## Results\n\n{told}"
    assert f"{stated} with" in judged(tmp_path, "quantified-results", {"README.md": readme}).reason


@pytest.mark.parametrize(
    ("line", "is_cited"),
    [("A fifth of the members is validation data.", True), ("Fitted on all the members, no validation data.", False)],
)
def test_that_nothing_was_held_out_says_not_on_what_was_measured(tmp_path: Path, line: str, *, is_cited: bool) -> None:
    readme = f"{LEAVES}{line}\n\n## Results\n\n- F1: 0.79\n"
    found = judged(tmp_path, "quantified-results", {"README.md": readme})
    assert ("(README.md:5)" in found.reason) is is_cited
