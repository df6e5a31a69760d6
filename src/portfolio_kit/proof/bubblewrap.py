"""The sandbox: Linux namespaces, made by bubblewrap."""

from __future__ import annotations

import posixpath
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from portfolio_kit.proof import nobody, relay, syscalls, view
from portfolio_kit.proof.disk import Disk
from portfolio_kit.proof.inside import Inside
from portfolio_kit.proof.launch import Launch
from portfolio_kit.proof.log import Log
from portfolio_kit.proof.model import Command, Limits, Outcome
from portfolio_kit.proof.removal import remove
from portfolio_kit.proof.sandbox import PROJECT, Place, Running
from portfolio_kit.proof.serving import Service, listening
from portfolio_kit.proof.started import Started

_ALWAYS = (
    *("--unshare-pid", "--unshare-ipc", "--unshare-uts", "--hostname", "sandbox", "--unshare-cgroup-try"),
    *("--die-with-parent", "--new-session", "--clearenv"),
)

_NOBODY = str(nobody.NOBODY)

# Where the relay is inside, and who runs it: the Python that runs us, not one of the repository's.
_RELAY = "relay.py"


@dataclass(slots=True)
class Bubblewrap:
    """Runs commands with nothing of the machine in reach but the system's programs, and a place to write to.

    `tools` are programs that are put on the path inside, `readable` further folders that can be read there.
    """

    program: str
    name: str
    tools: Mapping[str, Path] = field(default_factory=dict)
    readable: Sequence[Path] = ()
    _users: int | None = field(init=False, default=None)
    _lock: threading.Lock = field(init=False, default_factory=threading.Lock, compare=False)

    def run(self, command: Command, place: Place, limits: Limits, log: Path) -> Outcome:
        """Run a command to its end, or to the first limit that it meets.

        Raises OSError, and SandboxError where bubblewrap could not start it.
        """
        with self._started(command, command.arguments, place, limits, log) as started:
            return started.finish()

    @contextmanager
    def serve(self, command: Command, place: Place, limits: Limits, log: Path, port: int) -> Iterator[Running]:
        """Start a service that listens on 127.0.0.1:`port` inside; it is ended with the block. Raises as `run` does."""
        with listening() as (listener, address):
            python = getattr(sys, "_base_executable", sys.executable)
            relayed = (python, "-I", "-S", f"{view.TOOLS}/{_RELAY}", str(listener.fileno()), str(port))
            with self._started(command, (*relayed, *command.arguments), place, limits, log, listener) as started:
                listener.close()
                with Service(started, address) as service:
                    yield service

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
        """Start a command, limited and watched; leave nothing of it behind but its log and what it did to its place."""
        with ExitStack() as stack:
            temporary = Path(tempfile.mkdtemp(prefix=".tmp-", dir=place.tree.parent))
            stack.callback(remove, temporary)
            (temporary / "home").mkdir()
            etc = view.etc(stack, network=place.network)
            written = [place.tree, temporary, *([] if place.is_made else [place.environment])]
            written += [place.cache] if place.cache else []
            tools = {**self.tools, _RELAY: Path(relay.__file__)} if listener else self.tools
            options = [
                *(self.program, *_ALWAYS, *(() if place.network else ("--unshare-net",))),
                *view.mounts(place, temporary, etc, tools, self.readable, limits.memory // 2),
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
            disk = Disk(written)
            log = Log(log_file, limits.output)
            stack.callback(log.close)
            launch = Launch(options, arguments, log, passed)
            stack.callback(launch.close)
            stack.callback(launch.process.wait)
            inside = Inside(launch.first)
            stack.callback(inside.close)
            stack.callback(inside.kill)
            launch.restrict(limits)
            inside.await_proc(launch.process)
            started = Started(command, launch.process, inside, limits, log, disk, launch.exit_code)
            launch.release()
            yield started

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
