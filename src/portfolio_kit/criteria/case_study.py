"""The case study and its figures (article sections 9.4 and 9.5)."""

from __future__ import annotations

from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Finding, missing


def content(repository: Repository) -> Finding:
    """Not judged yet."""
    return missing(f"nothing found in {repository.name}", "Add it.")


def length(repository: Repository) -> Finding:
    """Not judged yet."""
    return missing(f"nothing found in {repository.name}", "Add it.")


def claims_supported(repository: Repository) -> Finding:
    """Not judged yet."""
    return missing(f"nothing found in {repository.name}", "Add it.")
