"""Reviewing on this machine: a few processes side by side, each watched, each replaced when it has to be ended."""

from __future__ import annotations

import itertools
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from multiprocessing.connection import wait

from portfolio_kit.cohort.process import REVIEWS, WORKSPACE, Process, Start
from portfolio_kit.cohort.result import Result
from portfolio_kit.cohort.work import Job, Settings
from portfolio_kit.proof.workspace import clear

Done = tuple[Job, Result]
_LOOK = 0.2


@dataclass(slots=True)
class Crew:
    """Processes that share the jobs of a run."""

    settings: Settings
    size: int
    function: str = REVIEWS
    _processes: list[Process] = field(default_factory=list, init=False)

    def results(self, jobs: Iterable[Job]) -> Generator[list[Done], None, None]:
        """Yield what became of the jobs, as they end, a few at a time; every job once."""
        # What was left by those who were killed; it also shows whether there is a place for temporary files at all.
        clear(WORKSPACE)
        waiting = iter(jobs)
        try:
            for job in itertools.islice(waiting, self.size):
                process = self._hired()
                self._processes.append(process)
                process.ask(job)
            while busy := [process for process in self._processes if process.job is not None]:
                done = self._ended(busy, waiting)
                if done:
                    yield done
        finally:
            self._dismiss()

    def _ended(self, busy: list[Process], waiting: Iterator[Job]) -> list[Done]:
        """Return what has ended by now, each process busy again where there is more to do."""
        ready = set(wait([process.connection for process in busy], _LOOK))
        done: list[Done] = []
        for process in busy:
            job = process.job
            result = process.answer() if process.connection in ready else process.overdue()
            if job is None or result is None:
                continue
            done.append((job, result))
            following = next(waiting, None)
            if following is not None:
                self._fit(process).ask(following)
        return done

    def _fit(self, process: Process) -> Process:
        """Return a process that can be asked: this one, or another in its place."""
        if process.is_alive() and not process.is_worn:
            return process
        process.stop()
        fresh = self._hired()
        self._processes[self._processes.index(process)] = fresh
        return fresh

    def _hired(self) -> Process:
        return Process(Start(self.settings, self.function))

    def _dismiss(self) -> None:
        """End all of them, together."""
        for process in self._processes:
            process.end()
        with ExitStack() as stack:
            for process in self._processes:
                stack.callback(process.stop)
        self._processes.clear()
        # Of those that had to be killed.
        clear(WORKSPACE)
