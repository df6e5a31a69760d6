"""Figures that are wanted, asked for or enough, and those that a run gave."""

from __future__ import annotations

import pytest

from portfolio_kit.repository.results import figures
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.rubric.finding import Evidence


def kinds(text: str) -> list[tuple[str, float, str]]:
    document = Document("README.md", text, lambda line: Evidence("README.md", line, ""))
    return [(figure.metric, figure.value, figure.kind) for figure in figures.in_text(document.lines)]


@pytest.mark.parametrize(
    "text",
    [
        "The harbour would call it useful from a recall of 0.7 on.",
        "The harbour will trust it once its recall passes 0.7.",
        "To be of use it has to reach a recall of 0.7.",
        "The harbour needs a recall of 0.7.",
        "A recall of 0.7 or better is what we are after.",
        "A recall of 0.7 would be good enough for the harbour.",
        "Ab einem Recall von 0,7 hilft es dem Hafen.",
        "À partir d'un recall de 0,7 le port l'utiliserait.",
        "I hoped for a recall of 0.7 on the test weeks.",
        "The harbour had asked for a recall of 0.7.",
        "We set out to reach a recall of 0.7.",
        "We'd be thrilled with a recall of 0.7.",
        "A recall of 0.7 on the test weeks would make us happy.",
        "Só usaríamos o modelo se a recall no teste passasse de 0,7.",
        "O porto queria uma recall de 0,7.",
        "El puerto pedía un recall de 0,7.",
        "Un recall de 0,7 nos haría felices.",
        "Le port voulait un recall de 0,7.",
        "Der Hafen wollte einen Recall von 0,7.",
        "Wir hatten auf einen Recall von 0,7 gehofft.",
        "Il porto sperava in un recall di 0,7.",
        "The KPI is a recall of 0.7 on the test set.",
        "It helps the harbour achieve more, with a KPI of 0.7 recall.",
        "Target: recall of 0.7 on the test set.",
        "**Objective:** recall of 0.7.",
        "The model will reach a recall of 0.7 on the test set.",
        "Our classifier is expected to achieve a recall of 0.7.",
        "El modelo alcanzará un recall de 0,7.",
        "Das Modell wird einen Recall von 0,7 erreichen.",
        "## Success criteria\n\n- Recall: 0.7\n",
        "## Acceptance criteria\n\n| Metric | Value |\n|---|---|\n| Recall | 0.7 |\n",
    ],
)
def test_what_is_wished_for_is_a_target(text: str) -> None:
    assert kinds(text) == [("recall", 0.7, "target")]


@pytest.mark.parametrize(
    "text",
    [
        "The recall of the late boats is 0.7 on the test set.",
        "It would be useful in every harbour: recall 0.7 on the test set.",
        "We had to be careful with the dates, recall 0.7.",
        "I hoped for more, but the recall is 0.7 on the test set.",
        "We are thrilled with a recall of 0.7 on the test set.",
        "O porto queria uma lista; a recall é 0,7.",
        "Our recall of 0.7 would make any harbour happy.",
        "Recall improved from 0.7 on average.",
        "Our KPI is the share of late boats: recall 0.7 on the test set.",
        "We reached the KPI of a recall of 0.7 on the test set.",
        "We beat our KPI, which is a recall of 0.7 on the test set.",
        "The model will be used in the harbour. Recall 0.7 on the test set.",
        "You will get a recall of 0.7.",
        "Target: late (yes or no). Recall 0.7.",
        "Das Modell konnte einen Recall von 0,7 erreichen.",
        "A recall of 0.7 is good enough for the harbour.",
        "## Goals and results\n\n- Recall: 0.7\n",
        "## Success criteria\n\n- Recall: 0.7 reached\n",
    ],
)
def test_what_came_out_is_a_result(text: str) -> None:
    assert kinds(text) == [("recall", 0.7, "result")]


def test_a_table_of_goals_may_say_what_was_reached() -> None:
    table = "## Success criteria\n\n| Metric | Target | Achieved |\n|---|---|---|\n| Recall | 0.7 | 0.74 |\n"
    assert kinds(table) == [("recall", 0.7, "target"), ("recall", 0.74, "result")]


def test_a_metric_that_is_not_meant_has_no_value() -> None:
    assert kinds("We look at recall and not at accuracy: 0.74 on the test set.") == [("recall", 0.74, "result")]
    assert kinds("We report recall 0.74, not accuracy 0.91.") == [
        ("recall", 0.74, "result"),
        ("accuracy", 0.91, "result"),
    ]


def test_demand_may_be_what_is_forecast() -> None:
    assert kinds("The model forecasts demand, MAE 14.2 a day; for low demand MAE is 3.1.")[-1] == ("mae", 3.1, "result")


@pytest.mark.parametrize(
    "text",
    [
        "Wir hoffen auf einen Recall von 0,7.",
        "Wir wollen einen Recall von 0,7.",
        "Recall minimal 0,7.",
        "Надеемся получить recall 0,7.",
        "Recall не ниже 0,7.",
        "我们希望 recall 达到 0.7。",
        "Recall 至少达到 0.7。",
        "हमें उम्मीद है कि recall 0.7 होगा।",
        "Recall कम से कम 0.7।",
        # What is good or usual elsewhere.
        "In the literature a good recall is usually 0.7.",
        "Ein guter Recall liegt in der Literatur meist bei 0,7.",
        "Menurut literatur, recall yang baik biasanya 0,7.",
        "По литературе хороший recall обычно 0,7.",
        "文献中好的 recall 一般在 0.7。",
        "साहित्य में अच्छा recall आम तौर पर 0.7 होता है।",
    ],
)
def test_what_is_hoped_for_or_good_by_the_book_was_reached_by_nobody(text: str) -> None:
    assert {kind for _, _, kind in kinds(text)} == {"target"}


@pytest.mark.parametrize(
    "text",
    [
        "Der Recall liegt bei 0,7, besser als wir hofften.",
        "Recall 0.7, above the 0.6 of the literature.",
        "Полнота 0,7, и это хорошо.",
        "召回率 0.7，比希望的好。",
    ],
)
def test_what_was_reached_and_is_praised_is_a_result(text: str) -> None:
    assert ("recall", 0.7, "result") in kinds(text)


def test_what_is_said_to_be_made_up_was_measured_by_nobody() -> None:
    table = "\n\n| Model | Recall |\n|---|---|\n| SVC | 0.7 |\n"
    for said in (
        "The table will look like this (dummy numbers):",
        "These figures are placeholders.",
        "Illustrative results:",
    ):
        assert kinds(f"## Results\n\n{said}{table}") == [("recall", 0.7, "target")]
    for said in ("A dummy scores less.", "We replaced placeholder values in the settings first.\n\n## Test weeks"):
        assert kinds(f"## Results\n\n{said}{table}") == [("recall", 0.7, "result")]


@pytest.mark.parametrize(
    "text",
    [
        "The model should find, on average, a minimum of 70% recall and 60% precision.",
        "The model must reach 70% recall and 60% precision.",
        "The model should have a recall of 0.7 and a precision of 0.6.",
        "Recall and precision have to be at least 0.7 and 0.6.",
        "The mean must be greater than the threshold considered (70% recall and 60% precision).",
        "El modelo debe lograr un recall de 0.7 y una precisión de 0.6.",
    ],
)
def test_what_is_wished_for_in_one_breath_are_targets_all_of_them(text: str) -> None:
    assert [kind for _, _, kind in kinds(text)] == ["target", "target"]


@pytest.mark.parametrize(
    "text",
    [
        "The model found 70% recall and 60% precision.",
        "Recall and precision are 0.7 and 0.6.",
        "At the threshold of the costs (70% recall and 60% precision) the harbour saves most.",
    ],
)
def test_what_came_out_together_are_results_all_of_them(text: str) -> None:
    assert [kind for _, _, kind in kinds(text)] == ["result", "result"]


def test_a_bound_of_one_metric_makes_no_target_of_the_next_nor_a_wish_of_what_came_of_it() -> None:
    assert ("precision", 0.6, "result") in kinds("The boats have a recall of at least 0.7 and a precision of 0.6.")
    assert kinds("The target recall was 0.7, recall 0.8.") == [("recall", 0.7, "target"), ("recall", 0.8, "result")]


@pytest.mark.parametrize(
    "text",
    [
        "The aim is to find late boats with a recall of 0.7.",
        "The goal of the project is to build a model with a recall of 0.7.",
        "The model should achieve, on average, a recall of 0.7.",
    ],
)
def test_the_figure_at_the_end_of_an_aim_is_a_target(text: str) -> None:
    assert kinds(text) == [("recall", 0.7, "target")]


@pytest.mark.parametrize(
    "text",
    [
        "The aim is to find late boats and the forest has a recall of 0.7.",
        "The aim is to find late boats. The forest has a recall of 0.7.",
        "The model aims to find late boats and achieves a recall of 0.7.",
    ],
)
def test_what_an_aim_led_to_is_a_result(text: str) -> None:
    assert kinds(text) == [("recall", 0.7, "result")]


@pytest.mark.parametrize(
    "text",
    [
        "## Results\n\n- Recall above 70%\n",
        "## Resultados\n\n- Recall geral superior a 70%\n",
        "## Boats\n\nOn 40 boats the rules achieved a recall above 70%.\n",
        "## Boats\n\nRecall was above 70 % on 40 boats.\n",
    ],
)
def test_a_value_of_which_only_the_lower_end_is_told_is_a_range(text: str) -> None:
    assert kinds(text) == [("recall", 70.0, "range")]


@pytest.mark.parametrize(
    "text",
    [
        "## Goals\n\n- Recall above 70%\n",
        "## Boats\n\n- Recall above 70%\n",
        "## Results\n\nThe model has to have a recall above 70%.\n",
        "## Results\n\nIf the recall is above 70% the harbour is told.\n",
        "## Results\n\nA recall above 70% is good for a harbour.\n",
        "## Results\n\nOnly models that reached a recall above 70% were kept.\n",
    ],
)
def test_a_lower_end_that_nobody_says_was_reached_stays_a_target(text: str) -> None:
    assert kinds(text) == [("recall", 70.0, "target")]
