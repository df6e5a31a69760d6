"""What the README tells a reader to type, as far as it trains."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from portfolio_kit import lazily as re
from portfolio_kit.proof.found.overrides import words
from portfolio_kit.proof.model import Command
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running import commands as typed

_RUN = re.compile(
    r"(?:python[\d.]*|py)\s+(?P<options>(?:-[uBO]\s+)*)(?:-m\s+(?P<module>[A-Za-z_][\w.]*)|(?P<script>[\w./\\-]+\.py))\b(?P<rest>[^\n|&;<>]*)"
)
_SERVES = re.compile(
    r"serv|\bapp\b|api|dashboard|predict|infer|demo|streamlit|gradio|uvicorn|flask|wsgi|monitor|drift|(?:^|[/_])eda(?:[/_.]|$)|plot|explor|visuali",
    re.IGNORECASE,
)
_EVALUATES = re.compile(r"eval|metric|valid|compare|report|result", re.IGNORECASE)
_HELP = frozenset({"-h", "--help", "--version"})
_PLACEHOLDER = re.compile(r"[<{\[][\w /|-]+[>}\]]|\.\.\.|…|path/to|your[_-]", re.IGNORECASE)
_MOST = 12


@dataclass(frozen=True, slots=True)
class Part:
    """Commands of a text that follow each other, the last of which trains or evaluates."""

    commands: tuple[Command, ...]
    kind: Literal["script", "evaluation"]


def told(repository: Repository, trainers: Collection[str]) -> Iterator[Part]:
    """Yield the scripts of the project that each text has a reader run, in their order: to the first that trains, then
    on to the next, and to one that evaluates.

    What starts a service, asks for a prediction or only draws is no part of it.
    """
    by_text: dict[str, list[tuple[Command, str]]] = {}
    for command in repository.commands:
        if typed.RUN not in command.purposes:
            continue
        text = command.text
        number = command.line
        while text.endswith("\\") and number < len(command.document.source_lines):
            text = text[:-1] + " " + command.document.source_lines[number].strip()
            number += 1
        if found := _own(repository, text.partition(" #")[0].strip()):
            arguments, folder, path = found
            made = Command(arguments, folder or ".", {}, command.evidence)
            by_text.setdefault(command.document.path, []).append((made, path))
    for found_in in by_text.values():
        steps = list(dict.fromkeys((command.arguments, command.folder) for command, _ in found_in))
        first = {(command.arguments, command.folder): (command, path) for command, path in reversed(found_in)}
        ordered = [first[step] for step in steps]
        yield from _parts(ordered, trainers)


def _parts(ordered: list[tuple[Command, str]], trainers: Collection[str]) -> Iterator[Part]:
    part: list[Command] = []
    has_trained = False
    for command, path in ordered:
        trains = path in trainers
        evaluates = has_trained and bool(_EVALUATES.search(path))
        if trains or evaluates or not _SERVES.search(path):
            part.append(command)
        if trains or evaluates:
            yield Part(tuple(part[-_MOST:]), "script" if trains else "evaluation")
            part, has_trained = [], True


def _own(repository: Repository, text: str) -> tuple[tuple[str, ...], str, str] | None:
    """The command, the folder to run it in and the script of the project that it runs; None where it runs none."""
    match = _RUN.fullmatch(text)
    if match is None or _PLACEHOLDER.search(match["rest"]):
        return None
    rest = words(match["rest"]) if match["rest"].strip() else ()
    if rest[:1] == ("sh",) or not _HELP.isdisjoint(rest):
        return None
    if match["module"]:
        path = match["module"].replace(".", "/")
        for name in (f"{path}.py", f"{path}/__main__.py", f"src/{path}.py", f"src/{path}/__main__.py"):
            if own := _file(repository, name):
                folder = own.removesuffix(name).rstrip("/")
                return ("python", "-m", match["module"], *rest), folder, own
        return None
    name = posixpath.normpath(match["script"].replace("\\", "/")).lstrip("/")
    own = _file(repository, name)
    if own is None:
        return None
    return ("python", name, *rest), own.removesuffix(name).rstrip("/"), own


def _file(repository: Repository, name: str) -> str | None:
    """The file at a path from the root, or the one whose path ends so: a reader may have entered a folder."""
    if name in repository.by_path:
        return name
    found = [path for path in repository.by_path if path.endswith(f"/{name}")]
    return found[0] if len(found) == 1 else None
