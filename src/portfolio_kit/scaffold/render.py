"""Rendering one version of a template with Copier, offline."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.version import Version

from portfolio_kit.errors import UserError
from portfolio_kit.scaffold.templates import ANSWERS, PUBLIC_URL, Templates, tag_of

_REJECTION = re.compile(
    r"(?:Validation error for question|Invalid choice for) '(?P<key>\w+)': (?P<reason>.*)", re.DOTALL
)

# One YAML entry, with the lines that a long path may be folded into.
_ORIGIN = re.compile(r"^_src_path:.*\n(?:[ ]+.*\n)*", re.MULTILINE)


@dataclass(frozen=True)
class File:
    """A file of a project: its bytes, and its mode as git writes it ("100644", "100755"; a link is "120000")."""

    content: bytes
    mode: str = "100644"


class RejectedAnswerError(UserError):
    """An answer does not pass its question's check; `key` names the question."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"{key}: {reason}")
        self.key = key


def render(
    templates: Templates,
    version: Version,
    destination: Path,
    *,
    answers: Mapping[str, Any],
    suggestions: Mapping[str, str] | None = None,
    ask: bool = False,
) -> None:
    """Render the project template at `version` into `destination`, and record there which template it was.

    Takes and raises what `rendered_into` does.
    """
    rendered_into(templates, version, destination, answers=answers, suggestions=suggestions, ask=ask)
    _name_origin(destination / ANSWERS, version)


def rendered_into(
    templates: Templates,
    version: Version,
    destination: Path,
    *,
    answers: Mapping[str, Any],
    suggestions: Mapping[str, str] | None = None,
    ask: bool = False,
) -> None:
    """Render any template at `version` into `destination`.

    Questions without an answer are asked when `ask` is set; else they take their suggestion or their default.

    Raises RejectedAnswerError for an answer that its question refuses, and UserError when Copier cannot render.
    """
    # Before the environment is set: git is not to be found in it.
    folder = templates.folder(version)
    with _copier_environment(templates):
        # Imported here, after the environment is set: it takes most of a second.
        import copier
        from copier.errors import CopierError
        from jinja2 import TemplateError

        try:
            copier.run_copy(
                str(folder),
                destination,
                data=dict(answers),
                user_defaults=dict(suggestions or {}),
                defaults=not ask,
                overwrite=True,
                quiet=True,
            )
        except (CopierError, TemplateError, ValueError) as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            rejection = _REJECTION.fullmatch(str(error))
            if rejection is None:
                raise UserError(f"the template could not be rendered: {_one_line(error)}") from error
            raise RejectedAnswerError(rejection["key"], _one_line(rejection["reason"])) from error


def rendered(templates: Templates, version: Version, answers: Mapping[str, Any]) -> dict[str, File]:
    """Return the files that the template at `version` gives for `answers`, by path from the project's root.

    Raises as `render` does.
    """
    with tempfile.TemporaryDirectory(dir=templates.workspace) as folder:
        root = Path(folder, "project")
        render(templates, version, root, answers=answers)
        return {
            path.relative_to(root).as_posix(): File(
                path.read_bytes(), "100755" if path.stat().st_mode & stat.S_IXUSR else "100644"
            )
            for path in root.rglob("*")
            if path.is_file()
        }


@contextmanager
def _copier_environment(templates: Templates) -> Iterator[None]:
    """Keep away from Copier what the person set for it, and git, which it would start once for every file it writes.

    It needs no other program to render one folder into another. It looks for programs in the environment that plumbum
    copied when it was imported, so both are set, and set back.
    """
    settings = templates.workspace / "copier-settings.yml"
    settings.write_text("{}\n", encoding="utf-8")
    variables = {**os.environ, "COPIER_SETTINGS_PATH": str(settings), "PATH": os.devnull}
    before, temporary = dict(os.environ), tempfile.tempdir
    try:
        # What Copier leaves in its temporary folders when it is interrupted goes with the workspace.
        tempfile.tempdir = str(templates.workspace)
        _set(os.environ, variables)
        from plumbum import local

        with local.env():
            local.env.clear()
            local.env.update(variables)
            yield
    finally:
        _set(os.environ, before)
        tempfile.tempdir = temporary


def _set(environment: os._Environ[str], variables: Mapping[str, str]) -> None:
    for name in set(environment) - set(variables):
        del environment[name]
    environment.update(variables)


def _name_origin(answers: Path, version: Version) -> None:
    """Write into a project's record where its template has its home and which version it is.

    Copier knows only the temporary folder that it rendered from.
    """
    text = answers.read_text(encoding="utf-8")
    origin = f"_commit: {tag_of(version)}\n_src_path: {PUBLIC_URL}\n"
    answers.write_text(_ORIGIN.sub(origin, text, count=1), encoding="utf-8", newline="\n")


def _one_line(error: object) -> str:
    return " ".join(str(error).split())
