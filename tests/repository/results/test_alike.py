"""Which figures are of one model, in a text and in what runs left behind."""

from __future__ import annotations

from functools import partial

from portfolio_kit.repository.results.alike import Placed, is_of_another, told_together
from portfolio_kit.repository.results.figure import Figure
from portfolio_kit.rubric.finding import Evidence

NAMES = ("accuracy", "precision", "recall", "f1")


def figure(metric: str, value: float, line: int, context: str = "") -> Figure:
    return Figure(metric, value, 3, is_percent=False, kind="result", line=line, context=context)


def printed(*rows: tuple[int, tuple[float, ...]], path: str = "eval.log", step: int = 1) -> list[Placed]:
    """Rows of the four metrics, each beginning on a line, its values `step` lines below each other."""
    return [
        (figure(name, value, line + at * step), partial(Evidence, path, line + at * step, name))
        for line, values in rows
        for at, (name, value) in enumerate(zip(NAMES, values, strict=False))
    ]


TOLD = [
    figure(name, value, 4 + at)
    for at, (name, value) in enumerate(zip(NAMES, (0.942, 0.911, 0.873, 0.892), strict=True))
]


def test_metrics_below_each_other_are_told_together() -> None:
    assert list(told_together([figure("mae", 3.1, 3), *TOLD])) == [[0, 1, 2, 3, 4]]


def test_metrics_of_two_models_are_not_told_together() -> None:
    told = [figure("accuracy", 0.9, 1, "Random forest"), figure("f1", 0.8, 2, "SVM"), figure("recall", 0.7, 3, "SVM")]
    assert not list(told_together(told))


def test_a_row_that_gives_the_rest_otherwise_is_of_another_model() -> None:
    rows = printed((1, (0.951, 0.932, 0.873, 0.902)), (6, (0.942, 0.911, 0.873, 0.892)))
    assert is_of_another(2, rows, TOLD)
    assert not is_of_another(6, rows, TOLD)


def test_a_line_with_several_metrics_is_a_row_of_its_own() -> None:
    rows = printed((1, (0.951, 0.932, 0.873, 0.902)), (2, (0.942, 0.911, 0.873, 0.892)), step=0)
    assert is_of_another(2, rows, TOLD)
    assert not is_of_another(6, rows, TOLD)


def test_a_figure_alone_is_of_no_other_model() -> None:
    assert not is_of_another(0, printed((3, (0.942,))), TOLD)


def test_errors_in_another_unit_are_not_given_otherwise() -> None:
    told = [figure("r2", 0.81, 1), figure("mae", 2100.0, 2), figure("rmse", 3500.0, 3)]
    rows = [
        (figure(name, value, 1), partial(Evidence, "eval.log", 1, name))
        for name, value in (("r2", 0.81), ("mae", 0.2), ("rmse", 0.3))
    ]
    assert not is_of_another(0, rows, told)


def test_a_line_of_a_report_is_told_apart_from_the_next() -> None:
    first = figure("precision", 0.94, 1, "0 0.94 0.79 0.86 243")
    next_line = [figure("recall", 0.76, 2, "1 0.42 0.76 0.54 50"), figure("f1", 0.54, 2, "1 0.42 0.76 0.54 50")]
    assert list(told_together([first, *next_line])) == []
    assert list(told_together([each._replace(context="") for each in (first, *next_line)])) == [[0, 1, 2]]
