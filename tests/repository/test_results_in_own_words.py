"""Figures, what they were measured on and whose they are, told in a writer's own words and signs."""

from __future__ import annotations

import pytest

from portfolio_kit.repository.results import figures
from portfolio_kit.repository.results.measured import tells_split
from portfolio_kit.repository.results.measured_rows import leading_to, tells_rows
from portfolio_kit.repository.results.metrics import metric_of_key
from portfolio_kit.repository.texts.lines import classified
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.rubric.finding import Evidence


def results(text: str) -> list[tuple[str, float, bool]]:
    return [
        (figure.metric, figure.value, figure.is_baseline)
        for figure in figures.in_text(classified(text))
        if figure.kind == "result"
    ]


def test_a_simple_table_of_restructured_text_is_a_table() -> None:
    text = "======  ======  =====\n..      recall  RMSE\n======  ======  =====\nridge   0.81    4.2\n======  ======  =====\n"
    assert results(text) == [("recall", 0.81, False), ("rmse", 4.2, False)]


def test_a_grid_of_restructured_text_is_a_table() -> None:
    text = "+-------+--------+\n| model | recall |\n+=======+========+\n| ridge | 0.81   |\n+-------+--------+\n"
    assert results(text) == [("recall", 0.81, False)]


def test_an_underlined_heading_is_no_table() -> None:
    assert next(line.kind for line in classified("Results\n=======\n\nRecall is 0.81.\n")) == "heading"


def test_a_word_with_a_length_of_list_is_a_metric() -> None:
    assert results("| | Treffer@3 |\n|---|---|\n| Wortsuche | 0,72 |\n") == [("hit_rate", 0.72, False)]


def test_how_much_of_a_list_is_looked_at_is_no_value() -> None:
    assert results("What is called is the top 10 % (recall at 10 %), and it holds much.") == []


def test_a_recall_given_at_a_value_is_one() -> None:
    assert results("The model has a recall at 88 %.") == [("recall", 88.0, False)]


@pytest.mark.parametrize(
    "text",
    ["`Model(loss='RMSE', random_seed=42)`", "`0.5 * (RMSE / mean)`", "RMSE = sqrt(mean((y - p)^2))"],
)
def test_a_formula_or_a_setting_is_no_result(text: str) -> None:
    assert results(text) == []


@pytest.mark.parametrize(
    ("key", "metric"), [("recall10", "recall"), ("rappel_5", "recall"), ("f1", "f1"), ("layer10", ""), ("r2", "r2")]
)
def test_the_key_of_a_file_may_end_in_the_length_of_a_list(key: str, metric: str) -> None:
    assert metric_of_key(key) == metric


def test_an_entry_may_name_its_metric_beside_the_value() -> None:
    found = figures.in_json('{"test_score_name": "f1", "test_score_value": 0.78, "size": 12}')
    assert {(figure.metric, figure.value) for figure in found} == {("f1", 0.78), ("", 12.0)}


@pytest.mark.parametrize(
    "text",
    [
        "Judged on the 212 evenings of last season:",
        "One field was left out at a time (9 fields, 86 samples).",
        "Die 64 übrigen Briefe wurden ein einziges Mal gemessen:",
        "Les ventes de mai 2022 sont cachées au modèle.",
        "Replayed week by week, March 2021 to June 2022.",
        # A time or a share in words.
        "I set the last two weeks aside and did not look.",
        "Die letzten drei Monate hab ich weggelegt.",
        "Das zweite Halbjahr blieb unter Verschluss.",
        "Aku sisihin 20% data buat ngetes.",
        "Minggu terakhir disisihkan.",
        "Последние две недели я отложил и не трогал.",
        "Отложили 20 % данных.",
        "最后一个月单独留出来没碰过。",
        "आख़िरी महीना मैंने अलग रखा था।",
    ],
)
def test_what_was_measured_or_kept_back_with_its_count_tells_the_rows(text: str) -> None:
    assert tells_rows(text)


@pytest.mark.parametrize(
    "text",
    [
        "The data has 9,000 customers of 2023.",
        "We tested 12 models for 50 epochs.",
        "Evaluated with 200 trees in 30 minutes.",
        "The score was measured carefully.",
        "There are 4,000 rows. The model was tested.",
        "Die letzten drei Monate waren schwer.",
        "Kami menghapus 20% data yang rusak.",
        "Последние две недели я болел.",
        "模型在最后一个月表现好。",
        "आख़िरी महीना कठिन था।",
    ],
)
def test_a_count_of_something_else_tells_none(text: str) -> None:
    assert not tells_rows(text)


@pytest.mark.parametrize(
    "text",
    [
        "2023 hat das Netz bis zum Schluss nicht gesehen.",
        "Tahun 2023 tidak ikut dilatih.",
        "Этих недель модель не видела.",
        "Эти недели не участвовали в обучении.",
        "这段时间没有参与训练。",
        "वे महीने उसने पहले नहीं देखे थे।",
    ],
)
def test_what_a_model_never_met_is_held_out_in_any_language(text: str) -> None:
    assert tells_split(text)


@pytest.mark.parametrize(
    "text", ["Das Netz hat nichts gelernt.", "Модель не видна.", "我没有训练模型。", "मैंने पहले नहीं सीखा।"]
)
def test_what_nobody_did_is_not_held_out(text: str) -> None:
    assert not tells_split(text)


def test_what_leads_to_a_table_is_the_paragraph_above_it() -> None:
    source = "Far away.\n\nJudged on 64 letters,\neach read once:\n\n| | MAE |\n|---|---|\n| ridge | 4.1 |\n"
    document = Document("README.md", source, lambda line: Evidence("README.md", line, ""))
    assert leading_to(document, 8) == "Judged on 64 letters, each read once: | | ridge | 4.1 |".replace(": | |", ": |")


MODELS = "| ridge | 210 |\n| random forest | 190 |\n"


def test_the_last_row_that_is_no_model_is_a_rule_of_thumb() -> None:
    text = f"| | MAE |\n|---|---|\n| what the foreman reckons (95 × height) | 480 |\n{MODELS}"
    assert results(text) == [("mae", 480.0, True), ("mae", 210.0, False), ("mae", 190.0, False)]


@pytest.mark.parametrize(
    "row",
    [
        "| N-BEATS | 480 |",
        "| kernel machine with holes | 480 |",
        "| without the weather columns | 480 |",
        "| what the foreman reckons | 200 |",
    ],
)
def test_a_name_a_method_a_part_or_a_row_in_between_is_none(row: str) -> None:
    assert not any(is_baseline for _, _, is_baseline in results(f"| | MAE |\n|---|---|\n{row}\n{MODELS}"))


def test_what_a_figure_is_set_against_may_be_a_guess() -> None:
    text = 'MAE 4.30, against 4.93 for "same month, same kind of day" averages.'
    assert results(text) == [("mae", 4.3, False), ("mae", 4.93, True)]


def test_what_a_figure_is_set_against_may_be_another_model() -> None:
    assert results("MAE 4.30, against 4.93 for the ridge.") == [("mae", 4.3, False), ("mae", 4.93, False)]
