"""What each column holds, counted over the whole file."""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from portfolio_kit.scaffold.profile import people
from portfolio_kit.scaffold.profile.names import words

if TYPE_CHECKING:
    import polars as pl

MOST_CATEGORIES = 50
_LONGEST_CATEGORY = 100
_SHOWN_CATEGORIES = 6
_PROBED = 500
_MOST_SORTED = 20_000
_MOST_COUNTED = 100_000
_NEARLY_ALL = 0.97  # as closely as large tables are counted
# Words that hardly ever come back say nothing of a row that is new.
_MOST_DISTINCT_SHARE = 0.2
_ID_WORDS = frozenset(
    word
    for line in (
        "id ids uid uuid guid key nr no num number code index rownames row rowid unnamed nummer numero numer",
        "kod pk identifier identifiant identificador bianhao",
    )
    for word in line.split()
)
_ORDINAL_WORDS = frozenset(word for line in ("index rownames row rowid unnamed",) for word in line.split())


class Kind(enum.Enum):
    """What can be done with a column."""

    INTEGER = "integer"
    NUMBER = "number"
    CATEGORY = "category"
    MOMENT = "date"
    IDENTIFIER = "identifier"
    TEXT = "text"
    CONSTANT = "constant"
    OTHER = "other"


@dataclass(frozen=True)
class Column:
    """One column: its name here and in the file, and what was counted. `example` is a typical value, of no row."""

    name: str
    original: str
    kind: Kind
    missing: int
    distinct: int
    low: float | None = None
    high: float | None = None
    example: float | str | None = None
    categories: tuple[str, ...] = ()
    longest: int = 0
    sensitive: bool = False
    personal: str = ""

    @property
    def is_usable(self) -> bool:
        """Whether a model can learn from it as it is."""
        return self.kind in {Kind.INTEGER, Kind.NUMBER, Kind.CATEGORY}


def described(values: pl.Series, original: str) -> Column:
    """Return what a column holds. `original` is its name in the file."""
    import polars as pl

    missing = values.null_count()
    sensitive = people.is_sensitive(original)
    if values.dtype == pl.String:
        return _texts(values, original, missing, sensitive=sensitive)
    if values.dtype == pl.Datetime:
        distinct = _distinct(values, missing)
        kind = Kind.MOMENT if distinct > 1 else Kind.CONSTANT
        return Column(values.name, original, kind, missing, distinct, sensitive=sensitive)
    if not (values.dtype.is_integer() or values.dtype.is_float()):
        return Column(values.name, original, Kind.OTHER, missing, 0)
    least, most = values.min(), values.max()
    if least is None or most is None or least == most:
        return Column(values.name, original, Kind.CONSTANT, missing, 0 if least is None else 1)
    low, high = (float(cast("float", end)) for end in (least, most))
    is_whole = values.dtype.is_integer()
    distinct = _distinct(values, missing)
    kind = Kind.INTEGER if is_whole else Kind.NUMBER
    if is_whole and distinct == len(values) - missing and _counts_rows(values, original, high - low):
        kind = Kind.IDENTIFIER
    personal = "may name or reach a person" if people.personal_by_name(original) and distinct > MOST_CATEGORIES else ""
    return Column(
        *(values.name, original, kind, missing, distinct, low, high),
        example=_typical(values),
        sensitive=sensitive,
        personal=personal,
    )


def _texts(values: pl.Series, original: str, missing: int, *, sensitive: bool) -> Column:
    present = len(values) - missing
    # Counting words that are nearly all different takes longer than reading them, and says nothing.
    named = values.alias("value")  # polars counts into a column called count, which another may be called already
    counts = named.drop_nulls().value_counts() if values.head(_PROBED).n_unique() <= MOST_CATEGORIES else None
    distinct = _distinct(values, missing) if counts is None else len(counts)
    few = values.drop_nulls().head(_PROBED).unique() if counts is None else counts["value"].head(_PROBED)
    longest = max(map(len, few), default=0)
    form = people.personal_form(few.to_list()) if distinct > 1 else None
    personal = form or ""
    if not personal and distinct > (1 if people.names_people(original) else MOST_CATEGORIES / 2):
        personal = "may name or reach a person" if people.personal_by_name(original) else ""
    kind = Kind.CATEGORY
    if distinct <= 1:
        kind = Kind.CONSTANT
    elif distinct >= present * _NEARLY_ALL:
        kind = Kind.IDENTIFIER if longest <= _LONGEST_CATEGORY else Kind.TEXT
    elif distinct > MOST_CATEGORIES or longest > _LONGEST_CATEGORY or distinct > _MOST_DISTINCT_SHARE * present:
        kind = Kind.TEXT
    if not personal and kind in {Kind.IDENTIFIER, Kind.TEXT}:
        personal = people.personal_within(few.to_list()) or ""
    shown: list[str] = []
    if counts is not None and kind is Kind.CATEGORY:
        # Of words that are as frequent, the order is the alphabet's: the same file always gives the same profile.
        ordered = counts.sort(["count", "value"], descending=[True, False])
        shown = ordered["value"].head(_SHOWN_CATEGORIES).to_list()
    return Column(
        *(values.name, original, kind, missing, distinct),
        example=shown[0] if shown else None,
        categories=tuple(shown),
        longest=longest,
        sensitive=sensitive,
        personal=personal,
    )


def _distinct(values: pl.Series, missing: int) -> int:
    """Return how many different values there are.

    Of a large table: exactly of whole numbers that may all differ, to 2 % or so of other whole numbers and words,
    and of fractions, where it decides nothing, in some of the rows.
    """
    if len(values) > _MOST_COUNTED:
        if values.dtype.is_float():
            return _some(values.drop_nulls()).n_unique()
        probed = values.head(_PROBED).drop_nulls()
        if not values.dtype.is_integer() or probed.n_unique() < len(probed):
            return min(cast("int", values.approx_n_unique()) - bool(missing), len(values) - missing)
        if values.is_sorted():
            return int(values.drop_nulls().rle_id()[-1]) + 1
    return values.n_unique() - bool(missing)


def _counts_rows(values: pl.Series, original: str, span: float) -> bool:
    """Whether a column of different whole numbers numbers the rows, or says by its name that it is a key."""
    found = set(words(original))
    if found & _ID_WORDS:
        return True
    return span + 1 == len(values) and (values.is_sorted() or bool(found & _ORDINAL_WORDS))


def _typical(values: pl.Series) -> float:
    """Return the middle one of the values that are there, written as shortly as it is in the file."""
    number = float(_some(values.drop_nulls()).quantile(0.5, "lower") or 0)
    return math.floor(number) if values.dtype.is_integer() else number


def _some(values: pl.Series) -> pl.Series:
    """Return some thousands of the values, from all parts of the column."""
    return values.gather_every(len(values) // _MOST_SORTED + 1)
