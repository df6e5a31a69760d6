"""Sentences that would be as true of any other project, told from those about this one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit.repository.texts.vague import is_vague


@pytest.mark.parametrize(
    "text",
    [
        "Companies around the world need to make better decisions with their data.",
        "We chose modern technologies because they are scalable, robust and efficient.",
        "Models can be biased, and it is essential to ensure that AI is fair for all groups.",
        "Privacy is important to us, and we follow best practices for handling data at all times.",
        "I learned that machine learning is an iterative process.",
    ],
)
def test_what_any_project_could_say_is_vague(text: str) -> None:
    assert is_vague(text)


@pytest.mark.parametrize(
    "text",
    [
        "The nurses of a clinic need to make better decisions with their data.",
        "We chose Docker because it is robust and efficient.",
        "We chose modern technologies, because 40 requests a day are few.",
        "The model is important to the team, so `predict` is fast.",
        "The data comes from a public source, the FDA.",
        "Learned a lot",
        "Les données sont importantes pour toutes les organisations.",
        "",
    ],
)
def test_a_name_a_figure_or_a_word_of_its_own_makes_it_about_something(text: str) -> None:
    assert not is_vague(text)


@given(text=st.text(max_size=300))
def test_any_text_can_be_asked(text: str) -> None:
    assert is_vague(text) in (True, False)
