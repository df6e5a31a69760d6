"""A learner's file, read whole by polars into typed columns; the file itself is only ever read.

polars reads CSV and Parquet several times faster than pandas, says where a type doesn't hold instead of guessing on,
and needs no other package.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portfolio_kit.errors import UserError
from portfolio_kit.scaffold.profile import dialect, names
from portfolio_kit.scaffold.profile.numbers import MISSING, as_date, as_number
from portfolio_kit.terminal import printable

if TYPE_CHECKING:
    import polars as pl

_MOST_BYTES = 2 * 2**30
_MOST_CELLS = 300_000_000
_MOST_COLUMNS = 20_000
_PROBED_ROWS = 2000
_LARGEST_WHOLE = 2**53
_PARQUET = b"PAR1"
_PIECE = 1 << 20
_UTF8 = frozenset({"utf-8", "utf-8-sig"})


@dataclass(frozen=True)
class Table:
    """What was read: columns under clean names, and for each the name it has in the file."""

    path: Path
    frame: pl.DataFrame
    originals: dict[str, str]

    def column(self, name: str) -> str | None:
        """Return the clean name of a column that is named as in the file, as it is shown, or as it is called here."""
        found = (clean for clean, text in self.originals.items() if name in (text, printable(text), clean))
        return next(found, None)


def read(path: Path) -> Table:
    """Read a CSV, TSV or Parquet file. Raises UserError, one clear line, for what is no table that can be used."""
    try:
        import polars as pl
    except ImportError:
        raise UserError("--data needs polars: `pip install 'portfolio-kit[data]'`") from None
    _refuse_unusable(path)
    with path.open("rb") as file:
        is_parquet = file.read(len(_PARQUET)) == _PARQUET
    try:
        headers, frame, decimal_comma = _parquet(path) if is_parquet else _text(path)
    except (pl.exceptions.PolarsError, UnicodeError) as error:
        reason = " ".join(str(error).split())[:160]
        raise UserError(f"{path} cannot be read as a table: {reason}") from None
    if frame.is_empty():
        raise UserError(f"{path} has a header and no rows: give a table with rows")
    if frame.width < 2:  # noqa: PLR2004
        raise UserError(f"{path} has a single column: a table needs a target and something to predict it from")
    clean = names.clean(headers)
    frame.columns = list(clean)
    return Table(path, _typed(frame, decimal_comma=decimal_comma), dict(zip(clean, headers, strict=True)))


def _refuse_unusable(path: Path) -> None:
    if path.is_dir():
        raise UserError(f"{path} is a folder: give the file with the table")
    if not path.is_file():
        raise UserError(
            f"{path} {'is not a file' if path.exists() else 'does not exist'}: give a CSV, TSV or Parquet file"
        )
    size = path.stat().st_size
    if size == 0:
        raise UserError(f"{path} is empty: give a table with a header and rows")
    if size > _MOST_BYTES:
        raise UserError(
            f"{path} has {size / 2**30:.1f} GiB, more than {_MOST_BYTES // 2**30}: take a random part of its rows first"
        )


def _parquet(path: Path) -> tuple[tuple[str, ...], pl.DataFrame, bool]:
    import polars as pl

    lazy = pl.scan_parquet(path)
    columns = lazy.collect_schema().names()
    rows = lazy.select(pl.len()).collect().item()
    _refuse_many(path, rows, len(columns))
    return tuple(columns), lazy.collect(), False


def _text(path: Path) -> tuple[tuple[str, ...], pl.DataFrame, bool]:
    import polars as pl

    written = dialect.of_text(path)
    _refuse_many(path, 0, len(written.header))
    try:
        if written.encoding not in _UTF8 or (frame := _read_as(path, written)) is None:
            with _in_utf8(path, "cp1252" if written.encoding in _UTF8 else written.encoding) as copy:
                frame = _read_as(copy, written)
    except pl.exceptions.ComputeError:
        if row := dialect.too_long(path, written):
            raise UserError(f"{path}: {row}: is a delimiter in a field that is not quoted?") from None
        raise
    if frame is None:
        raise UserError(f"{path} is not text in any encoding that is understood: save it as UTF-8")
    return _headers(written.header, frame.width), frame, written.delimiter == ";"


def _read_as(source: Path, written: dialect.Dialect) -> pl.DataFrame | None:
    """Read the whole file as the types that its beginning has, else as looser ones; None when it is not UTF-8."""
    import polars as pl

    options: dict[str, Any] = {"separator": written.delimiter, "skip_lines": written.skipped, "infer_schema": False}
    beginning = pl.read_csv(source, n_rows=_PROBED_ROWS, **options)
    types = [_plain_type(column) for column in beginning.iter_columns()]
    # Few, because every field is compared with every one of them.
    missing = [word for word in MISSING if word and any((column == word).any() for column in beginning.iter_columns())]
    looser = [pl.Float64 if kind == pl.Int64 else kind for kind in types]
    for attempt, gaps in ((types, missing), (looser, MISSING), ([pl.String] * len(types), missing)):
        try:
            return pl.read_csv(source, schema_overrides=attempt, null_values=[*gaps] or None, **options)
        except pl.exceptions.ComputeError as error:
            if "utf-8" in str(error).lower():
                return None
            reason = error
    raise reason


def _headers(header: Sequence[str], width: int) -> tuple[str, ...]:
    names_ = [*header[:width], *[""] * (width - len(header))]
    return tuple(name or f"column {number}" for number, name in enumerate(names_, start=1))


def _plain_type(column: pl.Series) -> type[pl.DataType]:
    """Return the type to read a column as: text where it is anything but plain numbers."""
    import polars as pl

    values = _cleaned(column).drop_nulls()
    if values.is_empty() or values.str.contains(r"^0\d").any():
        return pl.String
    if values.str.contains(r"^-?\d{1,15}$").all():
        return pl.Int64
    return pl.Float64 if values.str.contains(r"^-?\d+\.?\d*([eE][+-]?\d+)?$").all() else pl.String


@contextmanager
def _in_utf8(path: Path, encoding: str) -> Iterator[Path]:
    """Give a temporary copy of the file in UTF-8."""
    errors = "replace" if encoding == "cp1252" else "strict"
    with tempfile.TemporaryDirectory(prefix="portfolio-kit-") as folder:
        copy = Path(folder, "table.csv")
        with (
            path.open(encoding=encoding, errors=errors, newline="") as old,
            copy.open("w", encoding="utf-8", newline="") as new,
        ):
            while piece := old.read(_PIECE):
                new.write(piece)
        yield copy


def _refuse_many(path: Path, rows: int, columns: int) -> None:
    if columns > _MOST_COLUMNS:
        raise UserError(f"{path} has {columns:,} columns, more than {_MOST_COLUMNS:,}: leave most of them out first")
    if rows * columns > _MOST_CELLS:
        raise UserError(f"{path} has {rows:,} rows of {columns:,} columns: take a random part of its rows first")


def _typed(frame: pl.DataFrame, *, decimal_comma: bool) -> pl.DataFrame:
    """Return the columns as whole numbers, numbers, moments or texts; what is none of these stays as it is."""
    import polars as pl

    typed = partial(_typed_column, decimal_comma=decimal_comma)
    # polars works outside Python's lock: a thread a processor.
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        return pl.DataFrame(list(threads.map(typed, frame.iter_columns())))


def _typed_column(column: pl.Series, *, decimal_comma: bool) -> pl.Series:
    import polars as pl

    kind = column.dtype  # equal to its class, but not found by it in a set
    if kind == pl.String:
        return _read_text(column, decimal_comma=decimal_comma)
    if kind in (pl.Categorical, pl.Enum):
        return _read_text(column.cast(pl.String), decimal_comma=decimal_comma)
    if kind == pl.Boolean:
        return column.cast(pl.Int8).replace_strict({0: "false", 1: "true"}, default=None, return_dtype=pl.String)
    if kind.is_numeric():
        return _number(column)
    return column.cast(pl.Datetime("us")) if kind in (pl.Date, pl.Datetime) else column


def _number(column: pl.Series) -> pl.Series:
    """Return a column of numbers as the narrower of two kinds, without what JSON can't say."""
    import polars as pl

    if column.dtype.is_integer():
        return column.cast(pl.Int64, strict=False)
    number = column.cast(pl.Float64)
    if not number.is_finite().all():
        number = pl.select(pl.when(number.is_finite()).then(number)).to_series().alias(column.name)
    # pandas writes 1959.0 for a year or a key where the column has gaps: they count, and are no measurements.
    is_whole = _are_whole(number.head(_PROBED_ROWS)) and _are_whole(number)
    return number.cast(pl.Int64) if is_whole else number


def _are_whole(numbers: pl.Series) -> bool:
    return bool((numbers == numbers.round()).all() and (numbers.abs() < _LARGEST_WHOLE).all())


def _read_text(column: pl.Series, *, decimal_comma: bool) -> pl.Series:
    import polars as pl

    # Each different text is looked at once: a million rows hold a handful of categories.
    probed = column.head(_PROBED_ROWS)
    different = column.unique() if probed.n_unique() <= len(probed) / 2 else column
    if len(different) < len(column) / 2:
        stripped = _cleaned(different)
        typed = _parsed(stripped, decimal_comma=decimal_comma)
        if typed.dtype == pl.String and stripped.equals(different, null_equal=True):
            return column
        return column.replace_strict(different, typed, return_dtype=typed.dtype)
    return _parsed(_cleaned(column), decimal_comma=decimal_comma)


def _cleaned(column: pl.Series) -> pl.Series:
    import polars as pl

    stripped = column.str.strip_chars()
    missing = stripped.is_in(list(MISSING))
    return pl.select(pl.when(~missing).then(stripped)).to_series().alias(column.name) if missing.any() else stripped


def _parsed(column: pl.Series, *, decimal_comma: bool) -> pl.Series:
    number = as_number(column, decimal_comma=decimal_comma)
    if number is not None:
        return _number(number)
    moment = as_date(column)
    return column if moment is None else moment
