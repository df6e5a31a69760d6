"""without_persons: sentences that say of data that nobody is in it, or that who somebody is was left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.repository.texts.nobody import without_persons
from tests.criteria.kit import repository

SAID = {
    "en": "The counts come from the gate.\nThere is nobody in it: no card numbers, no names.",
    "en-left-out": "In the table names and phone numbers were\nleft out before I had it.",
    "de": "Die Zeilen sind nachgestellt, Namen und Adressen weggelassen, so dass niemand zu erkennen ist.",
    "pt": "No caderno não há nenhuma pessoa: só a quantidade do dia.",
    "es": "En la tabla no aparece nadie, sin nombres ni direcciones.",
    "fr": "Dans le fichier il n'y a aucune personne, ni noms ni adresses.",
    "it": "Nei dati non ci sono persone, né nomi né indirizzi.",
    "id": "Di data itu tidak ada orang, hanya jumlah per hari.",
}
UNSAID = {
    "of the program": "The data page needs no login: no names, no users.",
    "owed": "Names and addresses must be removed from the data first.",
    "of columns": "Rows without a price were dropped from the table.",
    "denied": "From the file names and addresses were not removed.",
    "no data": "No people were needed and no names are shown on the wall.",
}


def said(folder: Path, text: str) -> list[int]:
    found = repository(folder, {"README.md": f"# Gates\n\n{text}\n"})
    return [statement.line.number for statement in without_persons(found.documents)]


@pytest.mark.parametrize("text", SAID.values(), ids=SAID)
def test_a_sentence_says_that_nobody_is_in_the_data(tmp_path: Path, text: str) -> None:
    assert said(tmp_path, text)


@pytest.mark.parametrize("text", UNSAID.values(), ids=UNSAID)
def test_what_speaks_of_something_else_says_nothing(tmp_path: Path, text: str) -> None:
    assert not said(tmp_path, text)


def test_the_line_that_tells_it_is_shown(tmp_path: Path) -> None:
    assert said(tmp_path, SAID["en"]) == [4]
