"""Text on its way to a terminal."""


def printable(text: str) -> str:
    """Return `text` with everything that could steer a terminal written out as an escape.

    File names and answers come from projects that others made: a carriage return, an escape sequence or a
    right-to-left mark in one must not rewrite what the reader sees.
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
