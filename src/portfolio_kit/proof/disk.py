"""How much a command has written to its folders, found without looking at every file all the time."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

# What a file takes at least, in a disk's list of files if nowhere else.
_LEAST = 4096


class Disk:
    """What is in `folders` that was not there when it was made.

    The free space of their disks says when looking is worth it; then the files themselves are counted, by the time of
    their last change, which no program can set. A count runs in a thread: it may take long, and a writer does not wait.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        # The kernel stamps files with the time of its last tick.
        self._since = time.time() - 0.02
        self._disks = {folder.stat().st_dev: folder for folder in folders}
        self._free_at_first = self._free()
        self._counted = 0
        self._taken_when_counted = 0
        self._counting: threading.Thread | None = None

    def taken(self) -> int:
        """How much less is free than at first, whoever took it."""
        return max(self._free_at_first - self._free(), 0)

    def of(self, sizes: Mapping[int, int]) -> int:
        """Return how much of what is given by device is on its disks."""
        return sum(size for device, size in sizes.items() if device in self._disks)

    def exceeds(self, limit: int, written: int, nameless: int = 0) -> bool:
        """Whether the folders hold more than `limit` that is new, as far as is known at this moment.

        `written` is what the processes say that they wrote, rewritten and removed files included; `nameless` is what
        they hold open without a name.
        """
        taken = self.taken()
        if min(taken, written) > limit or self._counted + nameless > limit:
            return True
        grown = max(taken - self._taken_when_counted, 0)
        is_counting = self._counting is not None and self._counting.is_alive()
        if not is_counting and grown > (limit - self._counted) // 2:
            self._counting = threading.Thread(target=self._count, args=(taken,), daemon=True)
            self._counting.start()
        return False

    def largest(self) -> int:
        """The size of the largest new file that can be found."""
        largest = 0
        with suppress(OSError):
            for status in self._new_files():
                largest = max(largest, status.st_size)
        return largest

    def _free(self) -> int:
        kept = 0
        for folder in self._disks.values():
            disk = os.statvfs(folder)
            kept += disk.f_bavail * disk.f_frsize + disk.f_favail * _LEAST
        return kept

    def _count(self, taken: int) -> None:
        try:
            seen = {(status.st_dev, status.st_ino): max(status.st_blocks * 512, _LEAST) for status in self._new_files()}
            counted = sum(seen.values())
        except OSError:
            # A folder that cannot be looked into may hold all that is missing from the disk.
            counted = taken
        self._counted, self._taken_when_counted = counted, taken

    def _new_files(self) -> Iterator[os.stat_result]:
        waiting = [os.fspath(folder) for folder in self._folders]
        while waiting:
            try:
                entries = os.scandir(waiting.pop())
            except (FileNotFoundError, NotADirectoryError):
                continue
            with entries:
                for entry in entries:
                    try:
                        status = entry.stat(follow_symlinks=False)
                        if entry.is_dir(follow_symlinks=False):
                            waiting.append(entry.path)
                    except FileNotFoundError:
                        continue
                    if status.st_ctime >= self._since:
                        yield status
