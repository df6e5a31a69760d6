"""What processes take, as the kernel tells it in a /proc: their number, processor time, memory and what they write."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")

# Where the fields stand in /proc/PID/stat after the name, which may hold anything.
_STATE, _PARENT, _TIMES, _RESIDENT = 0, 1, slice(11, 15), 21

# The first process of a process namespace.
FIRST = "1"


@dataclass(frozen=True, slots=True)
class Usage:
    """What some processes take together: how many they are, the seconds of processor time that they and their finished
    children took, the bytes that are resident (those that they share counted once for each), and the bytes written.

    `orphans` are those whose parent is none of them, or the first of a namespace, which waits for whoever lost theirs.
    """

    processes: int
    processor: float = 0.0
    resident: int = 0
    written: int = 0
    orphans: int = 0


class Processes(Protocol):
    """All processes of one command, however they were started."""

    def usage(self, most: int) -> Usage:
        """Return what they take; of more than `most` only their number, so that a crowd costs little to see."""

    def memory(self) -> tuple[int, int]:
        """Return the bytes of memory that are their own, and those of the shared memory that they use, each counted
        once. Slower than usage.
        """

    def nameless(self) -> Mapping[int, int]:
        """Return the bytes of the files that they hold open but that have no name, of each device."""

    def kill(self) -> None:
        """Kill them all."""


def numbers(proc: int) -> list[str]:
    """The numbers of the processes in a /proc, given as a descriptor."""
    return [name for name in os.listdir(proc) if name.isdigit()]


def usage(proc: int, found: Collection[str], started: Collection[str]) -> Usage:
    """What the processes of these numbers take together; those that are gone take nothing.

    Of them, `started` are those that were started from outside, which have no parent among them.
    """
    count, ticks, pages, written, orphans = 0, 0, 0, 0, 0
    for number in found:
        fields = read(proc, f"{number}/stat").rpartition(b")")[2].split()
        if len(fields) <= _RESIDENT:
            continue
        count += 1
        ticks += sum(map(int, fields[_TIMES]))
        pages += int(fields[_RESIDENT])
        written += _number_after(b"\nwrite_bytes:", read(proc, f"{number}/io"))
        parent = fields[_PARENT].decode()
        has_parent = number in started or (parent in found and parent != FIRST)
        orphans += not has_parent and fields[_STATE] != b"Z"
    return Usage(count, ticks / _TICKS, pages * _PAGE, written, orphans)


def memory(proc: int, found: Iterable[str]) -> tuple[int, int]:
    """The bytes of memory of these processes, their own and shared: not the pages of files, which can be dropped."""
    own, shared = 0, 0
    for number in found:
        parts = read(proc, f"{number}/smaps_rollup")
        own += _number_after(b"\nPss_Anon:", parts) + _number_after(b"\nSwapPss:", parts)
        shared += _number_after(b"\nPss_Shmem:", parts)
    return own << 10, shared << 10


def nameless(proc: int, found: Iterable[str]) -> Mapping[int, int]:
    """The bytes that the nameless files of these processes take: removed ones, and such as live in memory."""
    files = {
        (status.st_dev, status.st_ino): status.st_blocks * 512
        for number in found
        for status in _open_files(proc, number)
        if stat.S_ISREG(status.st_mode) and status.st_nlink == 0
    }
    taken: Counter[int] = Counter()
    for (device, _), size in files.items():
        taken[device] += size
    return taken


def _open_files(proc: int, number: str) -> Iterator[os.stat_result]:
    try:
        folder = os.open(f"{number}/fd", os.O_RDONLY | os.O_DIRECTORY, dir_fd=proc)
    except OSError:
        return
    try:
        for name in os.listdir(folder):  # noqa: PTH208 - a descriptor
            try:
                yield os.stat(name, dir_fd=folder)
            except OSError:
                continue
    except OSError:
        return
    finally:
        os.close(folder)


def read(proc: int, name: str) -> bytes:
    """A file of a /proc; nothing where its process is gone or not ours to look at."""
    try:
        file = os.open(name, os.O_RDONLY, dir_fd=proc)
    except OSError:
        return b""
    try:
        return os.read(file, 1 << 16)
    except OSError:
        return b""
    finally:
        os.close(file)


def _number_after(name: bytes, text: bytes) -> int:
    rest = text.partition(name)[2].split(None, 1)
    return int(rest[0]) if rest and rest[0].isdigit() else 0
