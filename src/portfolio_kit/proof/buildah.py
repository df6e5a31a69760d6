"""The engine buildah, enclosed: with a storage of its own, which is gone with the proof, beside one of base images."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from portfolio_kit import lazily as re
from portfolio_kit.proof.configuration import configuration
from portfolio_kit.proof.enclosure import Contained, Enclosure
from portfolio_kit.proof.engine import Configuration, NoBaseError
from portfolio_kit.proof.found.container import Build
from portfolio_kit.proof.model import Command, Limits, Outcome
from portfolio_kit.proof.removal import remove
from portfolio_kit.proof.said import last_lines
from portfolio_kit.proof.sandbox import CACHE, ENVIRONMENT, PROJECT, Place

_IMAGE, _CONTAINER = "portfolio-kit-proof", "portfolio-kit-proof-service"
_STORE = ("--root", f"{ENVIRONMENT}/store", "--runroot", f"{ENVIRONMENT}/run", "--storage-driver", "overlay")
_BASES = ("--root", f"{CACHE}/store", "--runroot", f"{ENVIRONMENT}/bases", "--storage-driver", "overlay")
_BESIDE = ("--storage-opt", f"overlay.imagestore={CACHE}/store")
_VARIABLES = {"BUILDAH_ISOLATION": "chroot", "_CONTAINERS_USERNS_CONFIGURED": "done"}
_ABSENT = re.compile(r"manifest unknown|not found|denied|unauthorized|invalid reference", re.IGNORECASE)
_ARCHIVE = "base.tar"
# Short names mean what they mean to Docker.
_REGISTRIES = 'unqualified-search-registries = ["docker.io"]\nshort-name-mode = "permissive"\n'
_NAMES = "registries.conf"
_PATIENCE = 300


@dataclass(slots=True)
class Buildah:
    """Builds and runs in an enclosure: `place` holds the context, the storage and the shared storage of base images."""

    enclosure: Enclosure
    place: Place
    name: str
    unheld: Sequence[str] = field(default=())

    def build(self, found: Build, limits: Limits, log: Path) -> Outcome:
        """Build the image. Raises NoBaseError."""
        for image in found.bases():
            self._fetch(image, limits, log)
        target = ("--target", found.target) if found.target else ()
        context = f"{PROJECT}/{found.context}".rstrip("/")
        typed = ("bud", "--pull-never", "-t", _IMAGE, "-f", f"{PROJECT}/{found.dockerfile.file.path}")
        (self.place.environment / _NAMES).write_text(_REGISTRIES, encoding="ascii")
        command = self._buildah("--registries-conf", f"{ENVIRONMENT}/{_NAMES}", *typed, *target, context)
        outcome = self.enclosure.run(command, self._place(network=True), limits, log)
        shown = ("buildah", "bud", "-f", found.dockerfile.file.path, *target, found.context or ".")
        return replace(outcome, command=Command(shown, evidence=found.evidence))

    def configuration(self) -> Configuration:
        """Return what the image says of itself."""
        with tempfile.TemporaryDirectory(prefix="portfolio-kit-") as folder:
            log = Path(folder, "log")
            self._run(self._buildah("inspect", "--type", "image", "--format", "{{.Config}}", _IMAGE), log)
            return configuration(log.read_text(encoding="utf-8", errors="replace"))

    @contextmanager
    def serve(self, configuration: Configuration, port: int, limits: Limits, log: Path) -> Iterator[Contained]:
        """Start a container with no network but its own, which is ended with the block."""
        made = self._buildah("from", "--pull-never", "--name", _CONTAINER, _IMAGE)
        self._run(made, log.with_suffix(".from.log"))
        command = self._buildah("run", "-e", f"PORT={port}", _CONTAINER, "--", *configuration.started)
        with self.enclosure.serve(command, self._place(), limits, log, port) as running:
            yield running

    def remove(self) -> None:
        """Remove its storage, with the image and the container."""
        remove(self.place.environment)

    def _buildah(self, *arguments: str) -> Command:
        return Command(("buildah", *_STORE, *_BESIDE, *arguments), variables=_VARIABLES)

    def _place(self, *, network: bool = False) -> Place:
        """Where the repository's code runs: as root, it gets out of a container, and would change the base images."""
        return replace(self.place, network=network, is_filled=True)

    def _run(self, command: Command, log: Path, place: Place | None = None) -> Outcome:
        limits = Limits(wall=_PATIENCE, processor=_PATIENCE)
        return self.enclosure.run(command, place or self._place(), limits, log)

    def _fetch(self, image: str, limits: Limits, log: Path) -> None:
        """Bring a base image into the shared storage: from this machine's own, else from its registry.

        None of the repository's code has run by then.
        """
        own = log.with_suffix(".base.log")
        bases = Command(("buildah", *_BASES), variables=_VARIABLES)
        there = replace(bases, arguments=(*bases.arguments, "inspect", "--type", "image", qualified(image)))
        if self._run(there, own, self.place).is_good:
            return
        assert self.place.cache is not None  # noqa: S101 - made with one
        archive = self.place.cache / _ARCHIVE
        source = f"oci-archive:{CACHE}/{_ARCHIVE}" if _exported(image, archive) else qualified(image)
        pull = replace(bases, arguments=(*bases.arguments, "pull", "--policy", "always", source))
        outcome = self.enclosure.run(pull, replace(self.place, network=True), limits, own)
        archive.unlink(missing_ok=True)
        if not outcome.is_good:
            said = " ".join(last_lines(own, 1))
            raise NoBaseError(image, said, is_absent=bool(_ABSENT.search(said)))


def _exported(image: str, archive: Path) -> bool:
    """Whether this machine has the image and gave it into an archive, under its full name."""
    target = f"oci-archive:{archive}:{qualified(image)}"
    done = subprocess.run(
        ["buildah", "push", "--quiet", image, target], capture_output=True, stdin=subprocess.DEVNULL, check=False
    )
    return done.returncode == 0


def qualified(image: str) -> str:
    """Return the full name of an image, as Docker reads short ones."""
    first, slash, _ = image.partition("/")
    if slash and ("." in first or ":" in first or first == "localhost"):
        return image
    return f"docker.io/{image}" if slash else f"docker.io/library/{image}"
