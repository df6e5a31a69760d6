"""What verdicts advise, in the words of the task: classes, quantities, forecasts or groups; of all where it is open."""

from __future__ import annotations

from typing import NamedTuple

from portfolio_kit.repository.models.predicted import Predicted


class TaskWords(NamedTuple):
    """What fits one kind of task."""

    dummy: str
    """What a model that learns nothing predicts."""
    metrics: str
    """The metrics that show the errors."""
    beyond: str
    """What there is to look at beyond the metrics."""
    decisions: tuple[str, ...]
    """Decisions that somebody makes in such a project."""
    costs: str = "what a missed case costs against a false alarm"
    """What weighs one error against another."""


_WRONG = "look at which cases are wrong and write in the text, with figures, what you see"
_LARGE = "write in the text, with figures, where the errors are largest and why"
_COSTS = ("what an error costs", "a threshold chosen by it")
BY_TIME, OVER_GROUPS = "a split by time", "a check over groups"
_WORDS: dict[Predicted, TaskWords] = {
    "classes": TaskWords(
        "the most frequent class",
        "precision, recall and F1 or ROC AUC",
        f"{_WRONG}, or choose the threshold by what errors cost and say why",
        (*_COSTS, OVER_GROUPS),
    ),
    "quantities": TaskWords(
        "the mean",
        "MAE, RMSE or R²",
        f"{_LARGE} (residuals), or give the error for groups of the data",
        ("what too high and too low a prediction costs", "a split that fits the data", OVER_GROUPS),
        "what too high a prediction costs against one that is too low",
    ),
    "future": TaskWords(
        "the last value, or that of the same day a week before",
        "MAE, RMSE or MAPE",
        f"{_LARGE} (residuals), or give the spread over several cut-off dates",
        ("what too high and too low a forecast costs", BY_TIME, "an interval around the forecasts", OVER_GROUPS),
        "what too high a forecast costs against one that is too low",
    ),
    "groups": TaskWords(
        "rows grouped at random, or by one rule",
        "the silhouette or Davies-Bouldin score",
        "write in the text, with figures, which rows fit their group badly, or show by bootstrap that other rows give "
        "the same groups",
        ("what each group is for", "a number of groups that is argued for"),
        "what a row in the wrong group costs",
    ),
    "ranks": TaskWords(
        "the most popular items for everybody",
        "recall@k, NDCG or the mean average precision",
        "write in the text, with figures, for which users or items the lists are worst, or give the share of all items "
        "that is ever recommended (coverage)",
        ("what a bad recommendation costs", "what a new user is shown", BY_TIME),
        "what a missed item costs against one that nobody wants",
    ),
    "": TaskWords(
        "the most frequent class, the mean, last week's value",
        "precision, recall and F1 or ROC AUC for classes; MAE, RMSE or R² for quantities",
        f"{_WRONG}, or give the spread over folds",
        (*_COSTS, OVER_GROUPS),
    ),
}


def task_words(predicted: Predicted) -> TaskWords:
    """Return the words for what is predicted."""
    return _WORDS[predicted]
