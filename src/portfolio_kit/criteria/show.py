"""Show, don't just tell (article section 9.1)."""

from __future__ import annotations

from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Finding, missing


def readme(repository: Repository) -> Finding:
    """Not judged yet."""
    return missing(f"nothing found in {repository.name}", "Add it.")


def environment(repository: Repository) -> Finding:
    """Not judged yet."""
    return missing(f"nothing found in {repository.name}", "Add it.")


def data_access(repository: Repository) -> Finding:
    """Not judged yet."""
    return missing(f"nothing found in {repository.name}", "Add it.")


def demo(repository: Repository) -> Finding:
    """Not judged yet."""
    return missing(f"nothing found in {repository.name}", "Add it.")


def end_to_end(repository: Repository) -> Finding:
    """Not judged yet."""
    return missing(f"nothing found in {repository.name}", "Add it.")
