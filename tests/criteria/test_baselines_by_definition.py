"""Baselines that need no model: the majority class, a random choice that a lift is over; and figures that are only expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.trained import TRAINING, judged, level

RESULTS = "# Who leaves\n\n## Results\n\nOn the held-out test set the forest's accuracy is 84.1%.\n\n"


@pytest.mark.parametrize(
    "told",
    [
        "The accuracy of the majority class is 56.1%.",
        "El accuracy de la clase mayoritaria es de 56.1%.",
        "A acurácia da classe majoritária é de 56,1%.",
        "L'accuracy de la classe majoritaire est de 56,1%.",
    ],
    ids=["English", "Spanish", "Portuguese", "French"],
)
def test_the_accuracy_of_the_majority_class_is_a_baseline(told: str, tmp_path: Path) -> None:
    assert level(tmp_path, "baseline-comparison", {"README.md": f"{RESULTS}{told}\n"}) == 2


@pytest.mark.parametrize("metric", ["F1", "recall", "precision"])
def test_a_figure_of_each_class_is_no_baseline(metric: str, tmp_path: Path) -> None:
    told = f"The {metric} of the majority class is 0.94, the {metric} of the minority class 0.41.\n"
    assert level(tmp_path, "baseline-comparison", {"README.md": f"{RESULTS}{told}"}) == 0


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("| Called | Precision | Lift over chance |\n|---|---|---|\n| Top 5% | 0.71 | 3.6× |\n", 2),
        ("| Called | Precision | Lift |\n|---|---|---|\n| Top 5% | 0.71 | 3.6 |\n", 2),
        ("The lift in the first tenth is 3.6×.\n", 2),
        ("Members in the first tenth leave with a 3.6x lift.\n", 2),
        ("| Called | Precision | Lift |\n|---|---|---|\n| Top 5% | 0.71 | see below |\n", 0),
        ("| Bought | Also bought | Lift |\n|---|---|---|\n| tea | milk | 3.6 |\n", 0),
        ("The target is a lift of 3×.\n", 0),
        ("The lift chart shows it.\n", 0),
        ("## Next steps\n\n- A lift of 4× with more data\n", 0),
    ],
    ids=["×", "a number", "told", "told before", "no number", "of a rule", "a target", "a picture", "a plan"],
)
def test_a_lift_is_a_gain_over_a_random_choice(told: str, expected: int, tmp_path: Path) -> None:
    assert level(tmp_path, "baseline-comparison", {"README.md": f"{RESULTS}{told}"}) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("- Expected accuracy: 88-92% (state of the art)\n- Test accuracy: 84%\n", 0),
        ("- Accuracy: 92% (state of the art)\n- Test accuracy: 84%\n", 2),
        ("## Expected performance\n\nThe baseline reaches an accuracy of 61%.\n", 0),
        ("```bash\npython train.py\n# Expected output:\n# Accuracy of the baseline: 61%\n```\n", 0),
        ("```text\nAccuracy of the baseline: 61%\n```\n", 2),
        ("```bash\npython train.py\n# Output:\n# Accuracy of the baseline: 61%\n```\n", 2),
        ("## Out-of-sample performance\n\nThe baseline reaches an accuracy of 61%.\n", 2),
        ("An accuracy higher than expected by the baseline: accuracy 61%.\n", 2),
    ],
    ids=[
        "before the metric",
        "measured",
        "a heading",
        "a comment above",
        "an output",
        "called an output",
        "another word",
        "more than expected",
    ],
)
def test_what_is_only_expected_is_no_baseline(told: str, expected: int, tmp_path: Path) -> None:
    found = judged(tmp_path, "baseline-comparison", {"README.md": f"{RESULTS}{told}"})
    assert found.level == expected, found.reason


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A random forest and XGBoost are tried. A hazard model is our baseline.", 1),
        ("XGBoost is tried. The random forest is our baseline.", 2),
    ],
    ids=["all that have figures", "one of them"],
)
def test_where_all_models_stand_beside_the_word_none_is_told_to_be_the_baseline(
    sentence: str, expected: int, tmp_path: Path
) -> None:
    kept = '{"random forest": {"mae": 9.1}, "xgboost": {"mae": 8.2}, "held out": {"mae": 7.7}}\n'
    readme = f"# Who leaves\n\n## Choices\n\n{sentence}\n"
    kinds = "import xgboost\n\nxgboost.XGBRegressor().fit(X, y)\nopen('reports/metrics.json', 'w').write('{}')\n"
    files = {"README.md": readme, "reports/metrics.json": kept, "boosted.py": kinds}
    assert level(tmp_path, "baseline-comparison", files) == expected


def test_a_baseline_is_read_beside_the_best_of_its_own_table(tmp_path: Path) -> None:
    text = (
        "# Boats\n\n## The test\n\n| model | RMSE |\n|---|---|\n| baseline | 64.4 |\n| forest | 33.8 |\n\n"
        "## Tuning\n\n| model | RMSE |\n|---|---|\n| forest | 27.2 |\n| ridge | 29.1 |\n"
    )
    found = judged(tmp_path, "baseline-comparison", {"README.md": text})
    assert "rmse of 64.4 beside the model's 33.8 (forest)" in found.reason


def test_a_baseline_that_stands_alone_is_read_beside_the_best_of_the_text(tmp_path: Path) -> None:
    text = "# Boats\n\nThe baseline has an RMSE of 64.4.\n\n| model | RMSE |\n|---|---|\n| forest | 27.2 |\n| ridge | 29.1 |\n"
    found = judged(tmp_path, "baseline-comparison", {"README.md": text})
    assert "rmse of 64.4 beside the best model's 27.2 (forest)" in found.reason


@pytest.mark.parametrize(("folds", "expected"), [(1, 2), (4, 1)], ids=["of the model", "of its folds"])
def test_a_figure_of_one_fold_stands_beside_no_other_model_s(tmp_path: Path, folds: int, expected: int) -> None:
    rows = [
        f"{model},{fold},{rmse + fold}" for model, rmse in (("gru", 36.1), ("xgboost", 9.4)) for fold in range(folds)
    ]
    files = {
        "README.md": "# Boats\n\n## Models\n\nThe GRU is the baseline.\n",
        "results/folds.csv": "\n".join(["model,fold,RMSE", *rows]),
    }
    training = TRAINING.replace("RandomForestClassifier", "XGBRegressor").replace("sklearn.ensemble", "xgboost")
    training += "table.to_csv('results/folds.csv')\n"
    found = judged(tmp_path, "baseline-comparison", files, training=training)
    assert (found.level == 2) is (expected == 2), found.reason


@pytest.mark.parametrize(
    ("told", "asked"),
    [("ROC AUC: 0.62", "a baseline (a logistic regression"), ("Accuracy: 0.62", "a dummy model (the most frequent")],
)
def test_no_dummy_is_asked_for_whose_figure_is_known_before(tmp_path: Path, told: str, asked: str) -> None:
    found = judged(
        tmp_path, "baseline-comparison", {"README.md": f"# Boats\n\n## Results\n\n- {told} on the test set\n"}
    )
    assert found.level == 0
    assert f"measure {asked}" in (found.fix or "")
