"""What a container image would hold and start, and what is wrong with it as written."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from portfolio_kit.repository.containers.dockerfile import Instruction
from portfolio_kit.repository.containers.installed import Packages
from portfolio_kit.repository.running.shell import Command, commands, unwrapped


class Copied(NamedTuple):
    """What of the repository is in the image: `source` from the repository's root, `target` in the image."""

    source: str
    target: str
    is_mounted: bool = False
    """Whether it is there when the container runs, and not built in: no .dockerignore keeps it out."""


class Problem(NamedTuple):
    """Why an image cannot be built or started as written, in words, and the line of the Dockerfile."""

    words: str
    line: int
    absent: str = ""
    """What is copied and not there, from the repository's root, where a step before the build could make it."""


def _nothing(_path: str) -> bool:
    return False


@dataclass
class Image:
    """The last stage of a build: its files, its folder, its environment, what it installs and what it starts."""

    base: str = ""
    folder: str = "/"
    copied: list[Copied] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    entrypoint: Instruction | None = None
    command: Instruction | None = None
    installs: bool = False
    installs_project: bool = False
    has_unknown: bool = False
    """Whether something is in it that was not in the repository, so that nothing is known to be absent."""
    problems: list[Problem] = field(default_factory=list)
    packages: Packages = field(default_factory=Packages)
    makes: bool = False
    """Whether a command of the build may make files: it runs code, or a task."""
    removed: list[tuple[str, int]] = field(default_factory=list)
    """What the build deletes again, by its path in the image, with how much was copied by then."""
    left_out: Callable[[str], bool] = _nothing
    """Whether the build sees a path of the repository not, by its .dockerignore."""
    builds: list[tuple[int, str, list[Copied]]] = field(default_factory=list)
    """Where the project itself is built: the line, the folder, and what was in the image by then."""

    def at(self, path: str, exists: Callable[[str], bool]) -> str | None:
        """Return the repository's path of what stands at `path` in the image; None where nothing of it does."""
        full = resolved(self.folder, path)
        gone = max((count for path, count in self.removed if f"{full}/".startswith(f"{path.rstrip('/')}/")), default=0)
        for item in reversed(self.copied[gone:]):
            if item.target == full:
                return item.source
            prefix = item.target.rstrip("/") + "/"
            if full.startswith(prefix):
                inside = posixpath.normpath(posixpath.join(item.source, full[len(prefix) :]))
                if exists(inside) and (item.is_mounted or not self.left_out(inside)):
                    return inside
        return None

    def covers(self, path: str) -> bool:
        """Whether a path of the repository, were anything there, would be in the image."""
        return any(
            (item.source in ("", path) or path.startswith(f"{item.source}/"))
            and (item.is_mounted or not self.left_out(path))
            for item in self.copied
        )

    def started(self) -> list[Command]:
        """Return the commands that a container of the image starts with."""
        entry, command = self.entrypoint, self.command
        if entry is not None and not entry.is_exec:
            return list(commands(entry.command))
        words = [
            *(entry.words if entry else ()),
            *((command.words if command else ()) if entry or (command and command.is_exec) else ()),
        ]
        if words:
            return list(unwrapped(words))
        return list(commands(command.command)) if command else []


def resolved(folder: str, path: str) -> str:
    """Return an absolute path in the image."""
    return posixpath.normpath(posixpath.join("/", folder, path)).replace("//", "/")
