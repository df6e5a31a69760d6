"""What the place that text goes to can show, and text laid out for it."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TextIO

_CODES = {"bold": "1", "dim": "2", "green": "32", "yellow": "33", "red": "31"}
_NARROWEST = 40
_WIDEST = 120
_USUAL = 100


class Look(NamedTuple):
    """What the place that text goes to can show."""

    width: int = _USUAL
    colour: bool = False
    unicode: bool = True

    def styled(self, text: str, *names: str) -> str:
        """Return `text` in colour or weight, where there is any."""
        if not (self.colour and text):
            return text
        return f"\x1b[{';'.join(_CODES[name] for name in names)}m{text}\x1b[0m"


def look_of(stream: TextIO) -> Look:
    """Return what a stream can show: colour only at a terminal, and not where NO_COLOR is set (https://no-color.org)."""
    at_terminal = stream.isatty()
    colour = at_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    try:
        "█░●◐○·…→".encode(stream.encoding or "ascii")
        unicode = True
    except (UnicodeEncodeError, LookupError):
        unicode = False
    return Look(min(max(_columns(stream), _NARROWEST), _WIDEST), colour, unicode)


def _columns(stream: TextIO) -> int:
    try:
        return int(os.environ.get("COLUMNS", "")) or _USUAL
    except ValueError:
        pass
    try:
        return os.get_terminal_size(stream.fileno()).columns or _USUAL
    except (OSError, ValueError):
        return _USUAL


def cells(text: str) -> int:
    """Return how many columns a terminal takes to show `text`: two for a Chinese character, none for an accent."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrapped(text: str, width: int) -> list[str]:
    """Return `text` in lines of at most `width` columns; a word that is longer is cut. At least one line."""
    lines, line, used = [], "", 0
    for word in _words(text.split(), max(width, 2)):
        size = cells(word)
        if line and used + 1 + size > width:
            lines.append(line)
            line, used = word, size
        else:
            line, used = (f"{line} {word}", used + 1 + size) if line else (word, size)
    return [*lines, line]


def cut(text: str, width: int) -> str:
    """Return as much of `text` as fits into `width` columns."""
    return next(_words([text], max(width, 2)))


def _words(words: Iterable[str], width: int) -> Iterator[str]:
    for word in words:
        if cells(word) <= width:
            yield word
            continue
        piece, used = "", 0
        for character in word:
            size = _cells(character)
            if used + size > width:
                yield piece
                piece, used = "", 0
            piece, used = piece + character, used + size
        yield piece
