"""Phrases that verdicts are put together from."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit.rubric.finding import Evidence


def cited(evidence: Evidence) -> str:
    """Where something stands, as a reader goes to it: `README.md:12`."""
    return f"{evidence.path}:{evidence.line}"


def capital(words: str) -> str:
    """Words that begin a sentence."""
    return words[:1].upper() + words[1:]


def sentence(words: str) -> str:
    """Words as a sentence of their own."""
    return f"{capital(words)}."


def enumerated(parts: Sequence[str], last: str = "and") -> str:
    """Parts as a sentence names them: `a, b and c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}"
