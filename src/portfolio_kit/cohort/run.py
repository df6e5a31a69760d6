"""A run over a cohort: what is to be done, done, and written as soon as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Protocol

from portfolio_kit.cohort.result import Failed, Result, Scored, Unchanged
from portfolio_kit.cohort.roster import Entry, Roster
from portfolio_kit.cohort.store import writing
from portfolio_kit.cohort.store.opened import Store
from portfolio_kit.cohort.store.writing import Begun, Last
from portfolio_kit.cohort.work import Job, Settings


class Crew(Protocol):
    """Whoever does the work: processes on this machine, or a cluster."""

    def results(self, jobs: Iterable[Job]) -> Generator[list[tuple[Job, Result]], None, None]:
        """Yield what became of the jobs, as they end, a few at a time; every job once."""

    def close(self) -> None:
        """End whatever is still at work."""


class Listener(Protocol):
    """Is told how far a run is."""

    def tell(self, count: Count) -> None:
        """So much is done."""


@dataclass(slots=True)
class Count:
    """How far a run is: `total` repositories, of which `done` need nothing more. `fresh` were looked at just now.

    `failed` are those that could not be scored, by the kind of the failure, and `failures` the first of them.
    """

    total: int
    done: int = 0
    fresh: int = 0
    scored: int = 0
    unchanged: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[Entry, Failed]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Planned:
    """A run and its jobs, in the order in which they are best done."""

    begun: Begun
    jobs: tuple[Job, ...]
    entries: Mapping[int, Entry]
    count: Count


def plan(store: Store, roster: Roster, settings: Settings, *, force: bool = False) -> Planned:
    """Write down what is to be reviewed, and return the jobs; with `force` what has not changed is reviewed too."""
    with store.writing() as session:
        numbers = writing.enrol(session, roster)
        begun = writing.begin(session, roster, settings.rubric, settings.digest, settings.tool, proves=settings.proves)
        last = writing.latest(session, numbers.values())
    entries = {numbers[entry.name]: entry for entry in roster.entries}
    # What this run has done before it was stopped comes last: it only may have changed since.
    rank = {number: _rank(last.get(number), begun.id) for number in entries}
    jobs = tuple(
        Job(number, entry.source, entry.subfolder, _known(last.get(number), begun.id, force=force))
        for number, entry in sorted(entries.items(), key=lambda item: rank[item[0]])
    )
    return Planned(begun, jobs, entries, Count(len(jobs)))


def carry_out(
    store: Store, planned: Planned, crew: Crew, listener: Listener, go_on: Callable[[], None] = lambda: None
) -> Count:
    """Do what is planned, and write each result as soon as it is there; `go_on` raises when it is to be stopped."""
    count = planned.count
    listener.tell(count)
    # However it is left, nobody is at work any more.
    with closing(crew.results(planned.jobs)) as results:
        for done in results:
            changed = [(job.number, result) for job, result in done if not isinstance(result.outcome, Unchanged)]
            if changed:
                with store.writing() as session:
                    writing.record(session, planned.begun.id, changed)
            for job, result in done:
                _count(count, planned.entries[job.number], result)
            listener.tell(count)
            go_on()
    return count


def finish(store: Store, planned: Planned) -> None:
    """Write that nothing is left to do of a run: the next one is another."""
    with store.writing() as session:
        writing.end(session, planned.begun.id)


def _rank(last: Last | None, run: int) -> int:
    if last is None or last.run != run:
        return 0
    return 2 if last.state == "scored" else 1


def _known(last: Last | None, run: int, *, force: bool) -> str | None:
    """Return the key that says that there is nothing to do: what failed is tried again."""
    if last is None or last.state != "scored" or (force and last.run != run):
        return None
    return last.key


def _count(count: Count, entry: Entry, result: Result) -> None:
    count.done += 1
    match result.outcome:
        case Scored():
            count.scored += 1
        case Unchanged():
            count.unchanged += 1
        case Failed(kind=kind) as failed:
            count.failed[kind] += 1
            count.failures.append((entry, failed))
    count.fresh += not isinstance(result.outcome, Unchanged)
