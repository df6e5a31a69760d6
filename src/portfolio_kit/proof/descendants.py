"""All that a process has started, however far down and however well hidden: so that none of it outlives it."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36
_PATIENCE = 10.0
_PAUSE = 0.01


def adopt() -> None:
    """End with the process that started this one, and become the parent of what its descendants leave behind."""
    if sys.platform == "linux":
        control = ctypes.CDLL(None, use_errno=True).prctl
        control(_PR_SET_PDEATHSIG, signal.SIGTERM)
        control(_PR_SET_CHILD_SUBREAPER, 1)


def kill() -> None:
    """Kill them, and those that they start meanwhile. Where there is no /proc they cannot be found."""
    deadline = time.monotonic() + _PATIENCE
    while (found := _living()) and time.monotonic() < deadline:
        for number in found:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(number, signal.SIGKILL)
        time.sleep(_PAUSE)


def _living() -> list[int]:
    children: dict[int, list[int]] = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (process / "stat").read_bytes().rpartition(b")")[2].split()[:2]
        except (OSError, ValueError):
            continue
        # One that has ended only waits for its parent to ask how.
        if state not in (b"Z", b"X"):
            children.setdefault(int(parent), []).append(int(process.name))
    found, waiting = [], [os.getpid()]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found
