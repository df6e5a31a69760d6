"""Reviewing on a Dask cluster: the same work, sent to its workers; each has a process of ours beside it.

Dask gives a job to another worker when one is lost. Whoever runs the cohort is still the only one who writes.
"""

from __future__ import annotations

import itertools
import logging
import threading
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from portfolio_kit.cohort.process import REVIEWS, Process, Start
from portfolio_kit.cohort.result import Result
from portfolio_kit.cohort.work import Job, Settings, failure, key
from portfolio_kit.errors import UserError

if TYPE_CHECKING:
    from distributed import Client, Future

Done = tuple[Job, Result]
_CONNECT = 10.0
_LOOK = 0.2
# How many jobs wait at each worker's threads, so that none of them waits for us.
_AHEAD = 3

_processes: dict[int, Process] = {}
"""The processes of this Dask worker, by the threads that ask them."""


def need() -> None:
    """Raise UserError where the packages of the extra are not there."""
    if find_spec("distributed") is None:
        raise UserError("--scheduler needs packages that are not there: pip install 'portfolio-kit[dask]'")


@dataclass(frozen=True, slots=True)
class Cluster:
    """The workers of the Dask scheduler at an address."""

    settings: Settings
    address: str
    function: str = REVIEWS

    def close(self) -> None:
        """Nothing of it is left when its results are over."""

    def results(self, jobs: Iterable[Job]) -> Generator[list[Done], None, None]:
        """Yield what became of the jobs, as they end, a few at a time; every job once. Raises UserError."""
        from distributed import as_completed

        start = Start(self.settings, self.function)
        with _connected(self.address, self.settings.tool) as client:
            waiting = iter(jobs)
            sent = {self._send(client, start, job): job for job in itertools.islice(waiting, _room(client))}
            completed = as_completed(list(sent), loop=client.loop)
            for batch in completed.batches():
                done: list[Done] = []
                for future in batch:
                    job = sent.pop(future)
                    done.append((job, self._result(future, job)))
                    following = next(waiting, None)
                    if following is not None:
                        again = self._send(client, start, following)
                        sent[again] = following
                        completed.add(again)
                yield done

    def _send(self, client: Client, start: Start, job: Job) -> Future[Result]:
        return client.submit(reviewed_here, start, job, pure=False)

    def _result(self, future: Future[Result], job: Job) -> Result:
        from distributed import KilledWorker

        try:
            return future.result()
        except KilledWorker as error:
            reason = f"the Dask workers that it was given to were lost: {error}"
            return Result(key(job, self.settings), None, failure("error", reason), 0.0)


def reviewed_here(start: Start, job: Job) -> Result:
    """Review a repository beside a Dask worker, in a process that is watched and can be ended."""
    process = _process(start)
    process.ask(job)
    while True:
        if wait([process.connection], _LOOK):
            return process.answer()
        if (result := process.overdue()) is not None:
            return result


def _process(start: Start) -> Process:
    """Return this thread's process, a fresh one where there is none for such work."""
    here = threading.get_ident()
    known = _processes.get(here)
    if known is not None:
        if known.is_alive() and known.start == start and not known.is_worn:
            return known
        known.stop()
    fresh = _processes[here] = Process(start)
    return fresh


def _tool_here() -> str:
    """Return what is installed beside a Dask worker."""
    from portfolio_kit import __version__

    return f"portfolio-kit {__version__}"


def _dismiss_here() -> None:
    """End the processes of a Dask worker: nobody has work for them any more."""
    for process in list(_processes.values()):
        process.end()


@contextmanager
def _connected(address: str, tool: str) -> Iterator[Client]:
    """Connect to a scheduler whose workers can do the work; when it is over they have nothing left of it."""
    from distributed import CancelledError, Client
    from distributed.comm.core import CommClosedError

    # What is wrong is said in one line of ours. Each of its loggers has a level of its own.
    for name in [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=_CONNECT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise UserError(f"there is no Dask scheduler at {address}: {error}") from None
    try:
        _check(client, address, tool)
        yield client
    except (CommClosedError, CancelledError):
        raise UserError(f"the Dask scheduler at {address} is gone: start it and run this again to continue") from None
    finally:
        with suppress(Exception):
            client.run(_dismiss_here)
        client.close(timeout=_CONNECT)


def _check(client: Client, address: str, tool: str) -> None:
    """Raise UserError where there are no workers, or not all have what the work needs."""
    if not client.nthreads():
        raise UserError(f"the Dask scheduler at {address} has no workers: start some with `dask worker {address}`")
    there = client.run(_tool_here, on_error="return")
    for worker, found in there.items():
        if found != tool:
            raise UserError(f"the Dask worker {worker} has {found}: install {tool} with its extra `review` there")


def _room(client: Client) -> int:
    threads: dict[str, int] = client.nthreads()
    return _AHEAD * sum(threads.values())
