"""How long near-copies take to be found: of a whole cohort in its store, and what their fingerprints cost a review.

    python benchmarks/review_similarity.py [--repositories N] [FOLDER ...]

The cohort is made of fingerprints alone, spread as real ones are: each repository has some 1,300, of which most are
its own, some are idioms that a few to a third of all have, and six in ten began with the same starter code. One in
twenty is a copy of another, from a third of it to all. Each FOLDER is a repository that is read and judged, and then
fingerprinted, in this process; without one, two generated projects are.
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
import statistics
import sys
import tempfile
import time
from array import array
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from portfolio_kit.cohort.similarity.keeping import count, near_copies, refresh
from portfolio_kit.cohort.similarity.passages import passages
from portfolio_kit.cohort.similarity.winnowing import Marks, packed
from portfolio_kit.cohort.store import tables
from portfolio_kit.cohort.store.opened import Store, opened
from portfolio_kit.criteria.judge import judge
from portfolio_kit.repository.repository import read
from portfolio_kit.rubric.rubric import installed

SECONDS, SHARE = 60.0, 0.15
OWN, STARTER, IDIOMS = 1_300, 200, 2_000
BITS = 61


def fill(store: Store, repositories: int) -> set[tuple[int, int]]:
    """Fill a store with a cohort, and return who is a copy of whom."""
    chance = random.Random(4)  # noqa: S311 - the same cohort each time
    starter = _drawn(chance, STARTER)
    # The first idioms are in a third of all repositories, the last in hardly any.
    idioms = [(value, 0.33 / (1 + place / 4)) for place, value in enumerate(_drawn(chance, IDIOMS))]
    copies: set[tuple[int, int]] = set()
    rows: list[list[int]] = []
    for number in range(repositories):
        row = _drawn(chance, chance.randrange(OWN // 2, OWN * 3 // 2))
        row += [value for value, share in idioms if chance.random() < share]
        row += starter if chance.random() < 0.6 else []  # noqa: PLR2004
        if number and chance.random() < 0.05:  # noqa: PLR2004
            original = chance.randrange(number)
            own = rows[original]
            row = row[: len(row) // 4] + chance.sample(own, int(len(own) * chance.uniform(1 / 3, 1)))
            copies.add((original + 1, number + 1))
        rows.append(row)
    with store.writing() as session:
        session.add(tables.Cohort(id=1, name="cohort"))
        session.flush()
        about = {"tool": "", "rubric": "", "rubric_digest": "", "proves": False, "criteria": []}
        session.add(tables.Run(id=1, cohort_id=1, started=datetime.now(UTC), **about))
        session.flush()
        numbers = range(1, repositories + 1)
        session.execute(insert(tables.Repository), [_repository(number) for number in numbers])
        session.execute(insert(tables.Review), [_review(number) for number in numbers])
        session.execute(tables.Repository.__table__.update().values(standing_review_id=tables.Repository.id))  # type: ignore[attr-defined]
        session.execute(insert(tables.Passage), list(_passages(rows)))
    return copies


def _drawn(chance: random.Random, number: int) -> list[int]:
    return [chance.getrandbits(BITS) for _ in range(number)]


def _repository(number: int) -> dict[str, Any]:
    return {
        "id": number, "cohort_id": 1, "name": f"{number}", "source": f"{number}", "subfolder": "", "place": number,
        "is_listed": True, "identifiers": {}, "standing_state": "scored",
    }  # fmt: skip


def _review(number: int) -> dict[str, Any]:
    return {
        "id": number, "run_id": 1, "repository_id": number, "reviewed": datetime.now(UTC), "state": "scored",
        "key": "", "seconds": 1.0, "notes": [],
    }  # fmt: skip


def _passages(rows: Sequence[Sequence[int]]) -> Iterator[dict[str, Any]]:
    """Ten passages a repository, six of code and four of text."""
    for number, row in enumerate(rows, start=1):
        for part in range(10):
            values = array("Q", row[part::10])
            lines = array("I", range(1, len(values) + 1))
            kind = "code" if part < 6 else "text"  # noqa: PLR2004
            marks = packed(Marks(values, lines, lines))
            yield {"review_id": number, "path": f"{part}", "kind": kind, "text": "", "marks": marks}


def cost(folders: Sequence[Path]) -> float:
    """Return the processor's time that fingerprints take, as a share of reading and judging, over all folders."""
    rubric = installed()
    judging = marking = 0.0
    gc.disable()
    for folder in folders:
        start = time.process_time()
        repository = read(folder)
        judge(repository, rubric, folder.name)
        judged = time.process_time()
        passages(repository)
        marking += time.process_time() - judged
        judging += judged - start
        gc.collect()
    return marking / judging


def generated(within: Path) -> list[Path]:
    """Two generated projects."""
    from portfolio_kit.scaffold import templates
    from portfolio_kit.scaffold.new import new

    made = []
    for task in ("classification", "regression"):
        new(templates.installed(), within / task, {"task": task, "author_name": "Ada"}, ask=False, use_git=False)
        made.append(within / task)
    return made


def main() -> int:
    """Print what it took; 1 where that is too much, or a copy was missed."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    asked.add_argument("--repositories", type=int, default=5_000, help="the size of the cohort (default: 5000)")
    asked.add_argument("folders", metavar="FOLDER", nargs="*", type=Path)
    called = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folders = called.folders or generated(Path(folder))
        share = statistics.median(cost(folders) for _ in range(3))
        with opened(Path(folder, "cohort.db")) as store:
            copies = fill(store, called.repositories)
            start = time.perf_counter()
            refresh(store, 1)
            seconds = time.perf_counter() - start
            start = time.perf_counter()
            refresh(store, 1)
            again = time.perf_counter() - start
            with store.reading() as session:
                pairs = count(session, 1)
                found = {(pair.first_id, pair.second_id) for pair in near_copies(session, 1, most=pairs)}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    missed = copies - found
    # Two copies of the same are alike too.
    print(f"{called.repositories:,} repositories held against each other: {seconds:.1f} s, {memory:.0f} MB")
    print(f"  where nothing changed: {again:.3f} s")
    print(f"  {len(copies):,} copies, {len(missed):,} of them missed; {pairs:,} pairs found")
    print(f"fingerprints beside reading and judging: {100 * share:.0f} %")
    return 1 if missed or seconds > SECONDS or share > SHARE else 0


if __name__ == "__main__":
    sys.exit(main())
