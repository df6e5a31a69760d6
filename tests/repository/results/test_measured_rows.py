"""heads_rows: the head of a table that says what its figures were measured on."""

from __future__ import annotations

from pathlib import Path

import pytest

from portfolio_kit.repository.results.measured_rows import heads_rows, tells_rows
from tests.criteria.kit import repository


@pytest.mark.parametrize(
    ("head", "tells"),
    [
        ("on 143 letters from July 2024", True),
        ("sur 212 lettres depuis juin", True),
        ("auf 143 Meldungen ab 1. Juli", True),
        ("em 90 cartas a partir de maio", True),
        ("on 143 letters", False),
        ("on 2 GPUs since May", False),
        ("model", False),
    ],
)
def test_a_column_is_headed_by_the_rows_and_the_time(tmp_path: Path, head: str, *, tells: bool) -> None:
    text = f"# Letters\n\n| {head} | F1 |\n|---|---|\n| trees | 0.91 |\n"
    document = repository(tmp_path, {"README.md": text}).documents[0]
    assert heads_rows(document, 5) is tells


@pytest.mark.parametrize(
    ("sentence", "tells"),
    [
        ("Teste: 90 noites que não entraram no treino.", True),
        ("The 90 nights did not go into the training.", True),
        ("Las 90 noches no entraron en el entrenamiento.", True),
        ("The 90 nights were all that we had.", False),
    ],
)
def test_rows_that_took_no_part_in_the_training_were_kept_back(sentence: str, *, tells: bool) -> None:
    assert tells_rows(sentence) is tells
