"""Files beside the code that describe the data for a machine: what it is called, and which version of it this is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.models.stages import is_test

if TYPE_CHECKING:
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

_NAMED = frozenset({"dataset", "dataset_name", "data_set"})
_VERSION = re.compile(r"v?\d[\w.-]{0,30}")
_LARGEST = 50_000


def stated_version(repository: Repository) -> tuple[str, Evidence] | None:
    """Return the version of the data that a JSON file gives beside the data's name, and where."""
    for file in repository.suffixed(".json"):
        text = file.text if file.size < _LARGEST and not is_test(file.path) else ""
        if '"version"' not in text or not any(f'"{name}"' in text for name in _NAMED):
            continue
        try:
            told = json.loads(text)
        except (ValueError, RecursionError):
            continue
        if not isinstance(told, dict) or not any(isinstance(told.get(name), str) for name in _NAMED):
            continue
        version = told.get("version")
        if isinstance(version, str) and _VERSION.fullmatch(version):
            return version, file.at(text.index('"version"'))
    return None
