"""Numbers and dates as people and spreadsheets write them, read into what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

# What pandas reads as missing, so that a project reads its sample as it was meant; and what spreadsheets write for it.
MISSING = (
    *("", "NA", "N/A", "n/a", "<NA>", "NULL", "null", "None", "NaN", "nan", "-NaN", "-nan", "#NA", "#N/A N/A"),
    *("1.#IND", "-1.#IND", "1.#QNAN", "-1.#QNAN", "?"),
    *("#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!"),
)
# Inside a column of numbers, this share of other texts, of few kinds, is read as missing: "unknown", "-".
_MOST_STRANGE, _MOST_KINDS = 0.02, 3
_PROBED = 2000

_ORNAMENTS = r"[\s\x{A0}\x{202F}\x{2019}'$€£¥%]"
_PLAIN = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"
_COMMA_THOUSANDS = r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$"
_COMMA_DECIMAL = r"^[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$"
_SPACED = r"^[^\d\s]*\s?\d{1,3}(\s\d{3})+([.,]\d+)?(\s?[^\d\s]*)?$"
_CODE = r"^0\d+$"

_DATES: tuple[str, ...] = (
    *("%Y-%m-%d", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"),
    *("%Y/%m/%d", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y.%m.%d"),
    *("%d.%m.%Y", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%y", "%d.%m.%y %H:%M"),
    *("%m/%d/%Y", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p"),
    *("%d/%m/%Y", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%m/%d/%y", "%m/%d/%y %H:%M", "%d/%m/%y", "%d/%m/%y %H:%M"),
    # %B takes short names of months too, of English.
    *("%d-%m-%Y", "%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M", "%d-%B-%Y", "%d-%B-%Y %H:%M:%S", "%d-%B-%y"),
    *("%B %d, %Y", "%B %d %Y", "%d %B %Y"),
)
_MONTHS = ("%Y-%m", "%Y/%m", "%m/%Y", "%m.%Y", "%m-%Y", "%B %Y", "%B-%Y")
_MONTH = r"^(\d{4}[-/]\d{1,2}|(\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{4})$"
_ZONE = r"( ?UTC|Z|[+-]\d\d:?\d\d)$"
_FIRST_YEAR = 1000  # below it, a year of two digits was taken for one of four


def as_number(column: pl.Series, *, decimal_comma: bool = False) -> pl.Series | None:
    """Return a column of texts as numbers, or None when they are not: codes with leading zeros are none.

    Understands thousands separators, decimal commas, currency and percent signs. Where nearly all are numbers, the few
    texts between them become missing. 1,234 is a thousand, unless the file is one of `decimal_comma`.
    """
    import polars as pl

    values = column.drop_nulls()
    few = values.head(_PROBED)
    if few.is_empty() or few.str.contains(r"\d").mean() < 1 - _MOST_STRANGE * 2:  # type: ignore[operator]
        return None
    for one in (few, values):
        # Blanks are thousands separators, or parts of a telephone number.
        if not one.filter(one.str.contains(r"\d\s\d")).str.contains(_SPACED).all():
            return None
        bare = one.str.replace_all(_ORNAMENTS, "")
        if bare.str.contains(_CODE).any():
            return None
        style = _style(bare, decimal_comma=decimal_comma)
        if style is None:
            return None
    text = column.str.replace_all(_ORNAMENTS, "")
    if style == "comma thousands":
        text = text.str.replace_all(",", "", literal=True)
    elif style == "comma decimal":
        text = text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    return text.cast(pl.Float64, strict=False)


def _style(bare: pl.Series, *, decimal_comma: bool) -> str | None:
    """Return how the numbers are written, by the first of three ways that fits all of them."""
    plain = bare.str.contains(_PLAIN)
    if _is_all(bare.filter(~plain), bare):
        return "plain"
    ways = {
        "comma thousands": plain | bare.str.contains(_COMMA_THOUSANDS),
        "comma decimal": bare.str.contains(_COMMA_DECIMAL),
    }
    ordered = sorted(ways, reverse=not decimal_comma)
    return next((way for way in ordered if _is_all(bare.filter(~ways[way]), bare)), None)


def _is_all(strange: pl.Series, values: pl.Series) -> bool:
    return len(strange) <= _MOST_STRANGE * len(values) and strange.n_unique() <= _MOST_KINDS


def as_date(column: pl.Series) -> pl.Series | None:
    """Return a column of texts as moments, or None when they are none. 03/04/2026 is 4 March if no day forbids it."""
    values = column.drop_nulls()
    few = values.head(_PROBED)
    if few.is_empty() or (few.str.len_chars() > len("YYYY-MM-DDTHH:MM:SS.123456+00:00")).any():
        return None
    text, forms = column, _DATES
    if few.str.contains(_MONTH).all():
        text, forms = column + " 1", tuple(f"{form} %d" for form in _MONTHS)
    elif not few.str.contains(r"\d[^\d]").all():
        return None
    elif few.str.contains(rf"\d\d:\d\d.*{_ZONE}").all():
        text = column.str.replace(_ZONE, "")
    for form in forms:
        if _parsed(text.drop_nulls().head(_PROBED), form).null_count() == 0:
            moments = _parsed(text, form)
            if moments.null_count() == column.null_count():
                return moments
    return None


def _parsed(text: pl.Series, form: str) -> pl.Series:
    import polars as pl

    if "%H" in form or "%I" in form:
        moments = text.str.to_datetime(form, strict=False, time_unit="us")
    else:
        moments = text.str.to_date(form, strict=False).cast(pl.Datetime("us"))
    return pl.select(pl.when(moments.dt.year() >= _FIRST_YEAR).then(moments)).to_series().alias(text.name)
