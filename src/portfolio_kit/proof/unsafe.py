"""No sandbox, for code that its user trusts: the same limits as far as an ordinary process can be held to them."""

from __future__ import annotations

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from portfolio_kit.proof import processes, relay, view
from portfolio_kit.proof.disk import Disk
from portfolio_kit.proof.log import Log
from portfolio_kit.proof.model import Command, Limits
from portfolio_kit.proof.processes import Usage
from portfolio_kit.proof.sandbox import CACHE, ENVIRONMENT, PROJECT, Place
from portfolio_kit.proof.serving import Service
from portfolio_kit.proof.started import Started
from portfolio_kit.proof.starter import Starter, temporary

# In the environment of all that a command starts, so that it is known for its own wherever it goes.
_MARK = "PORTFOLIO_KIT_PROOF"

# A shell counts files in blocks of this many bytes.
_BLOCK = 512

_PATIENCE = 10


class Marked:
    """The processes of one process group, and all others that carry a mark in their environment.

    Where there is no /proc, the group is all that can be seen, and nothing is known of what it takes.
    """

    def __init__(self, group: int, mark: str) -> None:
        self._group = group
        self._mark = mark.encode()
        try:
            self._proc: int | None = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY)
        except OSError:
            self._proc = None

    def usage(self, most: int) -> Usage:
        """Return what they take."""
        found = self._numbers()
        if self._proc is None or len(found) > most:
            return Usage(len(found))
        return processes.usage(self._proc, found, (str(self._group),))

    def memory(self) -> tuple[int, int]:
        """Return the bytes of memory of their own and shared."""
        return (0, 0) if self._proc is None else processes.memory(self._proc, self._numbers())

    def nameless(self) -> Mapping[int, int]:
        """Return the bytes of their nameless files."""
        return {} if self._proc is None else processes.nameless(self._proc, self._numbers())

    def kill(self) -> None:
        """Kill them, and those that they start meanwhile, for as long as that may take."""
        deadline = time.monotonic() + _PATIENCE
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._group, signal.SIGKILL)
        while (found := self._numbers()) and time.monotonic() < deadline:
            for number in found:
                with suppress(ProcessLookupError):
                    os.kill(int(number), signal.SIGKILL)

    def close(self) -> None:
        """Forget them."""
        if self._proc is not None:
            os.close(self._proc)

    def _numbers(self) -> list[str]:
        if self._proc is None:
            return []
        proc = self._proc
        return [number for number in processes.numbers(proc) if self._mark in processes.read(proc, f"{number}/environ")]


@dataclass(frozen=True, slots=True)
class Unsafe(Starter[Service]):
    """Runs commands as ordinary processes of the caller, on the copy of the tree."""

    tools: Mapping[str, Path] = field(default_factory=dict)
    name: str = "none (--unsafe-no-sandbox)"
    relay: tuple[str, ...] = (sys.executable, "-I", "-S", relay.__file__)

    @contextmanager
    def _started(
        self,
        command: Command,
        arguments: Sequence[str],
        place: Place,
        limits: Limits,
        log_file: Path,
        listener: socket.socket | None = None,
    ) -> Iterator[Started]:
        with ExitStack() as stack:
            passing = temporary(stack, place)
            tools = dict.fromkeys(str(file.parent) for file in self.tools.values())
            path = os.pathsep.join([f"{ENVIRONMENT}/bin", *tools, os.environ.get("PATH", os.defpath)])
            variables = view.environment(command.variables, path, str(passing / "home"), str(passing))
            mark = secrets.token_hex(16)
            disk = Disk([*dict.fromkeys((*place.written, place.environment)), passing])
            log = Log(log_file, limits.output)
            try:
                process = subprocess.Popen(
                    [
                        *("/bin/sh", "-c", f'ulimit -c 0; ulimit -f {limits.file // _BLOCK}; exec "$@"', "sh"),
                        *(self._outside(argument, place) for argument in arguments),
                    ],
                    cwd=place.tree / command.folder,
                    stdin=subprocess.DEVNULL,
                    stdout=log.writer,
                    stderr=log.writer,
                    env={name: self._outside(value, place) for name, value in variables.items()} | {_MARK: mark},
                    pass_fds=[listener.fileno()] if listener else [],
                    start_new_session=True,
                )
            except BaseException:
                log.close()
                raise
            log.start()
            stack.callback(log.close)
            stack.callback(process.wait)
            marked = Marked(process.pid, mark)
            stack.callback(marked.close)
            stack.callback(marked.kill)
            yield Started(command, process, marked, limits, log, disk, process.pid)

    def _served(self, started: Started, address: Path) -> Service:
        return Service(started, address)

    def _outside(self, text: str, place: Place) -> str:
        """A command's text with the folders and tools that it names as they are outside."""
        inside = {PROJECT: place.tree, ENVIRONMENT: place.environment, CACHE: place.cache or CACHE}
        inside |= {f"{view.TOOLS}/{name}": file for name, file in self.tools.items()}
        pattern = rf"(?<![\w./-])(?:{'|'.join(map(re.escape, inside))})(?![\w.-])"
        return re.sub(pattern, lambda found: str(inside[found[0]]), text)
