"""Whether what a container starts can be imported as it is started there."""

from __future__ import annotations

import posixpath

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.launch import PROGRAM
from portfolio_kit.repository.containers.image import Image, resolved
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.shell import Command
from portfolio_kit.repository.running.started import Started

# An installation of the project by a requirements file.
_EDITABLE = re.compile(r"^[ \t]*(?:-e[ \t]+)?\.(?:[\[/ \t]|$)", re.MULTILINE)


def refused(repository: Repository, image: Image, folder: str, command: Command, found: Started) -> str | None:
    """Return the words for an import that makes the start of a module fail in an image, if any."""
    folder = resolved(folder, found.folder) if found.folder else folder

    def at(path: str) -> str | None:
        return image.at(path, repository.exists)

    on_path = [resolved(folder, part) for part in image.environment.get("PYTHONPATH", "").split(":") if part]
    if found.kind == "module":
        roots = [folder, *on_path]
        path = found.name.replace(".", "/")
        started = next(
            (
                (file, f"{found.name}{name}")
                for root in roots
                for end, name in ((".py", ""), ("/__main__.py", ".__main__"), ("/__init__.py", ""))
                if at(file := resolved(root, f"{path}{end}")) is not None
            ),
            None,
        )
    elif found.kind == "file" and command.is_python:
        started = (resolved(folder, found.name), PROGRAM)
        roots = [posixpath.dirname(started[0]), *on_path]
    else:
        started = None
    if started is None:
        return None
    is_open = (
        image.has_unknown
        or image.installs_project
        or any(
            _EDITABLE.search(declared.file.text)
            for declared in repository.dependency_files
            if declared.kind == "requirements"
        )
    )
    failing = repository.launch(at, roots, is_open=is_open).refused(*started)
    if failing is None:
        return None
    return f"it starts {at(started[0])}, but {failing.words}"
