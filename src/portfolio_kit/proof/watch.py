"""Holding a command to its limits: looking at all its processes every few hundredths of a second."""

from __future__ import annotations

import os
import select
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from portfolio_kit.proof.disk import Disk
from portfolio_kit.proof.log import Log
from portfolio_kit.proof.model import Limits
from portfolio_kit.proof.processes import Processes, Usage

# How long to wait before the first look and between later ones, and how many times as long as the last one took:
# watching stays cheap.
_FIRST, _PAUSE, _SHARE = 0.01, 0.03, 8

# More than this many times the kept part of the output is a flood.
FLOOD = 64

# The share of the machine's memory that has to stay available, whoever takes it; or half, where little was at first.
_SPARE = 0.03


class Watch:
    """Looks at a command until it ends, or kills it at the first limit that it meets: `stopped` is that limit's name.

    `orphans` is how many processes without a parent the last look saw.
    """

    def __init__(self, processes: Processes, limits: Limits, log: Log, disk: Disk) -> None:
        self.stopped: str | None = None
        self.orphans = 0
        self._processes = processes
        self._limits = limits
        self._log = log
        self._disk = disk
        self._started = time.monotonic()
        _, self._available_at_first = _machine()
        self._processor = 0.0
        self._processor_seen = 0.0

    def until_end(self, process: subprocess.Popen[bytes]) -> None:
        """Return when the process has ended, by itself or because a limit was met."""
        pause = _FIRST
        with _end_of(process) as ends:
            while not ends(min(pause, max(self._left(), 0))):
                before = time.monotonic()
                self.stopped = self._met()
                if self.stopped:
                    self._processes.kill()
                    process.wait()
                    return
                pause = max(_PAUSE, _SHARE * (time.monotonic() - before))

    def _left(self) -> float:
        return self._started + self._limits.wall - time.monotonic()

    def _met(self) -> str | None:
        """The limit that is met now, if any."""
        if self._left() <= 0:
            return "wall time"
        if self._log.total > FLOOD * self._limits.output:
            return "output"
        return self._met_by_processes()

    def _met_by_processes(self) -> str | None:
        """What is dearer to find out is only looked at when the cheap says so."""
        limits = self._limits
        usage = self._processes.usage(limits.processes)
        if usage.processes:
            self.orphans = usage.orphans
        if usage.processes > limits.processes:
            return "processes"
        # The time of a child that nobody waited for vanishes from the sum with it.
        self._processor += max(usage.processor - self._processor_seen, 0)
        self._processor_seen = usage.processor
        if self._processor > limits.processor:
            return "processor time"
        if self._takes_too_much_memory(usage):
            return "memory"
        nameless = self._disk.of(self._processes.nameless()) if self._disk.taken() > limits.disk else 0
        return "disk" if self._disk.exceeds(limits.disk, usage.written, nameless) else None

    def _takes_too_much_memory(self, usage: Usage) -> bool:
        limit = self._limits.memory
        total, available = _machine()
        if available < min(total * _SPARE, self._available_at_first / 2):
            return True
        # What is behind a descriptor belongs to no process, but is missing all the same.
        if usage.resident <= limit and self._available_at_first - available <= limit:
            return False
        nameless = self._processes.nameless()
        own, shared = self._processes.memory()
        return own + max(shared, sum(nameless.values()) - self._disk.of(nameless)) > limit


@contextmanager
def _end_of(process: subprocess.Popen[bytes]) -> Iterator[Callable[[float], bool]]:
    """Lend a function that waits for so many seconds, or until the process ends, and says whether it did."""
    if not hasattr(os, "pidfd_open"):

        def ends(seconds: float) -> bool:
            with suppress(subprocess.TimeoutExpired):
                process.wait(seconds)
            return process.returncode is not None

        yield ends
        return
    # The child is not reaped before it is polled, so its number is still its own.
    handle = os.pidfd_open(process.pid)
    try:
        poll = select.poll()
        poll.register(handle, select.POLLIN)
        yield lambda seconds: bool(poll.poll(seconds * 1000)) and process.poll() is not None
    finally:
        os.close(handle)


def _machine() -> tuple[int, int]:
    """The machine's memory and how much of it is available, in bytes; nothing of either where it does not say."""
    try:
        with open("/proc/meminfo", encoding="ascii") as file:  # noqa: PTH123 - looked at all the time
            lines = dict(line.split(":", 1) for line in file)
    except OSError:
        return 0, 0
    total, available = (int(lines[name].split()[0]) << 10 for name in ("MemTotal", "MemAvailable"))
    return total, available
