"""Who has each fingerprint of a cohort, in a file, so that memory does not grow with the cohort."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from typing import IO, NamedTuple

# Fingerprints have 61 bits. All of one part are looked at together: of 10,000 repositories a few megabytes.
_PARTS, _SHIFT = 256, 53
# What is gathered of a part before it is written.
_FEW = 512


class _Block(NamedTuple):
    """A place in the file: so many fingerprints, and then as many holders."""

    start: int
    length: int


class Held:
    """Fingerprints and their holders, added one holder after another, and read by fingerprint."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._values = [array("Q") for _ in range(_PARTS)]
        self._holders = [array("I") for _ in range(_PARTS)]
        self._blocks: list[list[_Block]] = [[] for _ in range(_PARTS)]

    def add(self, holder: int, values: array[int]) -> None:
        """Take note of what a holder has: each fingerprint once, sorted."""
        begin = 0
        for part in range(_PARTS):
            end = bisect_left(values, (part + 1) << _SHIFT, begin)
            if end > begin:
                self._values[part] += values[begin:end]
                self._holders[part] += array("I", [holder]) * (end - begin)
                if len(self._values[part]) >= _FEW:
                    self._write(part)
            begin = end

    def by_value(self) -> Iterator[tuple[int, list[int]]]:
        """Yield each fingerprint with its holders, in the order in which they were added."""
        for part in range(_PARTS):
            found: dict[int, list[int] | int] = {}
            for value, holder in self._read(part):
                held = found.setdefault(value, holder)
                # Most have one holder, and a list takes more room than all else.
                if isinstance(held, list):
                    held.append(holder)
                elif held != holder:
                    found[value] = [held, holder]
            for value, held in found.items():
                yield value, held if isinstance(held, list) else [held]

    def _write(self, part: int) -> None:
        values, holders = self._values[part], self._holders[part]
        self._blocks[part].append(_Block(self._file.seek(0, 2), len(values)))
        self._file.write(values.tobytes() + holders.tobytes())
        self._values[part], self._holders[part] = array("Q"), array("I")

    def _read(self, part: int) -> Iterator[tuple[int, int]]:
        for block in self._blocks[part]:
            self._file.seek(block.start)
            values, holders = array("Q"), array("I")
            values.frombytes(self._file.read(block.length * values.itemsize))
            holders.frombytes(self._file.read(block.length * holders.itemsize))
            yield from zip(values, holders, strict=True)
        yield from zip(self._values[part], self._holders[part], strict=True)
