"""Starting a command with bubblewrap, held back until it is limited and watched."""

from __future__ import annotations

import json
import os
import resource
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from portfolio_kit.proof.log import Log
from portfolio_kit.proof.model import Limits
from portfolio_kit.proof.sandbox import SandboxError

# Threads count against the kernel's limit, processes against ours: it is the net below it.
_THREADS = 8

# What a shell says of a program that is not there.
_NOT_FOUND = 127


class Launch:
    """A bubblewrap that has begun: its `process`, and the number of the `first` process inside, as it is outside.

    Raises OSError, and SandboxError where it complained instead.
    """

    def __init__(self, options: Sequence[str], command: Sequence[str], log: Log, passed: Sequence[int]) -> None:
        self._log = log
        held, self._release = os.pipe()
        self._status, told = os.pipe()
        try:
            self.process = subprocess.Popen(
                [*options, "--block-fd", str(held), "--json-status-fd", str(told), "--", *command],
                stdin=subprocess.DEVNULL,
                stdout=log.writer,
                stderr=log.writer,
                # It could be read inside.
                env={},
                pass_fds=[held, told, *passed],
                # Ctrl-C is ours to hear.
                start_new_session=True,
            )
        except BaseException:
            self.close()
            raise
        finally:
            os.close(held)
            os.close(told)
        log.start()
        self.first = self._first()

    def restrict(self, limits: Limits) -> None:
        """Set what the kernel itself holds every process inside to, however short it lives."""
        for limit, value in (
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, limits.file),
            (resource.RLIMIT_NPROC, limits.processes * _THREADS),
        ):
            _, most = resource.prlimit(self.first, limit)
            allowed = value if most == resource.RLIM_INFINITY else min(value, most)
            resource.prlimit(self.first, limit, (allowed, allowed))
        # Should the machine run out of memory all the same, these are the ones to end.
        with suppress(OSError):
            Path(f"/proc/{self.first}/oom_score_adj").write_text("1000", encoding="ascii")

    def release(self) -> None:
        """Let the command begin."""
        os.write(self._release, b"\n")

    def exit_code(self, code: int) -> int:
        """Return the command's exit code, when bubblewrap itself ended with `code`. Raises SandboxError."""
        with open(self._status, encoding="utf-8", closefd=False) as status:
            if '"exit-code"' in status.read():
                return code
        said = self._said()
        if said.startswith("execvp "):
            return _NOT_FOUND
        raise SandboxError(said)

    def close(self) -> None:
        """Close what it was held with."""
        os.close(self._release)
        os.close(self._status)

    def _first(self) -> int:
        """The number that bubblewrap tells in its first line."""
        line = b""
        while not line.endswith(b"\n") and (piece := os.read(self._status, 1)):
            line += piece
        if line:
            return int(json.loads(line)["child-pid"])
        self.process.wait()
        self._log.close()
        self.close()
        raise SandboxError(self._said())

    def _said(self) -> str:
        lines = self._log.path.read_text(encoding="utf-8", errors="replace").splitlines()
        return lines[-1].removeprefix("bwrap: ") if lines else "bubblewrap ended without a word"
