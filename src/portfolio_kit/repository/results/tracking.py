"""The metrics of an MLflow database: read by SQLite itself, from memory, and only from plain tables of its names.

Those of the version that is served come first, then those of the newest versions and runs: what was tried first is
seldom what is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any

from portfolio_kit.repository.results.figures import Figure
from portfolio_kit.repository.results.metrics import metric_named

if TYPE_CHECKING:
    from sqlite3 import Connection

_MAGIC = b"SQLite format 3\0"
_TABLE = "select count(*) from sqlite_master where name = ? and type = 'table' and sql like 'create table%'"
_METRICS = "from metrics where typeof(key) = 'text' and typeof(value) in ('real', 'integer') limit 5000"
_OF_RUNS = f"select key, value, run_uuid, timestamp {_METRICS}"
_OF_NO_RUN = f"select key, value, '', 0 {_METRICS}"
# How much each run counts: when it began, and whether its model was registered, and is the one that is served.
_RANKS = (
    ("runs", "select run_uuid, 0, start_time from runs limit 5000"),
    ("model_versions", "select run_id, 1, creation_time from model_versions limit 5000"),
    (
        "model_versions",
        "select run_id, 2, creation_time from model_versions where current_stage = 'Production' limit 5000",
    ),
    (
        "registered_model_aliases",
        (
            "select v.run_id, 2, v.creation_time from registered_model_aliases a join model_versions v "
            "on v.name = a.name and v.version = a.version "
            "where lower(a.alias) in ('champion', 'production', 'prod', 'best', 'live', 'serving') limit 5000"
        ),
    ),
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
            if not connection.execute(_TABLE, ("metrics",)).fetchone()[0]:
                return
            rows = _asked(connection, _OF_RUNS) or connection.execute(_OF_NO_RUN).fetchall()
            ranks: dict[Any, tuple[Any, ...]] = {}
            for table, asked in _RANKS:
                if connection.execute(_TABLE, (table,)).fetchone()[0]:
                    ranks |= {run: rank for run, *rank in map(_comparable, _asked(connection, asked))}
        except (sqlite3.Error, MemoryError, OverflowError, UnicodeDecodeError):
            return
    # Of a metric that was logged step by step the last one is what came out.
    rows.sort(key=lambda row: (*ranks.get(row[2], (0, 0)), str(row[2]), _number(row[3])), reverse=True)
    for key, value, *_ in rows:
        name = metric_named(key)
        if name and value == value and abs(value) != float("inf"):  # noqa: PLR0124 - not a number is unequal to itself
            yield Figure(name, float(value), 12, is_percent=False, kind="result", line=1, context=key[:200])


def _asked(connection: Connection, asked: str) -> list[Any]:
    """The rows that a question gives; none where a table has no such columns, as in other releases of MLflow."""
    import sqlite3

    try:
        return connection.execute(asked).fetchall()
    except sqlite3.OperationalError:
        return []


def _comparable(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return (row[0], *map(_number, row[1:]))


def _number(value: Any) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0
