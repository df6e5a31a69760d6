"""Names of columns as people write them, made into names that Python, TOML, JSON and Markdown all take as they are."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Sequence

_LONGEST = 30
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
# As German writes them where it has no umlauts; other languages that have these letters are read either way.
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_IN_CAPITALS = re.compile("[ÄÖÜ](?![a-zäöüß])")
# What the generated code calls its arguments and answers: a column of the same name would stand in their way.
_TAKEN = frozenset(
    word for line in ("self cls nan none true false null str float unknown_values",) for word in line.split()
)


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name in lower-case Latin letters: `MonthlyCharges (€)` is monthly, charges, eur."""
    # Imported here: only a project from one's own data needs it.
    from anyascii import anyascii

    composed = unicodedata.normalize("NFC", name)
    spelt = _IN_CAPITALS.sub(lambda found: found[0].translate(_UMLAUTS).upper(), composed).translate(_UMLAUTS)
    return tuple(word.lower() for word in _WORDS.findall(anyascii(spelt)))


def clean(names: Sequence[str]) -> tuple[str, ...]:
    """Return a plain name for each column, all different, each a Python identifier of at most 30 characters."""
    taken: set[str] = set()
    cleaned = []
    for number, name in enumerate(names, start=1):
        plain = "_".join(words(name))[:_LONGEST].strip("_")
        if not plain:
            plain = f"column_{number}"
        elif plain[0].isdigit():
            plain = f"n_{plain}"[:_LONGEST]
        if keyword.iskeyword(plain) or keyword.issoftkeyword(plain) or plain in _TAKEN:
            plain = f"{plain}_column"
        cleaned.append(_distinct(plain, taken))
        taken.add(cleaned[-1])
    return tuple(cleaned)


def _distinct(plain: str, taken: set[str]) -> str:
    if plain not in taken:
        return plain
    number = 2
    while (other := f"{plain[: _LONGEST - 1 - len(str(number))]}_{number}") in taken:
        number += 1
    return other
