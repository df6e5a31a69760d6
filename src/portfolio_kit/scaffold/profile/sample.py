"""The rows that a project is given: all of a small table, some of a large one, none of what it shall not have."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio_kit.scaffold.profile.profile import Profile
from portfolio_kit.scaffold.profile.target import labels

if TYPE_CHECKING:
    import polars as pl

MOST_ROWS = 10_000
_MOST_CELLS = 300_000
_FEWEST_OF_A_CLASS = 100
_FEW_DUPLICATES = 0.05
_SEED = 2026


@dataclass(frozen=True)
class Sample:
    """A project's data/sample.csv, and what was done to the table for it."""

    content: bytes
    rows: int
    available: int
    without_target: int
    duplicates: int


def sample(profile: Profile, most: int | None = None) -> Sample:
    """Return the rows for a project: `most` of them, or as many as train in seconds.

    Rows that equal another in every column go, where they are few enough to be slips.
    """
    table = _selected(profile)
    name = profile.target.column.name
    known = table.filter(table[name].is_not_null())
    different = known.unique(maintain_order=True)
    duplicates = len(known) - len(different)
    if duplicates > _FEW_DUPLICATES * len(known):
        different, duplicates = known, 0
    few = _drawn(different, profile, most or _affordable(profile))
    return Sample(few.write_csv().encode(), len(few), len(table), len(table) - len(known), duplicates)


def _selected(profile: Profile) -> pl.DataFrame:
    frame, target, split = profile.table.frame, profile.target, profile.split
    names = [split.column.name] if split.column else []
    names += [column.name for column in (*profile.features, *profile.audited)]
    columns = [
        _numbered(frame[name]) if name == profile.numbered else _written(frame[name]) for name in dict.fromkeys(names)
    ]
    truth = frame[target.column.name]
    if target.task == "classification":
        truth = (labels(truth) == target.positive).cast(int).alias(target.column.name)
    return frame.select(*columns, truth)


def _written(values: pl.Series) -> pl.Series:
    import polars as pl

    if values.dtype != pl.Datetime:
        return values
    days = (values.drop_nulls().dt.truncate("1d") == values.drop_nulls()).all()
    return values.dt.strftime("%Y-%m-%d" if days else "%Y-%m-%dT%H:%M:%S")


def _numbered(values: pl.Series) -> pl.Series:
    """Return a number for each different value, in the order of the rows: neither a value nor its place among all."""
    different = values.unique(maintain_order=True)
    return values.replace_strict(different, range(1, len(different) + 1))


def _affordable(profile: Profile) -> int:
    """Return how many rows train in seconds; more where the class to find is rare."""
    rows = min(MOST_ROWS, _MOST_CELLS // (len(profile.features) + 1))
    return max(rows, math.ceil(_FEWEST_OF_A_CLASS / profile.target.share)) if profile.target.classes else rows


def _drawn(table: pl.DataFrame, profile: Profile, most: int) -> pl.DataFrame:
    """Return at most about `most` rows, drawn at random in their old order; groups stay whole."""
    import polars as pl

    if len(table) <= most:
        return table
    if profile.split.by != "group" or profile.split.column is None:
        picked = pl.Series(range(len(table))).sample(most, seed=_SEED).sort()
        return table[picked]
    groups = table[profile.split.column.name].alias("group")
    sizes = groups.value_counts().sort("group").sample(fraction=1, shuffle=True, seed=_SEED)
    kept = sizes.filter(sizes["count"].cum_sum() <= most)["group"]
    return table.filter(groups.is_in(kept.implode()))
