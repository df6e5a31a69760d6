"""What of a generated project is still as the template made it."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from portfolio_kit.errors import UserError
from portfolio_kit.scaffold import answers as answers_file
from portfolio_kit.scaffold.render import rendered
from portfolio_kit.scaffold.templates import ANSWERS, Source


class Status(enum.Enum):
    """How a file stands to the one the template made."""

    UNCHANGED = "unchanged"
    EDITED = "edited"
    DELETED = "deleted"
    ADDED = "added"


@dataclass(frozen=True)
class FileShare:
    """One file: `lines` it has now, and how many of them are `generated`. Blank lines do not count."""

    path: str
    status: Status
    lines: int
    generated: int


@dataclass(frozen=True)
class Share:
    """A project's files, each beside what the template made of it."""

    files: tuple[FileShare, ...]

    @property
    def lines(self) -> int:
        """How many lines the project has."""
        return sum(file.lines for file in self.files)

    @property
    def generated(self) -> int:
        """How many of them are as generated."""
        return sum(file.generated for file in self.files)

    @property
    def ratio(self) -> float:
        """The share of the project's lines that is as generated, from 0 to 1; 0 for a project without lines."""
        return self.generated / self.lines if self.lines else 0.0


def share(generated: Mapping[str, str], current: Mapping[str, str]) -> Share:
    """Compare the texts `generated` with the texts that are there now, both by path.

    Lines count as generated in any order, each as often as the template wrote it: moving a function does not make it
    one's own, and copying a line does. Takes time in proportion to the lines, whatever they hold.
    """
    return Share(tuple(_file(path, generated.get(path), current.get(path)) for path in sorted({*generated, *current})))


def still_generated(source: Source, files: Mapping[str, str]) -> Share | None:
    """Compare a project's text files, by path, with what the template makes of the project's answers; None when the
    project was not made by this tool.

    Only the texts given are looked at: nothing of the project is opened or run, and the template comes from `source`,
    wherever the answers say it is. Renders with Copier, so one at a time in a process.

    Raises UserError when the answers cannot be rendered: a version that `source` does not have, or values that the
    template refuses.
    """
    text = files.get(ANSWERS)
    if text is None:
        return None
    try:
        answers_file.version_in(text)
    except UserError:
        return None
    with source.opened() as templates:
        answers = answers_file.read(text, templates)
        made = rendered(templates, answers.version, answers.values)
    texts = {path: text for path, file in made.items() if (text := _text(file.content)) is not None}
    # Not the owner's to edit and not theirs to be judged by.
    return share(_without_record(texts), _without_record(files))


def _file(path: str, generated: str | None, current: str | None) -> FileShare:
    before, now = _lines(generated or ""), _lines(current or "")
    kept = (Counter(before) & Counter(now)).total()
    if current is None:
        status = Status.DELETED
    elif generated is None:
        status = Status.ADDED
    else:
        status = Status.UNCHANGED if before == now else Status.EDITED
    return FileShare(path, status, len(now), kept)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def _text(content: bytes) -> str | None:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None


def _without_record(files: Mapping[str, str]) -> dict[str, str]:
    return {path: text for path, text in files.items() if path != ANSWERS}
