"""Unique and reproducible (article section 9.5)."""

from __future__ import annotations

from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Finding, missing


def originality(repository: Repository) -> Finding:
    """Not judged yet."""
    return missing(f"nothing found in {repository.name}", "Add it.")


def reproducible_runs(repository: Repository) -> Finding:
    """Not judged yet."""
    return missing(f"nothing found in {repository.name}", "Add it.")
