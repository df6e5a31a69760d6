"""Folders of ours: where a proof is worked on, the shared cache of packages, and where its result is kept."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from portfolio_kit.proof.removal import remove
from portfolio_kit.proof.signals import uninterrupted

_LOCK = "lock"


def cache() -> Path:
    """Return the folder for packages and images that every proof shares."""
    return _made(_ours("XDG_CACHE_HOME", ".cache") / "shared")


def kept(name: str) -> Path:
    """Return the folder where the result of a proof is kept when the caller names none: not in the tree itself."""
    return _made(_ours("XDG_STATE_HOME", ".local/state") / "proofs" / name)


@contextmanager
def workspace(*, keep: bool = False) -> Iterator[Path]:
    """Give an empty folder that is gone when the block ends, unless it is to be kept.

    It is beside the cache, so that packages need not be copied out of it. What a proof that was killed left there is
    removed by the next one.
    """
    place = _made(_ours("XDG_CACHE_HOME", ".cache") / "work")
    _clear(place)
    folder = Path(tempfile.mkdtemp(prefix="proof-", dir=place))
    descriptor = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield folder
    finally:
        if keep:
            (folder / _LOCK).unlink()
        else:
            with uninterrupted():
                remove(folder)
        os.close(descriptor)


def _clear(place: Path) -> None:
    """Remove the folders whose proofs are over; those that are kept have no lock."""
    for lock in place.glob(f"proof-*/{_LOCK}"):
        with suppress(OSError):
            descriptor = os.open(lock, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                remove(lock.parent)
            finally:
                os.close(descriptor)


def _ours(variable: str, otherwise: str) -> Path:
    return Path(os.environ.get(variable) or Path.home() / otherwise) / "portfolio-kit"


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
