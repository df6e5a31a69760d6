"""The files of a repository, found by their paths, their endings and the folders that they are in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from portfolio_kit.repository.file import File
from portfolio_kit.repository.listing import Listing


class Tree:
    """The files that were read of a folder. Nothing of them is run."""

    def __init__(self, root: Path, found: Listing, name: str) -> None:
        self.root = root
        self.name = name
        self.kept: dict[Callable[..., Any], Any] = {}
        """What others read of it and keep with it."""
        self.files = found.own
        self.runs = found.runs
        self.commit = found.commit
        self.notes = list(found.notes)
        self.budget = found.budget
        self.repositories = found.repositories
        self.untracked = found.untracked

    @cached_property
    def by_path(self) -> dict[str, File]:
        """The files by path."""
        return {file.path: file for file in self.files}

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder that holds a file, at any depth."""
        found: set[str] = set()
        for file in self.files:
            folder = file.folder
            while folder and folder not in found:
                found.add(folder)
                folder = folder.rpartition("/")[0]
        return frozenset(found)

    def exists(self, path: str) -> bool:
        """Whether a file or folder of that path is there."""
        path = path.removeprefix("./").rstrip("/")
        return path in ("", ".") or path in self.by_path or path in self.folders

    def is_anywhere(self, path: str) -> bool:
        """Whether a file or folder of that path is there, be it among what is left out."""
        return self.exists(path) or os.path.lexists(self.root / path)

    def suffixed(self, *suffixes: str) -> Iterator[File]:
        """Yield the files whose names end so."""
        return (file for file in self.files if file.suffix in suffixes)

    @cached_property
    def _endings(self) -> frozenset[str]:
        found: set[str] = set()
        for path in self.by_path:
            ending = path
            while ending:
                found.add(ending)
                ending = ending.partition("/")[2]
        return frozenset(found)

    def ends_with(self, path: str) -> bool:
        """Whether a file's path is `path` or ends with it: a command may be typed in any folder."""
        return path in self._endings

    def runs_something(self, path: str) -> bool:
        """Whether there is such a file, and it is no script without a line in it."""
        if not self.ends_with(path) or not path.endswith(".py") or path.endswith("__init__.py"):
            return self.ends_with(path)
        return any(file.size and file.text.strip() for file in self.files if f"/{file.path}".endswith(f"/{path}"))

    def is_somewhere(self, path: str) -> bool:
        """Whether a file or folder is called so, or its path ends so."""
        return self.ends_with(path) or any(folder == path or folder.endswith(f"/{path}") for folder in self.folders)
