"""Makefiles: which target trains, and which of its steps only make an environment that is already there."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator

from portfolio_kit import lazily as re
from portfolio_kit.proof.model import Command
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.tasks import makefile

_NAMES = ("Makefile", "makefile", "GNUmakefile")
_TRAINS = re.compile(
    r"(?:run[-_])?(?:model[-_])?train(?:ing)?(?:[-_](?:all|models?|final|pipeline|best))*", re.IGNORECASE
)
_MAY_TRAIN = re.compile(
    r"(?:run[-_])?(?:models?|fit|pipeline|all|run|repro(?:duce)?|results?|experiment|main|flow|workflow|ml[-_]?pipeline)",
    re.IGNORECASE,
)
_EVALUATES = re.compile(
    r"(?:model[-_])?(?:eval|evaluate|evaluation|validate|metrics|score)(?:[-_]models?)?", re.IGNORECASE
)
_INSTALLS = re.compile(
    r"-m\s+venv\b|\bvirtualenv\b|\buv\s+(?:venv|sync|pip)\b|\bpip3?\s+(?:--\S+\s+)*(?:install|sync)\b|"
    r"\b(?:poetry|pipenv|pdm)\s+(?:install|sync|lock)\b|\b(?:conda|mamba)\s+(?:env|create|install)\b"
)
_ENVIRONMENT = re.compile(
    r"(?:^|[\s\"'=:@`]|\./|\$[({](?:CURDIR|PWD|shell pwd)[)}]/)(\.?v?env[\w-]{0,20}|\.?virtualenv)/(?:bin|Scripts)\b",
    re.MULTILINE,
)


def trains(repository: Repository, folder: str, trainers: Collection[str]) -> Iterator[Command]:
    """Yield `make TARGET` for the targets that train, those that are called so first.

    Of others only those whose recipe runs a script that trains.
    """
    for name in _NAMES:
        file = repository.by_path.get(posixpath.join(folder, name))
        if file is None:
            continue
        rules = makefile(file.text)
        named = [target for target in rules if _TRAINS.fullmatch(target)]
        others = [target for target in rules if _MAY_TRAIN.fullmatch(target)]
        for target in [*named, *others]:
            recipe = "\n".join(repository.tasks.make(folder, [target]))
            if recipe and (target in named or _runs_any(recipe, trainers)):
                line = next((number for number, text in enumerate(file.lines, 1) if text.startswith(target)), 1)
                yield Command(("make", target), folder or ".", {}, file.evidence(line))


def evaluates(repository: Repository, folder: str) -> Iterator[Command]:
    """Yield `make TARGET` for the targets that are called as what measures a trained model."""
    file = repository.by_path.get(posixpath.join(folder, "Makefile"))
    for target, (_, recipe) in makefile(file.text).items() if file else ():
        if file and recipe and _EVALUATES.fullmatch(target):
            line = next((number for number, text in enumerate(file.lines, 1) if text.startswith(target)), 1)
            yield Command(("make", target), folder or ".", {}, file.evidence(line))


def as_it_is(repository: Repository, command: Command, environment: str) -> Command:
    """Return `make` told that the environment is made: what installs is as new as it need be, and the folder that it
    would be in leads to `environment`.
    """
    folder = "" if command.folder == "." else command.folder
    file = next((file for name in _NAMES if (file := repository.by_path.get(posixpath.join(folder, name)))), None)
    if file is None or command.arguments[0] != "make":
        return command
    done: list[str] = []
    for target, (_, recipe) in makefile(file.text).items():
        only_installs = recipe and all(_INSTALLS.search(line) or not _does_work(line) for line in recipe)
        if only_installs and any(_INSTALLS.search(line) for line in recipe) and "%" not in target:
            done += ["-o", target]
    words = ("make", *done, *command.arguments[1:])
    folders = sorted({match[1] for match in _ENVIRONMENT.finditer(file.text)} | _assigned(file.text))
    if not folders:
        return Command(words, command.folder, command.variables, command.evidence)
    links = " ".join(f"[ -e {name} ] || ln -s {environment} {name};" for name in folders)
    return Command(
        ("sh", "-c", f'{links} exec "$@"', "sh", *words), command.folder, command.variables, command.evidence
    )


def _assigned(text: str) -> set[str]:
    """The folders that variables such as VENV name."""
    return set(
        re.findall(r"^(?:VENV|VENV_DIR|VENV_NAME|ENV_DIR)[ \t]*[:?]?=[ \t]*(\.?[\w-]{1,40})[ \t]*$", text, re.MULTILINE)
    )


def _does_work(line: str) -> bool:
    """Whether a line of a recipe does more than to prepare: it starts the project's own code."""
    return bool(
        re.search(
            r"\.py\b|-m\s+(?!venv|pip|virtualenv|ensurepip|ipykernel|pre_commit|nltk|spacy)[\w.]+|\.ipynb|\.sh\b", line
        )
    )


def _runs_any(recipe: str, trainers: Collection[str]) -> bool:
    plain = recipe.replace("\\", "/")
    return any(
        path in plain
        or posixpath.basename(path) in plain
        or re.search(
            rf"-m\s+{re.escape(path.removesuffix('.py').removesuffix('/__main__').replace('/', '.'))}\b", plain
        )
        or re.search(rf"-m\s+[\w.]*\b{re.escape(posixpath.basename(path).removesuffix('.py'))}\b", plain)
        for path in trainers
    )
