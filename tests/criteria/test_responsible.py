"""The responsible criteria."""

from __future__ import annotations

from portfolio_kit.criteria.responsible.data_lineage import data_lineage
from portfolio_kit.criteria.responsible.explainability import explainability
from portfolio_kit.criteria.responsible.fairness import fairness
from portfolio_kit.criteria.responsible.model_card import model_card
from portfolio_kit.criteria.responsible.privacy import privacy


def test_every_rule_is_in_the_functions_description() -> None:
    for judge in (
        fairness,
        privacy,
        explainability,
        model_card,
        data_lineage,
    ):
        assert "Level 2" in (judge.__doc__ or "")
