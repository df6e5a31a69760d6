"""The processes of a process namespace: seen through its own /proc, and ended with its first process."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from portfolio_kit.proof import processes
from portfolio_kit.proof.processes import Usage
from portfolio_kit.proof.sandbox import SandboxError

# Bubblewrap, which waits for all others, and the command.
_STARTED = (processes.FIRST, "2")

# How long the kernel may take to make them or to end them all, in milliseconds.
_PATIENCE = 30_000

# Seconds between two looks for their /proc.
_LOOK = 0.001


class Inside:
    """What runs in the process namespace whose first process has the number `first` outside. Raises OSError."""

    def __init__(self, first: int) -> None:
        self._first = first
        self._handle = os.pidfd_open(first)
        self._proc: int | None = None

    def usage(self, most: int) -> Usage:
        """Return what they take, the first process included."""
        found = self._numbers()
        if self._proc is None or len(found) > most:
            return Usage(len(found))
        return processes.usage(self._proc, found, _STARTED)

    def memory(self) -> tuple[int, int]:
        """Return the bytes of memory of their own and shared."""
        return (0, 0) if self._proc is None else processes.memory(self._proc, self._numbers())

    def nameless(self) -> Mapping[int, int]:
        """Return the bytes of their nameless files."""
        return {} if self._proc is None else processes.nameless(self._proc, self._numbers())

    def kill(self) -> None:
        """Kill the first process, with which the kernel ends all others; return when none is left."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)
        poll = select.poll()
        poll.register(self._handle, select.POLLIN)
        poll.poll(_PATIENCE)

    def await_proc(self, process: subprocess.Popen[bytes]) -> None:
        """Return when they can be seen, or when `process`, which makes the namespace, has failed to.

        Raises SandboxError where they cannot be seen: what cannot be seen cannot be held to a limit.
        """
        deadline = time.monotonic() + _PATIENCE / 1000
        while self._proc is None and process.poll() is None:
            if time.monotonic() > deadline:
                raise SandboxError("the processes inside cannot be seen from outside")
            self._proc = self._its_own_proc()
            time.sleep(_LOOK)

    def close(self) -> None:
        """Forget them."""
        os.close(self._handle)
        if self._proc is not None:
            os.close(self._proc)
            self._proc = None

    def _numbers(self) -> list[str]:
        if self._proc is None:
            return []
        try:
            return processes.numbers(self._proc)
        except OSError:
            # The namespace is gone.
            return []

    def _its_own_proc(self) -> int | None:
        """Its /proc, once it is mounted: until then there is ours in its place, which holds everything."""
        try:
            proc = os.open(f"/proc/{self._first}/root/proc", os.O_RDONLY | os.O_DIRECTORY)
        except OSError:
            return None
        if os.fstat(proc).st_dev == Path("/proc").stat().st_dev:
            os.close(proc)
            return None
        return proc
