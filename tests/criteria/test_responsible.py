"""The responsible criteria."""

from __future__ import annotations

from portfolio_kit.criteria import responsible
from portfolio_kit.criteria.lineage import data_lineage


def test_every_rule_is_in_the_functions_description() -> None:
    for judge in (
        responsible.fairness,
        responsible.privacy,
        responsible.explainability,
        responsible.model_card,
        data_lineage,
    ):
        assert "Level 2" in (judge.__doc__ or "")
