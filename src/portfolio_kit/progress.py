"""What is being done, for a person who waits."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from portfolio_kit.look import cut, look_of
from portfolio_kit.terminal import printable


class Progress:
    """One line on standard error that says what is being done; only at a terminal, and gone when it is over."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._shows = self._stream.isatty() and os.environ.get("TERM") != "dumb"

    @contextmanager
    def saying(self, text: str) -> Iterator[None]:
        """Show `text` while the block runs."""
        if not self._shows:
            yield
            return
        # A line that is wider than the window could not be taken back.
        room = look_of(self._stream).width - 1
        self._stream.write(f"\r{cut(printable(text), room)}\x1b[K")
        self._stream.flush()
        try:
            yield
        finally:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
