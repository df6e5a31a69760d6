"""Finding words in texts of many languages, quickly: patterns are lower case and meet text that was folded once."""

from __future__ import annotations

import unicodedata

from portfolio_kit import lazily as re

# A word ends where the letters of an alphabet do; ideographs and Devanagari stand next to each other without blanks.
_PLAIN = {code: unicodedata.normalize("NFD", chr(code))[0] for code in range(0xC0, 0x250)}
_LETTER = "a-z\u00df-\u024f\u0370-\u052f"


def folded(text: str) -> str:
    """Return the text in lower case, every character where it was."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(one if len(one := character.lower()) == 1 else character for character in text)


def plain(text: str) -> str:
    """Return the text with Latin letters without their accents, as code writes names; each stays where it was."""
    return text if text.isascii() else text.translate(_PLAIN)


def words(pattern: str, anywhere: str = "") -> re.Pattern[str]:
    """Return a pattern for folded text: `pattern` as whole words, `anywhere` without regard to what is beside it."""
    whole = f"(?<![{_LETTER}])(?:{pattern})(?![{_LETTER}])"
    return re.compile(f"{whole}|{anywhere}" if anywhere else whole)


def listed(text: str) -> tuple[str, ...]:
    """Return the words of a list that is written as text, for lists that are read more easily so."""
    return tuple(text.split())
