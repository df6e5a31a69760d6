"""What runs by itself when the project changes: GitHub Actions, GitLab CI and the other systems' files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from portfolio_kit.repository.file import File

_OTHER = re.compile(r"(?:^|/)(?:\.gitlab-ci\.ya?ml|\.travis\.yml|azure-pipelines[\w.-]*\.ya?ml|bitbucket-pipelines\.yml|\.drone\.yml|\.woodpecker(?:\.ya?ml|/[\w.-]+\.ya?ml)|\.circleci/config\.yml|jenkinsfile[\w.-]*|\.cirrus\.yml|appveyor\.yml|cloudbuild[\w.-]*\.ya?ml|buildspec[\w.-]*\.ya?ml|\.buildkite/[\w.-]+\.ya?ml)$", re.IGNORECASE)  # fmt: skip
_GITHUB = re.compile(r"^\.github/workflows/[^/]+\.ya?ml$", re.IGNORECASE)
_MOST_ALIASES = 50
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class Step:
    """A shell command line, or an action that is used, and the line where it stands."""

    command: str
    line: int
    is_action: bool = False


@dataclass(frozen=True, slots=True)
class Workflow:
    """One file of a CI system, with the steps that it runs; none where the file does nothing or does not parse."""

    file: File
    system: str
    steps: tuple[Step, ...]


def is_workflow(path: str) -> bool:
    """Whether the file at `path` is one that a CI system obeys."""
    return bool(_GITHUB.match(path) or _OTHER.search(path))


def workflow(file: File) -> Workflow:
    """Return the steps of a CI file."""
    text = file.text
    if file.name.lower().startswith("jenkinsfile"):
        commands = re.finditer(r"\b(?:sh|bat)\s*\(?\s*(?:script\s*:\s*)?(\"\"\"|'''|[\"'])(.{1,5000}?)\1", text, re.DOTALL)
        return Workflow(file, "Jenkins", tuple(Step(line.strip(), file.line_at(m.start(2))) for m in commands for line in m[2].split("\n") if line.strip()))
    document = load_yaml(text)
    github = bool(_GITHUB.match(file.path))
    found: list[Step] = []
    if isinstance(document, dict):
        roots = document.get("jobs") if github else document
        for key, value in _walk(roots):
            if key in _COMMANDS or (key == "uses" and github):
                for command in _commands(value):
                    found.append(Step(command, _line_of(text, command), key == "uses"))
    return Workflow(file, "GitHub Actions" if github else file.name, tuple(found))


_COMMANDS = frozenset({"run", "script", "before_script", "after_script", "install", "command", "commands", "bash", "args", "entrypoint"})


def load_yaml(text: str) -> Any:
    """Return a YAML document with plain values only; None where it is none, or where it is built to explode."""
    if text.count("*") > _MOST_ALIASES and len(re.findall(r"[\s\[,]\*\w+", text)) > _MOST_ALIASES:
        return None
    if re.search(r"[\[{]{60,}", text):
        return None
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(text, loader)  # noqa: S506
    except (yaml.YAMLError, RecursionError, ValueError, TypeError, AttributeError, OverflowError):
        return None


def _walk(node: object) -> Iterator[tuple[str, object]]:
    pending: list[tuple[object, int]] = [(node, 0)]
    while pending:
        value, depth = pending.pop(0)
        if depth > _DEEPEST:
            continue
        if isinstance(value, dict):
            for key, item in value.items():
                yield str(key), item
                if isinstance(item, (dict, list)):
                    pending.append((item, depth + 1))
        elif isinstance(value, list):
            pending.extend((item, depth + 1) for item in value if isinstance(item, (dict, list)))


def _commands(value: object) -> Iterator[str]:
    if isinstance(value, str):
        for line in re.sub(r"\\\n\s*", " ", value).split("\n"):
            if line.strip() and not line.strip().startswith("#"):
                yield line.strip()
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, str):
                yield from _commands(item)


def _line_of(text: str, command: str) -> int:
    position = text.find(command)
    if position < 0:
        position = text.find(command[:30])
    return text.count("\n", 0, max(position, 0)) + 1
