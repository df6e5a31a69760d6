"""Which number of a sentence is the value of the metric that it names, and whose it is."""

from __future__ import annotations

import pytest

from portfolio_kit.repository.results.sentences import in_sentence


def told(text: str) -> list[tuple[str, float, bool]]:
    return [(figure.metric, figure.value, figure.is_baseline) for figure in in_sentence(text, 1, "")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Off by about 3,100 kroner (MAE) on the 25% of the boats that were kept back.", [("mae", 3100.0, False)]),
        ("It misses 25% of the late boats; recall is 75%.", [("recall", 75.0, False)]),
        ("The recall is 80% of the late boats.", [("recall", 80.0, False)]),
    ],
)
def test_how_much_it_was_measured_on_is_no_value(text: str, expected: list[tuple[str, float, bool]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The search ends at a lowest loss of ~3100 kroner.", [("loss", 3100.0, False)]),
        ("The best loss is reached after 12 epochs.", []),
        ("The operator took a loss of 3100 kroner that winter.", []),
    ],
)
def test_the_lowest_loss_may_be_a_whole_number_of_something(text: str, expected: list[tuple[str, float, bool]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "An MAE of 31 kroner on the test split, against 52 kroner if we always say the mean fare.",
            [("mae", 31.0, False), ("mae", 52.0, True)],
        ),
        (
            "An MAE of 31 kroner on the test split; quoting the average fare to everybody is off by 52 kroner.",
            [("mae", 31.0, False), ("mae", 52.0, True)],
        ),
        # What it is set against is no guess.
        ("An MAE of 31 kroner on the test split, against 52 boats in the harbour.", [("mae", 31.0, False)]),
    ],
)
def test_a_guess_is_set_against_the_result(text: str, expected: list[tuple[str, float, bool]]) -> None:
    assert told(text) == expected


def test_a_lazy_model_that_is_right_in_so_many_cases_is_a_guess() -> None:
    assert told("A lazy model that waves every boat through would be right in 61.2% of cases.") == [
        ("accuracy", 61.2, True)
    ]
    assert told("The model is right in 81.2% of cases.") == [("accuracy", 81.2, False)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("late, accuracy: 0.81, with baseline 0.52", [("accuracy", 0.81, False), ("accuracy", 0.52, True)]),
        ("Accuracy 0.81 (baseline 0.52).", [("accuracy", 0.81, False), ("accuracy", 0.52, True)]),
        ("R2 of 0.81 and a baseline R2 of 0.12.", [("r2", 0.81, False), ("r2", 0.12, True)]),
        ("Accuracy 0.81 vs baseline 0.52", [("accuracy", 0.81, False), ("accuracy", 0.52, True)]),
        # A number of another thing is no figure of the baseline.
        ("The MAE is 12.3 minutes, the baseline model has 4 features.", [("mae", 12.3, False)]),
    ],
)
def test_a_baseline_is_named_right_beside_the_figure(text: str, expected: list[tuple[str, float, bool]]) -> None:
    assert told(text) == expected


def test_what_is_no_better_than_a_guess_is_worth_the_guess_and_not_what_it_is_set_against() -> None:
    text = (
        "LogisticRegression has a ROC AUC of 0.50, no better than always guessing that nobody is late, against 0.61 "
        "for HistGradientBoosting."
    )
    assert told(text) == [("roc_auc", 0.5, True), ("roc_auc", 0.61, False)]
    assert told("The ROC AUC is 0.61, better than the one of last year.") == [("roc_auc", 0.61, False)]


def test_the_number_of_a_part_of_the_data_is_no_value() -> None:
    assert told("[0] validation_0-rmse:60.834 validation_1-rmse:65.919") == [
        ("rmse", 60.834, False),
        ("rmse", 65.919, False),
    ]


def test_what_a_metric_is_divided_by_is_no_value_of_it() -> None:
    assert told("composite = 0.5 * (RMSE / mean) + 0.5 * (WAPE / 100)") == []
    assert told("Precision / recall: 0.91 / 0.82") == [("precision", 0.91, False), ("recall", 0.82, False)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stopping everybody has an F1 of 0.36.", [("f1", 0.36, True)]),
        ("A pilot who turns everyone away would reach an F1 of 0.36.", [("f1", 0.36, True)]),
        ("Using all features has an F1 of 0.71.", [("f1", 0.71, False)]),
        ("The net that scores every boat reaches an F1 of 0.71.", [("f1", 0.71, False)]),
    ],
)
def test_who_does_the_same_whatever_comes_only_guesses(text: str, expected: list[tuple[str, float, bool]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("with 0.91 precision, 0.88 recall and 0.89 F1", [("precision", 0.91), ("recall", 0.88), ("f1", 0.89)]),
        ("0.95 accuracy and 0.85 F1 on the test set", [("accuracy", 0.95), ("f1", 0.85)]),
        ("0.95 weighted F1 and 0.85 macro F1", [("f1", 0.95), ("f1", 0.85)]),
        ("an area under the ROC curve of 0.86", [("roc_auc", 0.86)]),
        ("Accuracy 0.95 F1 0.85 AUC 0.9", [("accuracy", 0.95), ("f1", 0.85), ("roc_auc", 0.9)]),
        ("139/139 - 62s 445ms/step - loss: 0.3962 - accuracy: 0.8936", [("accuracy", 0.8936)]),
    ],
)
def test_numbers_that_stand_before_their_metrics_are_theirs(text: str, found: list[tuple[str, float]]) -> None:
    assert [(figure.metric, figure.value) for figure in in_sentence(text, 1, "")] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It beats the baseline accuracy by 15%.", []),
        ("The forest outperforms the harbour's own F1 by about 0.07.", []),
        ("If the forest reduces MAPE by ≥ 10–15% against last week, we keep it.", []),
        ("Judged by the harbour the accuracy is 0.85.", [("accuracy", 0.85)]),
        ("Improved by better rows, the accuracy is 0.85.", [("accuracy", 0.85)]),
    ],
)
def test_by_how_much_a_metric_got_better_is_no_value_of_it(text: str, found: list[tuple[str, float]]) -> None:
    assert [(metric, value) for metric, value, _ in told(text)] == found


def test_an_error_that_is_weighted_is_a_metric_of_its_own() -> None:
    assert told("On the last weeks the WMAE is 790 and the MAE 812.") == [("wmae", 790.0, False), ("mae", 812.0, False)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Beside the moving average of the baseline we achieved 52% error reduction in MAPE.", []),
        ("That is a 15% relative MAPE improvement over the rule.", []),
        ("MAPE is 2.2% after dimension reduction.", [2.2]),
    ],
)
def test_how_far_two_values_are_apart_is_none_of_them(text: str, expected: list[float]) -> None:
    assert [figure.value for figure in in_sentence(text, 1, "")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("max_depth = 5: 0.002 improvement in ROC-AUC", []),
        ("Dropping the mast's age: 0.01 drop in recall", []),
        ("0.03 Verbesserung der Genauigkeit", []),
        ("0.82 ROC-AUC, an improvement in each harbour", [("roc_auc", 0.82, False)]),
        ("Recall of 0.74 on improvements in the boats", [("recall", 0.74, False)]),
    ],
)
def test_by_how_much_a_metric_moves_is_no_value_of_it(text: str, expected: list[tuple[str, float, bool]]) -> None:
    assert told(text) == expected
