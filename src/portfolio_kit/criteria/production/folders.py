"""Folders that the steps of a workflow go to, and whether they are there."""

from __future__ import annotations

import posixpath

from portfolio_kit import lazily as re
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.workflow import Workflow

_MAKES = re.compile(
    r"\b(?:mkdir|git clone|unzip|tar|cookiecutter|copier|cp -r|mv|New-Item)\b|^[ \t]*path:", re.MULTILINE
)
_UNKNOWN = ("$", "~", "*", "`", "%", "X")


class Folders:
    """Which folders a workflow can go to: those of the repository, and what its own steps may make."""

    def __init__(self, repository: Repository, workflow: Workflow) -> None:
        self._repository = repository
        self._may_make = bool(_MAKES.search(workflow.file.text))

    def is_lost(self, folder: str, below: str = "") -> bool:
        """Whether a step fails as it goes there; what is computed, or made on the way, may be there."""
        path = posixpath.normpath(posixpath.join(folder or ".", below or "."))
        if self._may_make or path.startswith(("/", "..", "-")) or any(mark in path for mark in _UNKNOWN):
            return False
        return not self._repository.is_anywhere(path) and not self._repository.is_somewhere(path)
