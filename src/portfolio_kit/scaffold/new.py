"""A new project: questions answered, rendered, put under version control, moved into place."""

from __future__ import annotations

import enum
import keyword
import os
import re
import shlex
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from portfolio_kit import git
from portfolio_kit.errors import UserError
from portfolio_kit.scaffold import answers as answers_file
from portfolio_kit.scaffold.place import aside
from portfolio_kit.scaffold.render import File, render
from portfolio_kit.scaffold.templates import ANSWERS, Question, Source, Templates, questions, recorded
from portfolio_kit.scaffold.worktree import write
from portfolio_kit.terminal import printable

_LONGEST_NAME = 60
_PLAIN_NAME = re.compile(r"[^\W_][\w .,'-]{0,79}")
_EMAIL_OF_NOBODY = "noreply@portfolio-kit.invalid"


class Versioning(enum.Enum):
    """How a new project stands to git."""

    COMMITTED = "committed"
    LEFT_OUT = "left out"
    IN_ANOTHER = "in another repository"


@dataclass(frozen=True)
class Created:
    """A project that was made."""

    path: Path
    versioning: Versioning


def new(
    source: Source,
    destination: Path,
    answers: Mapping[str, Any],
    *,
    ask: bool = False,
    use_git: bool = True,
    files: Mapping[str, bytes] = MappingProxyType({}),
) -> Created:
    """Make a project in `destination` from the newest template of `source`.

    Questions without an answer are asked when `ask` is set, and take what fits the machine and the folder's name
    otherwise. `files`, by path, go beside what is rendered. Nothing is at `destination` until all of it is.

    Raises UserError for answers that the template refuses and for a destination that is taken, OSError when the
    system refuses to write.
    """
    destination = destination.resolve()
    with source.opened() as templates, aside(destination) as folder:
        configuration = templates.configuration(templates.current)
        asked = questions(configuration)
        _refuse_unknown(answers, asked, recorded(configuration))
        suggestions = suggested(
            destination.name,
            author=_git_setting("user.name"),
            python=f"{sys.version_info.major}.{sys.version_info.minor}",
            questions=asked,
            taken=_listed(configuration.get("reserved_names")),
        )
        render(templates, templates.current, folder, answers=answers, suggestions=suggestions, ask=ask)
        for path, content in files.items():
            write(folder / path, File(content))
        versioning = _version(folder, destination, templates) if use_git else Versioning.LEFT_OUT
    return Created(path=destination, versioning=versioning)


def refuse_unknown(source: Source, answers: Mapping[str, Any], choices: Sequence[str]) -> None:
    """Raise UserError for answers that are neither the template's nor among `choices`, which something else reads."""
    with source.opened() as templates:
        configuration = templates.configuration(templates.current)
        _refuse_unknown(answers, questions(configuration), recorded(configuration), choices)


def suggested(
    folder_name: str, *, author: str, python: str, questions: Sequence[Question], taken: Sequence[str] = ()
) -> dict[str, str]:
    """Return answers that fit this machine and the folder's name, each one that its question accepts.

    `taken` are package names that would hide another package.
    """
    choices = {question.key: question.choices for question in questions}
    suggestions = {
        "project_name": _project_name(folder_name),
        "package_name": _package_name(folder_name, taken),
        "author_name": author if _PLAIN_NAME.fullmatch(author) else "",
        "python_version": python if python in choices.get("python_version", ()) else "",
    }
    return {key: value for key, value in suggestions.items() if value and key in choices}


def next_steps(created: Created, shown: str, *, is_trained: bool = True) -> str:
    """Return what to tell the person now; `shown` is the folder as they wrote it.

    A project from a table of their own is not trained yet: its packages take minutes to install, which `new` doesn't.
    """
    lines = [f"{printable(created.path.name)} is ready."]
    if created.versioning is Versioning.IN_ANOTHER:
        lines.append("It lies in a git repository already, so it got none of its own: commit it there.")
    lines.append("")
    if created.path != Path.cwd():
        lines.append(f"  cd {shlex.quote(printable(shown))}")
    train, test = (
        "  make train    trains, evaluates, refreshes the report",
        "  make test     makes the environment and runs the tests",
    )
    if not is_trained:
        train, test = (
            "  make train    makes the environment, trains, writes the numbers into the pages",
            "  make test     runs the tests",
        )
    lines += [
        *((test, train) if is_trained else (train, test)),
        *(() if is_trained else ("  make notebook runs the notebook, so that it shows its charts",)),
        "  make serve    answers predictions at http://127.0.0.1:8000/docs",
    ]
    return "\n".join(lines)


def _project_name(folder_name: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", folder_name).split())[:_LONGEST_NAME].strip().capitalize()


def _package_name(folder_name: str, taken: Sequence[str]) -> str:
    ascii_only = unicodedata.normalize("NFKD", folder_name).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "_", ascii_only).lstrip("_0123456789")[:32].strip("_")
    if len(name) == 1 or name in taken or name in sys.stdlib_module_names or keyword.iskeyword(name):
        name = f"{name}_project"
    return name


def _refuse_unknown(
    answers: Mapping[str, object], asked: Sequence[Question], known: Sequence[Question], others: Sequence[str] = ()
) -> None:
    by_key = {question.key: question for question in asked}
    filled_in = {question.key for question in known if question.is_structured}
    for key, value in answers.items():
        if key in others or (key in filled_in and not isinstance(value, str)):
            continue
        if key not in by_key:
            raise UserError(f"there is no question {key!r}: the keys are {', '.join([*others, *by_key])}")
        choices = by_key[key].choices
        if choices and value not in choices:
            raise UserError(f"{key} cannot be {value!r}: choose {_either(choices)}")


def _either(choices: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(choices[:-1]), choices[-1])))


def _listed(question: object) -> tuple[str, ...]:
    values = question.get("default") if isinstance(question, dict) else None
    return tuple(str(value) for value in values) if isinstance(values, list) else ()


def _git_setting(name: str) -> str:
    return git.outcome("config", "--get", name, cwd=Path.cwd()).stdout.decode(errors="replace").strip()


def _version(folder: Path, destination: Path, templates: Templates) -> Versioning:
    if _in_another_work_tree(destination):
        return Versioning.IN_ANOTHER
    git.run("init", "--quiet", "--initial-branch=main", cwd=folder)
    # Not the person's global ignore file: the project's own says what belongs to it.
    git.run("-c", "core.excludesFile=", "add", "--all", cwd=folder)
    git.run(
        *("commit", "--quiet", "--no-verify", "--message", f"Start from portfolio-kit {templates.current}"),
        cwd=folder,
        variables=_identity(folder, templates),
    )
    return Versioning.COMMITTED


def _in_another_work_tree(destination: Path) -> bool:
    nearest = next(parent for parent in (destination, *destination.parents) if parent.is_dir())
    inside = git.outcome("rev-parse", "--is-inside-work-tree", cwd=nearest).stdout.strip() == b"true"
    return inside and git.outcome("check-ignore", "--quiet", f"{destination}/", cwd=nearest).returncode != 0


def _identity(folder: Path, templates: Templates) -> dict[str, str]:
    """Return what git needs for the first commit where nobody told it who they are; their own settings go first."""
    name = os.environ.get("GIT_AUTHOR_NAME") or _git_setting("user.name")
    if not name:
        text = (folder / ANSWERS).read_text(encoding="utf-8")
        name = answers_file.read(text, templates).values.get("author_name", "The author")
    email = os.environ.get("GIT_AUTHOR_EMAIL") or os.environ.get("EMAIL") or _git_setting("user.email")
    email = email or _EMAIL_OF_NOBODY
    return {
        "GIT_AUTHOR_NAME": name,
        "GIT_AUTHOR_EMAIL": email,
        "GIT_COMMITTER_NAME": os.environ.get("GIT_COMMITTER_NAME") or name,
        "GIT_COMMITTER_EMAIL": os.environ.get("GIT_COMMITTER_EMAIL") or email,
    }
