"""Results of several models: whose a figure is, in rows, records and reports of one model each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.kit import notebook
from tests.criteria.trained import TRAINING, judged, level

ONE_MODEL = "# Report\n\n## Popularity baseline\n\n- recall_at_10: 0.0512\n\n## SVD\n\n- recall_at_10: 0.0143\n"
SEVERAL = (
    "# Comparison on the test split\n\n| Model | Recall@10 |\n|---|---|\n| Baseline | 0.0512 |\n| SVD | 0.0143 |\n"
    "| Walks | 0.0731 |\n| By shelf | 0.0119 |\n"
)
ABOUT = (
    "# Books\n\nA reader of a small library wants to know which book comes next. We learn from what was lent together over "
    "the years, and list ten books for each reader, so that nobody has to stand in front of the shelves and guess.\n"
)
WRITES = "open('out/ranks.json', 'w').write('')\nopen('out/rows.json', 'w').write('')\n"


FILES = {"README.md": ABOUT, "out/a_svd.md": ONE_MODEL, "out/compared.md": SEVERAL}


class TestReportsBelowTheRoot:
    def test_the_one_that_compares_most_tells_the_best_model(self, tmp_path: Path) -> None:
        found = judged(tmp_path, "baseline-comparison", FILES)
        assert "the baseline's recall of 0.0512 beside the best model's 0.0731 (Walks)" in found.reason
        assert {place.path for place in found.evidence} == {"out/compared.md"}

    def test_what_is_to_be_written_into_the_readme_is_the_best_model_s(self, tmp_path: Path) -> None:
        assert "out/compared.md:7 states recall 0.0731" in (judged(tmp_path, "readme", FILES).fix or "")
        assert "states recall 0.0731" in judged(tmp_path / "q", "quantified-results", FILES).reason

    def test_what_stands_at_the_root_is_read_first(self, tmp_path: Path) -> None:
        files = {**FILES, "README.md": "# Books\n\nOn the test set SVD has a recall of 0.0143.\n"}
        assert "states recall 0.0143" in judged(tmp_path, "quantified-results", files).reason


class TestWhoseFigureBearsOut:
    README = "# Books\n\nOn the test set SVD has a recall of 0.0143.\n"

    def shown_by(self, folder: Path, records: str) -> str:
        files = {"README.md": self.README, "out/ranks.json": records, "rank.py": WRITES}
        found = judged(folder, "claims-supported", files)
        return " ".join([found.reason, *(f"{place.path}:{place.line}" for place in found.evidence)])

    def test_a_record_of_the_same_model_is_shown(self, tmp_path: Path) -> None:
        records = '[\n{"model": "By shelf", "recall": 0.01432},\n{"model": "SVD", "recall": 0.01429}\n]'
        told = self.shown_by(tmp_path, records)
        assert "the result that README.md states" in told
        assert "out/ranks.json:3" in told

    def test_a_record_of_another_model_alone_shows_nothing(self, tmp_path: Path) -> None:
        records = '[\n{"model": "kNN", "recall": 0.01432},\n{"model": "SVD", "recall": 0.0271}\n]'
        assert "No saved output or metrics file shows recall 0.0143" in self.shown_by(tmp_path, records)


class TestModelCalledBaseline:
    TABLE = "# Boats\n\n## Results on the test set\n\n| Model | F1 |\n|---|---|\n| Logistic regression | 0.61 |\n| Random forest | 0.66 |\n"

    def test_its_figure_stands_beside_another(self, tmp_path: Path) -> None:
        readme = f"{self.TABLE}\nLogistic regression is our baseline.\n"
        found = judged(tmp_path, "baseline-comparison", {"README.md": readme})
        assert "the model called baseline with f1 0.61, and another with 0.66" in found.reason
        assert [place.line for place in found.evidence] == [10, 7, 8]

    def test_without_a_figure_of_its_own_nothing_can_be_read_against_it(self, tmp_path: Path) -> None:
        readme = f"{self.TABLE}\nAn SVM is our baseline.\n"
        made = "from sklearn.svm import SVC\n\nSVC().fit(x, y)\n"
        assert level(tmp_path, "baseline-comparison", {"README.md": readme, "first.py": made}) == 1


class TestGuessAlone:
    README = "# Boats\n\n## How good\n\nStopping everybody has an F1 of 0.36 on the test set{}.\n"

    def test_it_is_no_result(self, tmp_path: Path) -> None:
        found = judged(tmp_path, "quantified-results", {"README.md": self.README.format("")})
        assert found.level == 0
        assert "only what comes of a guess (f1 0.36), no result of a model" in found.reason
        assert "beside README.md:5" in (found.fix or "")

    def test_it_is_no_outcome(self, tmp_path: Path) -> None:
        readme = self.README.format("") + ABOUT.partition("\n\n")[2]
        assert "gives only that of a guess" in judged(tmp_path, "readme", {"README.md": readme}).reason

    def test_beside_the_model_s_it_is(self, tmp_path: Path) -> None:
        readme = self.README.format(", the forest an F1 of 0.71")
        assert "states f1 0.71" in judged(tmp_path, "quantified-results", {"README.md": readme}).reason

    def test_what_lacks_beside_it_is_the_model_s_figure(self, tmp_path: Path) -> None:
        dummy = "from sklearn.dummy import DummyClassifier\nprint(DummyClassifier().fit(X_train, y_train).score(X_test, y_test))\n"
        found = judged(
            tmp_path, "baseline-comparison", {"README.md": self.README.format("")}, training=TRAINING + dummy
        )
        assert "the texts give only its own f1 0.36" in found.reason
        assert "README.md:5 gives f1 0.36 of the baseline" in (found.fix or "")


class TestWhereItIsSaidWhatWasMeasuredOn:
    RESULT = "# Boats\n\n{}\n\n## Results\n\n| Model | ROC-AUC |\n|---|---|\n| Forest | 0.8415 |\n"

    def test_steps_of_a_pipeline_do_not_say_it(self, tmp_path: Path) -> None:
        readme = self.RESULT.format("It covers ingestion, model training/testing and serving.")
        assert level(tmp_path, "quantified-results", {"README.md": readme}) == 1

    @pytest.mark.parametrize(
        "said", ["The data is divided into training and testing.", "Training and test sets are kept."]
    )
    def test_parts_of_the_data_do(self, tmp_path: Path, said: str) -> None:
        assert level(tmp_path, "quantified-results", {"README.md": self.RESULT.format(said)}) == 2

    def test_a_text_that_says_it_beside_the_same_value_is_shown(self, tmp_path: Path) -> None:
        card = (
            "# Card\n\n## Performance\n\nMeasured on the test set of 1,409 rows.\n\n### Forest\n\n- ROC-AUC: 0.8415\n"
        )
        readme = self.RESULT.format("Status: cross-validation was run, the video is missing.")
        found = judged(tmp_path, "quantified-results", {"README.md": readme, "docs/card.md": card})
        assert "(docs/card.md:5)" in found.reason


def test_a_further_cell_may_give_what_chance_reaches(tmp_path: Path) -> None:
    table = "# Boats\n\n## Test set\n\n| | Value | Note |\n|---|---|---|\n| PR-AUC | 0.37 | 60 times over chance (0.006) |\n"
    found = judged(tmp_path, "baseline-comparison", {"README.md": table})
    assert "the baseline's average precision of 0.006 beside the model's 0.37" in found.reason


def test_a_notebook_s_cells_may_name_what_its_outputs_do_not(tmp_path: Path) -> None:
    cells = notebook(
        "# Boats\n\n## Logistic regression (baseline)",
        ("from sklearn.linear_model import LogisticRegression\nLogisticRegression().fit(X, y)", "F1: 0.61\n"),
        ("from sklearn.ensemble import RandomForestClassifier\nRandomForestClassifier().fit(X, y)", "F1: 0.66\n"),
    )
    assert level(tmp_path, "baseline-comparison", {"boats.ipynb": cells}) == 2


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (
            "guess_scores = evaluate_predictions(guesses(rows), truth)\nscores = evaluate_predictions(model.predict(rows), truth)",
            0,
        ),
        (
            "baseline_scores = evaluate_predictions(guesses(rows), truth)\nscores = evaluate_predictions(model.predict(rows), truth)",
            1,
        ),
        (
            "baseline_scores = evaluate_predictions(rows, truth)\n# drift since then\nscores = evaluate_predictions(later, truth)",
            0,
        ),
    ],
)
def test_what_measures_once_for_the_baseline_and_once_for_another_compares(
    tmp_path: Path, other: str, expected: int
) -> None:
    assert (
        level(tmp_path, "baseline-comparison", {"compare.py": f"from scores import evaluate_predictions\n\n{other}\n"})
        == expected
    )


def test_a_column_may_be_called_after_what_a_model_was_trained_on(tmp_path: Path) -> None:
    table = (
        "# Books\n\n## On the test set\n\n| Metric | MSE baseline | Two towers |\n|---|---|---|\n| Hit Rate@1 | 0.43% | 5.86% |\n"
        "| Hit Rate@50 | 7.36% | 43.92% |\n\nThey are kept: `best_mse_202808.txt` of the test set.\n"
    )
    found = judged(tmp_path, "baseline-comparison", {"README.md": table})
    assert "the baseline's hit rate of 0.43 % beside the model's 5.86 %" in found.reason
    assert "mse" not in judged(tmp_path / "stated", "quantified-results", {"README.md": table}).reason
