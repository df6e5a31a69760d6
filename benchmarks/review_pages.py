"""How long the dashboard's pages take with 10,000 repositories in the store, and whether readers and a run get on.

    python benchmarks/review_pages.py [--repositories N] [--store FILE] [--rounds N] [--seconds N] [--readers N]

The store is filled as two runs would have filled it, with 25 findings a repository and their evidence; --store keeps it
for another time. Each page is asked for over the network of this machine, one after the other, in turn. What is printed
are medians of the rounds: the server's processor time, which the limit is for and which a busy machine lengthens
little, the time until the page is there, which it does, and how often the page that says that there is nothing, all
that an answer costs at all, would fit into it. Then readers ask for one page after another while another process writes
one review after another, as a run does. Needs Linux.
"""

from __future__ import annotations

import argparse
import http.client
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from portfolio_kit.cohort.result import Place, Result, Scored, Verdict
from portfolio_kit.cohort.store.opened import opened
from portfolio_kit.cohort.store.writing import record
from portfolio_kit.rubric.rubric import installed
from tests.cohort.filling import SOURCES, Filling, fill

MOST = 0.2
FLOOR = "/nothing"
PAGES = {
    "cohort": "/cohorts/1",
    "cohort, last page": "/cohorts/1?page=200",
    "sorted by score": "/cohorts/1?sort=-score",
    "sorted by name, page 100": "/cohorts/1?sort=name&page=100",
    "sorted by a criterion": "/cohorts/1?sort=criterion.monitoring",
    "sorted by date": "/cohorts/1?sort=-reviewed",
    "a name searched": "/cohorts/1?q=wu",
    "score 40 to 70": "/cohorts/1?from=40&to=70",
    "tag": "/cohorts/1?tag=group-a",
    "state failed": "/cohorts/1?state=failed",
    "criterion missing": "/cohorts/1?criterion=monitoring&level=missing",
    "without notes": "/cohorts/1?notes=without",
    "all at once": "/cohorts/1?tag=group-a&from=30&criterion=monitoring&level=missing&sort=-score",
    "heat map": "/cohorts/1/heat-map?sort=-score",
    "what to teach": "/cohorts/1/lessons",
    "what to teach, tag": "/cohorts/1/lessons?tag=group-a",
    "similarity": "/cohorts/1/similarity",
    "repository": "/repositories/5000",
    "repository in a sorted queue": "/repositories/5000?sort=-score&state=scored",
    "six side by side": "/cohorts/1/compare?r=1&r=2&r=3&r=4&r=5&r=6",
    "feedback": "/repositories/5000/feedback",
}


class Server(NamedTuple):
    """A dashboard in a process of its own."""

    port: int
    process: int


@contextmanager
def served(store: Path) -> Iterator[Server]:
    """Serve the store."""
    command = [str(Path(sys.executable).with_name("portfolio-kit")), "review", "serve", str(store), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            port = re.search(r":(\d+) \(Ctrl-C", line)
            if port is None:
                sys.exit("the dashboard did not start")
            yield Server(int(port[1]), process.pid)
        finally:
            process.terminate()


def asked(connection: http.client.HTTPConnection, path: str) -> tuple[int, float]:
    """Ask for a page and return its status and the seconds that it took."""
    start = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    return answer.status, time.perf_counter() - start


def processor(process: int) -> float:
    """Return the seconds that all threads of a process have run."""
    threads = Path(f"/proc/{process}/task").iterdir()
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9


def timed(server: Server, rounds: int) -> bool:
    """Time every page, print it, and return whether one takes too long."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
    seconds: dict[str, list[tuple[float, float]]] = {path: [] for path in (FLOOR, *PAGES.values())}
    for number in range(rounds + 1):
        for path, taken in seconds.items():
            before = processor(server.process)
            status, until_there = asked(connection, path)
            if status != (404 if path == FLOOR else 200):
                sys.exit(f"{path} answers {status}")
            # The first round reads the store from the disk.
            if number:
                taken.append((processor(server.process) - before, until_there))
    medians = {path: tuple(map(statistics.median, zip(*taken, strict=True))) for path, taken in seconds.items()}
    floor = medians[FLOOR][0]
    print(f"{'nothing there (the floor)':<30} {1000 * floor:6.1f} ms  until there {1000 * medians[FLOOR][1]:7.1f} ms")
    missed = False
    for name, path in PAGES.items():
        median, until_there = medians[path]
        missed |= median > MOST
        print(
            f"{name:<30} {1000 * median:6.1f} ms  until there {1000 * until_there:7.1f} ms  {median / floor:5.1f} x"
            f"  (at most {1000 * MOST:.0f} ms)  {'NOT MET' if median > MOST else 'met'}"
        )
    return missed


def read_while_written(store: Path, port: int, repositories: int, readers: int, seconds: float) -> bool:
    """Let many read while one writes, print what came of it, and return whether anything went wrong."""
    statuses: Counter[str] = Counter()
    taken: list[float] = []
    ends = time.monotonic() + seconds

    def read(number: int) -> None:
        chance = random.Random(number)  # noqa: S311 - which page comes next
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        while time.monotonic() < ends:
            path = chance.choice([*PAGES.values(), f"/repositories/{chance.randint(1, repositories)}"])
            try:
                status, one = asked(connection, path)
            except OSError as error:
                statuses[type(error).__name__] += 1
                continue
            statuses[str(status)] += 1
            taken.append(one)

    command = [sys.executable, __file__, "--write", str(store), "--seconds", str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        threads = [threading.Thread(target=read, args=(number,)) for number in range(readers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        said, _ = writer.communicate()
    wrong = sum(statuses.values()) - statuses["200"]
    which = f" {dict(statuses)}" if wrong else ""
    print(
        f"{readers} readers for {seconds:.0f} s: {statuses['200']:,} pages, {wrong} errors{which}"
        f" (median {statistics.median(taken):.2f} s, slowest {max(taken):.2f} s); a writer beside them: {said.strip()}"
    )
    return bool(wrong) or writer.returncode != 0


def write(store: Path, seconds: float) -> None:
    """Write one review after another, each in a transaction of its own, and say how many and how long one waited."""
    ends, written, longest = time.monotonic() + seconds, 0, 0.0
    with opened(store) as to:
        while time.monotonic() < ends:
            start = time.monotonic()
            with to.writing() as session:
                record(session, 2, [(1 + written, _result(written))])
            longest, written = max(longest, time.monotonic() - start), written + 1
            # What a review takes before there is something to write.
            time.sleep(0.05)
    print(f"{written:,} reviews, none refused, the slowest in {longest:.2f} s")


def _result(number: int) -> Result:
    path, line, lines = SOURCES[0]
    place = Place(path, line, lines[0], None, "\n".join(lines), line)
    verdicts = tuple(
        Verdict(
            criterion.id,
            criterion.pillar,
            1,
            "partial",
            criterion.points,
            criterion.points,
            criterion.earned(1),
            criterion.points / 2,
            criterion.levels[1],
            criterion.next[1],
            evidence=(place, place),
        )
        for criterion in installed().criteria
    )
    return Result(f"{time.time_ns():064x}", f"{number:040x}", Scored(50.0, 50.0, 100.0, verdicts), 0.1)


def main() -> int:
    """Print every number; 1 when one is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repositories", type=int, default=10_000)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write is not None:
        write(options.write, options.seconds)
        return 0
    with tempfile.TemporaryDirectory(prefix="portfolio-kit-benchmark-") as folder:
        store = options.store or Path(folder, "cohort.db")
        if not store.exists():
            with opened(store) as new:
                fill(new, Filling(options.repositories))
        print(f"{options.repositories:,} repositories, {store.stat().st_size / 2**20:,.0f} MiB")
        with served(store) as server:
            missed = timed(server, options.rounds)
            missed |= read_while_written(store, server.port, options.repositories, options.readers, options.seconds)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
