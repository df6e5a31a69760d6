"""uv, which installs: where it is, where packages come from on this machine, and what it is told by its environment."""

from __future__ import annotations

import configparser
import importlib
import importlib.util
import os
import shutil
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


def binary() -> Path:
    """Return uv's program. Raises UserError where there is none."""
    found = shutil.which("uv")
    if importlib.util.find_spec("uv"):
        found = importlib.import_module("uv").find_uv_bin()
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


def folders(settings: Mapping[str, str]) -> Iterator[Path]:
    """Return the folders and files of this machine that the settings name; an index keeps its files beside `simple`."""
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
        # Whatever a file of the repository names as its Python.
        "UV_PYTHON": f"{ENVIRONMENT}/bin/python",
        "VIRTUAL_ENV": ENVIRONMENT,
        "NO_COLOR": "1",
    }


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
