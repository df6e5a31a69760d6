"""How the bytes of a PDF's strings become characters: by the table of the font that they are shown in."""

from __future__ import annotations

from typing import NamedTuple

from portfolio_kit import lazily as re

_PAIR = re.compile(rb"<([0-9A-Fa-f\s]{1,16})>\s{0,9}<([0-9A-Fa-f\s]{0,64})>")
_RANGE = re.compile(
    rb"<([0-9A-Fa-f\s]{1,16})>\s{0,9}<([0-9A-Fa-f\s]{1,16})>\s{0,9}(?:<([0-9A-Fa-f\s]{1,64})>|\[([^\]]{0,8000})\])"
)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{0,64})>")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b"", b"\n": b"", b"\r": b"", b"\r\n": b""}
_LARGEST_TABLE = 200_000
_MOST_CHARACTERS, _MOST_IN_RANGE = 5_000, 512


class Font(NamedTuple):
    """What the codes of a font stand for; those of a wide one take two bytes each."""

    characters: dict[int, str]
    is_wide: bool

    def text(self, codes: bytes) -> str:
        """Return the characters that a string of codes shows."""
        if self.is_wide:
            wide = (int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes) - 1, 2))
            return "".join(self.characters.get(code, "") for code in wide)
        if not self.characters:
            return codes.decode("cp1252", "replace")
        return "".join(self.characters.get(code) or bytes([code]).decode("cp1252", "replace") for code in codes)


PLAIN = Font({}, is_wide=False)
"""A font that says nothing of its codes."""


def characters(table: bytes) -> dict[int, str]:
    """Return what codes stand for by the table in which a font says it."""
    found: dict[int, str] = {}
    for block in table[:_LARGEST_TABLE].split(b"beginbf")[1:]:
        body = block.partition(b"endbf")[0]
        if body.startswith(b"char"):
            found.update((_code(match[1]), _text(match[2])) for match in _PAIR.finditer(body))
        else:
            for match in _RANGE.finditer(body):
                found.update(_in_range(match))
        if len(found) > _MOST_CHARACTERS:
            break
    return found


def string(token: bytes) -> bytes:
    """Return the bytes of a string as it is written, in brackets or in hexadecimal digits."""
    if token[:1] == b"<":
        return _bytes(token[1:-1])
    return _ESCAPE.sub(_unescaped, token[1:-1])


def _unescaped(match: re.Match[bytes]) -> bytes:
    escape = match[1]
    return bytes([int(escape, 8) % 256]) if escape[:1] in b"01234567" else _ESCAPED.get(escape, escape)


def _in_range(match: re.Match[bytes]) -> dict[int, str]:
    low, high = _code(match[1]), _code(match[2])
    if match[4] is not None:
        return dict(enumerate(map(_text, _HEX.findall(match[4])[:_MOST_IN_RANGE]), start=low))
    begin = _text(match[3])
    codes = range(low, min(high, low + _MOST_IN_RANGE) + 1)
    return {code: begin[:-1] + _character(ord(begin[-1]) + code - low) for code in codes} if begin else {}


def _character(number: int) -> str:
    is_one = number < 0xD800 or 0xDFFF < number < 0x110000  # noqa: PLR2004
    return chr(number) if is_one else ""


def _code(digits: bytes) -> int:
    return int(b"".join(digits.split()) or b"0", 16)


def _text(digits: bytes) -> str:
    return _bytes(digits).decode("utf-16-be", "ignore")


def _bytes(digits: bytes) -> bytes:
    plain = b"".join(digits.split())
    return bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode("ascii"))
