"""Bytes of unknown encoding as text."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PROBE = 4096


def decoded(content: bytes) -> str | None:
    r"""Return `content` as text with `\n` for every line end; None when it is not text.

    Knows UTF-8, UTF-16 and UTF-32 with a byte-order mark, UTF-16 without one, and takes the rest for Windows-1252.
    """
    for mark, marked in _MARKS:
        if content.startswith(mark):
            return _lines(content[len(mark) :].decode(marked, "replace"))
    probe = content[:_PROBE]
    if b"\0" in probe:
        encoding = _utf16(probe)
        return None if encoding is None else _lines(content.decode(encoding, "replace"))
    try:
        return _lines(content.decode("utf-8"))
    except UnicodeDecodeError:
        if sum(byte < 9 or 13 < byte < 32 for byte in probe) > len(probe) // 50:  # noqa: PLR2004
            return None
        return _lines(content.decode("cp1252", "replace"))


def _utf16(probe: bytes) -> str | None:
    """Return which UTF-16 it is: nearly every other byte of Western text is zero, and no two in a row."""
    half = len(probe) // 2
    low, high = probe[1::2].count(0), probe[0::2].count(0)
    if half and low > half * 0.8 and high < half * 0.05:
        return "utf-16-le"
    if half and high > half * 0.8 and low < half * 0.05:
        return "utf-16-be"
    return None


def _lines(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text
