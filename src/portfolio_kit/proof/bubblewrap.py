"""The sandbox: Linux namespaces, made by bubblewrap."""

from __future__ import annotations

import posixpath
import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from portfolio_kit.proof import nobody, syscalls, view
from portfolio_kit.proof.model import Command, Limits
from portfolio_kit.proof.sandbox import PROJECT, Place
from portfolio_kit.proof.serving import Service
from portfolio_kit.proof.started import Started
from portfolio_kit.proof.starter import RELAY, Starter, launched, temporary

_ALWAYS = (
    *("--unshare-pid", "--unshare-ipc", "--unshare-uts", "--hostname", "sandbox", "--unshare-cgroup-try"),
    *("--die-with-parent", "--new-session", "--clearenv"),
)

_NOBODY = str(nobody.NOBODY)


@dataclass(slots=True)
class Bubblewrap(Starter[Service]):
    """Runs commands with nothing of the machine in reach but the system's programs, and a place to write to.

    `tools` are programs that are put on the path inside, `readable` further folders that can be read there.
    """

    program: str
    name: str
    tools: Mapping[str, Path] = field(default_factory=dict)
    readable: Sequence[Path] = ()
    _users: int | None = field(init=False, default=None)
    _lock: threading.Lock = field(init=False, default_factory=threading.Lock, compare=False)

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
            etc = view.etc(stack, network=place.network)
            written = [*place.written, passing]
            tools = {**self.tools, **RELAY} if listener else self.tools
            options = [
                *(self.program, *_ALWAYS, *(() if place.network else ("--unshare-net",))),
                *view.mounts(place, passing, etc, tools, self.readable, limits.memory // 2),
                *("--chdir", _inside(command.folder)),
            ]
            variables = view.environment(command.variables)
            passed = [*etc.values(), *([listener.fileno()] if listener else [])]
            if calls := syscalls.filtering():
                passed.append(view.held(stack, calls))
                options += ("--seccomp", str(passed[-1]))
            if nobody.is_needed():
                for handed in written:
                    nobody.hand_over(handed)
                users = self._user_namespace()
                passed.append(users)
                options += ("--userns", str(users), *nobody.CAN_BECOME)
                arguments = nobody.becoming(variables, arguments)
            else:
                options += ("--unshare-user", "--disable-userns", "--uid", _NOBODY, "--gid", _NOBODY)
                options += [part for setting in variables.items() for part in ("--setenv", *setting)]
            yield launched(stack, command, options, arguments, passed, written, limits, log_file)

    def _served(self, started: Started, address: Path) -> Service:
        return Service(started, address)

    def _user_namespace(self) -> int:
        """The one in which all commands run: to make it costs as much as to start a Python."""
        with self._lock:
            if self._users is None:
                self._users = nobody.user_namespace()
            return self._users


def _inside(folder: str) -> str:
    """The folder of the repository as it is inside. Raises ValueError for one that leads out of it."""
    path = posixpath.normpath(posixpath.join(PROJECT, folder))
    if path != PROJECT and not path.startswith(f"{PROJECT}/"):
        raise ValueError(f"a folder outside the repository: {folder!r}")
    return path
