"""The profile of a table: what is predicted, from which columns, judged on which rows, and what is left out and why."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from portfolio_kit.errors import UserError
from portfolio_kit.scaffold.profile import leaks
from portfolio_kit.scaffold.profile import split as splits
from portfolio_kit.scaffold.profile import target as targets
from portfolio_kit.scaffold.profile.columns import Column, Kind, described
from portfolio_kit.scaffold.profile.reading import Table
from portfolio_kit.scaffold.profile.split import Split
from portfolio_kit.scaffold.profile.target import Target

if TYPE_CHECKING:
    import polars as pl

MOST_FEATURES = 40
MOST_AUDITED = 4
TOO_MANY = f"more than {MOST_FEATURES} columns make no request"
_MOST_GAPS = 0.8
_FEWEST_PRESENT = 30
_SAMPLED = 20_000
_SEED = 2026

_USELESS = {
    Kind.CONSTANT: "the same in every row",
    Kind.IDENTIFIER: "different in every row: it identifies, it doesn't explain",
    Kind.OTHER: "lists or other nested values",
}


@dataclass(frozen=True)
class Choices:
    """What the person said about the table, by the names of columns; what they left open is suggested."""

    task: str | None = None
    positive: str | None = None
    split: str | None = None
    use: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """A column that the model doesn't see, and why."""

    column: Column
    reason: str


@dataclass(frozen=True)
class Profile:
    """What follows from a table. `audited` columns describe people: errors are compared by them.

    `choices` led to it, with columns under their clean names.
    """

    table: Table
    target: Target
    split: Split
    features: tuple[Column, ...]
    audited: tuple[Column, ...]
    left_out: tuple[LeftOut, ...]
    columns: tuple[Column, ...] = field(repr=False)
    choices: Choices = Choices()

    @property
    def numbered(self) -> str | None:
        """The column of which the project gets numbers: who or what rows belong to, where only that they do matters."""
        shown = {column.name for column in (*self.features, *self.audited)}
        column = self.split.column
        return column.name if self.split.by == "group" and column is not None and column.name not in shown else None


def profile(table: Table, target_name: str, choices: Choices = Choices()) -> Profile:
    """Return the profile of a table. Raises UserError for a target or a choice that doesn't hold."""
    name = _column(table, target_name, "--target")
    # polars works outside Python's lock: a thread a processor describes the columns side by side.
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        columns = tuple(threads.map(described, table.frame.iter_columns(), table.originals.values()))
    by_name = {column.name: column for column in columns}
    target = targets.target(table.frame[name], by_name[name], task=choices.task, positive=choices.positive)
    others = [column for column in columns if column.name != name]
    split = _split(table, others, choices.split, by_name, target)
    used = [_column(table, wanted, "use") for wanted in choices.use]
    unwanted = {_column(table, wanted, "leave_out") for wanted in choices.leave_out}
    reasons = _reasons(table, target, others, split)
    reasons |= dict.fromkeys(unwanted, "your choice")
    for wanted in used:
        if not _can_be_used(by_name[wanted]):
            raise UserError(
                f"{by_name[wanted].original!r} cannot be used: {_why_useless(by_name[wanted], len(table.frame))}"
            )
        reasons.pop(wanted, None)
    audited = [one for one in others if one.sensitive and one.is_usable and one.name not in unwanted]
    for one in audited[MOST_AUDITED:]:
        if one.name in reasons:
            reasons[one.name] = "may describe people"
    features = [column for column in others if column.name not in reasons]
    if len(features) > MOST_FEATURES:
        # Not by what they say of the target: rows that are held out would have a say in it.
        kept = {
            column.name
            for column in sorted(features, key=lambda one: (one.name not in used, one.missing))[:MOST_FEATURES]
        }
        reasons |= {one.name: TOO_MANY for one in features if one.name not in kept}
        features = [column for column in features if column.name in kept]
    if not features:
        raise UserError(f"no column is left to predict {target_name!r} from: {_listed(others, reasons)}")
    return Profile(
        table=table,
        target=target,
        split=split,
        features=tuple(features),
        audited=tuple(audited[:MOST_AUDITED]),
        left_out=tuple(LeftOut(column, reasons[column.name]) for column in others if column.name in reasons),
        columns=columns,
        choices=replace(choices, use=tuple(used), leave_out=tuple(sorted(unwanted))),
    )


def _column(table: Table, name: str, where: str) -> str:
    found = table.column(name)
    if found is None:
        shown = ", ".join([*table.originals.values()][:12])
        more = f" and {len(table.originals) - 12} more" if len(table.originals) > 12 else ""  # noqa: PLR2004
        raise UserError(f"{where}: {table.path.name} has no column {name!r}; it has {shown}{more}")
    return found


def _split(
    table: Table, columns: Sequence[Column], wanted: str | None, by_name: dict[str, Column], target: Target
) -> Split:
    truth = _truth(table.frame, target) if target.task == "classification" else None
    if not wanted:
        return splits.suggested(columns, table.frame, truth)
    by, _, named = wanted.partition(":")
    if by == "random" and not named:
        return Split("random", None, "your choice")
    if by not in {"group", "time"} or not named:
        raise UserError(f"split cannot be {wanted!r}: choose random, group:COLUMN or time:COLUMN")
    column = by_name[_column(table, named, "split")]
    values = table.frame[column.name]
    fewest = splits.FEWEST_GROUPS if by == "group" else splits.FEWEST_MOMENTS
    if column.missing or values.n_unique() < fewest:
        raise UserError(f"split: {named!r} has gaps or fewer than {fewest} different values: choose another")
    if by == "time" and not (values.dtype.is_temporal() or values.dtype.is_numeric()):
        raise UserError(f"split: {named!r} is neither a date nor a number: choose another column for the time")
    if by == "time" and truth is not None and not splits.both_in_every_part(values, truth):
        raise UserError(f"split: by {named!r}, some stretch of time has a single class: choose random or group:COLUMN")
    return Split("group" if by == "group" else "time", column, "your choice")


def _reasons(table: Table, target: Target, columns: Sequence[Column], split: Split) -> dict[str, str]:
    """Return why columns are left out, by name: the plainest reason of each."""
    rows = len(table.frame)
    truth = _truth(table.frame, target) if target.task == "classification" else None
    reasons = {}
    if split.column is not None:
        reasons[split.column.name] = _why_split(split.by)
    for column in columns:
        present = rows - column.missing
        if column.personal:
            is_group = split.by == "group" and column == split.column
            reasons[column.name] = (
                f"personal data: {column.personal}; {_why_split('group') if is_group else 'not copied'}"
            )
        elif column.sensitive:
            reasons[column.name] = (
                "may describe people: for the fairness report only" if column.is_usable else "may describe people"
            )
        elif truth is not None and column.missing and leaks.filled_for_one(table.frame[column.name], truth):
            reasons[column.name] = "filled for one class only: known only afterwards?"
        elif not column.is_usable:
            reasons.setdefault(column.name, _why_useless(column, rows))
        elif column.missing > _MOST_GAPS * rows or present < _FEWEST_PRESENT:
            reasons[column.name] = f"{column.missing / rows * 100:.0f} % missing"
        elif present - int((table.frame[column.name] == column.example).sum()) < targets.FEWEST_OF_A_CLASS:
            reasons[column.name] = "nearly always the same"
    rest = [column for column in columns if column.name not in reasons]
    return reasons | _leaks(table, target, rest)


def _truth(frame: pl.DataFrame, target: Target) -> pl.Series:
    """Return the target as a number: for a class, 1 in the positive rows and 0 in the others."""
    import polars as pl

    values = frame[target.column.name]
    if target.task == "regression":
        return values.cast(pl.Float64)
    return (targets.labels(values) == target.positive).cast(pl.Float64)


def _why_split(by: str) -> str:
    return f"decides which rows are held out ({by}){'; copied as numbers' if by == 'group' else ''}"


def _why_useless(column: Column, rows: int) -> str:
    if column.kind is Kind.CONSTANT and column.missing:
        return "empty" if column.missing == rows else "a single value, or missing"
    if column.kind is Kind.MOMENT:
        return "a date: a model of it would only know days that are past"
    if column.kind is Kind.TEXT:
        return f"text with {column.distinct:,} different values"
    return _USELESS[column.kind]


def _leaks(table: Table, target: Target, columns: Sequence[Column]) -> dict[str, str]:
    import polars as pl

    frame, name = table.frame, target.column.name
    some = frame[name].is_not_null()
    if len(frame) > _SAMPLED:
        some &= pl.int_range(len(frame), eager=True).hash(_SEED) % (len(frame) // _SAMPLED + 1) == 0
    # Column by column: anything done to the whole table would first put it into one piece, a second time in memory.
    rows = pl.DataFrame([frame[one].filter(some) for one in (name, *(column.name for column in columns))])
    is_class = target.task == "classification"
    named = targets.labels(rows[name]) if is_class else rows[name].cast(pl.Float64)
    truth = _truth(rows, target)
    reasons: dict[str, str] = {}
    for column in columns:
        values = rows[column.name]
        if (values.dtype != pl.Float64 or not is_class) and leaks.repeats(values, named):
            reasons[column.name] = "repeats the target"
        elif leaks.tells(values, truth, is_class=is_class):
            reasons[column.name] = "predicts the target alone: known only afterwards?"
        elif not is_class and column.kind is not Kind.CATEGORY and (by := leaks.multiple(values, truth)) is not None:
            reasons[column.name] = f"{by:g} times the target in most rows: known only afterwards?"
    rest = [column for column in columns if column.name not in reasons]
    if not is_class:
        for pair in leaks.sums(
            [rows[one.name].cast(pl.Float64) for one in rest if one.kind is not Kind.CATEGORY], truth
        ):
            reasons |= dict.fromkeys(pair, f"{pair[0]} and {pair[1]} add up to the target")
    return reasons | leaks.twice(frame, [column for column in rest if column.name not in reasons])


def _can_be_used(column: Column) -> bool:
    return column.is_usable or (column.kind is Kind.IDENTIFIER and column.low is not None)


def _listed(columns: Sequence[Column], reasons: dict[str, str]) -> str:
    return "; ".join(f"{column.original}: {reasons[column.name]}" for column in columns[:5])
