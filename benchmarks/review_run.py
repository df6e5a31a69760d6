"""How fast `portfolio-kit review run` goes over a cohort, and in how much memory, beside `check`'s own cost.

    python benchmarks/review_run.py [--repositories 1000]

The floor is one process that checks the same repositories one after another, as `check` does, after its imports. It is
compared by processor time, which a busy machine changes little: that of the run with all of its processes, its start
included. One and two processes are compared by the clock, in turns over parts of the cohort; beside them stands what
two floors that share nothing reach against one: more than that is not to be had of this machine.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import cohort_of

MOST_COST, LEAST_SPEEDUP, LEAST_SAVED, MOST_GROWTH = 1.3, 1.8, 20.0, 1.1
FLOOR = """
import gc, sys, time
from pathlib import Path
gc.disable()
from portfolio_kit.criteria.judge import judge
from portfolio_kit.repository.repository import read
from portfolio_kit.rubric.rubric import chosen
rubric = chosen("article")
targets = Path(sys.argv[1]).read_text().splitlines()[1:]
started = time.process_time()
for target in targets:
    folder = target.partition(",")[2]
    judge(read(Path(folder)), rubric, folder)
    gc.collect()
print(time.process_time() - started)
"""


class Measured(NamedTuple):
    """A run: seconds by the clock and of the processor, and the most memory of the run itself and of its processes."""

    seconds: float
    processor: float
    memory: int
    workers: int


def measured(cohort: Path, store: Path, jobs: int) -> Measured:
    """Run a cohort into a store."""
    kit = Path(sys.executable).with_name("portfolio-kit")
    command = [str(kit), "review", "run", str(cohort), "--store", str(store), "--jobs", str(jobs)]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    peaks = [0, 0]
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.1):
            peaks[0] = max(peaks[0], _memory(process.pid))
            peaks[1] = max([peaks[1], *(_memory(pid) for pid in _children(process.pid))])

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, status, usage = os.wait4(process.pid, 0)
    over.set()
    watcher.join()
    if status:
        sys.exit(f"{' '.join(command)} failed")
    return Measured(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, *peaks)


def _memory(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def _children(pid: int) -> list[int]:
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def floor(cohort: Path) -> float:
    """Return the processor time that checking the cohort takes in one process."""
    done = subprocess.run([sys.executable, "-c", FLOOR, str(cohort)], check=True, capture_output=True, text=True)
    return float(done.stdout)


def main() -> int:
    """Print seconds, ratios and memory; 1 when one is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repositories", type=int, default=1000)
    count = parser.parse_args().repositories
    with tempfile.TemporaryDirectory(prefix="portfolio-kit-benchmark-") as name:
        folder = Path(name)
        started = time.perf_counter()
        made = cohort_of.make(folder, count)
        print(f"{count} repositories of five shapes made in {time.perf_counter() - started:.0f} s", flush=True)
        whole = cohort_of.cohort(folder / "whole.csv", made)
        return _judged(whole, made, folder)


def _judged(whole: Path, made: list[Path], folder: Path) -> int:
    count = len(made)
    small = cohort_of.cohort(folder / "small.csv", made[: count // 5])
    cost = floor(whole) / count
    print(f"check in one process        {cost * 1000:7.1f} ms of the processor a repository", flush=True)
    # The first run after an installation compiles what it imports, which takes memory as well.
    measured(cohort_of.cohort(folder / "first.csv", made[:5]), folder / "first.db", 2)
    few, run = measured(small, folder / "small.db", 2), measured(whole, folder / "whole.db", 2)
    print(
        f"review run --jobs 2         {run.processor / count * 1000:7.1f} ms of the processor a repository,"
        f" {count / run.seconds:.1f} repositories a second by the clock",
        flush=True,
    )
    again = measured(whole, folder / "whole.db", 2)
    speedup = _speedup(made, folder)
    missed = [
        _told("the cost of check, times", run.processor / count / cost, MOST_COST, is_most=True),
        _told("two processes instead of one, times as fast", speedup, LEAST_SPEEDUP),
        _told(f"unchanged ({again.seconds:.1f} s), times as fast", run.seconds / again.seconds, LEAST_SAVED),
        _told(f"memory at {count} and {count // 5}, times", run.memory / few.memory, MOST_GROWTH, is_most=True),
        _told("memory of a process, times", run.workers / few.workers, MOST_GROWTH, is_most=True),
    ]
    print(f"two processes that share nothing, times as fast as one: {_shared_nothing(made, folder):.2f}")
    print(f"memory: {run.memory >> 20} MB the run, {run.workers >> 20} MB each of its processes")
    print(f"store: {(folder / 'whole.db').stat().st_size / count / 1024:.0f} KB a repository")
    return int(any(missed))


def _speedup(made: list[Path], folder: Path) -> float:
    """Return how much faster two processes are: the middle of three parts of the cohort, one after the other."""
    size = max(50, len(made) // 2)
    ratios = []
    for part in range(3):
        repositories = [made[(part * size // 2 + number) % len(made)] for number in range(size)]
        cohort = cohort_of.cohort(folder / f"part{part}.csv", repositories)
        order = (1, 2) if part % 2 else (2, 1)
        took = {jobs: measured(cohort, folder / f"part{part}-{jobs}.db", jobs).seconds for jobs in order}
        ratios.append(took[1] / took[2])
        print(f"  {size} repositories: {took[1]:.1f} s in one process, {took[2]:.1f} s in two", flush=True)
    return statistics.median(ratios)


def _shared_nothing(made: list[Path], folder: Path) -> float:
    """Return how much faster two floors are than one, each over half of what that one checks."""
    size = min(len(made), 200) // 2
    halves = [made[:size], made[size : 2 * size]]
    cohorts = [cohort_of.cohort(folder / f"half{number}.csv", half) for number, half in enumerate(halves)]
    started = time.perf_counter()
    for cohort in cohorts:
        floor(cohort)
    alone = time.perf_counter() - started
    started = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(floor, cohorts))
    return alone / (time.perf_counter() - started)


def _told(what: str, value: float, limit: float, *, is_most: bool = False) -> bool:
    """Print a figure beside its limit, and return whether it is missed."""
    missed = value > limit if is_most else value < limit
    words = "at most" if is_most else "at least"
    print(f"{what:<44} {value:6.2f}  ({words} {limit:g})  {'NOT MET' if missed else 'met'}", flush=True)
    return missed


if __name__ == "__main__":
    sys.exit(main())
