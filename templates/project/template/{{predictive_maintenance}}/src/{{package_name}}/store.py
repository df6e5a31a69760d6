"""Streams, hours and alerts in one SQLite file: what was acknowledged survives, and several processes may share it."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from .alarms import Watch
from .predictor import Model
from .schema import SENSORS, Alert, Judgement, Reading
from .stream import Features, Stream, known_at

TABLES = """
CREATE TABLE IF NOT EXISTS streams (machine TEXT PRIMARY KEY, state TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS hours (machine TEXT, hour INTEGER, features TEXT NOT NULL, PRIMARY KEY (machine, hour));
CREATE TABLE IF NOT EXISTS alerts (
    id INTEGER PRIMARY KEY, machine TEXT NOT NULL, raised_at TEXT NOT NULL, cleared_at TEXT, score REAL NOT NULL,
    why TEXT NOT NULL, model TEXT NOT NULL, verdict TEXT, judged_by TEXT, note TEXT
);
"""
RAISE = "INSERT INTO alerts (machine, raised_at, score, why, model) VALUES (?, ?, ?, ?, ?) RETURNING *"
CLEAR = "UPDATE alerts SET cleared_at = ? WHERE machine = ? AND cleared_at IS NULL"
JUDGE = "UPDATE alerts SET verdict = ?, judged_by = ?, note = ? WHERE id = ? AND verdict IS NULL"
LATEST = """
SELECT * FROM alerts WHERE CASE ? WHEN 'waiting' THEN verdict IS NULL WHEN 'judged' THEN verdict NOTNULL ELSE TRUE END
ORDER BY id DESC LIMIT ?
"""
AHEAD, KEPT = 300, 30 * 24  # seconds that a gateway's clock may be ahead of ours; hours that are kept for drift.py


class Store:
    """Every method is one transaction, all or nothing; who else writes waits for it. They raise sqlite3.Error."""

    def __init__(self, path: Path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        with closing(sqlite3.connect(path, timeout=10)) as database:
            database.execute("PRAGMA journal_mode = WAL")
            database.executescript(TABLES)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A connection of its own, as every thread needs one. It commits at the end, or rolls back."""
        with closing(sqlite3.connect(self.path, timeout=10, isolation_level=None)) as database, database:
            database.row_factory = sqlite3.Row
            database.execute("BEGIN IMMEDIATE")
            yield database

    def ingest(self, readings: Iterable[Reading], model: Model, now: float) -> tuple[dict[str, int], list[Alert]]:
        """Take readings in the order given: what became of how many, and the alerts that they raised."""
        counts, raised = dict.fromkeys(["accepted", "duplicate", "late", "ahead"], 0), list[Alert]()
        streams = dict[str, tuple[Stream, Watch]]()
        with self.transaction() as database:
            for reading in readings:
                name, time = reading["machine"], int(reading["time"].timestamp())
                if name not in streams:
                    row = database.execute("SELECT state FROM streams WHERE machine = ?", (name,)).fetchone()
                    state, watch = json.loads(row["state"]) if row else (None, {})
                    streams[name] = Stream(model.per_load, state), Watch(**watch)
                values = [reading[key] for key in ("load", *SENSORS, "hours_since_service")]  # type: ignore[literal-required]
                counts["ahead" if time > now + AHEAD else streams[name][0].add(time, values)] += 1
                raised += known(database, name, *streams[name], model)
            for name, (stream, watch) in streams.items():
                database.execute("REPLACE INTO streams VALUES (?, ?)", (name, json.dumps([stream.state, vars(watch)])))
                oldest = stream.state["closed"] - KEPT
                database.execute("DELETE FROM hours WHERE machine = ? AND hour < ?", (name, oldest))
        return counts, raised

    def alerts(self, queue: str, limit: int) -> list[Alert]:
        """The latest of those that wait for a judgement ("waiting"), that have one ("judged"), or of all."""
        with self.transaction() as database:
            return [alert_of(row) for row in database.execute(LATEST, (queue, limit))]

    def judge(self, number: int, judgement: Judgement) -> tuple[bool, Alert | None]:
        """Whether this is the alert's first judgement, which stays; and the alert, None if there is none."""
        with self.transaction() as database:
            given = (judgement["verdict"], judgement["judged_by"], judgement["note"], number)
            first = database.execute(JUDGE, given).rowcount == 1
            row = database.execute("SELECT * FROM alerts WHERE id = ?", (number,)).fetchone()
            return first, alert_of(row) if row else None

    def verdicts(self) -> dict[str, int]:
        """How many alerts have each verdict; "waiting" counts those without."""
        query = "SELECT COALESCE(verdict, 'waiting') AS verdict, COUNT(*) AS alerts FROM alerts GROUP BY 1"
        with self.transaction() as database:
            return {row["verdict"]: row["alerts"] for row in database.execute(query)}

    def hours(self) -> list[tuple[str, Features]]:
        """Machine and features of every hour that is kept, in order."""
        with self.transaction() as database:
            rows = database.execute("SELECT machine, features FROM hours ORDER BY machine, hour").fetchall()
        return [(row["machine"], json.loads(row["features"])) for row in rows]


def known(database: sqlite3.Connection, name: str, stream: Stream, watch: Watch, model: Model) -> Iterator[Alert]:
    """Keep the hours of a machine that are known now, and raise and clear its alerts."""
    for hour, features in stream.known_hours():
        said = watch.step(hour, model.score(features) if features else None, model.levels)
        at = datetime.fromtimestamp(known_at(hour), UTC).isoformat()
        if said == "cleared":
            database.execute(CLEAR, (at, name))
        if features:
            database.execute("REPLACE INTO hours VALUES (?, ?, ?)", (name, hour, json.dumps(features)))
            if said == "raised":
                answer = model.answer(features)
                alert = (name, at, answer["score"], json.dumps(answer["why"]), model.identity["version"])
                yield alert_of(database.execute(RAISE, alert).fetchone())


def alert_of(row: sqlite3.Row) -> Alert:
    """An alert as it is told."""
    alert: Alert = {**dict(row), "why": json.loads(row["why"])}  # type: ignore[typeddict-item]
    return alert
