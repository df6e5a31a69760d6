"""Responsible AI (article section 12)."""

from __future__ import annotations

from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Finding, missing


def fairness(repository: Repository) -> Finding:
    """Not judged yet."""
    return missing(f"nothing found in {repository.name}", "Add it.")


def privacy(repository: Repository) -> Finding:
    """Not judged yet."""
    return missing(f"nothing found in {repository.name}", "Add it.")


def explainability(repository: Repository) -> Finding:
    """Not judged yet."""
    return missing(f"nothing found in {repository.name}", "Add it.")


def model_card(repository: Repository) -> Finding:
    """Not judged yet."""
    return missing(f"nothing found in {repository.name}", "Add it.")


def data_lineage(repository: Repository) -> Finding:
    """Not judged yet."""
    return missing(f"nothing found in {repository.name}", "Add it.")
