"""Which sandbox there is, and what to do where there is none."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from portfolio_kit.errors import UserError
from portfolio_kit.proof import view
from portfolio_kit.proof.bubblewrap import Bubblewrap
from portfolio_kit.proof.model import Command, Limits
from portfolio_kit.proof.sandbox import Place, Sandbox, SandboxError
from portfolio_kit.proof.unsafe import Unsafe

_OTHERWISE = "or give --unsafe-no-sandbox for code that you trust"

# The first of these that is there installs.
_INSTALLERS = {
    "apt-get": "sudo apt install bubblewrap",
    "dnf": "sudo dnf install bubblewrap",
    "pacman": "sudo pacman -S bubblewrap",
    "zypper": "sudo zypper install bubblewrap",
    "apk": "sudo apk add bubblewrap",
}

# Where the kernel shows its settings.
SETTINGS = Path("/proc/sys")

# Those that forbid user namespaces: the value that does, and one that does not.
_FORBIDDING = {
    "kernel.apparmor_restrict_unprivileged_userns": ("1", "0"),
    "kernel.unprivileged_userns_clone": ("0", "1"),
    "user.max_user_namespaces": ("0", "10000"),
}


def chosen(*, unsafe: bool, readable: Sequence[Path] = ()) -> Sandbox:
    """Return a sandbox that works here, or with `unsafe` what does without one. Inside, the `readable` folders and the
    Python installations can be read, and uv is on the path, if it is there. Raises UserError.
    """
    if unsafe:
        return Unsafe(_tools())
    program = shutil.which("bwrap")
    if program is None:
        raise UserError(
            f"prove runs a repository's code in bubblewrap, which is not there: {_how_to_install()}, {_OTHERWISE}"
        )
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    sandbox = Bubblewrap(program, version, _tools(), (*view.pythons(), *readable))
    _try(sandbox)
    return sandbox


def _try(sandbox: Bubblewrap) -> None:
    """Run a command that does nothing. Raises UserError where that does not work."""
    with tempfile.TemporaryDirectory(prefix="portfolio-kit-") as name:
        place = Place(Path(name, "tree"), Path(name, "environment"))
        place.tree.mkdir()
        place.environment.mkdir()
        try:
            sandbox.run(Command(("true",)), place, Limits(wall=30, processor=30), Path(name, "log"))
        except SandboxError as error:
            raise UserError(
                f"bubblewrap does not work here ({error}): {_how_to_allow(str(error))}, {_OTHERWISE}"
            ) from error


def _how_to_install() -> str:
    if sys.platform != "linux":
        return "it needs Linux, so run prove in a Linux machine or container"
    for installer, command in _INSTALLERS.items():
        if shutil.which(installer):
            return f"install it with `{command}`"
    return "install your system's package bubblewrap"


def _how_to_allow(complaint: str) -> str:
    if complaint.startswith("Unknown option"):
        return "install bubblewrap 0.8 or newer"
    if complaint.startswith("setpriv"):
        return "install util-linux"
    for setting, (forbids, allows) in _FORBIDDING.items():
        file = SETTINGS.joinpath(*setting.split("."))
        if file.is_file() and file.read_text(encoding="ascii").strip() == forbids:
            return f"this kernel forbids user namespaces, allow them with `sudo sysctl {setting}={allows}`"
    return "a container has to be started with `--security-opt seccomp=unconfined --security-opt apparmor=unconfined`"


def _tools() -> Mapping[str, Path]:
    """The programs that a proof brings along: uv, from its package or from the path."""
    found = shutil.which("uv")
    if importlib.util.find_spec("uv"):
        found = importlib.import_module("uv").find_uv_bin()
    return {"uv": Path(found)} if found else {}
