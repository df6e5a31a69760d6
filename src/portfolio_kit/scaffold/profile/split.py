"""How rows should be held out: at random, by what they belong to, or by time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from portfolio_kit.scaffold.profile.columns import Column, Kind
from portfolio_kit.scaffold.profile.names import words

if TYPE_CHECKING:
    import polars as pl

By = Literal["random", "group", "time"]

FEWEST_MOMENTS = 20
FEWEST_GROUPS = 20
_ROWS_OF_A_GROUP = 1.5
_FEWEST_YEARS = 10
_YEAR_WORDS = frozenset(
    word for line in ("year years jahr annee ano anno jaar rok yil god nian",) for word in line.split()
)
_YEARS = (1700, 2100)
_MOST_GAPS = 0.02
_HELD_OUT, _PARTS = 0.25, 6  # as config.toml holds out and folds
_GROUP_WORDS = frozenset(
    word
    for line in (
        "id uid uuid guid key account konto compte cuenta customer client patient subject user person",
        "household member participant student employee account kunde kundin patientin nutzer cliente paciente",
        "usuario utilisateur respondent visitor session device machine vin",
    )
    for word in line.split()
)


@dataclass(frozen=True)
class Split:
    """How rows are held out, and by which column; the reason in words."""

    by: By
    column: Column | None = None
    reason: str = "rows stand for themselves"


def suggested(columns: Sequence[Column], frame: pl.DataFrame, truth: pl.Series | None) -> Split:
    """Return the split that the columns ask for: time before groups before chance.

    `truth` says of a class which rows are positive: by time, every part that a model is judged on needs some of both.
    """
    moments = [column for column in columns if is_moment(column, frame[column.name])]
    for column in moments:
        if truth is None or both_in_every_part(frame[column.name], truth):
            return Split("time", column, "the past predicts the future")
    for column in columns:
        if is_group(column, len(frame)):
            return Split("group", column, f"its {column.distinct:,} values come back: rows of one belong together")
    if moments:
        return Split("random", reason=f"by {moments[0].original!r}, some stretch of time would have a single class")
    return Split("random")


def is_moment(column: Column, values: pl.Series) -> bool:
    """Whether a column says when a row happened, well enough to hold out the end."""
    if column.sensitive or column.missing > _MOST_GAPS * len(values):
        return False
    if column.kind is Kind.MOMENT:
        return column.distinct >= FEWEST_MOMENTS
    if column.kind not in {Kind.INTEGER, Kind.IDENTIFIER} or not _YEAR_WORDS & set(words(column.original)):
        return False
    is_years = _YEARS[0] <= (column.low or 0) and (column.high or 0) <= _YEARS[1]
    return column.distinct >= _FEWEST_YEARS and is_years and values.is_sorted()


def is_group(column: Column, rows: int) -> bool:
    """Whether a column names what rows belong to: a key that comes back."""
    if column.kind not in {Kind.INTEGER, Kind.CATEGORY, Kind.TEXT} or column.missing or column.sensitive:
        return False
    named = bool(_GROUP_WORDS & set(words(column.original)))
    return named and FEWEST_GROUPS <= column.distinct <= rows / _ROWS_OF_A_GROUP


def both_in_every_part(moments: pl.Series, truth: pl.Series) -> bool:
    """Whether the last quarter of the moments, and each of the six parts before it, holds both classes."""
    import polars as pl

    rows = pl.DataFrame({"moment": moments, "truth": truth}).drop_nulls()
    seen = rows.group_by("moment").agg(least=pl.col("truth").min(), most=pl.col("truth").max()).sort("moment")
    learned = len(seen) - round(len(seen) * _HELD_OUT)
    ends = [learned * part // _PARTS for part in range(_PARTS + 1)] + [len(seen)]
    parts = [seen[begin:end] for begin, end in pairwise(ends)]
    return all(len(part) > 0 and part["least"].min() != part["most"].max() for part in parts)
