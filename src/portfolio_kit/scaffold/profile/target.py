"""The column that shall be predicted: what kind of task it makes, which class is the one to find, which metric fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from portfolio_kit.errors import UserError
from portfolio_kit.scaffold.profile.columns import MOST_CATEGORIES, Column, Kind
from portfolio_kit.scaffold.profile.names import words

if TYPE_CHECKING:
    import polars as pl

Task = Literal["classification", "regression"]

FEWEST_ROWS = 60
FEWEST_OF_A_CLASS = 15
_RARE = 0.2
_FEWEST_SHARE = 0.1
_MOST_NUMBERED_CLASSES = 10
_CLASS_WORDS = frozenset(
    word
    for line in (
        "class classes klasse klas clase classe label target category type kind species cultivar diagnosis",
        "outcome y",
    )
    for word in line.split()
)
_POSITIVE = frozenset(
    word
    for line in (
        "1 yes y true t positive pos bad default churned churn malignant m fraud failed failure died dead",
        "sick disease ja oui si sim da tak evet",
    )
    for word in line.split()
)


@dataclass(frozen=True)
class Target:
    """What is predicted. For a class: the `positive` one, against `others` by name, and each class's rows."""

    column: Column
    task: Task
    positive: str = ""
    classes: Mapping[str, int] | None = None
    metric: str = "mae"
    floor: bool = False

    @property
    def share(self) -> float:
        """The share of rows of the positive class."""
        return self.classes[self.positive] / sum(self.classes.values()) if self.classes else 0.0


def target(values: pl.Series, column: Column, *, task: str | None = None, positive: str | None = None) -> Target:
    """Return what follows from the target's values. `task` and `positive` are what the person said.

    Raises UserError when nothing can be learned of it.
    """
    name = column.original
    present = len(values) - column.missing
    if not present:
        raise UserError(f"the target {name!r} is missing in every row: choose another --target")
    if column.kind is Kind.CONSTANT:
        raise UserError(f"the target {name!r} is the same in every row: there is nothing to predict")
    if column.kind in {Kind.MOMENT, Kind.OTHER}:
        raise UserError(f"the target {name!r} is neither a class nor a number: choose another --target")
    if present < FEWEST_ROWS:
        raise UserError(
            f"{present} rows have a target: at least {FEWEST_ROWS} are needed to train on some and judge on others"
        )
    is_number = values.dtype.is_numeric()
    chosen = task or ("regression" if is_number and not _is_class(values, column) else "classification")
    if chosen == "regression":
        if not is_number:
            raise UserError(f"the target {name!r} holds texts, not numbers: it cannot be a regression")
        if column.kind is Kind.IDENTIFIER:
            raise UserError(f"the target {name!r} numbers the rows: choose another --target")
        return Target(column, "regression", floor=(column.low or 0) >= 0)
    return _classes(values, column, positive)


def labels(values: pl.Series) -> pl.Series:
    """Return the target as the names of its classes."""
    import polars as pl

    if values.dtype.is_float():
        return values.map_elements(lambda number: f"{number:g}", return_dtype=pl.String)
    return values.cast(pl.String)


def truth(values: pl.Series, target: Target) -> pl.Series:
    """Return the target as a number: for a class, 1 in the positive rows and 0 in the others."""
    import polars as pl

    if target.task == "regression":
        return values.cast(pl.Float64)
    return (labels(values) == target.positive).cast(pl.Float64)


def _is_class(values: pl.Series, column: Column) -> bool:
    if column.distinct == 2:  # noqa: PLR2004
        return True
    named = bool(_CLASS_WORDS & set(words(column.original)))
    return named and values.dtype.is_integer() and column.distinct <= _MOST_NUMBERED_CLASSES


def _classes(values: pl.Series, column: Column, positive: str | None) -> Target:
    name = column.original
    counts = labels(values.drop_nulls()).alias("class").value_counts().sort(["count", "class"])
    classes = {str(label): int(count) for label, count in counts.iter_rows()}
    rows = sum(classes.values())
    if len(classes) == rows:
        raise UserError(f"the target {name!r} is different in every row: classes have to come back to be learned")
    if len(classes) > MOST_CATEGORIES:
        raise UserError(
            f"the target {name!r} has {len(classes):,} classes, more than {MOST_CATEGORIES}: choose another --target"
        )
    if positive is None:
        positive = _suggested(classes)
    elif positive not in classes:
        raise UserError(f"{name!r} is never {positive!r}: choose one of {', '.join([*classes][:8])}")
    few = min(classes[positive], rows - classes[positive])
    if few < FEWEST_OF_A_CLASS:
        raise UserError(
            f"{few} rows of {name!r} are{'' if classes[positive] == few else ' not'} {positive!r}: "
            f"at least {FEWEST_OF_A_CLASS} are needed on both sides"
        )
    metric = "roc_auc" if few / rows >= _RARE else "average_precision"
    return Target(column, "classification", positive, dict(sorted(classes.items())), metric)


def _suggested(classes: Mapping[str, int]) -> str:
    """Return the class to find: by its name, else the rarest one that is no exception."""
    if len(classes) == 2:  # noqa: PLR2004
        named = [label for label in classes if label.lower() in _POSITIVE]
        return named[0] if len(named) == 1 else min(classes, key=lambda label: (classes[label], label))
    frequent = [label for label in classes if classes[label] >= _FEWEST_SHARE * sum(classes.values())]
    return min(
        frequent,
        key=lambda label: (classes[label], tuple(-ord(letter) for letter in label)),
        default=max(classes, key=lambda label: classes[label]),
    )
