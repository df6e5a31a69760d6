"""Lessons as people tell them in Portuguese, Spanish, French and Italian: what went wrong and what is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.trained import judged

STORY = """# Barcos

O porto perde 3.000 euros por semana porque ninguém lhe diz que barcos se vendem a seguir.

## Abordagem

Treinei uma floresta aleatória com o comprimento de 400 barcos, separados por semana em treino e teste.

## Resultados

No teste a revocação é de 0,81, e dizer sempre que sim dá 0,52 nos mesmos barcos.
"""
TOLD = {
    "pt": (
        "O que correu mal",
        (
            "Começámos por prever a percentagem de lugares ocupados, e o erro nos barcos pequenos era enorme: um barco "
            "eram 20 %. Mudámos para contagens de barcos por semana. Falta-nos a chuva: nos dias de chuva erra o dobro."
        ),
    ),
    "plain": (
        "Dissabores",
        (
            "Durante duas semanas tivemos resultados bons demais: o preço dos barcos era escrito depois da venda. Juntar "
            "o código postal dos barcos não trouxe nada. Continua mal com os 12 barcos à vela, e ninguém reparou."
        ),
    ),
    "br": (
        "Perrengues",
        (
            "Quebrei a cara no começo: deixei a coluna do preço dos barcos e o recall foi pra 0,97. Era vazamento dos barcos "
            "vendidos. Ainda não sei lidar com os barcos que chegam no meio da semana, esses o modelo chuta."
        ),
    ),
    "es": (
        "Metidas de pata",
        (
            "Empezamos con un detector de anomalías de barcos y no hubo manera: saltaba con cada marea de más de 2 metros. "
            "Nos dimos cuenta de que un sensor de barcos bailaba. Nos queda pendiente el lunes, donde falla con 2 barcos."
        ),
    ),
    "fr": (
        "Ce qui a coincé",
        (
            "D'abord on a prévu les bateaux heure par heure : peine perdue, il y avait trop de zéros. Ensuite on s'est "
            "aperçu que le port comptait 2 fois les bateaux annulés. Il nous manque encore les bateaux des jours de match."
        ),
    ),
    "it": (
        "Cosa è andato storto",
        (
            "All'inizio prevedevamo le barche di tutto il porto con un numero solo, ed era inutile per 2 moli su 3. Siamo "
            "passati a un valore per molo e per barca. Ci manca ancora il mese di aprile, dove sbaglia 2 barche su 5."
        ),
    ),
}
SAFE = {
    "pt": (
        "O que pode correr mal",
        "Se a porta 8000 estiver ocupada, use outra. Se a instalação falhar, apague o ambiente e comece de novo.",
    ),
    "es": (
        "Lo que puede salir mal",
        "Si el puerto 8000 está ocupado, usa otro. Si la instalación no funciona, bórralo todo y vuelve a empezar.",
    ),
    "fr": (
        "Ce qui peut coincer",
        "Si le port 8000 est pris, choisissez-en un autre. Si l'installation échoue, supprimez l'environnement.",
    ),
    "it": (
        "Cosa può andare storto",
        "Se la porta 8000 è occupata, usane un'altra. Se l'installazione fallisce, cancella l'ambiente e ricomincia.",
    ),
}


@pytest.mark.parametrize(("title", "text"), TOLD.values(), ids=TOLD)
def test_what_went_wrong_in_plain_speech_is_a_lesson(tmp_path: Path, title: str, text: str) -> None:
    found = judged(tmp_path, "case-study-content", {"README.md": f"{STORY}\n## {title}\n\n{text}\n"})
    assert found.level == 2, found.reason


@pytest.mark.parametrize("text", [text for _, text in TOLD.values()], ids=TOLD)
def test_it_is_one_below_any_heading(tmp_path: Path, text: str) -> None:
    found = judged(tmp_path, "case-study-content", {"README.md": f"{STORY}\n## Diario\n\n{text}\n"})
    assert "lessons learned (" in found.reason


@pytest.mark.parametrize(("title", "text"), SAFE.values(), ids=SAFE)
def test_what_to_do_when_a_step_fails_is_none(tmp_path: Path, title: str, text: str) -> None:
    found = judged(tmp_path, "case-study-content", {"README.md": f"{STORY}\n## {title}\n\n{text}\n"})
    assert found.level == 1
    assert "not lessons learned" in found.reason
