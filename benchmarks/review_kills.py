"""What `portfolio-kit review run` loses when it is killed again and again: nothing, and nothing is there twice.

    python benchmarks/review_kills.py [--kills 200] [--repositories 200]

A cohort is run once undisturbed. Then it is run into another store and killed (SIGKILL, the run alone or with all of
its processes) at random moments of its start, of its work and of its writing; each time it is started again. At the end
both stores must say the same but for numbers of rows and times.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import cohort_of

_QUERIES = (
    "SELECT tool, rubric, rubric_digest, proves, criteria, ended IS NOT NULL FROM run",
    "SELECT name, source, subfolder, place, is_listed, identifiers, standing_state, standing_score FROM repository",
    "SELECT r.name, t.name FROM tag t JOIN repository r ON r.id = t.repository_id",
    (
        "SELECT r.name, s.criterion, s.status, s.level, s.earned, s.possible, s.gain FROM standing s"
        " JOIN repository r ON r.id = s.repository_id"
    ),
    (
        'SELECT r.name, v.id = r.standing_review_id, v.state, v.failure, v.failure_kind, v.key, v."commit", v.score,'
        " v.earned, v.possible, v.notes, v.warning, v.proof FROM review v JOIN repository r ON r.id = v.repository_id"
    ),
    (
        "SELECT r.name, f.position, f.criterion, f.pillar, f.level, f.status, f.points, f.possible, f.earned, f.gain,"
        " f.proven, f.reason, f.fix, f.annotation, f.is_error FROM finding f JOIN review v ON v.id = f.review_id"
        " JOIN repository r ON r.id = v.repository_id"
    ),
    (
        "SELECT r.name, f.criterion, e.position, e.path, e.line, e.cell, e.excerpt, e.source, e.source_line"
        " FROM evidence e JOIN finding f ON f.id = e.finding_id JOIN review v ON v.id = f.review_id"
        " JOIN repository r ON r.id = v.repository_id"
    ),
    (
        "SELECT r.name, p.path, p.kind, p.text, hex(p.marks) FROM passage p JOIN review v ON v.id = p.review_id"
        " JOIN repository r ON r.id = v.repository_id"
    ),
    (
        "SELECT a.name, b.name, n.score, n.code, n.code_of_first, n.text, n.text_of_first FROM near_copy n"
        " JOIN repository a ON a.id = n.first_id JOIN repository b ON b.id = n.second_id"
    ),
    "SELECT c.name, hex(n.common) FROM comparison n JOIN cohort c ON c.id = n.cohort_id",
)


def contents(store: Path) -> list[list[str]]:
    """Everything that a store says, but for numbers of rows and times."""
    connection = sqlite3.connect(store)
    try:
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            sys.exit(f"{store} is damaged")
        return [sorted(json.dumps(row) for row in connection.execute(query)) for query in _QUERIES]
    finally:
        connection.close()


def reviews(store: Path) -> int:
    """How many reviews are stored; none before there is a store."""
    try:
        connection = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    except sqlite3.OperationalError:
        return 0
    try:
        return int(connection.execute("SELECT count(*) FROM review").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


class Killed:
    """A cohort that is run and killed. Its processes are known by a folder for temporary files of their own."""

    def __init__(self, cohort: Path, store: Path, cache: Path, jobs: int) -> None:
        self.store = store
        self.command = [
            sys.executable, "-m", "portfolio_kit", "review", "run", str(cohort), "--store", str(store),
            "--jobs", str(jobs),
        ]  # fmt: skip
        self.variables = {**os.environ, "XDG_CACHE_HOME": str(cache), "XDG_STATE_HOME": str(cache)}
        self.mark = f"XDG_CACHE_HOME={cache}".encode()

    def start(self) -> subprocess.Popen[bytes]:
        """Start the run."""
        return subprocess.Popen(self.command, env=self.variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def finish(self) -> None:
        """Run it to the end."""
        if self.start().wait() != 0:
            sys.exit(f"{' '.join(self.command)} failed")

    def kill_once(self, drawn: random.Random, most: int) -> int:
        """Start it, kill it at some moment before more than `most` reviews are added, and return how many there are."""
        before = reviews(self.store)
        process = self.start()
        if drawn.random() < 0.3 or most == 0:  # noqa: PLR2004
            # In its start: imports, migrations, the cohort written down, processes started; a fast machine is past it
            # sooner, and would be done before the second is over.
            moment = time.monotonic() + drawn.uniform(0.0, 1.0)
            while time.monotonic() < moment and reviews(self.store) <= before + most:
                time.sleep(0.002)
        else:
            wanted = before + drawn.randint(1, most)
            while reviews(self.store) < wanted and process.poll() is None:
                time.sleep(0.002)
            time.sleep(drawn.uniform(0.0, 0.05))
        if process.poll() is not None:
            sys.exit(f"the run ended by itself, with exit code {process.returncode}")
        others = self.processes() if drawn.random() < 0.3 else []  # noqa: PLR2004
        for pid in (process.pid, *others):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        process.wait()
        after = reviews(self.store)
        if after < before:
            sys.exit(f"{before - after} reviews were lost")
        return after

    def processes(self) -> list[int]:
        """The processes that belong to it."""
        found = []
        for entry in Path("/proc").iterdir():
            try:
                if entry.name.isdecimal() and self.mark in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
            except OSError:
                continue
        return found


def main() -> int:
    """Print what was found; 1 when the stores differ or something was left behind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--repositories", type=int, default=200)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    drawn = random.Random(options.seed)  # noqa: S311 - which moment it is, is no secret
    with tempfile.TemporaryDirectory(prefix="portfolio-kit-benchmark-") as name:
        folder = Path(name)
        made = cohort_of.make(folder, options.repositories - 1, is_small=True)
        # One that fails is recorded once too. Half are cloned.
        half = len(made) // 2
        file = folder / "cohort.csv"
        cohort_of.cohort(file, made[:half], as_urls=True)
        with file.open("a") as rows:
            rows.writelines(f"{each.name},{each}\n" for each in made[half:])
            rows.write(f"gone,{(folder / 'gone').as_uri()}\n")
        undisturbed = Killed(file, folder / "undisturbed.db", folder / "cache", 2)
        start = time.monotonic()
        undisturbed.finish()
        print(f"undisturbed: {options.repositories} repositories in {time.monotonic() - start:.0f} s", flush=True)
        killed = Killed(file, folder / "killed.db", folder / "other cache", 2)
        done = 0
        for number in range(options.kills):
            # There must be something left to do for each kill.
            spare = options.repositories - 6 - done
            most = min(2, spare) if spare * 2 > options.kills - number or spare > 2 else 0  # noqa: PLR2004
            done = killed.kill_once(drawn, max(0, most))
        print(f"killed {options.kills} times (seed {options.seed}), {done} reviews were there by then", flush=True)
        killed.finish()
        return judged(contents(undisturbed.store) == contents(killed.store), killed, folder)


def judged(is_same: bool, killed: Killed, folder: Path) -> int:  # noqa: FBT001
    """Say whether all is as it should be."""
    print(f"the stores say {'the same' if is_same else 'DIFFERENT THINGS'}")
    deadline = time.monotonic() + 15
    while (running := killed.processes()) and time.monotonic() < deadline:
        time.sleep(0.2)
    left = list((folder / "other cache").rglob("review-*"))
    print(f"left behind: {len(running)} processes, {len(left)} temporary folders")
    return int(not is_same or bool(running or left))


if __name__ == "__main__":
    sys.exit(main())
