"""A metrics file in any of the forms that people write says the same: models, metrics, values."""

from __future__ import annotations

import json

import pytest

from portfolio_kit.case_study.documents import document
from portfolio_kit.case_study.metrics import Results, results
from portfolio_kit.case_study.table import table


def of(text: str, suffix: str = ".json") -> Results:
    found = results(document(text, suffix))
    assert found is not None
    return found


TWO = {"Dummy": {"F1": 0.4}, "Random forest": {"F1": 0.81}}
BY_MODEL = {"dummy": {"f1": 0.4}, "random_forest": {"f1": 0.81}}


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        (json.dumps(BY_MODEL), ".json"),
        (json.dumps({"models": BY_MODEL, "n_rows": 1200}), ".json"),
        (json.dumps({"test": BY_MODEL, "train": {"dummy": {"f1": 0.5}, "random_forest": {"f1": 1.0}}}), ".json"),
        (json.dumps({name: {"test": row, "train": {"f1": 1.0}} for name, row in BY_MODEL.items()}), ".json"),
        (json.dumps({"f1": {"dummy": 0.4, "random_forest": 0.81}}), ".json"),
        (json.dumps({"results": [{"model": name, **row} for name, row in BY_MODEL.items()]}), ".json"),
        (json.dumps([{"model": name, "metrics": row, "params": {"c": 1}} for name, row in BY_MODEL.items()]), ".json"),
        (json.dumps({"model": {"0": "dummy", "1": "random_forest"}, "f1": {"0": 0.4, "1": 0.81}}), ".json"),
        ("dummy:\n  f1: 0.4\nrandom_forest:\n  f1: '81%'\n  seconds: 3\n", ".yaml"),
        ("model,f1,rows\ndummy,0.4,1200\nrandom_forest,0.81,1200\n", ".csv"),
        ("\ufeffmodel;f1\ndummy;0,4\nrandom_forest;0,81\n", ".csv"),
        (",model,f1\n0,dummy,0.4\n1,random_forest,0.81\n", ".csv"),
        ("model,metric,value\ndummy,f1,0.4\nrandom_forest,f1,0.81\n", ".csv"),
    ],
)
def test_models_in_any_nesting(text: str, suffix: str) -> None:
    found = of(text, suffix)
    assert {
        model.label: {found.labels[key]: value.value for key, value in model.values.items()} for model in found.models
    } == TWO
    assert (found.chosen.label, found.baseline and found.baseline.label) == ("Random forest", "Dummy")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (0.8126, "0.813"),
        ({"value": 0.81, "low": 0.78, "high": 0.84}, "0.810<br>0.780–0.840"),
        ({"mean": 0.81, "ci": [0.78, 0.84]}, "0.810<br>0.780–0.840"),
        ({"mean": 0.81, "std": 0.02}, "0.810 ± 0.020"),
        ("0.81 ± 0.02", "0.810 ± 0.020"),
        (81.26, "81.26"),
        (1234.56, "1,234.6"),
    ],
)
def test_values_with_intervals(value: object, cell: str) -> None:
    assert f"| {cell} |" in table(of(json.dumps({"f1": value})))


def test_bounds_in_columns_of_their_own() -> None:
    text = "model,auc,auc_low,auc_high\nxgboost,0.8,0.78,0.82\n"
    assert table(of(text, ".csv")).splitlines()[0] == "| Model | AUC |"
    assert "| XGBoost | 0.800<br>0.780–0.820 |" in table(of(text, ".csv"))


def test_the_chosen_model_is_in_bold_where_the_file_names_it() -> None:
    found = of(json.dumps({"best_model": "ridge", "ridge": {"mae": 3.0}, "lasso": {"mae": 2.9}}))
    assert "| **Ridge** |" in table(found)
    assert found.chosen.label == "Ridge"


def test_a_lone_model_has_the_name_that_the_file_gives_its_best_one() -> None:
    found = of(json.dumps({"best_model_type": "random_forest", "performance_metrics": {"f1": 0.61}}))
    assert [model.label for model in found.models] == ["Random forest"]


def test_else_the_best_is_the_one_with_the_least_error() -> None:
    assert of(json.dumps({"ridge": {"mae": 3.0}, "mean": {"mae": 2.0}, "lasso": {"mae": 2.9}})).chosen.label == "Lasso"


def test_the_averages_of_a_classification_report_are_one_model() -> None:
    rows = {name: {"precision": 0.8, "recall": 0.7, "f1-score": 0.75, "support": 9} for name in ("0", "1", "macro avg")}
    found = of(json.dumps({**rows, "accuracy": 0.81}))
    assert len(found.models) == 1
    assert list(found.labels.values()) == ["Accuracy", "Precision", "Recall", "F1-score"]


def test_what_was_measured_in_training_is_left_out() -> None:
    assert list(of(json.dumps({"train_accuracy": 0.99, "test_accuracy": 0.8})).labels.values()) == ["Test accuracy"]


def test_epochs_and_folds_are_no_models() -> None:
    text = json.dumps({"history": [{"epoch": 1, "accuracy": 0.7}, {"epoch": 2, "accuracy": 0.8}], "test": {"f1": 0.6}})
    assert list(of(text).labels) == ["f1"]


def test_of_a_log_of_runs_the_last_of_each_model_counts() -> None:
    text = "time,model,mae\n2026-06-13T19:46:05,ridge,4.0\n2026-06-14T08:00:00,ridge,3.0\n"
    assert [(model.label, model.values["mae"].value) for model in of(text, ".csv").models] == [("Ridge", 3.0)]


def test_a_report_beside_the_metrics_of_a_model_is_of_the_same_model() -> None:
    report = {"macro avg": {"precision": 0.7, "recall": 0.6}}
    found = of(json.dumps({"test_accuracy": 0.8, "classification_report": report}))
    assert len(found.models) == 1
    assert set(found.labels.values()) == {"Test accuracy", "Precision", "Recall"}


def test_the_metric_to_speak_of_is_neither_a_loss_nor_of_validation() -> None:
    assert of(json.dumps({"val_f1": 0.9, "loss": 0.1, "test_f1": 0.7})).metric == "test_f1"


def test_a_random_forest_is_no_baseline() -> None:
    assert of(json.dumps({"RandomForest": {"f1": 0.8}, "naive_bayes": {"f1": 0.7}})).baseline is None


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("{}", ".json"),
        ("{", ".json"),
        ("[" * 100_000, ".json"),
        ('{"f1": true, "accuracy": null, "recall": NaN}', ".json"),
        ('{"accuracy": 1' + "0" * 400 + "}", ".json"),
        ('{"name": "churn", "version": "1.0.0"}', ".json"),
        ("a: &a [*a]", ".yaml"),
        ("", ".csv"),
        ('"', ".csv"),
        ("epoch,loss\n1,0.5\n2,0.4\n", ".csv"),
        ("model,f1\nrf,0.1\nrf,0.2\n", ".csv"),
    ],
)
def test_what_names_no_model_s_metrics_says_nothing(text: str, suffix: str) -> None:
    assert results(document(text, suffix)) is None


def test_names_of_the_file_are_no_markup() -> None:
    name = "a|b<script>`*_[x](y)\n\u202e"
    row = table(of(json.dumps({name: {"f1": 0.5}, "ridge": {"f1": 0.6}}))).splitlines()[2]
    assert row == r"| A\|b&lt;script&gt;\`\* \[x\](y) | 0.500 |"
