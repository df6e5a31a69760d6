"""A line of text as it reads, without its marks, and how many words it has."""

from __future__ import annotations

from functools import lru_cache

from portfolio_kit import lazily as re

# The address of a picture, or at any length the picture itself, as notebooks keep what was pasted into them.
PICTURE = r"!\[[^\[\]\n]{0,300}\]\((?:data:[^()\n]*|[^()\n]{0,2000})\)"
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,1000}>")
_MARKUP = re.compile(
    rf"{PICTURE}|\[(?:{PICTURE}\s?)?([^\[\]\n]{{0,500}})\]\([^()\n]{{0,2000}}\)|`+|\*\*|__|https?://\S+"
)
# The vowel signs of Indian scripts are no word characters to `re`, and stand inside words.
_WORD = re.compile(r"[^\W_][\w\u0300-\u036f\u0900-\u0963\u0966-\u0dff'’-]*(?:[.,]\d+)*")
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


@lru_cache(maxsize=512)
def words(text: str) -> int:
    """Return how many words a text has; two ideographs count as one word."""
    plain = _MARKUP.sub(lambda match: match[1] or " ", text)
    # A pattern of so many letters takes long to compile.
    ideographs = 0 if plain.isascii() else len(_IDEOGRAPH.findall(plain))
    return len(_WORD.findall(_IDEOGRAPH.sub(" ", plain) if ideographs else plain)) + ideographs // 2


def plain(text: str) -> str:
    """Return a line without tags and emphasis; the label of a link stays, its target goes."""
    if "<" in text:
        text = _TAG.sub(" ", text)
    if any(mark in text for mark in "`*_[!"):
        text = _MARKUP.sub(lambda match: match[1] or (" " if match[0][:1] in "!h" else ""), text)
    return text.strip()
