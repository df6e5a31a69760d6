"""Pictures that are there and show nothing: too small to read anything on, or of one colour."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re

if TYPE_CHECKING:
    from portfolio_kit.repository.file import File

PICTURES = frozenset({".png", ".gif", ".svg"})
"""What is looked into."""
# No picture has fewer bytes and shows anything; the pointer to one that is stored elsewhere has more.
_NOTHING = 100
# A larger one shows something, unless it is small in pixels, or its bytes are all alike.
_LARGEST = 12_000
# What is packed has bytes of every kind: so few kinds beyond its head are the points of one colour, left as they were.
_BEYOND, _SAMPLE, _KINDS = 1_000, 8_000, 8
# A drawing of fewer bytes is looked through: surfaces alone show nothing.
_DRAWING = 4_000
_DRAWN = re.compile(r"<(?:path|text|image|use|line|polyline|polygon|circle|ellipse|foreignObject)\b")
_PNG, _GIF = b"\x89PNG\r\n\x1a\n", (b"GIF87a", b"GIF89a")
_HEADER = 24
# In pixels: a strip of one line of text has more.
_LEAST_AREA = 4_000
# Bytes for each pixel: a page of one colour takes fewer in a PNG, a mostly white one with a line of text more.
_LEAST_DENSITY = 0.006


def shows_nothing(file: File) -> bool:
    """Whether a picture is too small for anything to be seen, or has hardly a byte for its pixels."""
    if file.size < _NOTHING:
        return True
    if file.suffix == ".svg":
        return file.size < _DRAWING and "<svg" in file.text and not _DRAWN.search(file.text)
    if file.suffix not in (".png", ".gif"):
        return False
    # A large one is not kept.
    known = file.first(_SAMPLE) if file.size > _LARGEST else file.content
    head = known[:_HEADER]
    if len(head) < _HEADER:
        return False
    if head.startswith(_PNG):
        width, height = struct.unpack(">II", head[16:24])
        if file.size > _LARGEST:
            return _is_small(width, height) or len(set(known[_BEYOND:])) <= _KINDS
        return _is_small(width, height) or file.size < width * height * _LEAST_DENSITY
    if head.startswith(_GIF):
        return _is_small(*struct.unpack("<HH", head[6:10]))
    return False


def _is_small(width: int, height: int) -> bool:
    return width * height < _LEAST_AREA
