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

    def hire(self) -> None:
        """Start the processes, so that they are ready by the time there is work for them."""
        # What was left by those who were killed; it also shows whether there is a place for temporary files at all.
        clear(WORKSPACE)
        self._processes += [Process(Start(self.settings, self.function)) for _ in range(self.size)]

    def results(self, jobs: Iterable[Job]) -> Generator[list[Done], None, None]:
        """Yield what became of the jobs, as they end, a few at a time; every job once."""
        if not self._processes:
            self.hire()
        waiting = iter(jobs)
        try:
            for process, job in zip(self._processes, itertools.islice(waiting, self.size), strict=False):
                process.ask(job)
            while busy := [process for process in self._processes if process.job is not None]:
                done = self._ended(busy, waiting)
                if done:
                    yield done
        finally:
            self.close()

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
        fresh = Process(Start(self.settings, self.function))
        self._processes[self._processes.index(process)] = fresh
        return fresh

    def close(self) -> None:
        """End all of them, together."""
        for process in self._processes:
            process.end()
        with ExitStack() as stack:
            for process in self._processes:
                stack.callback(process.stop)
        self._processes.clear()
        # Of those that had to be killed.
        clear(WORKSPACE)
