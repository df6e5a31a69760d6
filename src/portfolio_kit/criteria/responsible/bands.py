"""Columns of the project's own table by which rows can be put into groups, where none says who they are about."""

from __future__ import annotations

import csv

from portfolio_kit import lazily as re
from portfolio_kit.repository.repository import Repository

_TABLES = (".csv", ".tsv")
_SEPARATORS = ",;\t"
# What numbers the rows tells them apart, and puts them into no group.
_NUMBERING = re.compile(r"(?:^|_)(?:id|index|idx|no|nr|number|unnamed.*)$|^\W*$|[a-z]Id$", re.IGNORECASE)
_MOST, _FEWEST_ROWS, _MOST_ROWS = 3, 8, 40


def banded(repository: Repository) -> tuple[list[str], str]:
    """Return the first columns of a committed table that hold many different numbers, and the table's path; none where
    there is no such table.
    """
    for file in repository.supply.fitting:
        if file.suffix not in _TABLES:
            continue
        lines = file.head.split("\n")[: _MOST_ROWS + 1]
        separator = max(_SEPARATORS, key=lines[0].count)
        # The last line may be cut off.
        rows = list(csv.reader(lines[:-1], delimiter=separator))
        names = [name.strip(" \ufeff") for name in rows[0]] if rows else []
        rows = [row for row in rows[1:] if len(row) == len(names)]
        if len(rows) >= _FEWEST_ROWS:
            columns = zip(names, zip(*rows, strict=True), strict=True)
            found = [name for name, values in columns if not _NUMBERING.search(name) and _vary(values)]
            if found:
                return found[:_MOST], file.path
    return [], ""


def _vary(values: tuple[str, ...]) -> bool:
    """Whether values are numbers, most of them different."""
    try:
        numbers = [float(value) for value in values if value.strip()]
    except ValueError:
        return False
    return len(set(numbers)) * 2 > len(values)
