"""Which file of a repository a command starts, and the folder that it has to be started in."""

from __future__ import annotations

import posixpath

from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.started import Started

_SHORTEST, _LONGEST = 3, 200


def module_of(repository: Repository, what: Started) -> Module | None:
    """Return the module that a command starts, wherever in the repository it would be found."""
    wanted = _files(what)
    found = [
        (path.count("/"), path)
        for path in repository.by_path
        if any(path == name or path.endswith(f"/{name}") for name in wanted)
    ]
    nearest = min(found, default=(0, ""))[1]
    return next((module for module in repository.scripts if module.path == nearest), None)


def top_of(module: Module, what: Started) -> str:
    """Return the folder that a command would have to be typed in to start the module."""
    end = next((each for each in _files(what) if module.path.endswith(each)), module.path)
    top = module.path.removesuffix(end).rstrip("/")
    below = what.folder.strip("./")
    return top.removesuffix(below).rstrip("/") if below else top


def folder_of(repository: Repository, module: Module, top: str) -> str:
    """Return where it is started: where the files that the module names are, else in `top`, above a src folder."""
    natural = posixpath.dirname(top) if posixpath.basename(top) == "src" else top
    named = [text for text, _ in module.strings if _SHORTEST <= len(text) < _LONGEST and ("/" in text or "." in text)]
    for folder in dict.fromkeys((natural, "", module.file.folder)):
        if any(not text.startswith("/") and _is_there(repository, folder, text) for text in named):
            return folder
    return natural


def _is_there(repository: Repository, folder: str, text: str) -> bool:
    path = posixpath.normpath(posixpath.join(folder, text))
    return path in repository.by_path or (text.endswith("/") and path in repository.folders)


def _files(what: Started) -> list[str]:
    """The paths that what a command names can have, below the folder that it is looked for in."""
    name = what.name.replace("\\", "/").removeprefix("./")
    if what.kind == "file":
        return [name]
    return [name.replace(".", "/") + end for end in (".py", "/__main__.py", "/__init__.py")]
