"""Text on its way to a reader: a terminal, or a report."""

# What Python calls printable and nobody can see: fillers, joiners and blanks of writing systems.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0") | frozenset(
    map(chr, range(0xE0100, 0xE01F0))
)
# Signs that change the look of the one before them: unseen but after a picture, where people do type them.
_VARIANTS = frozenset(map(chr, range(0xFE00, 0xFE10)))
_PICTURES = frozenset("\u00a9\u00ae#*0123456789")


def printable(text: str) -> str:
    """Return `text` with everything that could steer a terminal, or that nobody could see, written out as an escape.

    File names and answers come from projects that others made: a carriage return, an escape sequence or a
    right-to-left mark in one must not rewrite what the reader sees.
    """
    if text.isascii() and text.isprintable():
        return text
    before = "", *text
    return "".join(
        c if _is_seen(c, previous) else c.encode("unicode_escape").decode("ascii")
        for previous, c in zip(before, text, strict=False)
    )


def _is_seen(character: str, before: str) -> bool:
    if character in _VARIANTS:
        return before >= "\u2000" or before in _PICTURES
    return character.isprintable() and character not in _UNSEEN
