"""The profile of a table: what is predicted, from which columns, judged on which rows, and what is left out and why."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from portfolio_kit.errors import UserError
from portfolio_kit.scaffold.profile import split as splits
from portfolio_kit.scaffold.profile import target as targets
from portfolio_kit.scaffold.profile.columns import Column, Kind, described
from portfolio_kit.scaffold.profile.reading import Table
from portfolio_kit.scaffold.profile.reasons import reasons as reasons_for
from portfolio_kit.scaffold.profile.reasons import why_useless
from portfolio_kit.scaffold.profile.split import Split
from portfolio_kit.scaffold.profile.target import Target

MOST_FEATURES = 40
MOST_AUDITED = 4
TOO_MANY = f"more than {MOST_FEATURES} columns make no request"


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
    """What follows from a table. `audited` columns describe people: errors are compared by them. Features
    that are `doubtful` tell the target nearly alone.

    `choices` led to it, with columns under their clean names.
    """

    table: Table
    target: Target
    split: Split
    features: tuple[Column, ...]
    audited: tuple[Column, ...]
    doubtful: tuple[Column, ...]
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
    against = reasons_for(table, target, others, split)
    reasons = against.left_out | dict.fromkeys(unwanted, "your choice")
    for wanted in used:
        if not _can_be_used(by_name[wanted]):
            raise UserError(
                f"{by_name[wanted].original!r} cannot be used: {why_useless(by_name[wanted], len(table.frame))}"
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
        doubtful=tuple(column for column in features if column.name in against.doubtful),
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
    truth = targets.truth(table.frame[target.column.name], target) if target.task == "classification" else None
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


def _can_be_used(column: Column) -> bool:
    return column.is_usable or (column.kind is Kind.IDENTIFIER and column.low is not None)


def _listed(columns: Sequence[Column], reasons: dict[str, str]) -> str:
    return "; ".join(f"{column.original}: {reasons[column.name]}" for column in columns[:5])
