"""Lists of packages that an image cannot install: for another system, or for a later Python."""

from __future__ import annotations

from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.containers.image import Image
from portfolio_kit.repository.environment.dependencies import canonical
from portfolio_kit.repository.repository import Repository

# What is published for one system only.
_FOR_ONE = {
    "pywin32": "Windows",
    "pywinpty": "Windows",
    "tensorflow-intel": "Windows",
    "windows-curses": "Windows",
    "tensorflow-macos": "macOS",
    "tensorflow-metal": "macOS",
    "pyobjc-core": "macOS",
}
# Since which version, by its first two numbers, a package asks for which Python 3.
_SINCE = {
    "numpy": (((2, 1), 10), ((2, 3), 11)),
    "pandas": (((2, 1), 9), ((3, 0), 11)),
    "scipy": (((1, 11), 9), ((1, 14), 10), ((1, 16), 11)),
    "scikit-learn": (((1, 5), 9), ((1, 7), 10), ((1, 8), 11)),
    "matplotlib": (((3, 8), 9), ((3, 10), 10)),
}
_PINNED = re.compile(r"\s*([A-Za-z][\w.-]{0,80})\s*(?:==\s*(\d{1,4})(?:\.(\d{1,4}))?[\w.]{0,30})?\s*(?:#.*)?$")
_PYTHON = re.compile(r"(?:^|/)python:3\.(\d{1,2})(?!\d)")
_NO_LINUX = re.compile(r"windows|nanoserver", re.IGNORECASE)


def uninstallable(repository: Repository, image: Image) -> Iterator[str]:
    """Yield, in words, what of the lists that an image installs cannot be installed in it; what a marker leaves to
    other systems (`; sys_platform == "win32"`) can.
    """
    base = _PYTHON.search(image.base)
    minor = int(base[1]) if base else None
    for path in dict.fromkeys(image.packages.lists):
        file = repository.by_path.get(path)
        for number, line in enumerate(file.lines if file and not _NO_LINUX.search(image.base) else (), start=1):
            match = _PINNED.match(line)
            if match is None:
                continue
            name = canonical(match[1])
            if name in _FOR_ONE:
                yield f"it installs {path}, whose line {number} asks for {name}, which exists for {_FOR_ONE[name]} only"
            elif match[2] and minor is not None:
                version = (int(match[2]), int(match[3] or 0))
                least = max((python for since, python in _SINCE.get(name, ()) if version >= since), default=0)
                if minor < least:
                    yield (
                        f"it installs {path}, whose line {number} asks for {name} {version[0]}.{version[1]}, which "
                        f"needs Python 3.{least}, on Python 3.{minor}"
                    )
