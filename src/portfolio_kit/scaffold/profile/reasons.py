"""Why columns are left out: what says nothing, whom it may hurt, what knows the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio_kit.scaffold.profile import leaks
from portfolio_kit.scaffold.profile import target as targets
from portfolio_kit.scaffold.profile.columns import Column, Kind
from portfolio_kit.scaffold.profile.reading import Table
from portfolio_kit.scaffold.profile.split import Split
from portfolio_kit.scaffold.profile.target import Target

if TYPE_CHECKING:
    import polars as pl

_MOST_GAPS = 0.8
_FEWEST_PRESENT = 30
_SAMPLED = 20_000
_SEED = 2026
_ALONE, _NEARLY = 0.999, 0.99

_USELESS = {
    Kind.CONSTANT: "the same in every row",
    Kind.IDENTIFIER: "different in every row: it identifies, it doesn't explain",
    Kind.OTHER: "lists or other nested values",
}


@dataclass(frozen=True)
class Reasons:
    """Why columns are left out, by name, the plainest reason of each; and which of the others are nearly too good."""

    left_out: dict[str, str]
    doubtful: tuple[str, ...]


def reasons(table: Table, target: Target, columns: Sequence[Column], split: Split) -> Reasons:
    """Return what speaks against columns."""
    rows = len(table.frame)
    truth = targets.truth(table.frame[target.column.name], target) if target.task == "classification" else None
    found = {}
    if split.column is not None:
        found[split.column.name] = _why_split(split.by)
    for column in columns:
        present = rows - column.missing
        if column.personal:
            is_group = split.by == "group" and column == split.column
            found[column.name] = (
                f"personal data: {column.personal}; {_why_split('group') if is_group else 'not copied'}"
            )
        elif column.sensitive:
            found[column.name] = (
                "may describe people: for the fairness report only" if column.is_usable else "may describe people"
            )
        elif truth is not None and column.missing and leaks.filled_for_one(table.frame[column.name], truth):
            found[column.name] = "filled for one class only: known only afterwards?"
        elif not column.is_usable:
            found.setdefault(column.name, why_useless(column, rows))
        elif column.missing > _MOST_GAPS * rows or present < _FEWEST_PRESENT:
            found[column.name] = f"{column.missing / rows * 100:.0f} % missing"
        elif present - int((table.frame[column.name] == column.example).sum()) < targets.FEWEST_OF_A_CLASS:
            found[column.name] = "nearly always the same"
    rest = [column for column in columns if column.name not in found]
    leaking, doubtful = _leaks(table, target, rest)
    return Reasons(found | leaking, doubtful)


def _why_split(by: str) -> str:
    return f"decides which rows are held out ({by}){'; copied as numbers' if by == 'group' else ''}"


def why_useless(column: Column, rows: int) -> str:
    """Return why no model can learn from a column as it is."""
    if column.kind is Kind.CONSTANT and column.missing:
        return "empty" if column.missing == rows else "a single value, or missing"
    if column.kind is Kind.MOMENT:
        return "a date: a model of it would only know days that are past"
    if column.kind is Kind.TEXT:
        return f"text with {column.distinct:,} different values"
    return _USELESS[column.kind]


def _leaks(table: Table, target: Target, columns: Sequence[Column]) -> tuple[dict[str, str], tuple[str, ...]]:
    import polars as pl

    frame, name = table.frame, target.column.name
    some = frame[name].is_not_null()
    if len(frame) > _SAMPLED:
        some &= pl.int_range(len(frame), eager=True).hash(_SEED) % (len(frame) // _SAMPLED + 1) == 0
    # Column by column: anything done to the whole table would first put it into one piece, a second time in memory.
    rows = pl.DataFrame([frame[one].filter(some) for one in (name, *(column.name for column in columns))])
    is_class = target.task == "classification"
    named = targets.labels(rows[name]) if is_class else rows[name].cast(pl.Float64)
    truth = targets.truth(rows[name], target)
    found: dict[str, str] = {}
    doubtful = []
    for column in columns:
        values = rows[column.name]
        told = leaks.alone(values, truth, is_class=is_class)
        if (values.dtype != pl.Float64 or not is_class) and leaks.repeats(values, named):
            found[column.name] = "repeats the target"
        elif told >= _ALONE:
            found[column.name] = "predicts the target alone: known only afterwards?"
        elif column.kind is not Kind.CATEGORY and (why := _why_of_number(values, truth, is_class=is_class)):
            found[column.name] = f"{why}: known only afterwards?"
        elif told >= _NEARLY:
            doubtful.append(column.name)
    rest = [column for column in columns if column.name not in found]
    if not is_class:
        for pair in leaks.sums(
            [rows[one.name].cast(pl.Float64) for one in rest if one.kind is not Kind.CATEGORY], truth
        ):
            found |= dict.fromkeys(pair, f"{pair[0]} and {pair[1]} add up to the target")
    found |= leaks.twice(frame, [column for column in rest if column.name not in found])
    return found, tuple(doubtful)


def _why_of_number(values: pl.Series, truth: pl.Series, *, is_class: bool) -> str:
    """Return what a number has to do with the target in most rows, "" if nothing."""
    if is_class:
        usual = leaks.differs_for_one(values, truth)
        return "" if usual is None else f"other than {usual:g} for one class only"
    times = leaks.multiple(values, truth)
    return "" if times is None else f"{times:g} times the target in most rows"
