"""The engines docker and podman: their own daemon or runtime holds what they run, as far as it is told to."""

from __future__ import annotations

import os
import secrets
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from portfolio_kit import lazily as re
from portfolio_kit.proof.configuration import configuration
from portfolio_kit.proof.engine import Configuration, NoBaseError
from portfolio_kit.proof.found.container import Build
from portfolio_kit.proof.free_port import free_port
from portfolio_kit.proof.model import Command, Limits, Outcome
from portfolio_kit.proof.said import last_lines
from portfolio_kit.proof.sandbox import Place, Running
from portfolio_kit.proof.unsafe import Unsafe

# What the programs need of our own environment to find their daemon and their images.
_OURS = ("HOME", "DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG", "XDG_RUNTIME_DIR", "CONTAINER_HOST")
_UNHELD = ("the processor time and disk of builds", "the network of the running container")
_ABSENT = re.compile(r"manifest unknown|not found|denied|unauthorized|invalid reference", re.IGNORECASE)
_PATIENCE = 60


def _name() -> str:
    return f"portfolio-kit-proof-{secrets.token_hex(4)}"


@dataclass(slots=True)
class Docker:
    """Builds and runs with `docker` or `podman`; what it made has a name of its own, by which it is removed."""

    program: str
    place: Place
    name: str
    unheld: Sequence[str] = field(default=_UNHELD)
    made: str = field(default_factory=_name)

    def build(self, found: Build, limits: Limits, log: Path) -> Outcome:
        """Build the image. Raises NoBaseError."""
        for image in found.bases():
            self._fetch(image, limits, log.with_suffix(".base.log"))
        target = ("--target", found.target) if found.target else ()
        progress = ("--progress", "plain") if self.program == "docker" else ()
        held = ("--ulimit", f"nproc={limits.processes}", "--ulimit", f"fsize={limits.file}")
        typed = ("build", *progress, *held, "--tag", self.made, "--file", found.dockerfile.file.path, *target)
        outcome = self._run((*typed, found.context or "."), limits, log)
        shown = (self.program, "build", "--file", found.dockerfile.file.path, *target, found.context or ".")
        return replace(outcome, command=Command(shown, evidence=found.evidence))

    def configuration(self) -> Configuration:
        """Return what the image says of itself."""
        with tempfile.TemporaryDirectory(prefix="portfolio-kit-") as folder:
            log = Path(folder, "log")
            self._run(("image", "inspect", self.made), Limits(_PATIENCE, _PATIENCE), log)
            return configuration(log.read_text(encoding="utf-8", errors="replace"))

    @contextmanager
    def serve(self, configuration: Configuration, port: int, limits: Limits, log: Path) -> Iterator[Running]:
        """Start a container, reached by a port of this machine; it is ended and removed with the block."""
        del configuration
        own = free_port()
        held = (f"--memory={limits.memory}", f"--pids-limit={limits.processes}", "--security-opt=no-new-privileges")
        typed = ("run", "--rm", "--name", self.made, "--publish", f"127.0.0.1:{own}:{port}", "--env", f"PORT={port}")
        command = self._command((*typed, *held, self.made))
        try:
            with Unsafe().serve(command, self.place, limits, log, own) as running:
                yield running
        finally:
            self._quietly("rm", "--force", self.made)

    def remove(self) -> None:
        """Remove the image and the container."""
        self._quietly("rm", "--force", self.made)
        self._quietly("image", "rm", "--force", self.made)

    def _command(self, arguments: Sequence[str]) -> Command:
        ours = {name: os.environ[name] for name in _OURS if os.environ.get(name)}
        return Command((self.program, *arguments), variables=ours)

    def _run(self, arguments: Sequence[str], limits: Limits, log: Path) -> Outcome:
        return Unsafe().run(self._command(arguments), self.place, limits, log)

    def _quietly(self, *arguments: str) -> None:
        subprocess.run([self.program, *arguments], capture_output=True, stdin=subprocess.DEVNULL, check=False)

    def _fetch(self, image: str, limits: Limits, log: Path) -> None:
        if self._run(("image", "inspect", image), Limits(_PATIENCE, _PATIENCE), log).is_good:
            return
        if not self._run(("pull", image), limits, log).is_good:
            said = " ".join(last_lines(log, 1))
            raise NoBaseError(image, said, is_absent=bool(_ABSENT.search(said)))
