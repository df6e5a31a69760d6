"""Folders of ours: where a proof is worked on, the shared cache of packages, and where its result is kept."""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from portfolio_kit.proof.removal import remove
from portfolio_kit.signals import held_back, uninterrupted

_LOCK = ".lock"


def cache() -> Path:
    """Return the folder for packages and images that every proof shares."""
    return _made(_ours("XDG_CACHE_HOME", ".cache") / "shared")


def kept(name: str) -> Path:
    """Return the folder where the result of a proof is kept when the caller names none: not in the tree itself."""
    return _made(_ours("XDG_STATE_HOME", ".local/state") / "proofs" / name)


@contextmanager
def workspace(kind: str = "proof", *, keep: bool = False) -> Iterator[Path]:
    """Give an empty folder that is gone when the block ends, unless it is to be kept.

    It is beside the cache, so that packages need not be copied out of it. What was left there by somebody who was
    killed at work of that kind is removed by the next one.
    """
    clear(kind)
    with ExitStack() as stack:
        # No signal comes between making the lock and knowing that it has to be put away.
        with held_back():
            lock, descriptor = _locked(kind)
            stack.callback(_put_away, lock, descriptor, keep=keep)
        folder = lock.with_suffix("")
        folder.mkdir(0o700)
        yield folder


def _put_away(lock: Path, descriptor: int, *, keep: bool) -> None:
    try:
        with uninterrupted():
            if not keep:
                remove(lock.with_suffix(""))
            lock.unlink()
    finally:
        os.close(descriptor)


def clear(kind: str) -> None:
    """Remove the folders of those whose work is over; those that are kept have no lock."""
    for lock in _place().glob(f"{kind}-*{_LOCK}"):
        with suppress(OSError):
            descriptor = os.open(lock, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                remove(lock.with_suffix(""))
                lock.unlink()
            finally:
                os.close(descriptor)


def _locked(kind: str) -> tuple[Path, int]:
    """Return the lock of a folder that is still to be made, and its descriptor, which holds it.

    It stands beside the folder, from before there is one until after it is gone: whoever is killed leaves none without.
    """
    while True:
        lock = _place() / f"{kind}-{secrets.token_hex(8)}{_LOCK}"
        descriptor = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        # Whoever clears may have come between making the lock and taking it.
        if os.fstat(descriptor).st_nlink:
            return lock, descriptor
        os.close(descriptor)


@contextmanager
def claimed(name: str) -> Iterator[bool]:
    """Say whether nobody else of this account, on this machine, is at work on what is called `name`, and keep others
    from it until the block ends.
    """
    file = _made(_ours("XDG_STATE_HOME", ".local/state") / "claims") / hashlib.sha256(name.encode()).hexdigest()[:32]
    descriptor = os.open(file, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)


def _place() -> Path:
    return _made(_ours("XDG_CACHE_HOME", ".cache") / "work")


def _ours(variable: str, otherwise: str) -> Path:
    return Path(os.environ.get(variable) or Path.home() / otherwise) / "portfolio-kit"


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
