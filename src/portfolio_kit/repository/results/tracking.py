"""The metrics of an MLflow database: read by SQLite itself, from memory, and only a plain table of that name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from portfolio_kit.repository.results.figures import Figure
from portfolio_kit.repository.results.metrics import metric_named

_MAGIC = b"SQLite format 3\0"
_TABLE = "select count(*) from sqlite_master where name = 'metrics' and type = 'table' and sql like 'create table%'"
_METRICS = (
    "select key, value from metrics where typeof(key) = 'text' and typeof(value) in ('real', 'integer') limit 5000"
)
_LONGEST_VALUE = 1 << 20
_MOST_STEPS = 50
_STEP = 10_000


def in_database(content: bytes) -> Iterator[Figure]:
    """Yield the metrics that tracked runs logged; none where the bytes are no database of MLflow's, or a broken one."""
    if not content.startswith(_MAGIC):
        return
    # Few projects commit such a database.
    import sqlite3

    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(_LONGEST_VALUE, len(content)))
            connection.deserialize(content)
            connection.execute("pragma trusted_schema = off")
            connection.execute("pragma query_only = on")
            steps = iter(range(_MOST_STEPS))
            connection.set_progress_handler(lambda: next(steps, None) is None, _STEP)
            if not connection.execute(_TABLE).fetchone()[0]:
                return
            rows = connection.execute(_METRICS).fetchall()
        except (sqlite3.Error, MemoryError, OverflowError, UnicodeDecodeError):
            return
    for key, value in rows:
        name = metric_named(key)
        if name and value == value and abs(value) != float("inf"):  # noqa: PLR0124 - not a number is unequal to itself
            yield Figure(name, float(value), 12, is_percent=False, kind="result", line=1, context=key[:200])
