"""Tables as CSV files that a spreadsheet shows and does not run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from portfolio_kit.terminal import printable


class AsItCame(str):
    """A text that a program looks up again: it is written as it is, whatever a spreadsheet would make of it."""

    __slots__ = ()


Cell = str | float | int | None
# What spreadsheets take for the beginning of a formula, wide forms of other scripts among it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# Excel takes a file without it for one in the country's own encoding, and names lose their accents.
BYTE_ORDER_MARK = "\ufeff".encode()


def write(stream: BinaryIO, rows: Iterable[Sequence[Cell]]) -> None:
    """Write rows as CSV in UTF-8, lines ended as RFC 4180 has it."""
    for row in rows:
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n").writerow([_written(cell) for cell in row])
        stream.write(line.getvalue().encode("utf-8", "backslashreplace"))


def _written(cell: Cell) -> str | int:
    """A cell: numbers without what rounding leaves, and text as text, on one line, with nothing that steers a screen.

    A text that would be a formula has an apostrophe in front, unless it is to come back as it came.
    """
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{round(cell, 4):.10g}"
    if isinstance(cell, int):
        return cell
    if isinstance(cell, AsItCame):
        return cell
    text = printable(cell)
    return f"'{text}" if cell.startswith(_FORMULA) else text
