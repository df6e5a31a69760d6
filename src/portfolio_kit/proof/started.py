"""A command that was started in a sandbox, until nothing of it is left."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from portfolio_kit.proof.disk import Disk
from portfolio_kit.proof.log import Log
from portfolio_kit.proof.model import Command, Limits, Outcome
from portfolio_kit.proof.processes import Processes
from portfolio_kit.proof.watch import Watch

# What a shell says of a program that was ended by SIGXFSZ, the signal for a file that would grow too large.
_FILE_TOO_LARGE = 128 + 25


def _of_a_shell(code: int) -> int:
    """The code that a shell gives to a program that a signal ended."""
    return code if code >= 0 else 128 - code


@dataclass(slots=True)
class Started:
    """A command under watch, and all that it takes to end it.

    `first` is the number of the first of its processes, outside; `exit_code` makes the command's code of the one that
    its process ended with.
    """

    command: Command
    process: subprocess.Popen[bytes]
    processes: Processes
    limits: Limits
    log: Log
    disk: Disk
    first: int
    exit_code: Callable[[int], int] = _of_a_shell
    _watch: Watch = field(init=False)
    _began: float = field(init=False, default_factory=time.monotonic)
    _was_told: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self._watch = Watch(self.processes, self.limits, self.log, self.disk)

    def stop(self) -> None:
        """End it now; whoever waits in `finish` goes on."""
        self._was_told = True
        self.processes.kill()

    def finish(self) -> Outcome:
        """Wait for its end, by itself, by its limits or by `stop`; return what happened.

        Nothing that it started runs any more then, whatever is raised.
        """
        try:
            self._watch.until_end(self.process)
        finally:
            self.processes.kill()
            code = self.process.wait()
            self.log.close()
        seconds = time.monotonic() - self._began
        stopped = self._watch.stopped
        remarks = tuple(self._remarks())
        if stopped or self._was_told:
            return Outcome(self.command, None, seconds, self.log.path, stopped, remarks)
        code = self.exit_code(code)
        if code and self._wrote_too_large_a_file(code):
            stopped = "file size"
        return Outcome(self.command, None if stopped else code, seconds, self.log.path, stopped, remarks)

    def _wrote_too_large_a_file(self, code: int) -> bool:
        """Whether it failed because of the largest file it may write: by the signal, or by an error it was told."""
        # What else is written to and removed from the disk meanwhile says nothing about it.
        return code == _FILE_TOO_LARGE or self.disk.largest() >= self.limits.file

    def _remarks(self) -> Iterator[str]:
        if self._watch.orphans and not self._was_told:
            yield f"{self._watch.orphans} of its processes had outlived their parents and were ended"
        if self.log.left_out:
            yield f"it printed {self.log.total} bytes, of which the log leaves out {self.log.left_out} in the middle"
