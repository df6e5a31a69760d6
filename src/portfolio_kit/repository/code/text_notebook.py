"""Notebooks that are kept as text: MyST and Jupytext Markdown, Quarto and R Markdown, as far as their cells are Python.

Their code is read on the lines where it stands; what is written around it is a text like any other.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.dead import prune
from portfolio_kit.repository.code.notebook import python
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import parsed
from portfolio_kit.repository.file import File
from portfolio_kit.repository.limits import LIMITS

_MARKDOWN, _QUARTO = (".md", ".markdown", ".myst"), (".qmd", ".rmd")
SUFFIXES = _MARKDOWN + _QUARTO
_LONGEST_FRONT = 60
_NOTEBOOK = re.compile(r"^ {0,4}(?:jupytext|kernelspec|file_format:[ \t]*mystnb)\b", re.MULTILINE)
_MYST = re.compile(r"\b(?:format_name:[ \t]*myst|mystnb)\b")
# Another language's kernel, as Jupyter names them.
_OTHER_KERNEL = re.compile(
    r"^[ \t{]{0,12}(?:kernelspec:.{0,80}\b)?name:[ \t]*[\"']?(?:ir|julia|bash|xcpp|sos)\b", re.MULTILINE
)
_FENCE = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^`\n]{0,300})$")
_CODE_CELL = re.compile(r"\{code-cell\}[ \t]*(?:i?python3?)?[ \t]*", re.IGNORECASE)
_JUPYTEXT_CELL = re.compile(r"i?python3?\b.*", re.IGNORECASE)
_CHUNK = re.compile(r"\{python\b[^}]*\}[ \t]*", re.IGNORECASE)
_NOT_RUN = re.compile(r"\b(?:eval\s*[=:]\s*(?:false|F)\b|active\s*=|\.noeval)", re.IGNORECASE)
# Options of a cell, which are no Python.
_OPTION = re.compile(r"^[ \t]*:[\w-]+:")


class TextCell(NamedTuple):
    """A code cell, and the line of the file that it starts after."""

    source: str
    start: int


class TextNotebook(Module):
    """The Python of a notebook that is kept as text, each line with the number that it has in the file."""

    def __init__(self, file: File, cells: tuple[TextCell, ...], *, is_beyond: bool = False) -> None:
        super().__init__(file, is_beyond=is_beyond)
        self.cells = cells

    @property
    def is_notebook(self) -> bool:
        """Whether the code is that of a notebook: it is."""
        return True

    @cached_property
    def source(self) -> str:
        """The cells as Python, with empty lines where the file holds text."""
        lines: list[str] = []
        for cell in self.cells:
            lines += [""] * (cell.start - len(lines))
            lines += python(cell.source).split("\n")
        return "\n".join(lines)

    @cached_property
    def trees(self) -> tuple[tuple[ast.Module, int], ...]:
        """The syntax tree of each cell that parses, with the line that it starts after."""
        if self.is_beyond:
            return ()
        trees = ((parsed(python(cell.source)), cell.start) for cell in self.cells)
        return tuple((prune(tree, shows_values=True), start) for tree, start in trees if tree is not None)

    @property
    def is_read_whole(self) -> bool:
        """Whether every cell parses."""
        return len(self.trees) == len(self.cells)


def text_notebooks(files: Iterable[File], room: int) -> Iterator[TextNotebook]:
    """Yield the text notebooks among the files; of more than `room` characters of code, the rest is not parsed."""
    for file in files:
        if cells := cells_of(file):
            room -= sum(len(cell.source) for cell in cells)
            yield TextNotebook(file, cells, is_beyond=room < 0)


def cells_of(file: File) -> tuple[TextCell, ...]:
    """The code cells of a text notebook; none where the file is another text."""
    if file.suffix in _QUARTO:
        marks: tuple[re.Pattern[str], ...] = (_CHUNK,)
    elif file.suffix in _MARKDOWN and file.head.startswith("---"):
        front = _front(file.text)
        if not _NOTEBOOK.search(front) or _OTHER_KERNEL.search(front):
            return ()
        marks = (_CODE_CELL,) if _MYST.search(front) else (_CODE_CELL, _JUPYTEXT_CELL)
    else:
        return ()
    cells = tuple(cell for cell in parse(file.text, marks) if cell.source.strip())
    if len(cells) > LIMITS.cells:
        file.budget.too_many_cells.add(file.path)
    return cells[: LIMITS.cells]


def parse(text: str, marks: Iterable[re.Pattern[str]]) -> Iterator[TextCell]:
    """Yield the fenced blocks that one of the marks says are cells which are run."""
    fence, start, inside, is_cell = "", 0, [""], False
    for number, line in enumerate(text.split("\n"), start=1):
        match = _FENCE.match(line)
        if not fence:
            if match:
                fence, start, inside = match["fence"], number, []
                info = match["info"].strip()
                is_cell = any(mark.fullmatch(info) for mark in marks) and not _NOT_RUN.search(info)
        elif match and match["fence"].startswith(fence) and not match["info"].strip():
            if is_cell and not any(each.startswith("#|") and _NOT_RUN.search(each) for each in inside):
                yield TextCell("\n".join(_without_options(inside)), start)
            fence = ""
        else:
            inside.append(line)


def _front(text: str) -> str:
    """What stands between the two marks at a file's beginning."""
    lines = text.split("\n", _LONGEST_FRONT)[:_LONGEST_FRONT]
    return "\n".join(lines[1 : lines.index("---", 1)]) if "---" in lines[1:] else ""


def _without_options(lines: list[str]) -> list[str]:
    """A cell's lines, those empty that only say how it is shown."""
    ends = 0
    if lines and lines[0].strip() == "---" and "---" in (rest := [line.strip() for line in lines[1:]]):
        ends = rest.index("---") + 2
    while ends < len(lines) and _OPTION.match(lines[ends]):
        ends += 1
    return [""] * ends + lines[ends:]
