"""The accuracy that a kept confusion matrix comes to: a square table of counts, with or without names of classes."""

from __future__ import annotations

from portfolio_kit import lazily as re

_CALLED = re.compile(r"confusion|matriz[-_ ]de[-_ ]confus|matrice[-_ ]de[-_ ]confus|\bconf[-_ ]?mat", re.IGNORECASE)
_OF_TRAINING = re.compile(r"(?<![a-z])train", re.IGNORECASE)
_MOST_CLASSES = 100
_COUNT = re.compile(r"\d{1,9}(?:\.0{1,6})?")


def is_confusion(name: str) -> bool:
    """Whether a table is called a confusion matrix, and not one of the training data."""
    return bool(_CALLED.search(name)) and not _OF_TRAINING.search(name)


def accuracy_in(text: str) -> float | None:
    """Return the share of cases on the diagonal, None where the table is no square one of counts."""
    lines = [line for line in text.split("\n", _MOST_CLASSES + 2) if line.strip()]
    if not lines or len(lines) > _MOST_CLASSES + 1:
        return None
    separator = max(",;\t", key=lines[0].count)
    rows = [[cell.strip('" \r') for cell in line.split(separator)] for line in lines]
    counts = [[float(cell) for cell in row if _COUNT.fullmatch(cell)] for row in _without_names(rows)]
    total = sum(map(sum, counts))
    is_square = len(counts) > 1 and all(len(row) == len(counts) for row in counts)
    return sum(row[at] for at, row in enumerate(counts)) / total if is_square and total else None


def _without_names(rows: list[list[str]]) -> list[list[str]]:
    """The cells without the row of names above them, and without the column of names before them."""
    width = len(rows[0])
    if len(rows) == width + 1:
        return rows[1:]
    if len(rows) == width and not _COUNT.fullmatch(rows[0][0]):
        return [row[1:] for row in rows[1:]]
    return rows
