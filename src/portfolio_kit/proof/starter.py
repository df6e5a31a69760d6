"""What every sandbox does alike: a command to its end, a service until its block ends, a folder for what is passing."""

from __future__ import annotations

import socket
import sys
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Generic, TypeVar

from portfolio_kit.proof import relay, view
from portfolio_kit.proof.disk import Disk
from portfolio_kit.proof.inside import Inside
from portfolio_kit.proof.launch import Launch
from portfolio_kit.proof.log import Log
from portfolio_kit.proof.model import Command, Limits, Outcome
from portfolio_kit.proof.removal import remove
from portfolio_kit.proof.sandbox import Place
from portfolio_kit.proof.serving import Service, listening
from portfolio_kit.proof.started import Started

_Served = TypeVar("_Served", bound=Service)

_RELAY = "relay.py"
#: The relay by its name in /tools, for a sandbox in which a service is to be reached.
RELAY = {_RELAY: Path(relay.__file__)}


class Starter(ABC, Generic[_Served]):
    """Runs what it can start."""

    # Who runs the relay: the Python that runs us, not one of the repository's.
    relay: tuple[str, ...] = (
        getattr(sys, "_base_executable", sys.executable),
        *("-I", "-S", f"{view.TOOLS}/{_RELAY}"),
    )

    def run(self, command: Command, place: Place, limits: Limits, log: Path) -> Outcome:
        """Run a command to its end, or to the first limit that it meets.

        Raises OSError, and SandboxError where the sandbox could not start it.
        """
        with self._started(command, command.arguments, place, limits, log) as started:
            return started.finish()

    @contextmanager
    def serve(self, command: Command, place: Place, limits: Limits, log: Path, port: int) -> Iterator[_Served]:
        """Start a service that listens on 127.0.0.1:`port` inside; it is ended with the block. Raises as `run` does."""
        with listening() as (listener, address):
            arguments = (*self.relay, str(listener.fileno()), str(port), *command.arguments)
            with self._started(command, arguments, place, limits, log, listener) as started:
                listener.close()
                with self._served(started, address) as service:
                    yield service

    @abstractmethod
    def _started(
        self,
        command: Command,
        arguments: Sequence[str],
        place: Place,
        limits: Limits,
        log_file: Path,
        listener: socket.socket | None = None,
    ) -> AbstractContextManager[Started]:
        """Start a command, limited and watched; leave nothing of it behind but its log and what it did to its place."""

    @abstractmethod
    def _served(self, started: Started, address: Path) -> _Served:
        """Return a service that was started, with the socket that leads to it."""


def temporary(stack: ExitStack, place: Place, *names: str) -> Path:
    """Return a folder beside the tree, with a home and others in it, that is gone with the stack."""
    folder = Path(tempfile.mkdtemp(prefix=".tmp-", dir=place.tree.parent))
    stack.callback(remove, folder)
    for name in ("home", *names):
        (folder / name).mkdir()
    return folder


def launched(
    stack: ExitStack,
    command: Command,
    options: Sequence[str],
    arguments: Sequence[str],
    passed: Sequence[int],
    written: Sequence[Path],
    limits: Limits,
    log_file: Path,
) -> Started:
    """Begin a command in bubblewrap; with the stack it has ended, and all that it started."""
    disk = Disk(written)
    log = Log(log_file, limits.output)
    stack.callback(log.close)
    launch = Launch(options, arguments, log, passed)
    stack.callback(launch.close)
    stack.callback(launch.process.wait)
    inside = Inside(launch.first)
    stack.callback(inside.close)
    stack.callback(inside.kill)
    launch.restrict(limits)
    inside.await_proc(launch.process)
    started = Started(command, launch.process, inside, limits, log, disk, launch.first, launch.exit_code)
    launch.release()
    return started
