"""The models, methods, tools and measures that texts name, looked for in what the code does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.criteria.kit import notebook, repository

README = """\
# Churn

We compared logistic regression, a random forest and XGBoost by cross-validation, with one-hot encoding, looked at SHAP and
recall, and chose by ROC AUC, which is 0.81 on the test set.
"""
LOGISTIC = "from sklearn.linear_model import LogisticRegression\n\nLogisticRegression().fit([[1]], [1])\n"
MORE = """\
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import cross_val_score

print(cross_val_score(RandomForestClassifier(), [[1]], [1], scoring="roc_auc"))
"""


def invented(folder: Path, files: Mapping[str, str]) -> bool:
    return bool(repository(folder, {"README.md": README, **files}).invented)


def test_texts_that_name_what_the_code_does_not_do_are_about_something_else(tmp_path: Path) -> None:
    found = repository(tmp_path, {"README.md": README, "train.py": LOGISTIC})
    assert found.invented
    assert found.specifics.shown == ("logistic regression",)
    assert set(found.specifics.named) == {
        "random forest", "logistic regression", "XGBoost", "cross-validation", "one-hot encoding", "ROC AUC", "recall",
        "SHAP",
    }  # fmt: skip


def test_half_of_it_in_the_code_is_this_project(tmp_path: Path) -> None:
    assert not invented(tmp_path, {"train.py": LOGISTIC + MORE})


def test_an_import_a_comment_or_a_printed_name_does_nothing(tmp_path: Path) -> None:
    words = "# XGBClassifier\nprint('random forest, OneHotEncoder')\nfrom xgboost import XGBClassifier\n"
    assert invented(tmp_path, {"train.py": LOGISTIC + words + MORE.partition("\n\n")[0] + "\n"})


def test_a_function_that_nobody_calls_does_nothing(tmp_path: Path) -> None:
    idle = "def compare():\n" + "".join(f"    {line}\n" for line in MORE.splitlines())
    assert invented(tmp_path, {"train.py": LOGISTIC + idle})


def test_settings_and_other_languages_do_it_too(tmp_path: Path) -> None:
    settings = "model: random_forest\nfolds: 5\ncv: true\nscore: roc_auc\n"
    assert not invented(tmp_path / "settings", {"train.py": LOGISTIC, "params.yaml": settings})
    program = "model <- randomForest(y ~ x)\nroc(y, p)\nxgb.train(d)\n"
    assert not invented(tmp_path / "language", {"train.py": LOGISTIC, "train.R": program})


def test_plans_name_nothing(tmp_path: Path) -> None:
    readme = "# Churn\n\nLogistic regression.\n\n## Future work\n\n" + README.partition("\n\n")[2]
    assert not invented(tmp_path, {"README.md": readme, "train.py": LOGISTIC})


def test_a_text_that_names_little_is_believed(tmp_path: Path) -> None:
    readme = "# Churn\n\nA random forest and XGBoost, with a recall of 0.81.\n"
    assert not invented(tmp_path, {"README.md": readme, "train.py": LOGISTIC})


def test_six_names_tell_whose_project_it_is_where_the_code_does_one_of_them(tmp_path: Path) -> None:
    for number, more in enumerate((" Recall is 0.72.", "")):
        readme = f"# Churn\n\nLogistic regression, a random forest and XGBoost, with SHAP. ROC AUC is 0.81.{more}\n"
        found = repository(tmp_path / str(number), {"README.md": readme, "train.py": LOGISTIC})
        assert bool(found.invented) == (number == 0)


def test_a_figure_that_a_working_notebook_printed_is_this_projects(tmp_path: Path) -> None:
    measured = notebook((LOGISTIC + "print(LogisticRegression().score([[1]], [1]))\n", "ROC AUC: 0.81\n"))
    assert not invented(tmp_path / "measured", {"a.ipynb": measured})
    pasted = notebook(("import pandas\n", "ROC AUC: 0.81\n"))
    assert invented(tmp_path / "pasted", {"a.ipynb": pasted, "train.py": LOGISTIC})


OTHER = """\
# House prices

| Prices | MAE |
|---|---|
| Boosted trees | 13,900 |
| Linear model | 15,100 |
| The median | 55,000 |
"""
MEASURED = LOGISTIC + "from sklearn.metrics import f1_score\n\nprint(f1_score([1], [1]))\n"


def test_figures_of_what_nothing_measures_are_of_something_else(tmp_path: Path) -> None:
    files = {"README.md": OTHER, "train.py": MEASURED}
    assert repository(tmp_path, files).invented == "The texts give figures of mae, and nothing here measures that."


def test_figures_of_what_the_code_measures_or_of_code_that_measures_nothing_known_are_its_own(tmp_path: Path) -> None:
    measuring = MEASURED + "from sklearn.metrics import mean_absolute_error\n\nprint(mean_absolute_error([1], [1]))\n"
    assert not invented(tmp_path / "code", {"README.md": OTHER, "train.py": measuring})
    assert not invented(tmp_path / "none", {"README.md": OTHER, "train.py": LOGISTIC})
