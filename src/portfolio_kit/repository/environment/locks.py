"""The tools that keep a lock beside a list of packages: how packages are added, locked and installed with each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from portfolio_kit.repository.file import File


class Tool(NamedTuple):
    """The commands of a tool that keeps a lock."""

    lock_file: str
    add: str
    add_for_notebooks: str
    add_for_tests: str
    lock: str
    install: str
    run: str


_TOOLS = (
    Tool("uv.lock", "uv add", "uv add --group notebook", "uv add --dev", "uv lock", "uv sync --locked", "uv run"),
    Tool(
        "poetry.lock",
        "poetry add",
        "poetry add --group notebook",
        "poetry add --group dev",
        "poetry lock",
        "poetry install",
        "poetry run",
    ),
    Tool(
        "Pipfile.lock",
        "pipenv install",
        "pipenv install --dev",
        "pipenv install --dev",
        "pipenv lock",
        "pipenv sync --dev",
        "pipenv run",
    ),
    Tool("pdm.lock", "pdm add", "pdm add -dG notebook", "pdm add -d", "pdm lock", "pdm sync", "pdm run"),
    Tool("pixi.lock", "pixi add", "pixi add --feature notebook", "pixi add", "pixi lock", "pixi install", "pixi run"),
)
# What those locks are made from.
_LISTS = frozenset({"pyproject.toml", "Pipfile", "pixi.toml"})


def beside(path: str, files: Iterable[File]) -> Tool | None:
    """Return the tool that keeps a lock of the list at a path, beside it; None where there is none.

    A lock that is older than its list stops an install that asks for what is locked.
    """
    folder, _, name = path.rpartition("/")
    if name not in _LISTS:
        return None
    here = {file.name for file in files if file.folder == folder and not file.is_blank}
    return next((tool for tool in _TOOLS if tool.lock_file in here), None)


def first(files: Iterable[File]) -> tuple[Tool, str] | None:
    """Return the tool of the first lock among some files, and the path of that."""
    by_name = {tool.lock_file: tool for tool in _TOOLS}
    return next(((by_name[file.name], file.path) for file in files if file.name in by_name), None)


def of_project(files: Iterable[File]) -> Tool | None:
    """Return the tool that keeps the lock at the root of a project."""
    at_root = [file for file in files if not file.folder]
    return next((tool for name in sorted(_LISTS) if (tool := beside(name, at_root)) is not None), None)
