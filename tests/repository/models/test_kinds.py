"""The kinds and families of models that texts name, in the languages of portfolios."""

from __future__ import annotations

import pytest

from portfolio_kit.repository.models.models import kinds, model_families


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Bosque aleatorio", "forest"),
        ("El bosque explica bastante", "forest"),
        ("Forêt aléatoire", "forest"),
        ("Zufallswald", "forest"),
        ("Floresta aleatória", "forest"),
        ("Régression linéaire", "linear"),
        ("Regressione logistica", "linear"),
    ],
)
def test_a_family_is_told_by_its_name_in_another_language(text: str, family: str) -> None:
    assert model_families(text) == {family}


@pytest.mark.parametrize("text", ["Los incendios de bosques", "una foresta di dati", "Wald und Wiese"])
def test_trees_that_grow_are_no_model(text: str) -> None:
    assert not kinds(text)
