"""Figures of sentences that were broken into lines."""

from __future__ import annotations

import pytest

from portfolio_kit.repository.results import figures
from portfolio_kit.repository.texts.lines import Line


def stated(*texts: str, kind: str = "prose") -> list[tuple[str, float, int, bool]]:
    lines = [Line(number, kind, text) for number, text in enumerate(texts, start=1)]
    return [(figure.metric, figure.value, figure.line, figure.is_baseline) for figure in figures.in_text(lines)]


@pytest.mark.parametrize(
    "texts",
    [
        ("On the fifth of the boats that was kept out of the training, the recall", "is 0.66 at the harbour."),
        ("Numa parte dos barcos, postos de lado desde o início: sensibilidade de", "0,66 no porto."),
        ("Probado con los dos últimos meses, que no se usaron para entrenar: exhaustividad", "de 0,66 en el puerto."),
        ("Sur un cinquième des bateaux, laissés de côté dès le départ, le rappel est", "de 0,66 au port."),
    ],
)
def test_a_metric_and_its_value_on_the_next_line_are_one_figure(texts: tuple[str, str]) -> None:
    assert stated(*texts) == [("recall", 0.66, 2, False)]


def test_what_a_guess_gives_on_the_next_line_is_of_the_metric_above() -> None:
    found = stated(
        "On the test rows the recall of the harbour's model is 0.66 for every boat.", "Saying always yes gives 0.41."
    )
    assert found == [("recall", 0.66, 1, False), ("recall", 0.41, 2, True)]


@pytest.mark.parametrize(
    "texts",
    [
        ("On the test rows we looked at every boat of the harbour and at its recall.", "The masts are 0.66 of it."),
        ("The recall", "is 0.66 at the harbour."),
        ("On the fifth of the boats that was kept out of the training, the recall", "", "is 0.66 at the harbour."),
    ],
    ids=["next sentence", "short line", "next paragraph"],
)
def test_another_sentence_line_or_paragraph_gives_it_no_value(texts: tuple[str, ...]) -> None:
    assert not stated(*texts)


def test_items_of_a_list_are_not_read_as_one() -> None:
    first = "On the fifth of the boats that was kept out of the training, the recall"
    assert not stated(first, "is 0.66 at the harbour.", kind="item")


def test_whose_a_figure_is_may_stand_on_the_line_above() -> None:
    above = "Jusqu'ici, les bénévoles du port appelaient les bateaux au hasard,"
    assert stated(above, "ce qui donne une précision de 0,19.") == [("precision", 0.19, 2, True)]


@pytest.mark.parametrize(
    "texts",
    [
        ("No teste a regressão encontra 78% dos barcos, com precisão de 0,47; a linha de base", "fica em 0,50 e 0,21."),
        ("No teste encontra 78% dos barcos, com precisão de 0,47; a linha de base fica em 0,50 e 0,21.",),
    ],
)
def test_the_first_of_two_figures_of_a_baseline_is_of_another_metric(texts: tuple[str, ...]) -> None:
    assert stated(*texts) == [("precision", 0.47, 1, False)]


@pytest.mark.parametrize(
    ("texts", "measured"),
    [
        (["Final testing:", "Accuracy: 0.81", "F1: 0.77"], ["held-out", "held-out"]),
        (["5-fold cross-validation:\\", "`Accuracy: 0.81`\\", "`F1: 0.77`"], ["folds", "folds"]),
        (["On the last fifth, as before", "Accuracy: 0.81"], [""]),
        (["Testing is done by the harbour master on a quiet day:", "Accuracy: 0.81"], [""]),
    ],
    ids=["a line", "broken by hand", "no announcement", "a sentence"],
)
def test_a_short_line_says_what_the_lines_below_it_were_measured_on(texts: list[str], measured: list[str]) -> None:
    lines = [Line(number, "prose", text) for number, text in enumerate(texts, start=1)]
    assert [figure.measured for figure in figures.in_text(lines)] == measured


def test_what_is_announced_ends_with_its_paragraph() -> None:
    texts = [(1, "prose", "Final testing:"), (2, "prose", "Accuracy: 0.81"), (4, "prose", "Accuracy: 0.92")]
    lines = [Line(number, kind, text) for number, kind, text in texts]
    assert [figure.measured for figure in figures.in_text(lines)] == ["held-out", ""]
