"""The commands that installing the project makes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from portfolio_kit.repository.plain_toml import load_toml

if TYPE_CHECKING:
    from portfolio_kit.repository.repository import Repository


def entry_points(repository: Repository) -> Iterator[tuple[str, str]]:
    """The commands that installing the project makes, with the module that each runs."""
    for file in repository.files:
        if file.name == "pyproject.toml":
            document = load_toml(file.text)
            tables = [
                document.get("project"),
                (document.get("tool") or {}).get("poetry") if isinstance(document.get("tool"), dict) else None,
            ]
            for table in tables:
                scripts = table.get("scripts") if isinstance(table, dict) else None
                if isinstance(scripts, dict):
                    yield from (
                        (name, value.partition(":")[0]) for name, value in scripts.items() if isinstance(value, str)
                    )
