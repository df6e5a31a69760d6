"""The process that repositories are reviewed in: it takes one after another from who started it, until that is gone.

`python -m portfolio_kit.cohort.worker` is for `portfolio_kit.cohort.process`, and of no use to anybody else.
"""

from __future__ import annotations

import gc
import importlib
import os
import signal
import sys
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import NoReturn

from portfolio_kit.cohort.process import WORKSPACE, Start
from portfolio_kit.proof.workspace import workspace
from portfolio_kit.signals import held_back

_GRACE = 5.0
# What the interpreter and its libraries map without using it.
_MAPPED = 2 << 30


def main() -> None:
    """Work until there is nothing more to do."""
    work, life = (int(argument) for argument in sys.argv[1:3])
    signal.signal(signal.SIGTERM, _end)
    # A terminal's signals are for who started us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A thread hears what it was started to hear: that one none, so that the one that works can hold signals back.
    with held_back():
        threading.Thread(target=_end_with, args=(life,), daemon=True).start()
    with Connection(work) as connection, workspace(WORKSPACE) as folder:
        try:
            _serve(connection, folder)
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


def _serve(connection: Connection, within: Path) -> None:
    start: Start = connection.recv()
    module, _, name = start.function.partition(":")
    function = getattr(importlib.import_module(module), name)
    _limit(start)
    is_first = True
    while True:
        job = connection.recv()
        gc.disable()
        connection.send(function(job, start.settings, within))
        # While the next one is on its way.
        gc.collect()
        if is_first:
            # The modules that it needed stay: nobody looks for garbage among them again.
            gc.freeze()
            is_first = False


def _limit(start: Start) -> None:
    """Let no review take the whole machine's memory before the one who watches sees it.

    A proof has limits of its own, and runs programs that map more than they use.
    """
    if start.settings.proves:
        return
    try:
        import resource

        most = start.settings.memory + _MAPPED
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (ImportError, ValueError, OSError):
        return


def _end_with(life: int) -> None:
    """End when the other end of a pipe is closed: whoever started us has ended, however that came about."""
    os.read(life, 1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_GRACE)
    os.kill(os.getpid(), signal.SIGKILL)


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit(0)


if __name__ == "__main__":
    main()
