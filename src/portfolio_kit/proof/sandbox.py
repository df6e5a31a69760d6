"""Where the repository's code runs: a copy of its tree, with nothing of the machine in reach."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from portfolio_kit.proof.model import Command, Limits, Outcome

# Where the copy of the tree, the environment and the shared cache of packages are seen from inside.
PROJECT, ENVIRONMENT, CACHE = "/project", "/environment", "/cache"


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of one stage on the machine: the copy of the tree, the environment and the cache of packages.

    They exist, and the sandbox may make others beside the tree and give their files to another user. What runs inside
    can write to all three: a cache that other repositories use is only for what may change it. `network` is only for
    installing. An environment that `is_made` can only be read: it is the same for every stage, whatever one of them
    does. Neither can a cache be changed that `is_filled`.
    """

    tree: Path
    environment: Path
    cache: Path | None = None
    network: bool = False
    is_made: bool = False
    is_filled: bool = False

    @property
    def written(self) -> tuple[Path, ...]:
        """The folders that can be written to."""
        environment = () if self.is_made else (self.environment,)
        return (self.tree, *environment, *((self.cache,) if self.cache and not self.is_filled else ()))


class SandboxError(Exception):
    """The sandbox could not start a command; the text is what it said. No fault of the command."""


class Running(Protocol):
    """A service that was started: `socket` is a Unix socket that leads to its port, whoever else is on the machine."""

    socket: Path

    def ended(self) -> Outcome | None:
        """Return how it ended, if it did."""

    def stop(self) -> Outcome:
        """End it and everything that it started; return how long it ran and its log, without a code unless it had ended
        before.
        """


class Sandbox(Protocol):
    """Runs one command at a time, or a service, inside; everything that it started is gone when it ends."""

    @property
    def name(self) -> str:
        """What the proof says that kept the code in."""

    def run(self, command: Command, place: Place, limits: Limits, log: Path) -> Outcome:
        """Run a command to its end, or to the first limit that it meets."""

    def serve(
        self, command: Command, place: Place, limits: Limits, log: Path, port: int
    ) -> AbstractContextManager[Running]:
        """Start a service that listens on 127.0.0.1:`port` inside; it is ended with the block."""
