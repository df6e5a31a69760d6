"""Who runs inside when we are root outside: nobody, outside as well.

A user namespace of root's own would map nobody inside to root outside: the kernel exempts that user from the limit on
processes, and lets it at whatever else it grants to root by number.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from portfolio_kit.proof.sandbox import SandboxError

NOBODY = 65534

# What bubblewrap has to leave a command that becomes nobody.
CAN_BECOME = tuple(option for name in ("SETUID", "SETGID", "SETPCAP") for option in ("--cap-add", f"CAP_{name}"))

# Programs of the system by their paths: one that is found in the repository's environment would run as root.
_SETPRIV, _ENV = ("/usr/bin/setpriv", "/bin/setpriv"), "/usr/bin/env"

# Runs in the new namespace until its maps are written, and forbids namespaces inside it: they would bring back the
# capabilities that were dropped.
_HOLDER = """
import ctypes, os, sys
if ctypes.CDLL(None, use_errno=True).unshare(0x10000000):
    sys.exit(os.strerror(ctypes.get_errno()))
print(flush=True)
sys.stdin.readline()
with open("/proc/sys/user/max_user_namespaces", "w") as file:
    file.write("0")
print(flush=True)
sys.stdin.readline()
"""


def is_needed() -> bool:
    """Whether we are root, and of a system that knows nobody."""
    return os.geteuid() == 0 and any(first <= NOBODY < first + count for first, count in _ours())


def user_namespace(users: str | None = None) -> int:
    """Make a user namespace with the users that we have, or with others, and return a descriptor that keeps it.

    `users` is as the kernel reads it: the first inside, the first outside, how many. Raises OSError.
    """
    with subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _HOLDER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as holder:
        _await(holder)
        users = users or "\n".join(f"{first} {first} {count}" for first, count in _ours())
        for name in ("uid_map", "gid_map"):
            Path(f"/proc/{holder.pid}/{name}").write_text(users, encoding="ascii")
        if holder.stdin:
            holder.stdin.write("\n")
            holder.stdin.flush()
        _await(holder)
        return os.open(f"/proc/{holder.pid}/ns/user", os.O_RDONLY | os.O_CLOEXEC)


def _await(holder: subprocess.Popen[str]) -> None:
    if not (holder.stdout and holder.stdout.readline()):
        raise OSError(holder.stderr.read().strip() if holder.stderr else None)


def becoming(variables: Mapping[str, str], command: Sequence[str]) -> list[str]:
    """A command that becomes nobody, lets go of all else and only then sets its variables and runs `command`.

    Before that a variable of the repository's could load its code. Raises SandboxError.
    """
    setpriv = next((path for path in _SETPRIV if Path(path).exists()), None)
    if setpriv is None:
        raise SandboxError("setpriv, of the package util-linux, is missing")
    return [
        *(setpriv, f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"),
        *("--inh-caps=-all", "--ambient-caps=-all", "--bounding-set=-all", "--no-new-privs", "--"),
        *(_ENV, "-i", *(f"{name}={value}" for name, value in variables.items()), *command),
    ]


def hand_over(folder: Path, owner: int = NOBODY) -> None:
    """Make nobody, or another `owner`, that of a folder and all in it, unless it is already. Nothing may run in it."""
    if folder.stat().st_uid == owner:
        return
    waiting = [os.fspath(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                os.chown(entry.path, owner, owner, follow_symlinks=False)
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
    # Last, so that a folder that was handed over in part is handed over again.
    os.chown(folder, owner, owner)


def _ours() -> list[tuple[int, int]]:
    """The users that there are in our own namespace: the first of each range, and how many."""
    lines = Path("/proc/self/uid_map").read_text(encoding="ascii").splitlines()
    return [(int(first), int(count)) for first, _, count in map(str.split, lines)]
