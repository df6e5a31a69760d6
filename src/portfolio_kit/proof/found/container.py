"""How the container image is built: by which Dockerfile, from which folder, and what is wrong with it on reading."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from portfolio_kit import lazily as re
from portfolio_kit.repository.containers.building import build
from portfolio_kit.repository.containers.context import Context, Ignored
from portfolio_kit.repository.containers.dockerfile import Dockerfile, Instruction
from portfolio_kit.repository.containers.image import Image, Problem
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.serving.apps import App
from portfolio_kit.rubric.finding import Evidence

_ARGUMENT = re.compile(r"\$(?:\{(\w+)(?::?-([^{}]*))?\}|(\w+))")
# What is there to write code in, or for others to copy, is no image of this project.
_OTHERS = re.compile(r"(?:^|/)(?:\.devcontainer|(?:[\w-]*-)?templates?|\{\{[^/]*|cookiecutter[\w-]*)/", re.IGNORECASE)
_COPIES = "it copies "
_SERVES = re.compile(
    r"uvicorn|gunicorn|flask|fastapi|bentoml|streamlit|gradio|waitress|hypercorn|serve|api|app", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Build:
    """A build: its Dockerfile, the folder that it can copy from, and which of its stages is wanted if not the last."""

    dockerfile: Dockerfile
    context: str = ""
    target: str = ""
    image: Image | None = None

    @property
    def evidence(self) -> Evidence:
        """Where the image begins."""
        return self.dockerfile.file.evidence(self.dockerfile.instructions[0].line)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What it copies that is not there: known before anything is built."""
        return tuple(each for each in self.image.problems if each.words.startswith(_COPIES)) if self.image else ()

    def instruction(self, stage: int, step: int) -> Instruction | None:
        """Return the instruction that is step number `step` of stage number `stage`, both from 1."""
        seen = 0
        for position, each in enumerate(self.dockerfile.instructions):
            seen += each.name == "FROM"
            if seen == stage:
                found = position + step - 1
                own = self.dockerfile.instructions[found : found + 1]
                return own[0] if own else None
        return None

    def bases(self) -> tuple[str, ...]:
        """Return the images that it begins with or copies from, arguments filled in with their defaults."""
        given: dict[str, str] = {}
        stages: set[str] = set()
        found: list[str] = []
        for each in self.dockerfile.instructions:
            if each.name == "ARG" and each.words:
                name, equals, value = each.words[0].partition("=")
                given.update({name: value} if equals else {})
            elif each.name == "FROM" and each.words:
                found.append(_filled(each.words[0], given))
                stages |= {each.words[2].lower()} if len(each.words) > 2 else set()  # noqa: PLR2004 - FROM x AS y
            elif each.name == "COPY" and (origin := each.flags.get("from")) and not origin.isdigit():
                found.append(_filled(origin, given))
        own = (name for name in found if name.lower() not in stages and name != "scratch" and "$" not in name)
        return tuple(dict.fromkeys(own))


def container(repository: Repository) -> Build | None:
    """Return the build of the service's image; None where there is no Dockerfile.

    A compose file says from where; else it is the Dockerfile's own folder, or one above it that has what it copies.
    """
    found = [*_composed(repository), *_alone(repository)]
    return min(found, key=lambda each: (bool(each.problems), not _serves(repository, each)), default=None)


def _composed(repository: Repository) -> Iterator[Build]:
    for service in repository.services:
        if service.context is not None and not service.context.startswith(".."):
            named = (each for each in repository.dockerfiles if each.file.path == service.built_by)
            for dockerfile in named:
                yield _build(repository, dockerfile, service.context, service.target)


def _alone(repository: Repository) -> Iterator[Build]:
    for dockerfile in sorted(repository.dockerfiles, key=lambda each: each.file.path.count("/")):
        if _OTHERS.search(dockerfile.file.path):
            continue
        folders = [dockerfile.file.folder]
        while folders[-1]:
            folders.append(posixpath.dirname(folders[-1]))
        builds = [_build(repository, dockerfile, folder) for folder in folders]
        yield min(builds, key=lambda each: len(each.problems))


def _build(repository: Repository, dockerfile: Dockerfile, folder: str, target: str = "") -> Build:
    own = repository.by_path.get(f"{dockerfile.file.path}.dockerignore")
    ignored = own or repository.by_path.get(posixpath.join(folder, ".dockerignore"))
    context = Context(folder, repository.by_path, Ignored(ignored.text if ignored else ""))
    return Build(dockerfile, folder, target, build(dockerfile, context, target))


def _serves(repository: Repository, found: Build) -> bool:
    """Whether what an image starts reads as a service."""
    started = found.image.started() if found.image else []
    names = {app.module.file.name for app in repository.apps if _is_asked(app)}
    return any(_SERVES.search(each.program) or names & set(each.words) for each in started)


def _is_asked(app: App) -> bool:
    return app.kind != "command"


def _filled(text: str, given: dict[str, str]) -> str:
    return _ARGUMENT.sub(lambda match: given.get(match[1] or match[3]) or match[2] or match[0], text)
