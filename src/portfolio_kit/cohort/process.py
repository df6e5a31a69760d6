"""One process that reviews repositories, seen by who watches it: it can be asked, looked at, and ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from portfolio_kit.cohort.result import Failed, Result
from portfolio_kit.cohort.work import Job, Settings, failure, key, out_of_memory, out_of_time

REVIEWS = "portfolio_kit.cohort.work:reviewed"
WORKSPACE = "review"
_GRACE = 3.0
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
# A process gives back what it took, but never all of it.
_MOST_JOBS = 500


@dataclass(frozen=True, slots=True)
class Start:
    """What a process is told first: what to do with each job, as module:function."""

    settings: Settings
    function: str = REVIEWS


@dataclass(slots=True)
class Process:
    """A process that reviews one repository after another."""

    start: Start
    connection: Connection = field(init=False)
    job: Job | None = field(default=None, init=False)
    _life: int = field(init=False)
    _popen: subprocess.Popen[bytes] = field(init=False)
    _since: float = field(default=0.0, init=False)
    _done: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        ours, theirs = socket.socketpair()
        life, self._life = os.pipe()
        with theirs:
            command = [sys.executable, "-P", "-m", "portfolio_kit.cohort.worker", str(theirs.fileno()), str(life)]
            try:
                self._popen = subprocess.Popen(
                    command,
                    pass_fds=(theirs.fileno(), life),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
            finally:
                os.close(life)
        self.connection = Connection(ours.detach())
        self.connection.send(self.start)

    @property
    def is_worn(self) -> bool:
        """Whether it has done so much that a fresh one should go on."""
        return self._done >= _MOST_JOBS

    def ask(self, job: Job) -> None:
        """Give it a job."""
        self.job, self._since = job, time.monotonic()
        with suppress(BrokenPipeError, ConnectionResetError):
            self.connection.send(job)

    def answer(self) -> Result:
        """Return what became of its job, once the connection has something to say. It may have ended since."""
        job = self._finished()
        try:
            result = self.connection.recv()
        except (EOFError, ConnectionResetError, OSError):
            return self._failed(job, self._ended())
        if not isinstance(result, Result):
            raise TypeError(result)
        return result

    def overdue(self) -> Result | None:
        """Return the failure of its job when that takes too long or too much memory, having ended it; else None."""
        settings = self.start.settings
        if self.job is None:
            return None
        if time.monotonic() - self._since > settings.seconds:
            self.stop()
            return self._failed(self._finished(), out_of_time(settings))
        if self._memory() > settings.memory:
            self.stop(grace=0)
            return self._failed(self._finished(), out_of_memory(settings))
        return None

    def is_alive(self) -> bool:
        """Whether it can be asked."""
        return self._popen.poll() is None and not self.connection.closed

    def end(self) -> None:
        """Ask it to end, without waiting for it."""
        if self._popen.poll() is None:
            self._popen.send_signal(signal.SIGTERM)

    def stop(self, grace: float = _GRACE) -> None:
        """End it; given `grace`, it may put away what it has begun."""
        if grace:
            self.end()
            with suppress(subprocess.TimeoutExpired):
                self._popen.wait(grace)
        if self._popen.poll() is None:
            self._popen.kill()
        self._popen.wait()
        self._let_go()

    def _finished(self) -> Job:
        job, self.job = self.job, None
        if job is None:
            raise AssertionError
        self._done += 1
        return job

    def _let_go(self) -> None:
        if not self.connection.closed:
            self.connection.close()
            os.close(self._life)

    def _ended(self) -> Failed:
        """Say how a process ended that was not told to."""
        code = self._popen.wait()
        self._let_go()
        if code == -signal.SIGKILL:
            return failure("memory", "was killed by the system, as it does when memory runs out")
        with suppress(ValueError):
            return failure("error", f"the review broke down: {signal.Signals(-code).name}")
        return failure("error", f"the review broke down: exit code {code}")

    def _failed(self, job: Job, outcome: Failed) -> Result:
        settings = self.start.settings
        return Result(key(job, settings), None, outcome, time.monotonic() - self._since)

    def _memory(self) -> int:
        """Return how many bytes it has in memory, where the system tells."""
        try:
            pages = Path(f"/proc/{self._popen.pid}/statm").read_text(encoding="ascii").split()[1]
        except (OSError, IndexError):
            return 0
        return int(pages) * _PAGE
