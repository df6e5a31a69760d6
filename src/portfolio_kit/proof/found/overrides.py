"""What the author says is to be run: the `[tool.portfolio-kit.prove]` table of the repository's pyproject.toml.

It says what to run and nothing more: no limit can be lifted by it, and nothing that is hostile gains by it.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from typing import Any

from portfolio_kit import lazily as re
from portfolio_kit.proof.model import Command
from portfolio_kit.repository.file import File
from portfolio_kit.repository.plain_toml import load_toml
from portfolio_kit.repository.repository import Repository

_FILE = "pyproject.toml"
_KEY = "portfolio-kit"
_SHELL = re.compile(r"[|&;<>$`*?~()\n]")
_LONGEST = 2_000
_MOST = 50


def override(repository: Repository, stage: str) -> Mapping[str, Any]:
    """Return the table of one stage (environment, tests, training, service); empty where there is none."""
    file = repository.by_path.get(_FILE)
    table: object = load_toml(file.text) if file else {}
    for key in ("tool", _KEY, "prove", stage):
        table = table.get(key) if isinstance(table, dict) else None
    return table if isinstance(table, dict) else {}


def commands(repository: Repository, stage: str) -> tuple[Command, ...]:
    """Return the commands that the author gives for a stage, as `command` or `commands`, run in `folder`."""
    table = override(repository, stage)
    file = repository.by_path.get(_FILE)
    if file is None or not table:
        return ()
    given = [table["command"]] if "command" in table else table.get("commands")
    folder = table.get("folder")
    found = []
    for words in _several(given):
        evidence = file.evidence(_line(file, words[-1] if words[:2] == ("sh", "-c") else words[0], stage))
        found.append(Command(words, folder if isinstance(folder, str) and folder else ".", {}, evidence))
    return tuple(found[:_MOST])


def words(text: str) -> tuple[str, ...]:
    """Return the arguments of a command as typed: one for a shell where only a shell understands it."""
    text = text.strip()[:_LONGEST]
    if not _SHELL.search(text):
        try:
            split = shlex.split(text)
        except ValueError:
            split = []
        if split and "=" not in split[0]:
            return tuple(split)
    return ("sh", "-c", text)


def _several(given: object) -> Iterator[tuple[str, ...]]:
    for each in given if isinstance(given, list) else ():
        if isinstance(each, str) and each.strip():
            yield words(each)
        elif isinstance(each, list) and each and all(isinstance(word, str) and word for word in each):
            yield tuple(each)


def _line(file: File, word: str, stage: str) -> int:
    """The line of the stage's table that a command stands on."""
    lines = file.lines
    start = next((number for number, line in enumerate(lines, 1) if f"prove.{stage}" in line), 1)
    return next((number for number, line in enumerate(lines, 1) if number >= start and word in line), start)
