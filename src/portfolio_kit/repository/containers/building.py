"""The image that a Dockerfile makes, worked out from its instructions and the files of its build context."""

from __future__ import annotations

import posixpath

from portfolio_kit import lazily as re
from portfolio_kit.repository.containers.context import Context
from portfolio_kit.repository.containers.dockerfile import Dockerfile, Instruction
from portfolio_kit.repository.containers.given import needed_by, projects_of
from portfolio_kit.repository.containers.image import Copied, Image, Problem, resolved
from portfolio_kit.repository.running.shell import commands

_VARIABLE = re.compile(r"\$(?:\{(\w+)(?::?[-+]([^{}]{0,200}))?\}|(\w+))")
_ENV_PAIR = re.compile(r"([A-Za-z_]\w*)=(\"[^\"]*\"|'[^']*'|\S*)")
# What only prints the words after it.
_PRINTING = frozenset({"echo", "printf"})
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


# Amazon's own, which look for the handler in a folder that they name.
_LAMBDA = re.compile(r"(?:^|/)lambda/python\b|aws-lambda-python", re.IGNORECASE)
# A path that is known only when the build runs.
_OPEN = re.compile(r"[$*?\[{~]")
# More than any Dockerfile for people has: stages and variables can be made to double.
_MOST = 500
_LONGEST = 2_000
_LONGEST_SCRIPT = 20_000
# What describes a folder of code as a package that can be installed.
_UNDESCRIBED = "it installs the project from a folder where neither pyproject.toml nor setup.py is by then"
_MOVES = re.compile(r"\b(?:cd|pushd)[ \t]")
_DESCRIBES = ("pyproject.toml", "setup.py", "setup.cfg")
# A list of packages that a tool writes: `poetry export -o requirements.txt`, `uv pip freeze > requirements.txt`.
_WRITTEN = re.compile(
    r"(?:(?:\s(?:-o|--output|--output-file)[ =]|>)[ \t]*[\"']?|\btee[ \t]+(?:-a[ \t]+)?)([\w./-]{1,200}\.txt)\b"
)
# The same in Python that a build runs at once: `Path("plain.txt").write_text(...)`, `open("plain.txt", "w")`.
_WRITTEN_IN_PYTHON = re.compile(
    r"\([\"']([\w./-]{1,200}\.txt)[\"'](?:\)\.write_(?:text|bytes)\(|,[ ]?(?:mode=)?[\"'][wa])"
)


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
                    removed=list(parent.removed),
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
    if name in ("LABEL", "ENV") and (word := _without_value(instruction)):
        words = f"its {name} has {word} among pairs of name=value, which no build can read"
        image.problems.append(Problem(words, instruction.line))
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


def _without_value(instruction: Instruction) -> str | None:
    """The first word after `name=value` that is no such pair: a line that goes on into the next instruction, say."""
    words = instruction.words
    if not words or "=" not in words[0] or instruction.arguments.count('"') % 2 or "'" in instruction.arguments:
        return None
    return next((word for word in words if "=" not in word), None)


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
    written = [*_WRITTEN.findall(text), *_WRITTEN_IN_PYTHON.findall(text)]
    image.copied += [Copied(path, resolved(image.folder, path)) for path in written[:_MOST]]
    image.problems += [Problem(words, instruction.line) for words in _absent_scripts(instruction, text, image, context)]
    image.makes |= bool(_MAKES.search(text))
    _remove(text, image)
    if not _INSTALL.search(text):
        return
    is_bound = "bind" in instruction.flags.get("mount", "")
    for command in commands(text):
        words = command.words
        if command.program in _PRINTING:
            continue

        def source_of(path: str) -> str | None:
            return image.at(_filled(path, variables), lambda inside: _in_repository(context, inside))

        image.installs |= image.packages.take(command, source_of)
        for given in projects_of(command):
            folder = resolved(image.folder, _filled(given, variables))
            image.builds.append((instruction.line, folder, list(image.copied)))
            image.installs_project = True
            is_known = not (is_bound or image.has_unknown or needed_by(words) or _MOVES.search(text))
            is_known = is_known and _PLAIN.match(image.base) is not None
            described = not is_known or any(source_of(posixpath.join(folder, name)) for name in _DESCRIBES)
            image.problems += [] if described else [Problem(_UNDESCRIBED, instruction.line)]
        for needed in needed_by(words):
            path = _filled(needed, variables)
            if is_bound or image.has_unknown or "$" in path:
                continue
            if image.at(path, lambda inside: _in_repository(context, inside)) is None:
                problem = f"it installs from {path}, which was not copied into the image before"
                image.problems.append(Problem(problem, instruction.line))


def _absent_scripts(instruction: Instruction, text: str, image: Image, context: Context) -> list[str]:
    """Which scripts a build starts that are not in the image by then; none where one may be made or fetched before."""
    may_be_there = image.has_unknown or image.makes or "mount" in instruction.flags or not _PLAIN.match(image.base)
    if ".py" not in text or may_be_there or _MOVES.search(text):
        return []
    found = []
    for command in commands(text):
        path = command.operands[0] if command.is_python and command.operands else ""
        is_plain = path.endswith(".py") and not path.startswith("/") and not _OPEN.search(path)
        if (
            is_plain
            and command.words[1] == path
            and not command.is_ignored
            and text.count(posixpath.basename(path)) == 1
            and image.at(path, lambda inside: _in_repository(context, inside)) is None
        ):
            found.append(f"it runs {path} while it is built, which is not in the image by then")
    return found


def _remove(text: str, image: Image) -> None:
    """Take out of an image what a build deletes, file by file and folder by folder."""
    folder = image.folder
    for command in commands(text) if "rm" in text else ():
        if command.program == "cd" and command.operands:
            folder = resolved(folder, command.operands[0])
        elif command.program == "rm":
            image.removed += [
                (resolved(folder, path), len(image.copied)) for path in command.operands if not _OPEN.search(path)
            ]


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
