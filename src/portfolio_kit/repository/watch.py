"""A limit on time for what works on other people's texts."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# How much longer than its processor time a block may take where the machine is busy with something else.
PATIENCE = 6
_AGAIN = 0.5


class TookTooLongError(Exception):
    """The time is over."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TookTooLongError inside the block once it has worked so long, also in the middle of a regular expression.

    It is the processor's time that counts, so that a busy machine changes nothing; by the clock several times as long
    is the end. Python's signals reach only the main thread, and not on Windows: elsewhere the block runs to its end.
    """
    if seconds <= 0:
        raise TookTooLongError
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    clocks = (
        (signal.SIGPROF, signal.ITIMER_PROF, seconds),
        (signal.SIGALRM, signal.ITIMER_REAL, seconds * PATIENCE),
    )
    handlers = [signal.signal(number, _stop) for number, _, _ in clocks]
    # Again and again, should the block swallow it.
    others = [signal.setitimer(timer, limit, _AGAIN) for _, timer, limit in clocks]
    try:
        yield
    finally:
        for _, timer, _ in clocks:
            signal.setitimer(timer, 0)
        for (number, timer, _), handler, other in zip(clocks, handlers, others, strict=True):
            signal.signal(number, handler)
            signal.setitimer(timer, *other)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TookTooLongError
