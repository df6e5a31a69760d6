"""A figure of how it is done without the model stands beside the model's own, in the words of many languages."""

from __future__ import annotations

import pytest

from portfolio_kit.repository.results import figures
from portfolio_kit.repository.texts.lines import classified


def results(text: str) -> list[tuple[str, float, bool]]:
    return [
        (figure.metric, figure.value, figure.is_baseline)
        for figure in figures.in_text(classified(text))
        if figure.kind == "result"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The forest is 4.1 minutes off (MAE). If you just take the average of the line, it is 7.5.",
        "Der Wald liegt 4,1 Minuten daneben (MAE). Wenn man einfach den Mittelwert der Linie nimmt, sind es 7,5.",
        "Der Wald liegt 4,1 Minuten daneben (MAE). Die bisherige Formel der Leitstelle kam auf 7,5.",
        "Hutan acak meleset 4,1 menit (MAE). Kalau hanya menebak pakai rata-rata, melesetnya 7,5.",
        "Hutan acak mencapai MAE 4,1, sedangkan rata-rata bergerak 7,5.",
        "Лес ошибается на 4,1 минуты (MAE). Если просто брать среднее по маршруту, выходит 7,5.",
        "Лес ошибается на 4,1 минуты (MAE), а у нынешней формулы диспетчера 7,5.",
        "森林的 MAE 是 4.1；如果只看平均值，MAE 是 7.5。",
        "森林的 MAE 是 4.1。目前的排班经验是 7.5。",
        "जंगल की MAE 4.1 मिनट है। सिर्फ़ औसत मान लें तो 7.5 मिनट की गलती होती है।",
        "जंगल की MAE 4.1 मिनट है। मौजूदा तरीके में 7.5 मिनट की गलती होती है।",
    ],
)
def test_a_clause_that_says_how_it_is_done_without_gives_the_figure_of_a_guess(text: str) -> None:
    assert results(text) == [("mae", 4.1, False), ("mae", 7.5, True)]


@pytest.mark.parametrize(
    "text",
    [
        "The forest is 31 people off (MAE), by eye it was 58.",
        "Der Wald liegt 31 Personen daneben (MAE), die Schätzung der Leiterin 58.",
        "Hutan acak meleset 31 orang (MAE), sedangkan perkiraan petugas loket meleset 58.",
        "Лес промахивается на 31 буханку (MAE). Тётя на глаз ошибалась на 58.",
        "森林的 MAE 是 31 份，师傅凭经验估的是 58 份。",
        "जंगल की MAE 31 रुपये रही, जबकि आज का भाव ही कल का मानने पर 58 रुपये।",
    ],
)
def test_an_error_in_whole_units_stands_beside_what_somebody_reckons(text: str) -> None:
    assert results(text) == [("mae", 31.0, False), ("mae", 58.0, True)]


@pytest.mark.parametrize(
    "text",
    [
        "Entscheidend ist der MAE, denn ein Schalter schafft 25 Personen.",
        "The MAE decides, because a desk serves 25 people.",
        "误差在 40 份以内，师傅就能补上，我们用 MAE。",
        "Der MAE verschlechtert sich beim Wochentag um 6,1.",
        "Mischt man den Wochentag durch, steigt der MAE um 6,1.",
        "打乱以后 MAE 上升了 6.1。",
    ],
)
def test_why_a_metric_is_taken_and_how_far_it_moves_is_no_value_of_it(text: str) -> None:
    assert not results(text)


def test_each_of_two_that_do_without_has_its_figure_in_one_sentence() -> None:
    text = "Der Baum liegt 4,1 daneben (MAE). Der Disponent von Hand kam auf 7,5 und einfach den Mittelwert zu nehmen auf 9,2."
    assert results(text) == [("mae", 4.1, False), ("mae", 7.5, True), ("mae", 9.2, True)]


@pytest.mark.parametrize(
    "text",
    [
        "Im Vergleich zur bisherigen Formel liegt der MAE bei 4,1.",
        "Dibandingkan cara lama MAE-nya 4,1.",
        "По сравнению с нынешней формулой MAE равна 4,1.",
        "与目前的方法相比 MAE 是 4.1。",
        "मौजूदा तरीके की तुलना में MAE 4.1 है।",
    ],
)
def test_what_is_set_against_how_it_is_done_is_the_models(text: str) -> None:
    assert results(text) == [("mae", 4.1, False)]


@pytest.mark.parametrize(
    "label",
    [
        "店长目前的订货量",
        "去年同期",
        "कल जितना (अभी यही चलता है)",
        "Действующий регламент",
        "Cara lama",
        "Bisheriges Verfahren",
    ],
)
def test_a_row_of_how_it_is_done_is_one_of_a_guess(label: str) -> None:
    table = f"| | MAE |\n|---|---|\n| {label} | 7.5 |\n| LightGBM | 4.1 |\n"
    assert results(table) == [("mae", 7.5, True), ("mae", 4.1, False)]


@pytest.mark.parametrize(
    "text",
    [
        "Accuracy alone would mislead with 3 % of failures.",
        "Die Trefferquote allein würde bei 3 % Ausfällen in die Irre führen.",
        "Akurasi saja tidak cukup pada 3 % kegagalan.",
        "Точность сама по себе ничего не скажет при 3 % отказов.",
    ],
)
def test_what_a_metric_by_itself_would_do_is_no_value_of_it(text: str) -> None:
    assert results(text) == []
