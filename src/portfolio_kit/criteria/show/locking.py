"""How a package is added to a list that a lock was made from, and the lock made anew: by the tool that wrote it."""

from __future__ import annotations

from typing import NamedTuple

from portfolio_kit.repository.environment.imports import Environment


class _Tool(NamedTuple):
    """The commands of a tool that keeps a lock."""

    add: str
    add_for_notebooks: str
    lock: str


_TOOLS = {
    "uv.lock": _Tool("uv add", "uv add --group notebook", "uv lock"),
    "poetry.lock": _Tool("poetry add", "poetry add --group notebook", "poetry lock"),
    "Pipfile.lock": _Tool("pipenv install", "pipenv install --dev", "pipenv lock"),
    "pdm.lock": _Tool("pdm add", "pdm add -dG notebook", "pdm lock"),
    "pixi.lock": _Tool("pixi add", "pixi add --feature notebook", "pixi lock"),
}
# What those locks are made from.
_LISTS = frozenset({"pyproject.toml", "Pipfile", "pixi.toml"})


def adding(path: str, found: Environment, *, is_apart: bool) -> str:
    """Return the command that adds packages to a list and to its lock at once; empty where the list has no lock beside
    it. A lock that is older than its list stops an install that asks for what is locked.
    """
    folder, _, name = path.rpartition("/")
    tools = [_TOOLS[one.file.name] for one in found.files if one.file.name in _TOOLS and one.file.folder == folder]
    if name not in _LISTS or not tools:
        return ""
    return tools[0].add_for_notebooks if is_apart else tools[0].add


def locking(found: Environment) -> list[str]:
    """What to do about a lock that is no longer of the list, once that is mended by hand."""
    locks = [file.file for file in found.files if file.file.name in _TOOLS]
    if not locks or all(file.is_lock for file in found.usable):
        return []
    return [f"then make {locks[0].path} anew ({_TOOLS[locks[0].name].lock})"]
