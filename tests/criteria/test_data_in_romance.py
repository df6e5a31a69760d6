"""What texts say of data in Portuguese, Spanish, French and Italian: who is not in it, whence it comes, for what not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.criteria.members import MEMBERS, TRAIN, judged


def said_of(criterion: str, folder: Path, text: str) -> int | None:
    files: dict[str, str | bytes] = {"train.py": TRAIN, "data/members.csv": MEMBERS, "README.md": f"# Gym\n\n{text}\n"}
    return judged(criterion, folder, files).level


@pytest.mark.parametrize(
    "text",
    [
        "## Os dados\n\nAntes de vir pra mim tiraram nome, CPF e e-mail.",
        "## As leituras\n\nNão há nomes nem moradas em `data/members.csv`: cada linha é uma zona.",
        "## Los datos\n\nLes saqué nombre, documento y teléfono antes de subir nada.",
        "## Los datos\n\nSe eliminaron los identificadores directos y los domicilios.",
        "## Datos\n\nNo hay gente en los datos, solo lecturas del medidor.",
        "## Les données\n\nJ'ai viré les noms, les mails et les dates de naissance.",
        "## Les données\n\nAucun client n'y figure : une ligne, c'est un jour.",
        "## I dati\n\nHo tolto nomi e numeri di telefono prima di caricare qualsiasi cosa.",
        "## I dati\n\nNessun cliente compare nelle righe.",
    ],
)
def test_who_somebody_is_was_left_out(tmp_path: Path, text: str) -> None:
    assert said_of("privacy", tmp_path, text) == 2


@pytest.mark.parametrize(
    "text",
    [
        "## Os dados\n\nA tabela traz nome, CPF e e-mail de cada sócio.",
        "## Os dados\n\nDeve-se tirar nome, CPF e e-mail antes de publicar: deveriam ser apagados.",
        "## Los datos\n\nSe eliminaron las filas vacías y las columnas repetidas.",
        "## Les données\n\nJ'ai viré les lignes vides et les doublons.",
        "## I dati\n\nBisogna rispettare il GDPR. Ho tolto le righe vuote.",
    ],
)
def test_what_else_was_left_out_and_what_ought_to_be_is_no_word_on_it(tmp_path: Path, text: str) -> None:
    assert said_of("privacy", tmp_path, text) != 2


@pytest.mark.parametrize(
    "title",
    ["De onde saíram os dados", "¿De dónde salen los datos?", "D'où viennent les données ?", "Da dove arrivano i dati"],
)
def test_below_the_question_whence_the_data_comes_stands_its_source(tmp_path: Path, title: str) -> None:
    answer = "Planilha da secretaria do ginásio, turmas de 2022 e 2023."
    assert said_of("data-lineage", tmp_path, f"## {title}\n\n{answer}") == 1
    assert said_of("data-lineage", tmp_path, f"## Planilha\n\n{answer}") == 0


@pytest.mark.parametrize("title", ["De onde saíram os dados", "Da dove arrivano i dati"])
def test_an_answer_that_is_still_to_come_is_no_source(tmp_path: Path, title: str) -> None:
    assert said_of("data-lineage", tmp_path, f"## {title}\n\nEm breve, a completar aqui.") == 0


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Para que serve e para que não serve", "Serve para ordenar contactos. Não deve ser usado para cobrar multas."),
        (
            "Para qué sirve y para qué no",
            "Sirve para decidir a quién llamar. No sustituye a la entrevista en el gimnasio.",
        ),
        (
            "À quoi ça sert, et à quoi ça ne sert pas",
            "À choisir qui appeler. Pas à planifier le personnel de la salle.",
        ),
        (
            "A cosa serve e a cosa no",
            "Serve a scegliere chi chiamare. Non va usato per alzare i prezzi della palestra.",
        ),
    ],
)
def test_what_it_is_for_and_what_not_are_two_parts_of_a_card(tmp_path: Path, title: str, text: str) -> None:
    assert said_of("model-card", tmp_path, f"## {title}\n\n{text}") == 1
    assert said_of("model-card", tmp_path, f"## Instalação\n\n{text.split('.', maxsplit=1)[0]}.") == 0
