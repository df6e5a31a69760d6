"""The responsible criteria."""

from __future__ import annotations

from portfolio_kit.criteria.cards import model_card
from portfolio_kit.criteria.explainability import explainability
from portfolio_kit.criteria.fairness import fairness
from portfolio_kit.criteria.lineage import data_lineage
from portfolio_kit.criteria.privacy import privacy


def test_every_rule_is_in_the_functions_description() -> None:
    for judge in (
        fairness,
        privacy,
        explainability,
        model_card,
        data_lineage,
    ):
        assert "Level 2" in (judge.__doc__ or "")
