"""A limit on time for what works on other people's texts."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_AGAIN = 0.5


class TookTooLongError(Exception):
    """The time is over."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TookTooLongError inside the block once it has taken so long, also in the middle of a regular expression.

    Python's signals reach only the main thread, and not on Windows: elsewhere the block runs to its end.
    """
    if seconds <= 0:
        raise TookTooLongError
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    handler = signal.signal(signal.SIGALRM, _stop)
    # Again and again, should the block swallow it.
    others = signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
        signal.setitimer(signal.ITIMER_REAL, *others)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TookTooLongError
