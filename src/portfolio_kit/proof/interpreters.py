"""The Pythons of this machine: which of them an environment is made of, and what it has in it from the start."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from portfolio_kit import lazily as re
from portfolio_kit.proof import uv
from portfolio_kit.proof.found.python_version import Declared

_DOWNLOAD = 180
_WITHOUT_SETUPTOOLS = 12


def readable() -> tuple[Path, ...]:
    """Return what has to be seen inside for it: the Pythons of pyenv, local indexes and lists of versions."""
    found = dict.fromkeys([pyenv(), *uv.folders(uv.sources())])
    home = Path.home()
    return tuple(path for path in found if path.exists() and not home.is_relative_to(path))


def chosen(declared: Declared | None) -> tuple[str, Path]:
    """Return the Python to make the environment of: one that is asked for where it can be had, else the running one."""
    there = list(_there())
    for version, program in there:
        if declared is None or declared.allows(whole(version)):
            return version, program
    wanted = re.search(r"3\.\d{1,2}", declared.specifier) if declared else None
    if wanted and (fetched := _fetched(wanted[0])):
        return wanted[0], fetched
    return there[0]


def here(version: str, declared: Declared) -> tuple[str, Path] | None:
    """Return a Python such as 3.9 that is on this machine and is one that is asked for."""
    found = (each for each in _there() if f"{each[0]}.".startswith(f"{version}.") and declared.allows(whole(each[0])))
    return next(found, None)


def seeds(version: str) -> tuple[str, ...]:
    """Return what `python -m venv` puts into an environment: before 3.12 a setuptools, which many packages count on."""
    return ("pip",) if int(version.split(".")[1]) >= _WITHOUT_SETUPTOOLS else ("pip", "setuptools<81")


def whole(version: str) -> str:
    """Return a version in three parts, as specifiers compare it."""
    return version if version.count(".") > 1 else f"{version}.0"


def pyenv() -> Path:
    """Return the folder in which pyenv keeps its Pythons."""
    return Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv", "versions")


def _there() -> Iterator[tuple[str, Path]]:
    """Yield the version and the program of each Python that is there: the running one first, then the newest."""
    yield ".".join(map(str, sys.version_info[:3])), Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    places = [
        *_own_pythons().glob("cpython-*/bin/python3.*"),
        *pyenv().glob("3.*/bin/python3.*"),
        *(
            path
            for folder in ("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")
            for path in Path(folder).glob("python3.*")
        ),
    ]
    found: dict[str, Path] = {}
    for place in places:
        if re.fullmatch(r"python3\.\d{1,2}", place.name) and os.access(place, os.X_OK):
            version = re.search(r"(?:cpython-|versions/)(3\.\d+\.\d+)", str(place))
            found.setdefault(version[1] if version else place.name.removeprefix("python"), place.resolve())
    yield from sorted(found.items(), key=lambda item: [int(part) for part in item[0].split(".")], reverse=True)


def _fetched(version: str) -> Path | None:
    """Have uv fetch a Python such as 3.12 to where it keeps its own; None where it can't be had."""
    if not re.fullmatch(r"3\.\d{1,2}", version):
        return None
    environment = {
        **os.environ,
        "UV_PYTHON_INSTALL_DIR": str(_own_pythons()),
        "UV_NO_PROGRESS": "1",
        "UV_HTTP_RETRIES": "0",
    }
    arguments = [str(uv.binary()), "python", "install", "--no-config", "--no-bin", version]
    try:
        subprocess.run(arguments, env=environment, capture_output=True, timeout=_DOWNLOAD, check=True, cwd="/")
    except (OSError, subprocess.SubprocessError):
        return None
    return next((path.resolve() for path in _own_pythons().glob(f"cpython-{version}.*/bin/python{version}")), None)


def _own_pythons() -> Path:
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share"
    return Path(os.environ.get("UV_PYTHON_INSTALL_DIR") or Path(data, "uv", "python"))
