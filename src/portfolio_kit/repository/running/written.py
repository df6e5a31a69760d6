"""The commands that the repository writes down: which scripts a reader is told to run, and which a pipeline runs.

A command counts where it names a script that is there. Makefiles, dvc.yaml, MLproject and shell scripts lead on to
the scripts that they run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.running.command_lines import EXIT, HINTS, LONGEST_FILE, MOST, CommandLines, is_snakefile
from portfolio_kit.repository.running.makefiles import expanded, is_makefile
from portfolio_kit.repository.running.unrolled import unrolled

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.file import File
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

# What a script is told to do, of several things: `python boats.py train`, `--stage train`.
_SAYS_TRAIN = re.compile(
    r"(?:\.py|\s-m\s+[\w.]+)\s+(?:\S+\s+){0,4}?-{0,2}(?:train(?:ing)?|fit|retrain)\b", re.IGNORECASE
)
_TYPED = re.compile(
    r"[\s$>%`*+-]*(?:\d+\.\s+)?`?(?:[\w./-]*python[\d.]*|py|make|uv|poetry|dvc|bash|sh|\./|docker|pipenv|mlflow|torchrun)"
)
# Where tasks are written down that a runner starts by name.
_TASK_FILES = frozenset(
    {
        "MLproject", "Procfile", "justfile", "Justfile", "tox.ini", "noxfile.py", "dvc.yaml", "Taskfile.yml",
        "Taskfile.yaml", "pyproject.toml", "docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml",
        "Pipfile", "pixi.toml", "tasks.py", "dodo.py",
    }
)  # fmt: skip
_STEPS = (".sh", ".bat", ".ps1")
_LONGEST_LINE = 2000
_MOST_LINES = 2000


class Command(NamedTuple):
    """A written-down command: the module that it runs, where it is written, and whether a reader is told of it."""

    module: Module
    evidence: Evidence
    in_text: bool
    name: str = ""
    """The name that Python runs the module under; none where that is not known."""


def written_commands(repository: Repository) -> list[Command]:  # noqa: C901, PLR0912 - one branch for each kind of file
    """Return the commands that run the project's Python, those that the texts give first."""
    reader = CommandLines(repository)
    found: list[Command] = []
    for document in repository.documents:
        hints = [word for word in (*HINTS, *reader.entry_points) if word in document.source]
        for number, line in enumerate(document.source_lines, start=1) if hints else ():
            if len(line) < _LONGEST_LINE and any(word in line for word in hints):
                found += _commands(reader, line, document.path, partial(document.evidence, number), in_text=True)
        if len(found) > MOST:
            break
    for file in repository.files:
        if file.suffix in _STEPS or file.name in _TASK_FILES or is_makefile(file) or is_snakefile(file):
            lines = _lines(file)
            for number, line in enumerate(lines[:_MOST_LINES], start=1):
                if file.suffix == ".sh" and EXIT.fullmatch(line):
                    break
                if not line.lstrip().startswith("#") and any(word in line for word in HINTS):
                    found += _commands(reader, line, file.path, partial(file.evidence, number), in_text=False)
    for dockerfile in repository.dockerfiles:
        for instruction in dockerfile.of("RUN", "CMD", "ENTRYPOINT"):
            found += _commands(
                reader,
                instruction.command,
                dockerfile.file.path,
                partial(dockerfile.file.evidence, instruction.line),
                in_text=False,
            )
    for workflow in repository.workflows:
        for step in workflow.steps:
            found += _commands(reader, step.command, "", partial(workflow.file.evidence, step.line), in_text=False)
    found.sort(key=lambda command: not command.in_text)
    unique: dict[tuple[str, bool, str], Command] = {}
    for command in found:
        key = (command.module.path, command.in_text, command.name)
        known = unique.setdefault(key, command)
        if command.in_text and _told(command.evidence.excerpt) < _told(known.evidence.excerpt):
            unique[key] = command
    return list(unique.values())


def _told(line: str) -> tuple[bool, bool]:
    """How plainly a line tells to train: where it says so to what it starts, then where it is a command to be typed and
    no sentence about one.
    """
    return not _SAYS_TRAIN.search(line), not _TYPED.match(line)


def _commands(
    reader: CommandLines, line: str, path: str, evidence: Callable[[], Evidence], *, in_text: bool
) -> Iterator[Command]:
    for ran in reader.run_by(line, path):
        yield Command(ran.module, evidence(), in_text, ran.name)


def _lines(file: File) -> list[str]:
    """The lines of a file of commands, a Makefile's variables put in and loops written out."""
    if is_makefile(file):
        return unrolled(expanded(file.text[:LONGEST_FILE])).split("\n")
    return unrolled(file.text[:LONGEST_FILE]).split("\n") if file.suffix in _STEPS else file.lines
