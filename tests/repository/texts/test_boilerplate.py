"""What a card says that any card could say, and what it says of this model."""

from __future__ import annotations

import time

import pytest

from portfolio_kit.repository.texts.boilerplate import is_boilerplate


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This model card aims to be a base template for new models.", True),
        ("This is the model card of a model that has been pushed on the Hub.", True),
        ("This model card was automatically generated. It ranks boats by their length and year.", False),
        ("It ranks boats by their length and year.", False),
    ],
)
def test_what_a_hub_writes_for_everybody_is_boilerplate(text: str, *, expected: bool) -> None:
    assert is_boilerplate(text) is expected


def test_a_sentence_without_an_end_takes_no_long_time() -> None:
    started = time.process_time()
    is_boilerplate("boats and " * 20_000)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Every model has its limits.", True),
        ("Jedes Modell hat Grenzen.", True),
        ("Setiap model punya keterbatasan.", True),
        ("У каждой модели есть ограничения.", True),
        ("任何模型都有局限。", True),
        ("हर मॉडल की सीमाएँ होती हैं।", True),
        ("Todo modelo tem limites.", True),
        ("Das Modell kennt nur Boote ab 12 Metern.", False),
        ("Каждая лодка короче 12 метров выпадает.", False),
        ("所有模型在 12 米以下的船上都不准。", False),
    ],
)
def test_what_is_said_of_every_model_is_said_of_none(text: str, *, expected: bool) -> None:
    assert is_boilerplate(text) is expected
