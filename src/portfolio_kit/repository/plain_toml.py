"""TOML that others wrote: a table, or an empty one where the text is none or is built to take long."""

from __future__ import annotations

import tomllib
from typing import Any

_MOST_DOTS = 500


def load_toml(text: str) -> dict[str, Any]:
    """Return the document. A key of many parts takes the reader a time that grows with their square."""
    if any(line.count(".") > _MOST_DOTS for line in text.split("\n")):
        return {}
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return {}
