"""How much of a repository is read. What a limit cuts is said in the scorecard's notes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds."""

    files: int = 20_000
    depth: int = 40
    text: int = 1 << 20
    notebook: int = 24 << 20
    head: int = 8 << 10
    parsed: int = 1_200_000
    texts: int = 400_000
    total: int = 256 << 20
    index: int = 64 << 20
    seconds: float = 60.0


LIMITS = Limits()
