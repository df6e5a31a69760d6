"""Loops over written-out words in shell scripts and recipes, as the lines that they come down to.

`for step in clean train; do python $step.py; done` runs two scripts, neither of which stands there by its name.
"""

from __future__ import annotations

from portfolio_kit import lazily as re

_LOOP = re.compile(
    r"\bfor[ \t]+(?P<name>[A-Za-z_]\w{0,40})[ \t]+in[ \t]+(?P<words>[^;\n]{1,1000})(?:;[ \t]*|\n[ \t]*)do\b"
    r"(?P<body>[\s\S]{1,2000}?)(?:;|\n)[ \t]*done\b"
)
_PLAIN = re.compile(r"[\w./\\-]+")
_MOST = 20


def unrolled(text: str) -> str:
    """Return a text with the bodies of its loops written out, one line for each word; one over what is found when it
    runs stays.
    """
    return _LOOP.sub(_written_out, text) if "done" in text else text


def _written_out(match: re.Match[str]) -> str:
    words = match["words"].split()[:_MOST]
    if not all(map(_PLAIN.fullmatch, words)):
        return match[0]
    name = re.escape(match["name"])
    body = match["body"].strip().replace("\n", "; ")
    # A recipe doubles the sign. As many lines as there were: those below keep their numbers.
    filled = [re.sub(rf"\$\$?(?:\{{{name}\}}|{name}\b)", lambda _, word=word: word, body) for word in words]
    return "; ".join(filled) + "\n" * match[0].count("\n")
