"""A package that one list asks for in two versions: pip refuses such a list."""

from __future__ import annotations

from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.environment.dependencies import DependencyFile, canonical
from portfolio_kit.rubric.finding import Evidence

# One version, and no marker that may keep it for another Python or system.
_EXACT = re.compile(r"\s*([A-Za-z0-9][\w.-]{0,100})\s*(?:\[[^\]]{0,200}\])?\s*===?\s*(\d[\w.+!-]{0,60})\s*(?:#|$)")
_ENDS = re.compile(r"(?:\.0)+$")


class Clash(NamedTuple):
    """A package, and the two lines that ask for different versions of it."""

    name: str
    first: Evidence
    second: Evidence
    versions: tuple[str, str]


def clash(declared: DependencyFile) -> Clash | None:
    """Return the first package that a requirements file pins to two versions."""
    if declared.kind != "requirements":
        return None
    seen: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(declared.file.lines, start=1):
        match = _EXACT.match(line)
        if match is None:
            continue
        name, version = canonical(match[1]), match[2]
        known, where = seen.setdefault(name, (version, number))
        if _ENDS.sub("", known) != _ENDS.sub("", version):
            file = declared.file
            return Clash(name, file.evidence(where), file.evidence(number), (known, version))
    return None
