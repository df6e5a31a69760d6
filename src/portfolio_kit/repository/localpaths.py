"""Paths that exist on the author's machine only, in strings of code; routes and paths of containers are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio_kit import lazily as re

if TYPE_CHECKING:
    from portfolio_kit.repository.python import Module
    from portfolio_kit.rubric.finding import Evidence

_LOCAL = re.compile(
    r"^(?:file://)?/?(?:[A-Za-z]:[\\/]+(?=[\w .])|/home/(?!app\b|user/app|appuser|vscode|jovyan|airflow"
    r"|runner)[\w.-]+/|/Users/[\w. -]+/[\w. -]+|/mnt/[a-z]/|/root/(?!\.)[\w.-]+/|/content/drive/|/gdrive/|/Volumes/"
    r"|/media/[\w.-]+/)"
)
# Beside a notebook lies what it reads: from the root of a disk it is read on one machine only, or in a cloud's session.
_OF_A_DISK = re.compile(
    r"^/(?!kaggle/|tmp/|app/|usr/|opt/|home/jovyan/|workspace/)[\w.-]+/[^\n]{0,300}\.(?:csv|tsv|xlsx?|parquet|zip)$"
)
_MAGIC = re.compile(r"^[ \t]*[%!]cd[ \t]+[\"']?(?P<path>\S{3,300})", re.MULTILINE)
_LONGEST = 400
_WORDS = ("/home/", "/Users/", ":\\", ":/", "/mnt/", "/root/", "/content/", "/gdrive", "/Volumes/", "/media/")
_QUOTED = ("'/", '"/')


def is_local(path: str) -> bool:
    """Whether a path leads into somebody's home, drive or cloud drive."""
    return (
        bool(_LOCAL.match(path))
        and "\n" not in path
        and len(path) < _LONGEST
        and not path.startswith(("/home/user/your", "/home/username", "C:/path", "C:\\path"))
    )


def local_paths(module: Module) -> list[Evidence]:
    """Return where a module's code names such a path."""
    found: list[Evidence] = []
    if module.mentions(*_WORDS):
        found += [module.evidence(line) for text, line in module.strings if is_local(text)]
    if module.notebook is not None:
        if module.mentions(*_QUOTED):
            found += [module.evidence(line) for text, line in module.strings if _OF_A_DISK.match(text)]
        for cell in module.notebook.code:
            found += [
                module.notebook.evidence(match[0]) for match in _MAGIC.finditer(cell.source) if is_local(match["path"])
            ]
    return found
