"""Files by which a host builds a project without a Dockerfile, and the commands that they start it with."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.file import File

_PROCESS = re.compile(r"^[ \t]*(?:web|worker|api|app)[ \t]*:[ \t]*(\S[^\n]*)", re.IGNORECASE | re.MULTILINE)
# Of a Procfile, what the host starts nothing by itself for; `release` runs before the start.
_OTHER = re.compile(r"^[ \t]*(?!release[ \t]*:)([\w-]{1,40})[ \t]*:[ \t]*(\S[^\n]*)", re.IGNORECASE | re.MULTILINE)
_KEYS = {
    "render.yaml": re.compile(r"^[ \t]+startCommand:[ \t]*[\"']?([^\n\"'#][^\n\"']*)", re.MULTILINE),
    "app.yaml": re.compile(r"^entrypoint:[ \t]*[\"']?([^\n\"'#][^\n\"']*)", re.MULTILINE),
}
_ROOT = re.compile(r"^[ \t]+rootDir:[ \t]*[\"']?([\w./-]+)", re.MULTILINE)


class Buildpack(NamedTuple):
    """A file that a host obeys, the folder that is built, and the command that starts it, at `position` in the file."""

    file: File
    folder: str
    command: str
    position: int
    process: str = ""
    """Of a Procfile, the process type where it is one that the host does not start."""


def buildpacks(files: Iterable[File]) -> Iterator[Buildpack]:
    """Yield the first command of each Procfile (Heroku), render.yaml (Render) and app.yaml (App Engine)."""
    for file in files:
        name = file.name.lower().replace(".yml", ".yaml")
        pattern = _PROCESS if name == "procfile" else _KEYS.get(name)
        match = pattern.search(file.text) if pattern else None
        other = _OTHER.search(file.text) if match is None and name == "procfile" else None
        if other:
            yield Buildpack(file, file.folder, other[2], other.start(1), process=other[1])
        elif match:
            yield Buildpack(file, _folder(file) if name == "render.yaml" else file.folder, match[1], match.start(1))


def _folder(file: File) -> str:
    """Return the folder that Render builds: wherever its file lies, the root unless it says another."""
    root = _ROOT.search(file.text)
    return "" if root is None else posixpath.normpath(root[1]).removeprefix(".").strip("/")
