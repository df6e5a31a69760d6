"""Fingerprints of a row of tokens, by winnowing (Schleimer, Wilkerson and Aiken, 2003).

Of every `window` neighbouring runs of `length` tokens the one with the least hash is kept. Whatever two rows share in
`length + window - 1` tokens leaves a fingerprint in both, wherever it stands; less than `length` tokens never do.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from struct import calcsize, pack, unpack_from
from typing import NamedTuple

_PRIME = (1 << 61) - 1
_BASE = 0x1F3D5B79A2C4E6F1 % _PRIME
_COUNT = "<I"


class Marks(NamedTuple):
    """The fingerprints of a passage in its order, and the first and last line that each stands on."""

    hashes: array[int]
    starts: array[int]
    ends: array[int]


NONE = Marks(array("Q"), array("I"), array("I"))


def winnowed(tokens: Sequence[int], lines: Sequence[int], length: int, window: int) -> Marks:
    """Return the fingerprints of tokens, given as numbers below 2**61, that stand on these lines."""
    hashes = _rolling(tokens, length)
    found = Marks(array("Q"), array("I"), array("I"))
    if not hashes:
        return found
    window = min(window, len(hashes))
    places: list[int] = []
    least, value = -1, _PRIME
    for last in range(window - 1, len(hashes)):
        if least <= last - window:
            seen = hashes[last - window + 1 : last + 1]
            value = min(seen)
            # Of equals the last one, which stays in the window for longest.
            least = last - seen[::-1].index(value)
            places.append(least)
        elif hashes[last] < value:
            least, value = last, hashes[last]
            places.append(least)
    before = None
    for place in places:
        # A row of the same over and over, such as a table of numbers, is said once.
        if hashes[place] != before:
            before = hashes[place]
            found.hashes.append(before)
            found.starts.append(lines[place])
            found.ends.append(lines[place + length - 1])
    return found


def _rolling(tokens: Sequence[int], length: int) -> list[int]:
    """The hash of every run of so many tokens."""
    if len(tokens) < length:
        return []
    value = 0
    for token in tokens[:length]:
        value = (value * _BASE + token) % _PRIME
    found = [value]
    leaving = pow(_BASE, length, _PRIME)
    for old, new in zip(tokens, tokens[length:], strict=False):
        value = (value * _BASE + new - old * leaving) % _PRIME
        found.append(value)
    return found


def packed(marks: Marks) -> bytes:
    """Return the fingerprints as the store keeps them."""
    parts = (array(part.typecode, part) for part in marks)
    return pack(_COUNT, len(marks.hashes)) + b"".join(_little(part).tobytes() for part in parts)


def unpacked(content: bytes) -> Marks:
    """Return what `packed` made. Raises ValueError when it is something else."""
    if len(content) < calcsize(_COUNT):
        raise ValueError("no fingerprints")
    (count,) = unpack_from(_COUNT, content)
    marks = Marks(array("Q"), array("I"), array("I"))
    position = calcsize(_COUNT)
    for part in marks:
        end = position + count * part.itemsize
        if len(content) < end:
            raise ValueError("fingerprints that are cut off")
        part.frombytes(content[position:end])
        _little(part)
        position = end
    return marks


def _little(part: array[int]) -> array[int]:
    """The numbers with their bytes in the order in which they are kept."""
    if sys.byteorder == "big":
        part.byteswap()
    return part
