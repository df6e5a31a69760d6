"""Production, or near it (article section 9.3)."""

from __future__ import annotations

from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Finding, missing


def serving_endpoint(repository: Repository) -> Finding:
    """Not judged yet."""
    return missing(f"nothing found in {repository.name}", "Add it.")


def containerization(repository: Repository) -> Finding:
    """Not judged yet."""
    return missing(f"nothing found in {repository.name}", "Add it.")


def deployment_writeup(repository: Repository) -> Finding:
    """Not judged yet."""
    return missing(f"nothing found in {repository.name}", "Add it.")


def monitoring(repository: Repository) -> Finding:
    """Not judged yet."""
    return missing(f"nothing found in {repository.name}", "Add it.")


def automated_tests(repository: Repository) -> Finding:
    """Not judged yet."""
    return missing(f"nothing found in {repository.name}", "Add it.")


def continuous_integration(repository: Repository) -> Finding:
    """Not judged yet."""
    return missing(f"nothing found in {repository.name}", "Add it.")
