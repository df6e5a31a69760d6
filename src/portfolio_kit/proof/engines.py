"""Which engine for containers there is, and works."""

from __future__ import annotations

import os
import shutil
import subprocess

from portfolio_kit.proof.buildah import Buildah
from portfolio_kit.proof.docker import Docker
from portfolio_kit.proof.enclosure import Enclosure
from portfolio_kit.proof.engine import Engine
from portfolio_kit.proof.said import plain
from portfolio_kit.proof.sandbox import Place

_PATIENCE = 20


def engine(place: Place) -> Engine | str:
    """Return an engine that works, or why there is none.

    `place` holds the copy of the tree that is its context, an empty folder that it may write to, and the storage of
    base images that proofs share. The one that can be held to all limits goes first.
    """
    reasons = []
    for tried in (_buildah, _podman, _docker):
        found = tried(place)
        if not isinstance(found, str):
            return found
        reasons.append(found)
    return f"no engine for containers works here: {'; '.join(reasons)}"


def _buildah(place: Place) -> Engine | str:
    program = shutil.which("bwrap")
    version = _said("buildah", "--version")
    if version is None:
        return "buildah is not there"
    if os.geteuid() != 0 or program is None or not all(map(shutil.which, ("nsenter", "unshare"))):
        return "buildah is used as root, with bubblewrap, nsenter and unshare"
    return Buildah(
        Enclosure(program, f"{version} in bubblewrap"), place, " ".join(version.replace("version ", "").split()[:2])
    )


def _podman(place: Place) -> Engine | str:
    return _daemon("podman", place, ("podman", "info", "--format", "{{.Version.Version}}"))


def _docker(place: Place) -> Engine | str:
    return _daemon("docker", place, ("docker", "info", "--format", "{{.ServerVersion}}"))


def _daemon(name: str, place: Place, question: tuple[str, ...]) -> Engine | str:
    if shutil.which(name) is None:
        return f"{name} is not there"
    version = _said(*question)
    return f"{name} is there, but no engine answers it" if not version else Docker(name, place, f"{name} {version}")


def _said(*command: str) -> str | None:
    """What a program answers; None where it is not there, fails or takes too long."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_PATIENCE, stdin=subprocess.DEVNULL, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return plain(done.stdout.strip())
