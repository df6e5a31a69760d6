"""Which language a text is in, as far as hyphenation and a screen reader need to know it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("uk", re.compile(r"[іїєґІЇЄҐ]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
# The share of the letters from which on a script is the text's, and not that of a few quoted words.
_SHARE = 0.1
_COMMON = {
    "en": "the and of to in is that was for with it on as are by this from were which not",
    "de": "der die das und ist nicht mit den von ein eine für auf im dem wir war wurde sich auch",
    "fr": "le la les des et est une dans que pour qui pas sur nous avec du au ce été sont",
    "es": "el los las y es una en que por para con no del se más fue como al lo su",
    "pt": "o os as e é uma em que por para com não do da dos mais foi como ao um",
    "it": "il lo gli e è una che per con non del della di più sono come dei nel si un",
    "nl": "de het een en van is niet met voor dat op te zijn wij was ook aan er die werd",
    "pl": "i w na z że nie się jest do to dla od po jak był były przez oraz tego co",
    "tr": "ve bir bu için ile daha çok olarak olan da de en ama kadar gibi değil sonra her ne biz",
    "id": "dan yang di untuk dengan pada ini dari tidak adalah kami itu dalam akan model lebih ke oleh juga karena",
    "sv": "och att det som en på är av för med den till inte var vi har ett om de kan",
    "cs": "a se na je že v pro to jsme s který jako ale nebo byl z do za by od",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_WORD = re.compile(r"[^\W\d_]+")
# Opening and closing, double and single, where they are not those of English.
_QUOTES: dict[str, Sequence[str]] = {
    **dict.fromkeys(("de", "cs"), "„“‚‘"),
    **dict.fromkeys(("pl",), "„”‚’"),
    **dict.fromkeys(("ru", "uk", "el", "es", "pt", "it"), "«»“”"),
    "fr": ("«\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE}»", "“", "”"),
    "sv": "””’’",
}
FROM_RIGHT = frozenset({"ar", "he"})


def language_of(text: str) -> str:
    """Return the code of the language of `text`: English when nothing tells."""
    letters = sum(map(str.isalpha, text))
    for language, script in _SCRIPTS:
        if letters and len(script.findall(text)) >= _SHARE * letters:
            return language
    counts = Counter(_WORD.findall(text.lower()))
    common = {language: sum(counts[word] for word in words) for language, words in _WORDS.items()}
    return max(common, key=lambda language: common[language])


def quotes_of(language: str) -> list[str]:
    """Return the quotation marks of a language: opening and closing, double and then single."""
    return list(_QUOTES.get(language, "“”‘’"))
