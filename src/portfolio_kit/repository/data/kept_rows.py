"""The rows about persons that an app kept in its database, and that were committed with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.data.subjects import OF_SOMEBODY
from portfolio_kit.rubric.finding import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portfolio_kit.repository.file import File

_DATABASES = (".db", ".sqlite", ".sqlite3", ".db3")
_BEGINS = b"SQLite format 3\x00"
_TABLE = re.compile(rb"CREATE TABLE[^(]{1,120}\(([^\x00]{1,4000})", re.IGNORECASE)
_COLUMN = re.compile(r"(?:^|,|\n)\s*[\"`\[]?(\w{2,40})")
_NAMES = re.compile(r"name|nome|nombre|email|phone", re.IGNORECASE)
_LEAF, _LEAST_PAGE, _MOST_PAGES = 0x0D, 512, 2_000


def kept_rows(files: Iterable[File]) -> tuple[str, Evidence] | None:
    """Return the first database with rows in it and a column for somebody's name: what that is called, and the file."""
    for file in files:
        if file.suffix in _DATABASES and file.content.startswith(_BEGINS) and _has_rows(file.content):
            for table in _TABLE.finditer(file.content):
                for column in _COLUMN.findall(table[1].decode("utf-8", "replace")):
                    if _NAMES.search(column) and OF_SOMEBODY.fullmatch(column.replace("_", "").lower()):
                        return column, file.evidence()
    return None


def _has_rows(content: bytes) -> bool:
    """Whether a page behind the first, which holds what the tables are called, is a table's and has cells."""
    size = int.from_bytes(content[16:18], "big")
    return size >= _LEAST_PAGE and any(
        content[start] == _LEAF and any(content[start + 3 : start + 5])
        for start in range(size, min(len(content), size * _MOST_PAGES), size)
    )
