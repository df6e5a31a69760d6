"""How a text file writes a table: encoding, delimiter, and where its header stands. Read from its beginning."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from portfolio_kit.errors import UserError

_HEAD_BYTES = 1 << 20
_HEAD_LINES = 300
_DELIMITERS = (",", ";", "\t", "|")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FORMS = {
    b"PK\x03\x04": "an Excel workbook or a zip archive: save its table as CSV",
    b"\x1f\x8b": "compressed: unpack it first",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook: save its table as CSV",
    b"SQLite format 3\x00": "a SQLite database: export the table as CSV",
}
_TEXTS = {
    re.compile(r'\s*(\[\s*)?\{\s*"'): "JSON: save its table as CSV",
    re.compile(r"\s*<(!doctype\s+)?html", re.IGNORECASE): "a web page: download the table itself",
    re.compile("version https://git-lfs"): "what Git LFS keeps in a file's place: run `git lfs pull` first",
}
_SHARE_OF_ZEROS = 0.2


@dataclass(frozen=True)
class Dialect:
    """How to read a text file; `skipped` lines stand before its header, such as Excel's `sep=;`."""

    encoding: str
    delimiter: str
    header: tuple[str, ...]
    skipped: int = 0


def of_text(path: Path) -> Dialect:
    """Return how the file at `path` is written.

    Raises UserError for a file that is empty, not text, or no table.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
        whole = not file.read(1)
    if not head.strip():
        raise UserError(f"{path} is empty: give a table with a header and rows")
    for magic, what in _FORMS.items():
        if head.startswith(magic):
            raise UserError(f"{path} is {what}")
    encoding = _encoding(path, head)
    text = codecs.getincrementaldecoder(encoding)("replace").decode(head, final=whole)
    for form, what in _TEXTS.items():
        if form.match(text):
            raise UserError(f"{path} is {what}")
    lines = text.splitlines(keepends=True)
    if not whole:
        lines = lines[:-1] or lines
    skipped, given = 0, ""
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) <= len("sep=x"):
        skipped, given = 1, lines[0].strip("\r\n")[len("sep=") :]
    beginning = "".join(lines[skipped : skipped + _HEAD_LINES])
    delimiter = given or _delimiter(path, beginning)
    header = next(_records(beginning, delimiter), [])
    return Dialect(encoding, delimiter, tuple(name.strip() for name in header), skipped)


def too_long(path: Path, written: Dialect) -> str:
    """Return which row has more fields than the header, "" if none has."""
    with path.open(encoding=written.encoding, errors="replace", newline="") as file, suppress(csv.Error):
        for _ in range(written.skipped):
            file.readline()
        records = csv.reader(file, delimiter=written.delimiter)
        for number, record in enumerate(records):
            if len(record) > len(written.header):
                return f"row {number} has {len(record)} fields, the header {len(written.header)}"
    return ""


def _encoding(path: Path, head: bytes) -> str:
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    zeros = head.count(0)
    if zeros:
        for encoding, first in (("utf-16-le", 1), ("utf-16-be", 0)):
            if head[first::2].count(0) == zeros > _SHARE_OF_ZEROS * len(head):
                return encoding
        raise UserError(f"{path} is not a table as text (it holds zero bytes): give a CSV, TSV or Parquet file")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        # Western European Windows: what a spreadsheet writes where it doesn't write UTF-8.
        return "cp1252"
    return "utf-8"


def _delimiter(path: Path, text: str) -> str:
    """Return the delimiter that cuts the most records into the same number of fields."""
    best, delimiter = (0.0, 0), ""
    for candidate in _DELIMITERS:
        widths = Counter(len(record) for record in _records(text, candidate) if record)
        (width, count) = widths.most_common(1)[0] if widths else (0, 0)
        if width > 1:
            best, delimiter = max((best, delimiter), ((round(count / widths.total(), 1), width), candidate))
    if not delimiter:
        raise UserError(f"{path} has a single column (no comma, semicolon, tab or bar): a table needs two or more")
    return delimiter


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """Yield the records up to one that is no CSV, such as a field without an end."""
    with suppress(csv.Error):
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
