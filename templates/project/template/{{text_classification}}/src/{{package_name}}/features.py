"""What a model sees of a text, by the same code in training and in the service, without scikit-learn."""

import re
import unicodedata

from .privacy import PERSONAL

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
SIZE, LONGEST = 4, 2_000  # letters of the parts of a word; characters of a text, in the form that NFKC gives it


def words(text: str) -> list[str]:
    """Its words in one spelling, without numbers, personal data, and the XXXX that the source masks both with."""
    text = unicodedata.normalize("NFKC", text)[:LONGEST].casefold().replace("’", "'")
    for pattern in PERSONAL:
        text = pattern.sub(" ", text)
    return [word for word in WORD.findall(text) if word.strip("x")]


def pieces(text: str) -> list[tuple[str, str]]:
    """Each term with the word it is from: the word, and its parts, of which a misspelt word still has some."""
    found = []
    for word in words(text):
        framed = f"<{word}>"
        found += [(word, word), *((f"~{framed[at : at + SIZE]}", word) for at in range(len(framed) - SIZE + 1))]
    return found


def terms(text: str) -> list[str]:
    """Every term of a text, as often as it occurs."""
    return [term for term, _ in pieces(text)]
