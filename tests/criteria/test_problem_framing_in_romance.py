"""Problem framing as people tell it in Portuguese, Spanish, French and Italian."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.trained import judged, level

BOATS = {
    "for-team-pt": "Prever que barcos avariam, para a equipa que os repara: cada barco parado custa-lhe uma reclamação.",
    "for-team-es": "Predecir qué barcos se averían, para el equipo que los repara: cada barco parado les cuesta una queja.",
    "for-team-fr": "Prédire quels bateaux tombent en panne, pour l'équipe qui les répare : un bateau arrêté lui coûte cher.",
    "for-team-it": "Prevedere quali barche si guastano, per la squadra che le ripara: una barca ferma le costa un reclamo.",
    "lives-pt": "O porto deixa ir um terço dos barcos e só dá pela falta quando alguém telefona de manhã cedo. "
    "Quem faz o turno da noite tem de escolher que cais abrir primeiro, e cada cais aberto em vão são quatrocentos euros.",
    "lives-es": "Si la grúa del puerto se para sin avisar, doce personas se quedan mirando y se tiran mil euros por hora. "
    "Los de mantenimiento quieren saber, al empezar el turno, si les da tiempo a cambiar el cable o si aguanta hoy.",
}
SUCCESS = {
    "good-if-pt": "Fica bom se o erro for menor que 2 barcos.",
    "worth-pt": "Combinei com eles que valeria a pena se pegasse pelo menos 7 de cada 10.",
    "worth-es": "Con agarrar a dos de cada tres ya se daba por hecha.",
    "worth-fr": "On s'est dit qu'au-dessus de 0,65 ça valait le coup.",
    "worth-it": "Ci siamo detti che sopra 0,6 vale la pena.",
    "set-pt": "A meta acordada com a diretoria foi de 70%.",
    "set-fr": "Le seuil de réussite fixé par la direction est de 60 %.",
    "set-it": "La direzione ha fissato la soglia di successo al 65%.",
    "chosen-pt": "Medimos o erro médio absoluto porque a equipa conta em barcos.",
    "chosen-es": "Se eligió la exhaustividad como métrica principal, puesto que un barco es caro.",
    "chosen-fr": "La sensibilité a été retenue comme indicateur puisque les contrôles sont rares.",
    "chosen-it": "Misuriamo l'errore assoluto medio, dato che il porto conta in metri.",
    "times-pt": "Um barco não identificado custa, em média, oito vezes uma ligação.",
    "times-es": "Un barco perdido cuesta doce veces lo que cuesta una llamada.",
    "times-fr": "Un bateau manqué coûte en moyenne quinze fois le temps d'un contrôle.",
    "times-it": "Una perdita non rilevata costa venti volte una telefonata.",
    "worse-fr": "Rater un bateau qui part, c'est pire que d'appeler pour rien.",
    "worse-it": "Farsi scappare una barca è peggio che telefonare a vuoto.",
    "worse-pt": "Deixar passar um barco dói mais do que ligar à toa.",
    "worse-es": "Me importa más no dejar escapar a nadie que llamar de más.",
}
NO_SUCCESS = {
    "goal-pt": "O objetivo é prever as vendas de barcos em 12 meses.",
    "year-es": "El objetivo es de 2024, y el umbral no está fijado.",
    "often-pt": "Cada erro custa muitas vezes uma ligação.",
    "gpu-fr": "L'entraînement sur GPU coûte trois fois le prix du processeur.",
    "name-it": "Guardiamo il richiamo e la precisione.",
}
ADVICE = {
    "pt": "Num projeto real, a equipa deve dizer quem tem o problema e quanto lhe custa: um projeto sério deve tê-lo.",
    "es": "En un proyecto real, el equipo médico debería decir qué problema tiene y cuánto le cuesta.",
    "fr": "Dans une vraie mission, l'équipe doit dire qui a le problème et ce qu'il lui coûte.",
    "it": "In un progetto vero il team deve dire chi ha il problema e quanto gli costa.",
}


@pytest.mark.parametrize("text", BOATS.values(), ids=BOATS)
def test_who_has_the_problem_and_what_it_costs_them(tmp_path: Path, text: str) -> None:
    assert level(tmp_path, "problem-framing", {"README.md": f"# Boats\n\n{text}\n"}) == 1


@pytest.mark.parametrize("text", SUCCESS.values(), ids=SUCCESS)
def test_what_would_be_a_success_beside_the_problem(tmp_path: Path, text: str) -> None:
    found = judged(tmp_path, "problem-framing", {"README.md": f"# Boats\n\n{BOATS['for-team-pt']} {text}\n"})
    assert found.level == 2


@pytest.mark.parametrize("text", NO_SUCCESS.values(), ids=NO_SUCCESS)
def test_a_goal_a_year_or_the_price_of_something_else_is_no_measure(tmp_path: Path, text: str) -> None:
    found = judged(tmp_path, "problem-framing", {"README.md": f"# Boats\n\n{BOATS['for-team-pt']} {text}\n"})
    assert found.level == 1


@pytest.mark.parametrize("text", ADVICE.values(), ids=ADVICE)
def test_what_any_project_should_say_is_nobodys_problem(tmp_path: Path, text: str) -> None:
    assert level(tmp_path, "problem-framing", {"README.md": f"# Boats\n\nPrices of boats. {text}\n"}) == 0
