"""Pipelines that are written as data: dvc.yaml, MLproject, and the commands that installing the project makes."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from portfolio_kit import lazily as re
from portfolio_kit.proof.found.overrides import words
from portfolio_kit.proof.found.pins import table
from portfolio_kit.proof.model import Command
from portfolio_kit.repository.file import File
from portfolio_kit.repository.plain_toml import load_toml
from portfolio_kit.repository.plain_yaml import load_yaml
from portfolio_kit.repository.repository import Repository

_PARAMETER = re.compile(r"\{(\w+)\}")
_VARIABLE = re.compile(r"\$\{([\w.\[\]]+)\}")
_TRAINS = re.compile(r"train|fit|pipeline|run", re.IGNORECASE)
_MOST = 30


def pipelines(repository: Repository, folder: str, trainers: Collection[str]) -> Iterator[tuple[Command, ...]]:
    """Yield the stages of a dvc.yaml in the order that they need, and what an MLproject's entry runs."""
    file = repository.by_path.get(posixpath.join(folder, "dvc.yaml"))
    stages = _dvc(repository, file) if file else ()
    if stages:
        yield tuple(stages)
    file = repository.by_path.get(posixpath.join(folder, "MLproject"))
    if file and (command := _mlproject(file, trainers)):
        yield (command,)


def _dvc(repository: Repository, file: File) -> list[Command]:
    document = load_yaml(file.text)
    written = table(document, "stages") if isinstance(document, dict) else {}
    stages = {
        name: stage
        for name, stage in list(written.items())[:_MOST]
        if isinstance(stage, dict) and isinstance(stage.get("cmd"), (str, list))
    }
    parameters = repository.by_path.get(posixpath.join(file.folder, "params.yaml"))
    values = load_yaml(parameters.text) if parameters else {}
    made = {
        out: name
        for name, stage in stages.items()
        for key in ("outs", "metrics", "plots")
        for out in _paths(stage, key)
    }
    needs = {name: [made[path] for path in _paths(stage, "deps") if path in made] for name, stage in stages.items()}
    ordered: list[str] = []
    while len(ordered) < len(stages):
        waiting = [name for name in stages if name not in ordered]
        # Of stages that wait for each other, the first that is written.
        ready = (name for name in waiting if all(other in ordered or other == name for other in needs[name]))
        ordered.append(next(ready, waiting[0]))
    found = []
    for name in ordered:
        line = next((number for number, text in enumerate(file.lines, 1) if text.strip() == f"{name}:"), 1)
        commands = stages[name]["cmd"]
        below = stages[name].get("wdir")
        folder = posixpath.normpath(posixpath.join(file.folder, below if isinstance(below, str) else "."))
        for text in commands if isinstance(commands, list) else [commands]:
            if isinstance(text, str):
                filled = _VARIABLE.sub(lambda match: str(_value(values, match[1], match[0])), text)
                found.append(Command(words(filled), folder, {}, file.evidence(line)))
    return found


def _paths(stage: Mapping[str, Any], key: str) -> Iterator[str]:
    listed = stage.get(key)
    for item in listed if isinstance(listed, list) else ():
        path = next(iter(item), None) if isinstance(item, dict) else item
        if isinstance(path, str):
            yield posixpath.normpath(path)


def _value(values: object, key: str, otherwise: str) -> object:
    for part in key.split("."):
        values = values.get(part) if isinstance(values, dict) else None
    return otherwise if values is None or isinstance(values, (dict, list)) else values


def _mlproject(file: File, trainers: Collection[str]) -> Command | None:
    document = load_yaml(file.text)
    entries = table(document, "entry_points") if isinstance(document, dict) else {}
    for name in sorted(entries, key=lambda name: (name != "train", name != "main")):
        entry = entries[name]
        text = entry.get("command") if isinstance(entry, dict) else None
        if isinstance(text, str) and (name in ("train", "main") or any(path in text for path in trainers)):
            filled = _filled(text, table(entry, "parameters"))
            line = next((number for number, shown in enumerate(file.lines, 1) if "command" in shown), 1)
            return Command(words(filled), file.folder or ".", {}, file.evidence(line))
    return None


def _filled(text: str, parameters: Mapping[str, Any]) -> str:
    return _PARAMETER.sub(lambda match: _default(parameters.get(match[1]), match[0]), text)


def _default(parameter: object, otherwise: str) -> str:
    value = parameter.get("default") if isinstance(parameter, dict) else None
    return otherwise if value is None else str(value)


def console_scripts(repository: Repository, trainers: Collection[str]) -> Iterator[Command]:
    """Yield the commands that installing the project makes, where what they start trains."""
    for file in repository.files:
        if file.name != "pyproject.toml":
            continue
        document = load_toml(file.text)
        for holder in (table(document, "project"), table(table(document, "tool"), "poetry")):
            for name, value in table(holder, "scripts").items():
                path = value.partition(":")[0].replace(".", "/") if isinstance(value, str) else ""
                if path and _TRAINS.search(f"{name} {value}") and any(own.endswith(f"{path}.py") for own in trainers):
                    line = next((number for number, text in enumerate(file.lines, 1) if text.startswith(name)), 1)
                    yield Command((name,), file.folder or ".", {}, file.evidence(line))
