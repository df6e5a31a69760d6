"""Columns that know the answer: no model should learn from what is only known afterwards, or twice.

Looked for in a sample of rows, then made sure of in all of them where that decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from portfolio_kit.scaffold.profile.columns import Column

if TYPE_CHECKING:
    import polars as pl

_TOO_GOOD = 0.999
_FEWEST = 30
_MOST_PAIRED = 60
_PAIRED_ROWS = 500
_SAME_RATIO = 0.005
_MOST_ROWS_OF_A_RATIO = 0.5
_FEWEST_VALUES_OF_A_RATIO = 10
_FEWEST_FILLED = 10
_BY_CHANCE = 1e-6
_SEED = 2026


def repeats(values: pl.Series, target: pl.Series) -> bool:
    """Whether a column is the target under other names: each value of one stands beside a single value of the other."""
    import polars as pl

    pairs = pl.DataFrame({"a": values, "b": target}).drop_nulls()
    if len(pairs) < _FEWEST:
        return False
    # Few rows rule nearly every column out; those that are left are looked at whole.
    for rows in (pairs.head(_PAIRED_ROWS), pairs):
        both = rows.n_unique()
        if both < 2 or both != rows["a"].n_unique() or both != rows["b"].n_unique() or both > len(rows) / 2:  # noqa: PLR2004
            return False
    return True


def filled_for_one(values: pl.Series, target: pl.Series) -> bool:
    """Whether a column with gaps is filled in rows of one class only, too many for chance. `target` holds 0 and 1."""
    known = target.is_not_null()
    of_all, of_filled = target.filter(known), target.filter(known & values.is_not_null())
    filled, ones = len(of_filled), float(of_filled.sum())
    if not _FEWEST_FILLED <= filled < len(of_all):
        return False
    share = float(of_all.sum()) / len(of_all)
    is_one, by_chance = (
        (ones >= _TOO_GOOD * filled, share) if ones > filled / 2 else (ones <= filled * (1 - _TOO_GOOD), 1 - share)
    )
    return is_one and by_chance**filled < _BY_CHANCE


def differs_for_one(values: pl.Series, target: pl.Series) -> float | None:
    """Return the usual value of a number that has others in rows of one class only, and in most of these.

    As the week of an event that stays at the last one for all to whom nothing happened. `target` holds 0 and 1.
    """
    import polars as pl

    few = values.head(_PAIRED_ROWS).drop_nulls()
    if few.n_unique() == len(few) == _PAIRED_ROWS:
        return None  # a measurement: no value is usual, and counting them all takes its time
    counts = values.alias("value").drop_nulls().value_counts().sort(["count", "value"])
    if counts.is_empty():
        return None
    usual = counts["value"][-1]
    others = pl.select(pl.when(values != usual).then(values)).to_series()
    if not filled_for_one(others, target):
        return None
    of_others = target.filter(others.is_not_null())
    in_class = (target == round(float(of_others.sum()) / len(of_others))).sum()
    return float(usual) if len(of_others) > in_class / 2 else None


def alone(values: pl.Series, target: pl.Series, *, is_class: bool) -> float:
    """Return how well a column alone orders the rows as the target does, at most 1.

    For a class the ROC AUC; for a number the rank correlation, or the share of its variance that lies between the
    values of a category. `target` holds numbers, 0 and 1 for a class.
    """
    import polars as pl

    gap = values.is_null()
    by_gap = _ranking(gap.cast(pl.Int8), target) if is_class and _FEWEST <= gap.sum() <= len(values) - _FEWEST else 0.0
    rows = pl.DataFrame({"value": values, "target": target}).drop_nulls()
    if len(rows) < _FEWEST or rows["target"].n_unique() < 2:  # noqa: PLR2004
        return by_gap
    value, truth = rows["value"], rows["target"]
    if value.dtype == pl.String:
        if value.n_unique() > len(rows) / 5:
            return by_gap
        means = rows.select(pl.col("target").mean().over("value")).to_series()
        return max(by_gap, _ranking(means, truth) if is_class else _explained(means, truth))
    if is_class:
        return max(by_gap, _ranking(value, truth))
    return abs(_correlation(value.rank(), truth.rank()))


def multiple(values: pl.Series, target: pl.Series) -> float | None:
    """Return the number that a column is times the target in more than half of the rows, where there is one."""
    import polars as pl

    rows = pl.DataFrame({"value": values.cast(pl.Float64), "target": target}).drop_nulls()
    ratios = rows.filter((pl.col("target") != 0) & (pl.col("value") != 0)).with_columns(
        ratio=pl.col("value") / pl.col("target")
    )
    if len(ratios) < _FEWEST:
        return None
    counts = ratios["ratio"].round_sig_figs(3).value_counts().sort(["count", "ratio"])
    ratio = float(counts["ratio"][-1])
    same = ratios.filter((pl.col("ratio") / ratio - 1).abs() <= _SAME_RATIO)
    if len(same) <= _MOST_ROWS_OF_A_RATIO * len(rows) or same["target"].n_unique() < _FEWEST_VALUES_OF_A_RATIO:
        return None
    # Two columns that hardly vary, such as the latitude and longitude of a town, are a multiple in any order of rows.
    mixed = ratios["value"] / ratios["target"].shuffle(seed=_SEED)
    return ratio if ((mixed / ratio - 1).abs() <= _SAME_RATIO).sum() < len(same) / 2 else None


def sums(columns: Sequence[pl.Series], target: pl.Series) -> list[tuple[str, str]]:
    """Return the pairs of columns that add up to the target, a number."""
    truth = target.head(_PAIRED_ROWS).fill_null(float("nan")).to_list()
    values = {
        column.name: column.head(_PAIRED_ROWS).fill_null(float("nan")).to_list() for column in columns[:_MOST_PAIRED]
    }
    names = list(values)
    found = []
    for index, one in enumerate(names):
        for other in names[index + 1 :]:
            rows = zip(values[one], values[other], truth, strict=True)
            if len(truth) >= _FEWEST and all(abs(a + b - t) <= 1e-9 * max(1.0, abs(t)) for a, b, t in rows):
                found.append((one, other))
    return found


def twice(frame: pl.DataFrame, columns: Sequence[Column]) -> dict[str, str]:
    """Return the columns that hold what another before them holds, by name, and why they are not needed."""
    first: dict[object, Column] = {}
    reasons = {}
    for column in columns:
        beginning = tuple(frame[column.name].head(200))
        other = first.setdefault(beginning, column)
        if other is not column and frame[column.name].equals(frame[other.name], null_equal=True):
            reasons[column.name] = f"the same as {other.name}"
    return reasons


def _explained(means: pl.Series, truth: pl.Series) -> float:
    """The share of a number's variance that lies between the means of a category's values."""
    within, total = (float(((truth - of) ** 2).sum()) for of in (means, truth.mean()))
    return 1 - within / total if total else 0.0


def _ranking(value: pl.Series, truth: pl.Series) -> float:
    """The chance that a row of one class stands above one of the other (ROC AUC), whichever is on top."""
    ranks, ones = value.rank(), int(truth.sum())
    zeros = len(truth) - ones
    if not ones or not zeros:
        return 0.0
    above = float(ranks.filter(truth == 1).sum()) - ones * (ones + 1) / 2
    share = above / (ones * zeros)
    return max(share, 1 - share)


def _correlation(one: pl.Series, other: pl.Series) -> float:
    import polars as pl

    value = pl.select(pl.corr(one, other)).item()
    return 0.0 if value is None or value != value else float(value)  # noqa: PLR0124 - not a number
