"""Figures as Portuguese, Spanish, French and Italian texts state them: of what, on what, against what; and hopes."""

from __future__ import annotations

import pytest

from portfolio_kit.repository.results import figures
from portfolio_kit.repository.results.measured import measured_on, tells_split
from portfolio_kit.repository.texts.lines import Line


def stated(text: str) -> list[tuple[str, float, str, bool]]:
    found = figures.in_text([Line(1, "prose", text)])
    return [(figure.metric, figure.value, figure.kind, figure.is_baseline) for figure in found]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Nas últimas horas o modelo erra em média 1,21 m³/h.", 1.21),
        ("Nas últimas horas, erra, em média, 1,21 m³/h.", 1.21),
        ("En los últimos días se equivoca de media en 0,38 mm/s.", 0.38),
        ("El modelo falla por 0,38 mm/s.", 0.38),
        ("Sur les derniers jours, on se trompe de 14,2 baguettes en moyenne.", 14.2),
        ("Negli ultimi giorni sbaglia in media di 2,1 cm.", 2.1),
        ("O erro médio é de 1,83 bicicletas.", 1.83),
        ("El error medio fue de 0,38 mm/s.", 0.38),
        ("L'erreur moyenne est de 14,2 baguettes.", 14.2),
        ("L'errore medio è di 2,1 cm.", 2.1),
    ],
)
def test_by_how_much_it_is_wrong_is_the_mean_absolute_error(text: str, value: float) -> None:
    assert stated(text) == [("mae", value, "result", False)]


@pytest.mark.parametrize(
    "text",
    [
        "O modelo erra 3 vezes mais à noite.",
        "El modelo se equivoca en 3 de cada 20 barcos.",
        "Le modèle se trompe de 15 % des bateaux.",
        "Il modello sbaglia 2 volte su tre.",
        "Sem a maré, o erro médio sobe 2,1 barcos.",
        "Sans la marée, l'erreur moyenne grimpe de 9,1 bateaux.",
        "Errar por 3 barcos é pior do que errar por 1.",
    ],
)
def test_how_often_it_is_wrong_and_by_how_much_that_rises_is_none(text: str) -> None:
    assert not stated(text)


@pytest.mark.parametrize(
    "guess",
    [
        "Copiar a hora anterior erra 1,97.",
        "Dar por bueno el valor de ahora se equivoca en 1,97.",
        "Reprendre la vente de la veille se trompe de 1,97.",
        "Ripetere lo spessore della sera sbaglia di 1,97.",
    ],
)
def test_who_repeats_what_was_guesses(guess: str) -> None:
    assert stated(f"O modelo erra em média 1,21. {guess}")[1:] == [("mae", 1.97, "result", True)]


@pytest.mark.parametrize(
    "guess",
    [
        "A regra que o porto usa hoje (mais de 3 avarias) pega só 0,49.",
        "Lo que hace hoy la secretaria (llamar a quien faltó) encuentra apenas el 0,49.",
        "La méthode de mon cousin (appeler les absents) n'en attrape que 0,49.",
        "La procédure en vigueur n'en trouve que 0,49.",
        "Il metodo di mia sorella (chiamare chi prenota tardi) ne becca solo 0,49.",
        "Quello che fa oggi il porto ne trova 0,49.",
    ],
)
def test_how_it_is_done_today_is_a_guess_beside_the_model(guess: str) -> None:
    assert stated(f"No teste: recall 0,74. {guess}")[1:] == [("recall", 0.49, "result", True)]


@pytest.mark.parametrize(
    "other",
    [
        "O modelo que o porto usa encontra 0,49.",
        "Lo que hace el modelo nuevo encuentra 0,49.",
        "La méthode des arbres en attrape 0,49.",
        "Il metodo scelto ne trova 0,49.",
    ],
)
def test_another_way_to_learn_is_no_guess(other: str) -> None:
    assert not any(is_baseline for *_, is_baseline in stated(f"No teste: recall 0,74. {other}"))


@pytest.mark.parametrize("row", ["Regra vigente", "Asignación vigente", "Procédure en vigueur", "Prassi attuale"])
def test_the_rule_in_force_is_a_row_to_compare_with(row: str) -> None:
    table = [["Modelo", "Recall"], [row, "0,21"], ["Random forest", "0,69"]]
    lines = [Line(number, "table", " | ".join(cells)) for number, cells in enumerate(table, start=1)]
    assert [(figure.value, figure.is_baseline) for figure in figures.in_text(lines)] == [(0.21, True), (0.69, False)]


@pytest.mark.parametrize(
    "text",
    [
        "Esperamos chegar a um recall de 0,8 no teste.",
        "Gostaria de chegar a um recall de 0,8.",
        "Ojalá llegue a un recall de 0,8 en el conjunto de prueba.",
        "Me gustaría un recall de 0,8.",
        "On espère un rappel de 0,8 sur le jeu de test.",
        "J'espère un rappel de 0,8.",
        "Speriamo di arrivare a un richiamo di 0,8 sul test.",
        "Ci piacerebbe un richiamo di 0,8.",
        "Vogliamo raggiungere un richiamo di 0,8.",
    ],
)
def test_what_somebody_hopes_for_is_no_result(text: str) -> None:
    assert [kind for *_, kind, _ in stated(text)] == ["target"]


@pytest.mark.parametrize(
    "text",
    [
        "Medido nos últimos 20 % das horas, que ficaram de fora do treino.",
        "Nos 20% que o modelo nunca viu.",
        "Com as linhas que separei.",
        "Con los turnos que aparté.",
        "Cifras obtenidas sobre el 20% reservado.",
        "Sobre los días que el modelo no había visto.",
        "Sur les 20 % de jours les plus récents.",
        "Sur les dossiers jamais vus à l'entraînement.",
        "Sur les lignes mises de côté pour la fin.",
        "Mesures effectuées sur les 20 % de dossiers réservés.",
        "Sul 20% di pratiche tenuto da parte.",
        "Giorni mai visti in addestramento.",
        "Valores apurados na amostra de teste.",
        "Em 20 % das marcações, postas de lado desde o início.",
        "Con los dos últimos barcos, que no se usaron para entrenar.",
        "Sur un cinquième des bateaux, laissés de côté dès le départ.",
        "Sulle barche non usate nell'addestramento.",
    ],
)
def test_what_was_kept_aside_is_what_it_was_measured_on(text: str) -> None:
    assert measured_on(text) == "held-out"
    assert tells_split(text)


@pytest.mark.parametrize(
    "text",
    [
        "Os barcos foram separados por porto e guardados na base.",
        "El 20% de los barcos es de madera.",
        "Une table réservée, jamais vue au port.",
        "Il 20% delle barche è di legno, lasciate stare.",
        "Un cinquième des bateaux est en bois, et les rames sont à bord.",
    ],
)
def test_what_is_kept_or_counted_otherwise_is_no_part_held_out(text: str) -> None:
    assert not measured_on(text)
    assert not tells_split(text)


@pytest.mark.parametrize(
    "guess",
    [
        "Até agora, a enfermeira ligava à sorte, com uma precisão de 0,19.",
        "Hasta ahora se llamaba al azar, con una precisión de 0,19.",
        "Jusqu'ici, on appelait au hasard, ce qui donne une précision de 0,19.",
        "Finora si chiamava a caso, con una precisione di 0,19.",
    ],
)
def test_what_was_done_until_now_is_a_guess(guess: str) -> None:
    assert stated(guess) == [("precision", 0.19, "result", True)]


def test_the_best_model_until_now_is_none() -> None:
    assert stated("Até agora o melhor modelo tem uma precisão de 0,57.") == [("precision", 0.57, "result", False)]


@pytest.mark.parametrize(
    "text",
    [
        "Preferimos a precisão, e só avançamos se passar dos 60 %.",
        "Queremos precisión, y vale si supera el 60 %.",
        "Nous suivons la précision, et c'est bon s'il dépasse 60 %.",
        "Seguiamo la precisione, e va bene solo se supera il 60 %.",
    ],
)
def test_what_has_to_be_passed_is_no_result(text: str) -> None:
    assert [kind for *_, kind, _ in stated(text)] == ["target"]
