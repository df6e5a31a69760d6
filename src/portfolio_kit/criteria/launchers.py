"""Files that start an app where they are opened: `run_app.bat` beside the README, which nobody needs to type out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.shell import commands
from portfolio_kit.repository.running.started import started
from portfolio_kit.rubric.finding import Evidence

_SUFFIXES = (".bat", ".cmd", ".ps1", ".sh", ".command")
_SAYS = re.compile(r"run|start|launch|serve|demo|app", re.IGNORECASE)
_MOST = 200


def launchers(repository: Repository, apps: set[str]) -> Iterator[Evidence]:
    """Yield the lines that start one of the apps, by their paths, in scripts at the root which are called after that.

    A script that prepares a machine, or lies further down, is not what a visitor would open.
    """
    for file in repository.files:
        if file.folder or file.suffix not in _SUFFIXES or not _SAYS.search(file.stem):
            continue
        for number, line in enumerate(file.lines[:_MOST], start=1):
            for command in commands(line.strip()):
                found = started(command, {})
                name = found.name if found else ""
                if found and found.kind == "module":
                    name = f"{name.replace('.', '/')}.py"
                if name and posixpath.normpath(name.replace("\\", "/")) in apps:
                    yield file.evidence(number)
