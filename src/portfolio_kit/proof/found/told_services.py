"""Where a repository tells how it is served: README, Makefile, Procfile, compose files, Dockerfiles, in that order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portfolio_kit import lazily as re
from portfolio_kit.repository.containers.building import build
from portfolio_kit.repository.containers.context import Context, Ignored
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.commands import RUN
from portfolio_kit.repository.running.shell import Command, commands, unwrapped
from portfolio_kit.rubric.finding import Evidence

_TARGET = re.compile(
    r"^((?:run|start|launch)?[-_]?(?:serve|server|service|api|app|web|dev|up|streamlit|gradio|dashboard)|run|start|"
    r"serve[-_]\w+)[ \t]*:(?!=)",
    re.MULTILINE,
)
_MAKEFILES = ("Makefile", "makefile", "GNUmakefile")
_KINDS = ("web", "api", "app")


@dataclass(frozen=True, slots=True)
class Told:
    """A simple command that a text or a file gives, and where."""

    command: Command
    evidence: Evidence


def told(repository: Repository) -> Iterator[Told]:
    """Yield the commands that start something, with those of task runners and scripts taken apart."""
    for text, evidence in _texts(repository):
        for command in repository.tasks.expanded(text, evidence.path.rpartition("/")[0]):
            yield Told(command, evidence)
        if evidence.path.count("/"):
            for command in repository.tasks.expanded(text):
                yield Told(command, evidence)
    yield from _images(repository)


def _texts(repository: Repository) -> Iterator[tuple[str, Evidence]]:
    for command in repository.commands:
        if RUN in command.purposes:
            yield command.text, command.evidence
    for name in _MAKEFILES:
        file = repository.by_path.get(name)
        if file is not None:
            yield from ((f"make {match[1]}", file.at(match.start())) for match in _TARGET.finditer(file.text))
    for file in repository.files:
        if file.name.lower() == "procfile":
            for number, line in enumerate(file.lines, start=1):
                kind, colon, typed = line.partition(":")
                if colon and kind.strip().lower() in _KINDS:
                    yield typed.strip(), file.evidence(number)


def _images(repository: Repository) -> Iterator[Told]:
    for service in repository.services:
        if service.context is not None and service.command is not None:
            given = service.command
            found = commands(given.replace("\n", " ")) if isinstance(given, str) else unwrapped(given)
            yield from (Told(command, service.file.evidence(service.line)) for command in found)
    for dockerfile in repository.dockerfiles:
        image = build(dockerfile, Context("", (), Ignored("")))
        last = image.command or image.entrypoint or dockerfile.instructions[-1]
        place = dockerfile.file.evidence(last.line)
        for command in image.started():
            yield Told(command, place)
            if command.program.endswith((".sh", "make")):
                yield from (Told(inner, place) for inner in repository.tasks.expanded(" ".join(command.words)))
