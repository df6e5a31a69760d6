"""uv, which installs: where it is, where packages come from on this machine, and what it is told by its environment."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from portfolio_kit import lazily as re
from portfolio_kit.errors import UserError
from portfolio_kit.proof.sandbox import CACHE, ENVIRONMENT

_CERTIFICATES = "SSL_CERT_FILE"
OWN = (
    "UV_DEFAULT_INDEX",
    "UV_INDEX_URL",
    "UV_INDEX",
    "UV_EXTRA_INDEX_URL",
    "UV_FIND_LINKS",
    "UV_CONSTRAINT",
)
# pip's words for where packages come from, and uv's.
_FROM_PIP = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "constraint": "UV_CONSTRAINT",
}
_CREDENTIALS = re.compile(r"://[^/\s@]+@")
_FILE = re.compile(r"(?:file://)?(/[^\s,?#]+)")
_DOWNLOAD = 180


def binary() -> Path:
    """Return uv's program. Raises UserError where there is none."""
    try:
        from uv import find_uv_bin  # type: ignore[import-untyped, import-not-found, unused-ignore]

        return Path(find_uv_bin())
    except (ImportError, FileNotFoundError):
        found = shutil.which("uv")
    if found is None:
        raise UserError("prove needs uv to install packages: pip install 'portfolio-kit[prove]'")
    return Path(found).resolve()


def sources() -> Mapping[str, str]:
    """Return where packages come from, as settings of uv: its own, else what pip is told on this machine."""
    found = {name: os.environ[name] for name in OWN if os.environ.get(name)}
    if not found:
        for option, value in _pip():
            if option in _FROM_PIP and value.strip():
                found[_FROM_PIP[option]] = " ".join(value.split())
        if "UV_INDEX" in found:
            # pip takes the best version of all the indexes, uv that of the first one that has the package.
            found["UV_INDEX_STRATEGY"] = "unsafe-best-match"
        found["UV_FIND_LINKS"] = ",".join(found.get("UV_FIND_LINKS", "").split())
    if _CERTIFICATES in os.environ:
        found[_CERTIFICATES] = os.environ[_CERTIFICATES]
    return {name: value for name, value in found.items() if value}


def without_credentials(settings: Mapping[str, str]) -> dict[str, str]:
    """Return the settings without those that hold a password: for where the repository's code may read them."""
    return {name: value for name, value in settings.items() if not _CREDENTIALS.search(value)}


def _folders(settings: Mapping[str, str]) -> Iterator[Path]:
    """The folders and files of this machine that the settings name; an index keeps its files beside `simple`."""
    paths = (Path(match[1]) for value in settings.values() for match in _FILE.finditer(value))
    return (path.parent if path.name == "simple" else path for path in paths)


def told(settings: Mapping[str, str], *, builds: bool) -> dict[str, str]:
    """Return the variables that uv runs with inside. Where it may build, code of the packages and the project runs.

    It copies what it installs: a link would lead from the environment, which that code can write, into the cache.
    """
    return {
        **(without_credentials(settings) if builds else settings),
        "UV_CACHE_DIR": CACHE,
        "UV_LINK_MODE": "copy",
        "UV_NO_PROGRESS": "1",
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_PROJECT_ENVIRONMENT": ENVIRONMENT,
        "VIRTUAL_ENV": ENVIRONMENT,
        "NO_COLOR": "1",
    }


def readable() -> tuple[Path, ...]:
    """Return what has to be seen inside for it: the Pythons of pyenv, local indexes and lists of versions."""
    found = dict.fromkeys([_pyenv(), *_folders(sources())])
    home = Path.home()
    return tuple(path for path in found if path.exists() and not home.is_relative_to(path))


def interpreters() -> Iterator[tuple[str, Path]]:
    """Yield the version and the program of each Python that is there: the running one first, then the newest."""
    yield ".".join(map(str, sys.version_info[:3])), Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    places = [
        *_own_pythons().glob("cpython-*/bin/python3.*"),
        *_pyenv().glob("3.*/bin/python3.*"),
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


def downloaded(version: str) -> Path | None:
    """Have uv fetch a Python such as 3.12 to where it keeps its own; None where it can't be had."""
    if not re.fullmatch(r"3\.\d{1,2}", version):
        return None
    environment = {
        **os.environ,
        "UV_PYTHON_INSTALL_DIR": str(_own_pythons()),
        "UV_NO_PROGRESS": "1",
        "UV_HTTP_RETRIES": "0",
    }
    arguments = [str(binary()), "python", "install", "--no-config", "--no-bin", version]
    try:
        subprocess.run(arguments, env=environment, capture_output=True, timeout=_DOWNLOAD, check=True, cwd="/")
    except (OSError, subprocess.SubprocessError):
        return None
    return next((path.resolve() for path in _own_pythons().glob(f"cpython-{version}.*/bin/python{version}")), None)


def _pyenv() -> Path:
    return Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv", "versions")


def _own_pythons() -> Path:
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share"
    return Path(os.environ.get("UV_PYTHON_INSTALL_DIR") or Path(data, "uv", "python"))


def _pip() -> Iterator[tuple[str, str]]:
    """What pip's configuration says, what counts more last."""
    home = Path.home()
    shared = [Path(folder, "pip/pip.conf") for folder in os.environ.get("XDG_CONFIG_DIRS", "/etc/xdg").split(":")]
    own = [home / ".pip/pip.conf", home / ".config/pip/pip.conf", home / "Library/Application Support/pip/pip.conf"]
    named = [Path(path)] if (path := os.environ.get("PIP_CONFIG_FILE")) else []
    for place in [*shared, Path("/etc/pip.conf"), *own, Path(sys.prefix, "pip.conf"), *named]:
        parser = configparser.RawConfigParser()
        try:
            parser.read(place, encoding="utf-8")
        except (configparser.Error, OSError, UnicodeDecodeError):
            continue
        for section in ("global", "install"):
            if parser.has_section(section):
                yield from parser.items(section)
    for option in _FROM_PIP:
        if value := os.environ.get(f"PIP_{option.upper().replace('-', '_')}"):
            yield option, value
