"""What builds images and runs containers, as the stages use it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from portfolio_kit.proof.found.container import Build
from portfolio_kit.proof.model import Limits, Outcome
from portfolio_kit.proof.sandbox import Running


class NoBaseError(Exception):
    """An image that a build begins with cannot be had; the message says why.

    `is_absent` says that its registry has none of that name, rather than that no registry could be asked.
    """

    def __init__(self, image: str, message: str, *, is_absent: bool) -> None:
        super().__init__(message)
        self.image = image
        self.is_absent = is_absent


@dataclass(frozen=True, slots=True)
class Configuration:
    """What an image says of itself: what it starts, the ports that it names and its environment."""

    entrypoint: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def started(self) -> tuple[str, ...]:
        """What a container of it starts."""
        return (*self.entrypoint, *self.command)


class Engine(Protocol):
    """Builds one image from a copy of a tree, and runs it."""

    @property
    def name(self) -> str:
        """What it is, and in which version."""

    @property
    def unheld(self) -> Sequence[str]:
        """The limits that it cannot be held to."""

    def build(self, found: Build, limits: Limits, log: Path) -> Outcome:
        """Build the image. Raises NoBaseError."""

    def configuration(self) -> Configuration:
        """Return what the image says of itself."""

    def serve(
        self, configuration: Configuration, port: int, limits: Limits, log: Path
    ) -> AbstractContextManager[Running]:
        """Start a container that listens on `port`; it is ended with the block."""

    def remove(self) -> None:
        """Remove the image and all else that is left of it."""
