"""Where container tools run: as root of a user namespace whose users are nobody outside, within bubblewrap.

A build runs the repository's code as root, and so do the tools that unpack its layers. Inside they have all that root
has; outside they are users whom nothing belongs to, and see what every sandbox sees.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from portfolio_kit.proof import nobody, syscalls, view
from portfolio_kit.proof.model import Command, Limits
from portfolio_kit.proof.sandbox import PROJECT, Place
from portfolio_kit.proof.serving import Service
from portfolio_kit.proof.started import Started
from portfolio_kit.proof.starter import RELAY, Starter, launched, temporary

# The users of containers are numbered from here: beyond all that systems give to people and services.
ROOT = 1 << 30
_USERS = 1 << 16
_OPTIONS = (
    *("--unshare-pid", "--unshare-ipc", "--unshare-uts", "--hostname", "sandbox", "--unshare-cgroup-try"),
    *("--die-with-parent", "--new-session", "--clearenv", "--cap-add", "ALL", "--chdir", PROJECT),
)
_SETTINGS = Path("/etc/containers")
# As the kernel writes them: a socket that waits for connections, and the loopback addresses.
_LISTENS = "0A"
_LOOPBACK = ("0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F")
_MOST = 1_000


class Contained(Service):
    """A service in a container, of which can be told where it listens."""

    def listeners(self) -> frozenset[tuple[int, bool]]:
        """Return the ports that something in the container listens on, each with whether others can reach it there."""
        found: set[tuple[int, bool]] = set()
        for name in ("tcp", "tcp6"):
            try:
                lines = Path(f"/proc/{self._started.first}/net/{name}").read_text(encoding="ascii").splitlines()[1:]
            except OSError:
                continue
            for line in lines[:_MOST]:
                _, local, _, state, *_ = line.split()
                address, _, port = local.partition(":")
                if state == _LISTENS:
                    found.add((int(port, 16), address not in _LOOPBACK))
        return frozenset(found)


@dataclass(slots=True)
class Enclosure(Starter[Contained]):
    """A sandbox whose commands are root inside. Only root can make one."""

    program: str
    name: str
    _users: int | None = field(init=False, default=None)

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
            passing = temporary(stack, place, "cache")
            etc = view.etc(stack, network=place.network)
            written = [*place.written, passing]
            for folder in written:
                nobody.hand_over(folder, ROOT)
            if self._users is None:
                self._users = nobody.user_namespace(f"0 {ROOT} {_USERS}")
            readable = [*view.pythons(), *([_SETTINGS] if _SETTINGS.is_dir() else [])]
            options = [
                *(self.program, *_OPTIONS, *(() if place.network else ("--unshare-net",))),
                # Where they look up short names of images, and lock what they read.
                *("--dir", "/var", "--bind", str(passing / "cache"), "/var/cache"),
                *view.mounts(place, passing, etc, RELAY, readable, limits.memory // 2),
            ]
            passed = [self._users, *etc.values(), *([listener.fileno()] if listener else [])]
            if calls := syscalls.filtering():
                passed.append(view.held(stack, calls))
                options += ("--seccomp", str(passed[-1]))
            for name, value in view.environment(command.variables).items():
                options += ("--setenv", name, value)
            # With mounts of their own: those that bubblewrap made are not theirs to change.
            become = ("nsenter", f"--user=/proc/self/fd/{self._users}", "--setuid", "0", "--setgid", "0", "--")
            arguments = (*become, "unshare", "--mount", "--propagation", "private", "--", *arguments)
            yield launched(stack, command, options, arguments, passed, written, limits, log_file)

    def _served(self, started: Started, address: Path) -> Contained:
        return Contained(started, address)
