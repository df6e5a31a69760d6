"""What a function already does and nothing calls: the verdict says so, and the fix is to call it."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from portfolio_kit.rubric.finding import Finding
from tests.criteria.kit import repository

FITS = """\
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split


def parted(table):
    return train_test_split(table.drop(columns="left"), table["left"], random_state=1)


def fitted():
    x_train, x_test, y_train, y_test = parted(pd.read_csv("data/members.csv"))
    model = RandomForestClassifier(random_state=1)
    model.fit(x_train, y_train)
    return model
"""
START = "from gym.fits import fitted\n\nfitted()\n"
CHECKS = """\
from sklearn.metrics import classification_report


def told(truth, answers):
    print(classification_report(truth, answers))


def check(model, rows, truth):
    told(truth, model.predict(rows))


def weights(model):
    print(model.feature_importances_)
"""
SEARCH = """\
from sklearn.metrics import make_scorer, f1_score, recall_score
from sklearn.model_selection import GridSearchCV
from gym.fits import parted


def searched(model, table):
    first, second = make_scorer(f1_score), make_scorer(recall_score)
    rows, _, truth, _ = parted(table)
    return [GridSearchCV(model, {"max_depth": [2, 4]}, scoring=scorer).fit(rows, truth) for scorer in (first, second)]
"""
FILES = {"gym/fits.py": FITS, "gym/checks.py": CHECKS, "train.py": START}


def judged(folder: Path, criterion: str, files: dict[str, str]) -> Finding:
    finding = finding_of(repository(folder, files), criterion)
    assert not finding.error, finding.reason
    return finding


class TestEvaluation:
    def test_a_measure_that_nothing_calls_is_to_be_called_with_the_rows_that_are_held_out(self, tmp_path: Path) -> None:
        found = judged(tmp_path, "evaluation-depth", FILES)
        assert found.level == 0
        assert found.reason == "check() of gym/checks.py measures a model, but nothing calls it."
        assert found.fix == (
            "Call check() of gym/checks.py in gym/fits.py after the training of line 13, with the rows that "
            "gym/fits.py:7 holds out, and print or save what it measures."
        )
        assert [(place.path, place.line) for place in found.evidence] == [("gym/checks.py", 5), ("gym/fits.py", 13)]

    def test_rows_that_are_held_out_need_not_be_held_out_again(self, tmp_path: Path) -> None:
        found = judged(tmp_path, "evaluation-depth", {"gym/fits.py": FITS, "train.py": START})
        assert found.reason == "No code measures the model."
        assert str(found.fix).endswith("compute metrics that fit the task on the rows that gym/fits.py:7 holds out.")

    def test_a_split_that_nothing_calls_holds_nothing_out(self, tmp_path: Path) -> None:
        whole = FITS.replace("x_train, x_test, y_train, y_test = parted(", "x_train, y_train = whole(")
        found = judged(tmp_path, "evaluation-depth", {"gym/fits.py": whole, "train.py": START})
        assert "hold out a part of the data" in str(found.fix)

    def test_what_scores_a_search_measures_no_model(self, tmp_path: Path) -> None:
        found = judged(tmp_path, "evaluation-depth", {"gym/fits.py": FITS, "gym/tries.py": SEARCH, "train.py": START})
        assert found.reason == "No code measures the model."

    def test_a_module_that_needs_the_training_itself_is_called_by_another_script(self, tmp_path: Path) -> None:
        checks = f"from gym.fits import parted\n{CHECKS}"
        found = judged(tmp_path, "evaluation-depth", {**FILES, "gym/checks.py": checks})
        assert str(found.fix).startswith(
            "Call check() of gym/checks.py in a script that trains the model with gym/fits.py first"
        )


class TestEndToEnd:
    def test_the_evaluation_is_no_scorer_of_a_search(self, tmp_path: Path) -> None:
        found = judged(tmp_path, "end-to-end", {**FILES, "gym/tries.py": SEARCH})
        assert "No script calls check() of gym/checks.py (the evaluation)" in found.reason
        assert str(found.fix).startswith("Let gym/fits.py call check() of gym/checks.py (the evaluation)")

    @pytest.mark.parametrize(
        ("folder", "expected"),
        [
            ("gym/late", "Let gym/fits.py call check() of gym/late/checks.py (the evaluation)"),
            ("gym late", "Give gym late/checks.py and its folders names without blanks, so that it can be imported"),
        ],
    )
    def test_a_module_in_a_folder_with_a_blank_is_not_to_be_imported(
        self, folder: str, expected: str, tmp_path: Path
    ) -> None:
        files = {"gym/fits.py": FITS, "train.py": START, f"{folder}/checks.py": CHECKS}
        assert str(judged(tmp_path, "end-to-end", files).fix).startswith(expected)

    def test_a_module_that_can_be_imported_comes_before_one_with_more_in_it_that_can_not(self, tmp_path: Path) -> None:
        more = CHECKS.replace("def weights", "def again(truth, said):\n    print(classification_report(truth, said))\n\n\ndef weights")  # fmt: skip
        found = judged(tmp_path, "end-to-end", {**FILES, "a gym/checks.py": more})
        assert "gym/checks.py (the evaluation)" in found.reason
        assert "a gym" not in f"{found.reason}{found.fix}"

    def test_what_can_only_follow_the_training_is_called_by_a_script_of_both(self, tmp_path: Path) -> None:
        found = judged(tmp_path, "end-to-end", {**FILES, "gym/checks.py": f"from gym.fits import parted\n{CHECKS}"})
        assert str(found.fix).startswith("Write a script that trains with gym/fits.py and calls check()")


class TestExplainability:
    def test_importances_that_nothing_calls_are_to_be_called_and_not_written_again(self, tmp_path: Path) -> None:
        found = judged(tmp_path, "explainability", FILES)
        assert found.level == 0
        assert found.reason == "weights() of gym/checks.py shows feature importances, but nothing calls it."
        assert str(found.fix).startswith(
            "Call weights() of gym/checks.py in gym/fits.py after the training of line 13; full points need SHAP"
        )
        assert [(place.path, place.line) for place in found.evidence] == [("gym/checks.py", 13)]

    def test_a_method_that_explains_needs_no_other(self, tmp_path: Path) -> None:
        shap = "import shap\n\n\ndef drawn(model, rows):\n    shap.plots.bar(shap.TreeExplainer(model).shap_values(rows))\n"
        found = judged(tmp_path, "explainability", {**FILES, "gym/drawn.py": shap})
        assert found.reason == "drawn() of gym/drawn.py computes SHAP, but nothing calls it."
        assert "full points need" not in str(found.fix)

    def test_importances_that_are_called_are_shown(self, tmp_path: Path) -> None:
        start = f"{START}from gym.checks import weights\n\nweights(fitted())\n"
        assert judged(tmp_path, "explainability", {**FILES, "train.py": start}).level == 1
