"""Signals that end work: the first one stops everything, and nothing disturbs the putting away."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def first_only() -> Iterator[Callable[[], None]]:
    """Let the first signal end the block, and those of the impatient do nothing more until it has ended.

    What a signal raises is lost where the interpreter is just putting an object away (`__del__`), which clients of
    clusters do a lot: long work calls what this gives between its steps, which raises it again.
    """
    heard: list[int] = []

    def again() -> None:
        if not heard:
            return
        if heard[0] == signal.SIGINT:
            raise KeyboardInterrupt
        raise SystemExit(128 + heard[0])

    def end(number: int, _frame: FrameType | None) -> None:
        for other in _ENDING:
            signal.signal(other, signal.SIG_IGN)
        heard.append(number)
        again()

    with _handled(end):
        yield again


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Put away what has to be put away, whatever signals come meanwhile."""
    with _handled(signal.SIG_IGN):
        yield


@contextmanager
def held_back() -> Iterator[None]:
    """Hear signals only after the block; a process that is forked in it hears them once it lets them through.

    Only this thread holds them back: others must have been started in such a block too, or hear them in its place.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def let_through() -> None:
    """Hear signals from now on."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)


@contextmanager
def _handled(handler: object) -> Iterator[None]:
    try:
        kept = {number: signal.signal(number, handler) for number in _ENDING}  # type: ignore[arg-type]
    except ValueError:
        # Only a program's main thread hears signals.
        kept = {}
    try:
        yield
    finally:
        for number, before in kept.items():
            signal.signal(number, before)
