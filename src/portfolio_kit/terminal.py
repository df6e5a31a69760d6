"""Text on its way to a reader: a terminal, or a report."""

from portfolio_kit import lazily as re

# What Python calls printable and nobody can see: fillers and joiners, blanks of writing systems, and signs that change
# the look of the one before them, but for those after a picture, which people do type.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\U000e0100-\U000e01ef]"
    "|(?<![#*0-9\u00a9\u00ae\u2000-\u3300\U0001f000-\U0001faff])[\ufe00-\ufe0f]"
)


def printable(text: str) -> str:
    """Return `text` with everything that could steer a terminal, or that nobody could see, written out as an escape.

    File names and answers come from projects that others made: a carriage return, an escape sequence or a
    right-to-left mark in one must not rewrite what the reader sees.
    """
    text = _UNSEEN.sub(lambda found: _written_out(found[0]), text)
    return text if text.isprintable() else "".join(c if c.isprintable() else _written_out(c) for c in text)


def _written_out(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
