"""Tables that only say which rows of the data go where: into which fold or split, or up to where a row is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio_kit import lazily as re

if TYPE_CHECKING:
    from portfolio_kit.repository.file import File

_SEPARATOR = re.compile(r"[,;\t]")
_LONGEST = 400
# More columns than that tell of the rows, too.
_MOST_COLUMNS = 6
_ROW = re.compile(r"(?:\w{1,40}_)?(?:id|ids|idx|index|key|file|filename|path)")
_WHERE = re.compile(
    r"(?:\w{1,40}_)?(?:fold|kfold|split|subset|partition|cut_?off|is_(?:train|valid|validation|test))(?:_\w{1,40})?"
)
_NUMBER = re.compile(r"-?\d[\d.]*(?:e[-+]?\d+)?")
_ASSIGNED = re.compile(
    r"(?:train|training|val|valid|validation|dev|test|holdout|calib|calibration|true|false)", re.IGNORECASE
)


def lists_rows(file: File) -> bool:
    """Whether a table has a column that names each row, one for where it goes, and of all others only numbers, few."""
    if file.suffix not in (".csv", ".tsv"):
        return False
    lines = file.head.split("\n", 2)[:2]
    columns, cells = ([] if number >= len(lines) else _cells(lines[number]) for number in range(2))
    if not 1 < len(columns) <= _MOST_COLUMNS or len(cells) != len(columns):
        return False
    named = [bool(_ROW.fullmatch(column)) for column in columns]
    where = [bool(_WHERE.fullmatch(column)) for column in columns]
    return (
        any(named)
        and any(where)
        and all(
            is_name or bool(_NUMBER.fullmatch(cell) or (is_where and _ASSIGNED.fullmatch(cell)))
            for is_name, is_where, cell in zip(named, where, cells, strict=True)
        )
    )


def _cells(line: str) -> list[str]:
    return [cell.strip(" \"'\r\ufeff").lower() for cell in _SEPARATOR.split(line[:_LONGEST])]
