"""What a container image would hold, worked out from its Dockerfile and the files of its build context."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.containers.context import Context
from portfolio_kit.repository.containers.dockerfile import Dockerfile, Instruction
from portfolio_kit.repository.containers.installed import Packages
from portfolio_kit.repository.running.shell import Command, commands, unwrapped

_VARIABLE = re.compile(r"\$(?:\{(\w+)(?::?[-+]([^{}]{0,200}))?\}|(\w+))")
_ENV_PAIR = re.compile(r"([A-Za-z_]\w*)=(\"[^\"]*\"|'[^']*'|\S*)")
_INSTALL = re.compile(
    r"\b(?:pip3?|uv|pipenv|poetry|conda|mamba|micromamba|pdm|pixi|apt-get|apt|apk|easy_install|npm|yarn|pnpm|rye|hatch"
    r"|setup\.py)\b[^;&|\n]{0,300}?\b(?:install|sync|create|update|add|ci|compile)\b",
    re.IGNORECASE,
)
# Where packages are installed beside the code, or together into something that is copied.
_BESIDE = re.compile(
    r"venv|\buv\b|--target|\s-t\s|in-project|IN_PROJECT|--prefix|conda|pex\b|pyinstaller|nuitka|wheel", re.IGNORECASE
)
_PACKAGES = re.compile(
    r"site-packages|dist-packages|\.local|^/(?:usr|opt|root|install|deps|packages|python|env|home|var)|^/$|packages|\$"
)
_MAKES = re.compile(
    r"\bpython[\d.]*[ \t]+(?!-m[ \t]+(?:pip|venv|virtualenv)\b)|\b(?:make|dvc|just|invoke)[ \t]|\.(?:sh|py)\b"
)
_FETCH = re.compile(
    r"\bgit\s+clone\b|\b(?:wget|curl)\b[^;&|\n]{0,500}\.(?:zip|tar|tgz|gz|py|sh)\b|\bdvc\s+pull\b|\b(?:aws\s+s3"
    r"|gsutil)\s+(?:cp|sync)\b"
)
# Bases that bring neither the project's packages nor a program that serves a model.
_PLAIN = re.compile(
    r"^(?:docker\.io/|library/|public\.ecr\.aws/(?:docker/library|lambda)/)*(?:python|ubuntu|debian|alpine|centos"
    r"|fedora|amazonlinux|scratch|busybox|continuumio/[\w-]+|condaforge/[\w-]+|mambaorg/[\w-]+|ghcr\.io/astral-sh/uv"
    r"|astral/uv|node|nginx|pypy|slim|rockylinux|redhat/[\w-]+)(?:[:@].*)?$",
    re.IGNORECASE,
)


# What pip installs that is no folder, and the options that take a folder for something else.
_NO_FOLDER = (".txt", ".whl", ".gz", ".zip", ".toml", ".in")
_WITH_FOLDER = frozenset({"-t", "--target", "--prefix", "--root", "-f", "--find-links", "--cache-dir"})
# Amazon's own, which look for the handler in a folder that they name.
_LAMBDA = re.compile(r"(?:^|/)lambda/python\b|aws-lambda-python", re.IGNORECASE)
# More than any Dockerfile for people has: stages and variables can be made to double.
_MOST = 500
_LONGEST = 2_000
_LONGEST_SCRIPT = 20_000
# A list of packages that a tool writes: `poetry export -o requirements.txt`, `uv pip freeze > requirements.txt`.
_WRITTEN = re.compile(r"(?:\s(?:-o|--output|--output-file)[ =]|>)[ \t]*[\"']?([\w./-]{1,200}\.txt)\b")


class Copied(NamedTuple):
    """What of the repository is in the image: `source` from the repository's root, `target` in the image."""

    source: str
    target: str
    is_mounted: bool = False
    """Whether it is there when the container runs, and not built in: no .dockerignore keeps it out."""


class Problem(NamedTuple):
    """Why an image cannot be built or started as written, in words, and the line of the Dockerfile."""

    words: str
    line: int
    absent: str = ""
    """What is copied and not there, from the repository's root, where a step before the build could make it."""


def _nothing(_path: str) -> bool:
    return False


@dataclass
class Image:
    """The last stage of a build: its files, its folder, its environment, what it installs and what it starts."""

    base: str = ""
    folder: str = "/"
    copied: list[Copied] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    entrypoint: Instruction | None = None
    command: Instruction | None = None
    installs: bool = False
    installs_project: bool = False
    has_unknown: bool = False
    """Whether something is in it that was not in the repository, so that nothing is known to be absent."""
    problems: list[Problem] = field(default_factory=list)
    packages: Packages = field(default_factory=Packages)
    makes: bool = False
    """Whether a command of the build may make files: it runs code, or a task."""
    left_out: Callable[[str], bool] = _nothing
    """Whether the build sees a path of the repository not, by its .dockerignore."""
    builds: list[tuple[int, str, list[Copied]]] = field(default_factory=list)
    """Where the project itself is built: the line, the folder, and what was in the image by then."""

    def at(self, path: str, exists: Callable[[str], bool]) -> str | None:
        """Return the repository's path of what stands at `path` in the image; None where nothing of it does."""
        full = resolved(self.folder, path)
        for item in reversed(self.copied):
            if item.target == full:
                return item.source
            prefix = item.target.rstrip("/") + "/"
            if full.startswith(prefix):
                inside = posixpath.normpath(posixpath.join(item.source, full[len(prefix) :]))
                if exists(inside) and (item.is_mounted or not self.left_out(inside)):
                    return inside
        return None

    def covers(self, path: str) -> bool:
        """Whether a path of the repository, were anything there, would be in the image."""
        return any(
            (item.source in ("", path) or path.startswith(f"{item.source}/"))
            and (item.is_mounted or not self.left_out(path))
            for item in self.copied
        )

    def started(self) -> list[Command]:
        """Return the commands that a container of the image starts with."""
        entry, command = self.entrypoint, self.command
        if entry is not None and not entry.is_exec:
            return list(commands(entry.command))
        words = [
            *(entry.words if entry else ()),
            *((command.words if command else ()) if entry or (command and command.is_exec) else ()),
        ]
        if words:
            return list(unwrapped(words))
        return list(commands(command.command)) if command else []


def resolved(folder: str, path: str) -> str:
    """Return an absolute path in the image."""
    return posixpath.normpath(posixpath.join("/", folder, path)).replace("//", "/")


def build(dockerfile: Dockerfile, context: Context, target: str = "") -> Image:
    """Return the image that the last stage of a Dockerfile (or the one called `target`) makes, and its problems."""
    stages: dict[str, Image] = {}
    variables: dict[str, str] = {}
    image = Image()
    number = -1
    is_beside = any(_BESIDE.search(instruction.arguments) for instruction in dockerfile.instructions[:_MOST])
    for instruction in dockerfile.instructions[:_MOST]:
        if instruction.name == "FROM":
            words = [_filled(word, variables) for word in instruction.words]
            base = words[0] if words else ""
            if target and stages.get(target.lower()) is image:
                break
            number += 1
            parent = stages.get(base.lower())
            problems, builds = image.problems, image.builds
            image = (
                Image(base=base)
                if parent is None
                else Image(
                    parent.base,
                    parent.folder,
                    list(parent.copied),
                    dict(parent.environment),
                    parent.entrypoint,
                    parent.command,
                    parent.installs,
                    parent.installs_project,
                    packages=parent.packages.copy(),
                    makes=parent.makes,
                )
            )
            image.left_out = context.leaves_out_of_all
            image.problems, image.builds = problems, builds
            if parent is None and _LAMBDA.search(base):
                image.folder = image.environment["LAMBDA_TASK_ROOT"] = "/var/task"
            stages[str(number)] = image
            if len(words) > 2 and words[1].lower() == "as":  # noqa: PLR2004
                stages[words[2].lower()] = image
            continue
        _apply(instruction, image, stages, variables, context)
        origin = stages.get(instruction.flags.get("from", "").lower()) if instruction.name == "COPY" else None
        # Packages come with the folder that they were installed into, and not with the code alone.
        if origin and origin.installs and (is_beside or any(map(_PACKAGES.search, instruction.words[:-1]))):
            image.installs = image.packages.is_open = True
    image.installs = image.installs or not _PLAIN.match(image.base)
    return image


def _apply(
    instruction: Instruction, image: Image, stages: dict[str, Image], variables: dict[str, str], context: Context
) -> None:
    name = instruction.name
    if name == "WORKDIR":
        image.folder = resolved(image.folder, _filled(" ".join(instruction.words), {**variables, **image.environment}))
    elif name in ("ENV", "ARG"):
        pairs = _ENV_PAIR.findall(instruction.arguments)
        if not pairs and name == "ENV" and len(instruction.words) > 1:
            pairs = [(instruction.words[0], " ".join(instruction.words[1:]))]
        for key, value in pairs:
            filled = _filled(value.strip("\"'"), {**variables, **image.environment})
            (image.environment if name == "ENV" else variables)[key] = filled
    elif name in ("COPY", "ADD"):
        _copy(instruction, image, stages, {**variables, **image.environment}, context)
    elif name == "RUN":
        _run(instruction, image, {**variables, **image.environment}, context)
    elif name == "CMD":
        image.command = instruction
    elif name == "ENTRYPOINT":
        image.entrypoint, image.command = instruction, None


def _copy(
    instruction: Instruction, image: Image, stages: dict[str, Image], variables: dict[str, str], context: Context
) -> None:
    words = [_filled(word, variables) for word in instruction.words]
    if len(words) < 2:  # noqa: PLR2004
        return
    *sources, target = words
    is_folder = target.endswith("/") or target in (".", "..") or len(sources) > 1
    where = resolved(image.folder, target)
    origin = instruction.flags.get("from")
    for source in sources:
        if "$" in source or "://" in source or source.startswith(("<<", "git@")):
            image.has_unknown = True
        elif origin is not None:
            stage = stages.get(_filled(origin, variables).lower())
            if stage is not None:
                _from_stage(stage, resolved("/", source), where, image)
        else:
            found, problem = _sources(source, context, is_alone=len(sources) == 1)
            if problem:
                image.problems.append(Problem(problem, instruction.line, _makeable(source, context)))
            for path in found:
                image.copied += _copied(path, where, context, is_folder=is_folder or path != _plain(source))


def _plain(source: str) -> str:
    return posixpath.normpath(source.lstrip("/") or ".")


def _sources(source: str, context: Context, *, is_alone: bool) -> tuple[list[str], str | None]:
    """The files and folders of the context that COPY takes for one source, and what is wrong with it."""
    plain = _plain(source)
    if plain.startswith(".."):
        return [], f"it copies {source}, which lies outside the build context"
    if not any(mark in plain for mark in "*?["):
        return (
            ([plain], None) if context.holds(plain) else ([], f"it copies {source}, which is not in {_called(context)}")
        )
    found = context.matching(plain)
    # A pattern beside other sources may match nothing: that is how optional files are copied.
    return (
        found,
        f"it copies {source}, and nothing in {_called(context)} is called so" if is_alone and not found else None,
    )


def _makeable(source: str, context: Context) -> str:
    """The path of what is not there, from the repository's root; nothing where the build would not see it made."""
    plain = _plain(source)
    if plain.startswith("..") or any(mark in plain for mark in "*?[") or context.leaves_out(plain):
        return ""
    return posixpath.normpath(posixpath.join(context.folder, plain))


def _copied(path: str, where: str, context: Context, *, is_folder: bool) -> list[Copied]:
    """Where a file or folder of the context goes: a folder's contents to the target, a file into it or in its place."""
    source = posixpath.normpath(posixpath.join(context.folder, path)) if context.folder else path
    source = "" if source == "." else source
    inside = Copied(source, posixpath.join(where, posixpath.basename(path)))
    if not context.is_file(path):
        return [Copied(source, where)]
    return [inside] if is_folder else [Copied(source, where), inside]


def _called(context: Context) -> str:
    return f"its build context {context.folder}/" if context.folder else "the repository"


def _from_stage(stage: Image, source: str, target: str, image: Image) -> None:
    image.has_unknown |= stage.has_unknown
    # A folder of packages takes the project with it that was installed into it.
    image.installs_project |= stage.installs_project
    prefix = source.rstrip("/") + "/"
    for item in stage.copied[: _MOST - len(image.copied)]:
        if item.target == source or item.target.startswith(prefix):
            image.copied.append(
                Copied(item.source, posixpath.normpath(target + item.target[len(source.rstrip("/")) :]))
            )
        elif source.startswith(item.target.rstrip("/") + "/"):
            inside = source[len(item.target.rstrip("/")) + 1 :]
            image.copied.append(Copied(posixpath.normpath(posixpath.join(item.source, inside)), target))


def _run(instruction: Instruction, image: Image, variables: dict[str, str], context: Context) -> None:
    text = instruction.command[:_LONGEST_SCRIPT]
    if _FETCH.search(text):
        image.has_unknown = True
    image.copied += [Copied(path, resolved(image.folder, path)) for path in _WRITTEN.findall(text)[:_MOST]]
    image.makes |= bool(_MAKES.search(text))
    if not _INSTALL.search(text):
        return
    is_bound = "bind" in instruction.flags.get("mount", "")
    for command in commands(text):
        words = command.words

        def source_of(path: str) -> str | None:
            return image.at(_filled(path, variables), lambda inside: _in_repository(context, inside))

        image.installs |= image.packages.take(command, source_of)
        for given in _projects(command):
            folder = resolved(image.folder, _filled(given, variables))
            image.builds.append((instruction.line, folder, list(image.copied)))
            image.installs_project = True
        for needed in _needed(words):
            path = _filled(needed, variables)
            if is_bound or image.has_unknown or "$" in path:
                continue
            if image.at(path, lambda inside: _in_repository(context, inside)) is None:
                problem = f"it installs from {path}, which was not copied into the image before"
                image.problems.append(Problem(problem, instruction.line))


def _needed(words: Sequence[str]) -> list[str]:
    """The files that an installation reads."""
    program = words[0].rpartition("/")[2]
    if program in ("pip", "pip3", "uv") and "install" in words:
        return [words[position + 1] for position, word in enumerate(words[:-1]) if word in ("-r", "--requirement")]
    if program in ("conda", "mamba", "micromamba"):
        return [words[position + 1] for position, word in enumerate(words[:-1]) if word in ("-f", "--file")]
    if (
        program == "pipenv"
        and ("install" in words or "sync" in words)
        and all(word.startswith("-") for word in words[2:])
    ):
        return ["Pipfile"]
    if (program, words[1:2]) in (("poetry", ("install",)), ("uv", ("sync",)), ("pdm", ("install",))):
        return ["pyproject.toml"]
    return []


def _projects(command: Command) -> list[str]:
    """The folders of the project that a command installs as packages: `pip install ./core[all]`, `uv sync`."""
    words = command.words
    if command.program in ("pip", "pip3", "uv") and "install" in words:
        start = words.index("install")
        return [
            word.partition("[")[0]
            for before, word in zip(words[start:], words[start + 1 :], strict=False)
            if _is_folder(word) and (before not in _WITH_FOLDER or word in (".", "./"))
        ]
    if command.program == "uv" and words[1:2] == ("sync",):
        return ["."] if "--no-install-project" not in words else []
    return ["."] if command.program == "poetry" and words[1:2] == ("install",) and "--no-root" not in words else []


def _is_folder(word: str) -> bool:
    path = word.partition("[")[0]
    return path in (".", "./") or (path.startswith("./") and not path.endswith(_NO_FOLDER) and "*" not in path)


def _in_repository(context: Context, path: str) -> bool:
    prefix = f"{context.folder}/" if context.folder else ""
    return path.startswith(prefix) and context.holds(path[len(prefix) :])


def _filled(text: str, variables: dict[str, str]) -> str:
    if "$" not in text:
        return text

    def value(match: re.Match[str]) -> str:
        name = match[1] or match[3]
        return variables.get(name) or match[2] or match[0]

    return _VARIABLE.sub(value, text[:_LONGEST])[:_LONGEST]
