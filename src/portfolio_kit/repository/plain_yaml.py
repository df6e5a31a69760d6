"""YAML that others wrote: plain values only, and none of what is built to explode.

Whether a document is deep, or grows by its aliases, is seen from its events, which are read one after another. To build
it takes a call for every level, and the C library's calls end in a crash and no exception.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_DEEPEST = 100
_LARGEST = 200_000


def load_yaml(text: str) -> Any:
    """Return a YAML document; None where it is none, or too deep or too large."""
    import yaml

    reader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(text, reader) if _is_tame(yaml.parse(text, reader)) else None  # noqa: S506
    except (yaml.YAMLError, RecursionError, ValueError, TypeError, AttributeError, OverflowError):
        return None


def _is_tame(events: Iterable[object]) -> bool:
    """Whether the document is shallow, not within itself, and small with every alias written out."""
    import yaml

    anchors: dict[str, int] = {}
    # Of every collection that is open: its anchor, and how many values came before it.
    open_: list[tuple[str | None, int]] = []
    values = 0
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            open_.append((event.anchor, values))
            values += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = open_.pop()
            if anchor is not None:
                anchors[anchor] = values - before
        elif isinstance(event, yaml.AliasEvent):
            # One that is not closed yet stands within itself.
            values += anchors.get(event.anchor or "", _LARGEST)
        elif isinstance(event, yaml.ScalarEvent):
            values += 1
            if event.anchor is not None:
                anchors[event.anchor] = 1
        if len(open_) > _DEEPEST or values > _LARGEST:
            return False
    return True
