"""What a repository's own configuration says about the criteria it is judged by: a reason, shown beside the verdict.

    [tool.portfolio-kit.check]
    fairness = "readings of machines: no people in the data"

It can't change a verdict or a point; whatever else stands in the table is left out, and a note says so.
"""

from __future__ import annotations

from collections.abc import Collection

from portfolio_kit.repository.plain_toml import load_toml
from portfolio_kit.repository.repository import Repository

_LONGEST = 300


def annotated(repository: Repository, criteria: Collection[str]) -> dict[str, str]:
    """Return the reasons by criterion. What can't be shown is said in the repository's notes."""
    file = repository.by_path.get("pyproject.toml")
    if file is None or "portfolio-kit" not in file.text:
        return {}
    table: object = load_toml(file.text)
    for key in ("tool", "portfolio-kit", "check"):
        table = table.get(key) if isinstance(table, dict) else None
    found: dict[str, str] = {}
    others: list[str] = []
    for key, value in table.items() if isinstance(table, dict) else ():
        if key in criteria and isinstance(value, str) and value.strip():
            found[key] = " ".join(value.split())[:_LONGEST]
        else:
            others.append(key)
    if others:
        named = ", ".join(others)[:_LONGEST]
        repository.notes.append(
            f"pyproject.toml, tool.portfolio-kit.check: only a criterion with a reason is shown, not {named}"
        )
    return found
