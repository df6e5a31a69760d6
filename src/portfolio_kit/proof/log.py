"""What a command prints, into a file: the first and the last part of it, byte by byte as it came."""

from __future__ import annotations

import os
import threading
from pathlib import Path

_PIECE = 1 << 20


class Log:
    """Reads a pipe to its end in a thread of its own, so that no command ever waits for a reader.

    `total` is how much came, `left_out` how much of it the file at `path` does not hold, which is never longer than
    `most` and one line that says so. Nothing is escaped: a reader has to expect anything. Raises OSError.
    """

    def __init__(self, path: Path, most: int) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.total = 0
        self.left_out = 0
        self._half = max(most // 2, 1)
        self._file = path.open("wb", buffering=0)
        self._last = bytearray()
        self._pipe, self.writer = os.pipe()
        self._thread = threading.Thread(target=self._read, name=f"log {path.name}", daemon=True)

    def start(self) -> None:
        """Begin to read; the writing end is the command's alone from now on."""
        os.close(self.writer)
        self.writer = -1
        self._thread.start()

    def close(self) -> None:
        """Wait until every writer is gone, and finish the file, unless that is done."""
        if self._file.closed:
            return
        if self._thread.ident is None:
            os.close(self.writer)
        else:
            self._thread.join()
        os.close(self._pipe)
        self.left_out = self.total - self._file.tell() - len(self._last)
        if self.left_out:
            self._file.write(f"\n[{self.left_out} bytes left out]\n".encode())
        self._file.write(self._last)
        self._file.close()

    def _read(self) -> None:
        while piece := os.read(self._pipe, _PIECE):
            self.total += len(piece)
            room = max(self._half - self._file.tell(), 0)
            if room:
                self._file.write(piece[:room])
            self._last += piece[room:]
            if len(self._last) > self._half:
                del self._last[: -self._half]
