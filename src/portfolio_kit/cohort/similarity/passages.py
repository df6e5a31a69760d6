"""The passages of a repository: its own code, notebooks and texts, with the fingerprints that copies are found by.

What many have without having copied it from each other is no passage: licences and how to contribute, what a
framework's starter or generator wrote, the description that came with the data, code that was fetched from elsewhere;
imports leave no token.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.cohort.result import Passage
from portfolio_kit.cohort.similarity.tokens import Tokens, Vocabulary
from portfolio_kit.cohort.similarity.winnowing import NONE, Marks, packed, winnowed
from portfolio_kit.criteria.passages import about_project
from portfolio_kit.repository.code.notebook import Cell, python
from portfolio_kit.repository.data.secrets import MASK, masked
from portfolio_kit.repository.repository import Repository
from portfolio_kit.scaffold.templates import ANSWERS

CODE, NOTEBOOK, TEXT = "code", "notebook", "text"
GENERATED = "generated"
"""The kind of a passage without fingerprints that says that the project was made by `portfolio-kit new`."""
CELL = "# %% cell {number}"
"""The line above each cell in the text of a notebook's passage."""
# Shared code is found for certain from 36 tokens on, some four lines; shared prose from 15 words on, a sentence.
_CODE_LENGTH, _CODE_WINDOW = 24, 13
_TEXT_LENGTH, _TEXT_WINDOW = 9, 7
_MOST_TOKENS = 150_000
_LONGEST, _LONGEST_IN_ALL = 60_000, 300_000
_COMMON = re.compile(r"\W*(?:licen[cs]|contribut|how to contribute|acknowledg|code of conduct)", re.IGNORECASE)
_WRITTEN_BY_PROGRAMS = re.compile(
    r"django\.core\.management|Django settings for|[WA]SGI config for|[Gg]enerated by|DO NOT EDIT|Revision ID:"
)
_HEAD = 1_000
_KEY = re.compile(r"(-----BEGIN [A-Z ]{0,30}PRIVATE KEY[A-Z ]{0,10}-----)(.*?)(?=-----END|\Z)", re.DOTALL)


class _Source(NamedTuple):
    path: str
    kind: str
    shown: str
    tokens: Tokens


def passages(repository: Repository) -> tuple[Passage, ...]:
    """Return the passages that have fingerprints: code and texts of more than a few lines."""
    found = [Passage(ANSWERS, GENERATED, "", packed(NONE))] if ANSWERS in repository.by_path else []
    tokens, room = _MOST_TOKENS, _LONGEST_IN_ALL
    for source in _sources(repository):
        marks = _marks(source, tokens)
        tokens -= len(source.tokens.numbers)
        if marks.hashes:
            shown = _shown(source.shown, min(room, _LONGEST))
            room -= len(shown)
            found.append(Passage(source.path, source.kind, shown, packed(marks)))
        if tokens <= 0:
            break
    return tuple(found)


def _sources(repository: Repository) -> Iterator[_Source]:
    """The sources, those nearest to the root first among each kind, with the work of the tokens still to be done."""
    vocabulary = Vocabulary(module.source for module in repository.modules)
    for module in repository.modules:
        if module.is_beyond or (not module.is_notebook and _WRITTEN_BY_PROGRAMS.search(module.source[:_HEAD])):
            continue
        if module.notebook is None:
            yield _Source(module.path, CODE, module.source, vocabulary.code((1, module.source)))
        else:
            cells = tuple(module.notebook.code)
            yield _Source(module.path, NOTEBOOK, _with_cells(cells), vocabulary.code(*_placed(cells)))
    notebooks = {notebook.file.path: notebook for notebook in repository.notebooks}
    for document in about_project(repository):
        if _is_of_data(document.path):
            continue
        lines = [
            (line.number, line.text)
            for line, title in zip(document.lines, document.titles, strict=True)
            if line.kind in ("prose", "item", "heading") and not _COMMON.match(title)
        ]
        notebook = notebooks.get(document.path)
        if notebook is None:
            yield _Source(document.path, TEXT, document.source, vocabulary.prose(lines))
        else:
            # The first cell has its mark in front, the others in place of the empty line between two.
            moved = [(number + 1, text) for number, text in lines]
            yield _Source(document.path, TEXT, _with_cells(notebook.markdown), vocabulary.prose(moved))


def _is_of_data(path: str) -> bool:
    """Whether a text is what came along with data: plain text in a folder that is called so."""
    folders, _, name = path.lower().rpartition("/")
    return "data" in folders and name.endswith(".txt")


def _placed(cells: Iterable[Cell]) -> Iterator[tuple[int, str]]:
    """The Python of cells with the number of its first line, where each stands below the line that says which it is."""
    line = 2
    for cell in cells:
        yield line, python(cell.source)
        line += cell.source.count("\n") + 2


def _with_cells(cells: Iterable[Cell]) -> str:
    """The sources of cells, each below a line that says which it is."""
    return "\n".join(f"{CELL.format(number=cell.number)}\n{cell.source}" for cell in cells)


def _marks(source: _Source, most: int) -> Marks:
    numbers, lines = source.tokens.numbers[:most], source.tokens.lines[:most]
    if source.kind == TEXT:
        return winnowed(numbers, lines, _TEXT_LENGTH, _TEXT_WINDOW)
    return winnowed(numbers, lines, _CODE_LENGTH, _CODE_WINDOW)


def _shown(text: str, most: int) -> str:
    """As many whole lines as there is room for, secrets masked, line for line as in the source."""
    if len(text) > most:
        text = text[: text.rfind("\n", 0, most) + 1]
    if "PRIVATE KEY" in text:
        text = _KEY.sub(lambda found: f"{found[1]}{_lines_masked(found[2])}", text)
    return masked(text) if "PRIVATE KEY" not in text else "\n".join(map(masked, text.split("\n")))


def _lines_masked(text: str) -> str:
    return "\n".join(MASK if line.strip() else line for line in text.split("\n"))
