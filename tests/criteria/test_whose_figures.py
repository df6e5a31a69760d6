"""Whose a figure is: the model's, a habit's, another's, or nobody's; and where it is found again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from portfolio_kit.criteria.judge import finding_of
from tests.criteria.kit import notebook, repository

TRAIN = """\
import json

import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

crossings = pd.read_csv("crossings.csv")
model = LogisticRegression().fit(crossings[["wind"]], crossings.late)
found = {"auc": roc_auc_score(held.late, model.predict(held[["wind"]]))}
json.dump(found, open("metrics.json", "w"))
json.dump(found, open("results.json", "w"))
open("runs/june.log", "w").write(f"{found}")
open("results/eval.txt", "w").write(f"{found}")
"""
INTRO = "# Ferry delays\n\nWhich crossings will be late.\n\n## Results\n\nMeasured on the test set.\n\n"


def level(folder: Path, criterion: str, files: dict[str, str]) -> int | None:
    found = finding_of(repository(folder, {"train.py": TRAIN, **files}), criterion)
    assert not found.error, found.reason
    return found.level


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("harbour master's habit (late when foggy)", 2),
        ("bisherige Regel: Wind über 7", 2),
        ("most borrowed boat", 2),
        ("forest, deeper", 1),
    ],
)
def test_a_row_of_how_it_is_done_by_habit_is_a_baseline(tmp_path: Path, row: str, expected: int) -> None:
    table = f"| | AUC |\n|---|---|\n| {row} | 0.66 |\n| logistic regression | 0.71 |\n| random forest | 0.75 |\n"
    assert level(tmp_path, "baseline-comparison", {"README.md": INTRO + table}) == expected


COLUMNS = (
    "| Metric | Before | Now | Target | Best known |\n|---|---|---|---|---|\n| AUC | 0.61 | 0.84 | 0.80 | 0.97 |\n"
)


def test_what_others_reached_and_what_was_aimed_at_is_no_claim(tmp_path: Path) -> None:
    shown = {"README.md": INTRO + COLUMNS, "metrics.json": json.dumps({"auc": 0.84})}
    assert level(tmp_path, "claims-supported", shown) == 2
    assert level(tmp_path, "baseline-comparison", shown) == 2


def test_a_value_of_ones_own_column_is_contradicted_all_the_same(tmp_path: Path) -> None:
    shown = {"README.md": INTRO + COLUMNS.replace("0.84", "0.94"), "metrics.json": json.dumps({"auc": 0.84})}
    assert level(tmp_path, "claims-supported", shown) == 0


def test_what_a_method_can_be_used_for_is_no_result(tmp_path: Path) -> None:
    text = INTRO.replace("Measured on the test set.", "A flat index {} 100% recall.")
    files = {"README.md": text.format("can be used to maintain")}
    assert level(tmp_path / "any", "quantified-results", files) == 0
    assert level(tmp_path / "own", "quantified-results", {"README.md": text.format("gave us")}) == 1


def test_a_limit_is_no_result_however_it_is_written(tmp_path: Path) -> None:
    text = "# Ferry delays\n\n## Settings\n\nMIN_RECALL_THRESHOLD=0.80 on the test set\n"
    assert level(tmp_path, "quantified-results", {"README.md": text}) == 0


def test_a_quoted_answer_that_is_always_the_same_is_a_guess(tmp_path: Path) -> None:
    text = INTRO + 'Not accuracy: "nobody is late" is right 86% of the time. Our ROC AUC is 0.747.\n'
    assert level(tmp_path, "claims-supported", {"README.md": text, "metrics.json": '{"roc_auc": 0.747}'}) == 2


@pytest.mark.parametrize("rest", [{"pr": 0.41}, {"pr": 0.58}])
def test_what_stands_beside_in_the_row_and_in_the_file_is_shown(tmp_path: Path, rest: dict[str, float]) -> None:
    table = "| | P@60 | PR AUC | ROC AUC |\n|---|---|---|---|\n| CatBoost | 0.47 | 0.41 | 0.81 |\n"
    found = {"catboost": {"p60": 0.47, "roc": 0.81, **rest}, "auc_of_all": 0.5}
    files = {"train.py": TRAIN, "README.md": INTRO + table, "results.json": json.dumps(found)}
    finding = finding_of(repository(tmp_path, files), "claims-supported")
    assert ("3 of the 3" in finding.reason) == (rest["pr"] == 0.41), finding.reason


def test_pairs_of_a_log_are_found_under_names_of_their_own(tmp_path: Path) -> None:
    table = "| | hit@10 |\n|---|---|\n| ALS | 0.402 |\n"
    log = "who=als boats=61 hit={} shown=0.438\n"
    shown = {"README.md": INTRO + table, "runs/june.log": log.format("0.402")}
    assert level(tmp_path / "same", "claims-supported", shown) == 2
    assert level(tmp_path / "other", "claims-supported", {**shown, "runs/june.log": log.format("0.377")}) == 1


def test_a_report_whose_name_code_fills_in_is_written_by_it(tmp_path: Path) -> None:
    report = "MODEL: FOREST\n\nAccuracy:   0.8432\nF1-Score:   0.7911\n"
    text = INTRO + "| Model | Accuracy | F1 |\n|---|---|---|\n| Forest | 84.32% | 79.11% |\n"
    code = 'def save(name, text):\n    open(f"reports/evaluation_report_{name}.txt", "w").write(text)\n\n\nsave("forest", str(1))\n'
    files = {"README.md": text, "reports/evaluation_report_forest.txt": report, "report.py": code}
    assert level(tmp_path, "claims-supported", files) == 2


TABLE = """\
                     MAE    RMSE
Model                           
Ridge (baseline)   756.7  1187.3
Forest             487.0   785.0
"""  # noqa: W291 - as pandas prints it


def test_the_name_of_an_index_does_not_end_the_head_of_a_printed_table(tmp_path: Path) -> None:
    files = {"train.ipynb": notebook(("scores", TABLE))}
    assert level(tmp_path, "baseline-comparison", files) == 2


def test_a_rule_below_the_head_of_a_printed_table_does_not_end_it(tmp_path: Path) -> None:
    log = "     K    Recall@K    NDCG@K\n─────────────────────────\n     5      0.1526    0.1065\n"
    files = {"README.md": INTRO + "| | NDCG@5 |\n|---|---|\n| two towers | 0.1065 |\n", "results/eval.txt": log}
    assert level(tmp_path, "claims-supported", files) == 2


SEVERAL_MODELS = (
    "Gradient boosting\nAccuracy: 0.9412\nPrecision: 0.9035\nRecall: 0.8821\nF1: 0.8926\n\n"
    "Naive Bayes\nAccuracy: 0.8904\nPrecision: 0.8312\nRecall: 0.8467\nF1: 0.8389\n"
)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((94.1, 90.4, 88.2, 89.3), 2),
        # The recall is Naive Bayes', the precision its recall; the rest is nobody's.
        ((92.3, 84.7, 84.67, 88.1), 0),
        # One is right, and nothing that stands beside it.
        ((94.1, 93.9, 95.2, 94.4), 1),
    ],
)
def test_what_is_told_together_is_shown_by_one_model(tmp_path: Path, values: tuple[float, ...], expected: int) -> None:
    names = ("Accuracy", "Precision", "Recall", "F1-score")
    told = "".join(f"- **{name}**: {value}%\n" for name, value in zip(names, values, strict=True))
    files = {"README.md": INTRO + told, "compare.ipynb": notebook(("print(report)", SEVERAL_MODELS))}
    assert level(tmp_path, "claims-supported", files) == expected


def test_a_figure_below_limitations_is_not_the_headline(tmp_path: Path) -> None:
    text = (
        "# Ferry delays\n\n## Limitations\n\nOn winter crossings of the test set the accuracy is 41.3%.\n\n"
        "## Results\n\nOn the test set the accuracy is 88.2%.\n"
    )
    found = finding_of(repository(tmp_path, {"train.py": TRAIN, "README.md": text}), "quantified-results")
    assert "accuracy 88.2%" in found.reason


@pytest.mark.parametrize(
    ("row", "best", "expected"),
    [
        ("No model (every boat sails)", "XGBoost", 2),
        ('Always "on time"', "Best of the four", 2),
        ("Summer", "Best of the four", 0),
    ],
)
def test_a_guess_stands_beside_what_is_called_the_best(tmp_path: Path, row: str, best: str, expected: int) -> None:
    table = f"| | Accuracy |\n|---|---|\n| {row} | 61.2% |\n| {best} | 81.4% |\n"
    assert level(tmp_path, "baseline-comparison", {"README.md": INTRO + table}) == expected


def test_a_range_is_told_with_both_ends(tmp_path: Path) -> None:
    files = {"train.py": TRAIN, "README.md": INTRO + "- Accuracy: 80-90%\n"}
    found = finding_of(repository(tmp_path, files), "claims-supported")
    assert found.level == 1
    assert "80-90%" in found.reason
    assert found.fix
    assert "one value" in found.fix


FIRST_TRIES = {
    "en": "At first I split at random and the accuracy was 97.1% on the test set; it turned out to be a leak.",
    "de": "Zuerst war die Genauigkeit im Testset 97,1 %. Das war ein Trugschluss.",
    "id": "Awalnya akurasi di test set 97,1%, ternyata datanya bocor.",
    "ru": "Сначала точность на test set была 97,1 %, но оказалось, что соседние рейсы попали в обе части.",
    "zh": "一开始测试集准确率 97.1%，后来发现用到了未来的数据。",
    "hi": "शुरू में test set पर accuracy 97.1% थी। बाद में पता चला कि लीकेज था।",
}


@pytest.mark.parametrize("told", FIRST_TRIES.values(), ids=FIRST_TRIES)
def test_what_a_first_try_gave_and_the_text_takes_back_is_not_the_headline(tmp_path: Path, told: str) -> None:
    text = f"# Ferry delays\n\n## Results\n\nOn the test set the accuracy is 88.2%.\n\n## Lessons\n\n{told}\n"
    found = finding_of(repository(tmp_path, {"train.py": TRAIN, "README.md": text}), "quantified-results")
    assert "accuracy 88.2%" in found.reason


def test_a_first_try_that_nothing_was_wrong_with_may_be_the_headline(tmp_path: Path) -> None:
    text = "# Ferry delays\n\n## Results\n\nThe accuracy is 88.2%.\n\nAt first, on the test set, accuracy was 97.1%.\n"
    found = finding_of(repository(tmp_path, {"train.py": TRAIN, "README.md": text}), "quantified-results")
    assert "accuracy 97.1%" in found.reason
