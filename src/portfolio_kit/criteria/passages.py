"""The passages of a text: a paragraph with the list that it leads into, which is what a reader takes in at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.texts.lines import Line
from portfolio_kit.repository.texts.markdown import Document, Section
from portfolio_kit.repository.texts.pointers import is_pointer
from portfolio_kit.repository.texts.readmes import is_of_corner
from portfolio_kit.repository.texts.words import folded
from portfolio_kit.rubric.finding import Evidence

_SHORT = 400
_LONGEST = 2000


class Passage(NamedTuple):
    """Some lines of prose, table or list below one heading; `low` is the text folded for finding words."""

    document: Document
    title: str
    line: int
    text: str
    low: str

    @property
    def in_notebook(self) -> bool:
        """Whether it stands in a notebook's cell."""
        return self.document.path.endswith(".ipynb")

    @property
    def lines(self) -> list[Line]:
        """Its lines, and what of a list stands between blank ones."""
        lines = self.document.lines
        first = bisect_left(lines, self.line, key=lambda line: line.number)
        within = takewhile(lambda line: line.number <= self.line + 2 * self.text.count("\n"), lines[first:])
        return [line for line in within if line.kind in ("prose", "item", "table") and line.text]

    @property
    def evidence(self) -> Evidence:
        """The place where it begins."""
        return self.document.evidence(self.line)


def passages(document: Document, *, pointing: bool = True) -> Iterator[Passage]:
    """Yield the passages of a text; short ones of a section are one, and a list belongs to its sentence.

    Unless they are asked for, lines that only point at another text are left out: they tell nothing here.
    """
    for section in document.sections:
        lines: list[str] = []
        start, length = section.number, 0
        for line in section.lines:
            if (
                line.kind in ("prose", "item", "table")
                and line.text
                and (pointing or not is_pointer(document.source_line(line.number)))
            ):
                if not lines:
                    start = line.number
                lines.append(line.text)
                length += len(line.text)
            ends = line.kind == "blank" and length > _SHORT and not lines[-1].rstrip().endswith((":", "："))
            if ends or length > _LONGEST:
                yield _passage(document, section, start, lines)
                lines, length = [], 0
        if lines:
            yield _passage(document, section, start, lines)


def _passage(document: Document, section: Section, start: int, lines: list[str]) -> Passage:
    text = "\n".join(lines)[: 2 * _LONGEST]
    return Passage(document, section.title, start, text, folded(text))


def about_project(repository: Repository) -> tuple[Document, ...]:
    """Return the texts about the project itself, without those that a front end's starter brought along, and those
    beside the data or the tests, unless there is no other.
    """
    starters = {file.folder for file in repository.files if file.name == "package.json" and file.folder}
    texts = [document for document in repository.texts if document.path.rpartition("/")[0] not in starters]
    return tuple(document for document in texts if not is_of_corner(document) or document is repository.readme)


def own_readme(repository: Repository) -> str:
    """Where something about the project is to be written: into its README, not into what a front end's starter brought
    along.
    """
    if repository.readme is None:
        return "README.md"
    return repository.readme.path if repository.readme in about_project(repository) else "a README.md at the root"
