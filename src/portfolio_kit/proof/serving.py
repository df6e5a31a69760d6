"""A service that runs in a sandbox, and the socket that leads to it."""

from __future__ import annotations

import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from portfolio_kit.proof.model import Outcome
from portfolio_kit.proof.started import Started

_WAITING = 128


@contextmanager
def listening() -> Iterator[tuple[socket.socket, Path]]:
    """Lend a listening Unix socket with its path, in a folder that only we can enter."""
    # Not beside the tree: the path of a socket is short or refused.
    folder = Path(tempfile.mkdtemp(prefix="portfolio-kit-"))
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(folder / "service"))
            listener.listen(_WAITING)
            yield listener, folder / "service"
    finally:
        shutil.rmtree(folder)


class Service:
    """A started service, watched in a thread of its own until it ends or is told to, at the latest with the block."""

    def __init__(self, started: Started, address: Path) -> None:
        self.socket = address
        self._started = started
        self._outcomes: list[Outcome] = []
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def ended(self) -> Outcome | None:
        """Return how it ended, if it did. Raises what ended the watch over it otherwise."""
        if self._error is not None:
            raise self._error
        return self._outcomes[0] if self._outcomes else None

    def stop(self) -> Outcome:
        """End it and everything that it started."""
        if self._thread.is_alive():
            self._started.stop()
            self._thread.join()
        if self._error is not None:
            raise self._error
        return self._outcomes[0]

    def _watch(self) -> None:
        try:
            self._outcomes.append(self._started.finish())
        except Exception as error:  # noqa: BLE001 - raised where the service is used
            self._error = error
