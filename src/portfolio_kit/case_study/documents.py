"""A metrics file as plain values, whatever it is written in: JSON, YAML, or a table as CSV."""

from __future__ import annotations

import csv
import json
import math
import re
from typing import Any

TREES = (".json", ".yaml", ".yml")
"""The endings of the files in which values are nested."""

SUFFIXES = (*TREES, ".csv", ".tsv")
"""The endings of all files that can be read."""

_METRIC_COLUMN = re.compile(r"metrics?|measures?|m[ée]tricas?|metrik|kennzahl", re.IGNORECASE)
_VALUE_COLUMN = re.compile(r"values?|scores?|results?|valore?s?|wert|valeur", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][-+]?\d{1,3})?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}")
_MOST_ROWS = 400


def document(text: str, suffix: str) -> Any:
    """Return what a metrics file holds as dictionaries, lists and plain values; None where it cannot be read."""
    text = text.removeprefix("\ufeff")
    if suffix == ".json":
        try:
            return _by_row(json.loads(text))
        except (ValueError, RecursionError):
            return None
    if suffix in (".yaml", ".yml"):
        from portfolio_kit.repository.plain_yaml import load_yaml

        return load_yaml(text)
    return _table(text)


def number(text: str) -> float | None:
    """Return the number that a cell holds, a percentage as a fraction; None where it holds no finite one."""
    bare = text.strip()
    is_percent = bare.endswith("%")
    bare = bare.removesuffix("%").strip()
    if not _NUMBER.fullmatch(bare):
        return None
    value = float(bare.replace(",", "."))
    return (value / 100 if is_percent else value) if math.isfinite(value) else None


def _by_row(read: Any) -> Any:
    """A table that pandas wrote column by column, by its numbered rows; anything else as it is."""
    if not (isinstance(read, dict) and len(read) > 1 and all(isinstance(column, dict) for column in read.values())):
        return read
    numbers = next(iter(read.values())).keys()
    if (
        not numbers
        or not all(column.keys() == numbers for column in read.values())
        or not all(map(str.isdigit, numbers))
    ):
        return read
    return [{name: column[row] for name, column in read.items()} for row in numbers]


def _table(text: str) -> Any:
    lines = text.splitlines()
    if not lines:
        return None
    separator = max(",;\t", key=lines[0].count)
    try:
        rows = [row for row in csv.reader(lines[: _MOST_ROWS + 1], delimiter=separator) if any(map(str.strip, row))]
    except csv.Error:
        return None
    if not rows:
        return None
    if len(rows[0]) == 2 and all(len(row) > 1 and number(row[1]) is not None for row in rows):  # noqa: PLR2004
        # No head: a metric and its value on each line.
        return {row[0].strip(): number(row[1]) for row in rows}
    head = [cell.strip() for cell in rows[0]]
    body = [[*(cell.strip() for cell in row), *[""] * len(head)][: len(head)] for row in rows[1:]]
    return _long(head, body) or _wide(head, body)


def _long(head: list[str], body: list[list[str]]) -> dict[str, Any] | None:
    """A table with a column that names the metric and one that gives its value."""
    metric = next((place for place, name in enumerate(head) if _METRIC_COLUMN.fullmatch(name)), None)
    value = next((place for place, name in enumerate(head) if _VALUE_COLUMN.fullmatch(name)), None)
    if metric is None or value is None:
        return None
    found: dict[str, Any] = {}
    names = [place for place in _texts(head, body) if place not in (metric, value)]
    for row in body:
        owner = found.setdefault(", ".join(row[place] for place in names), {}) if names else found
        owner[row[metric]] = number(row[value])
    return found


def _wide(head: list[str], body: list[list[str]]) -> dict[str, Any] | None:
    """A table with a row for each model and a column for each metric; None where rows cannot be told apart."""
    texts = _texts(head, body)
    rows = [
        {name: value for name, cell in zip(head, row, strict=True) if (value := number(cell)) is not None}
        for row in body
    ]
    if not texts:
        return rows[0] if len(rows) == 1 else None
    dates = [place for place in texts if all(_DATE.match(row[place]) for row in body)]
    names = [", ".join(row[place] for place in texts if row[place] and place not in dates) for row in body]
    # In a log of runs, which has their dates, the last run of a model counts.
    return dict(zip(names, rows, strict=True)) if dates or len(set(names)) == len(names) else None


def _texts(head: list[str], body: list[list[str]]) -> list[int]:
    """The columns whose cells are no numbers."""
    return [place for place in range(len(head)) if all(number(row[place]) is None for row in body) and body]
