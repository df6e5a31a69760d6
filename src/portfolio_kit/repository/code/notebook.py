"""Jupyter notebooks: what their cells say, and what running them left behind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.data.secrets import masked
from portfolio_kit.repository.file import File, shortened
from portfolio_kit.repository.limits import LIMITS
from portfolio_kit.repository.results.said import Saying
from portfolio_kit.rubric.finding import Evidence

_MOST_OUTPUT = 200_000
_MOST_WORDS = 5_000
_WRITTEN = re.compile(r"(?<![\w.])\d{1,9}\.\d{2,17}(?![\w.])")
_ASIDE = re.compile(r"#[^\n\"']*")
_MOST_RUNS = 1_000_000
_MAGIC = re.compile(r"^([ \t]*)[!%?].*$", re.MULTILINE)
_KEYS = frozenset(
    {
        "cells", "worksheets", "cell_type", "source", "input", "outputs", "output_type", "data", "text", "text/plain",
        "text/html", "png", "jpeg", "svg", "execution_count", "prompt_number",
    }
)  # fmt: skip
# What begins a line of text and is no part of its words.
_LEAD = re.compile(r"^(?:[#>*\s-]|<[^<>]{0,200}>)+")
# What only marks the words of a text: bold, code, the end of a heading.
_MARKS = re.compile(r"\*{1,3}|_{2}|`|\s#+$")
_WORDS, _READ = 40, 400
_TAG = re.compile(r"<[^<>]{0,400}>")
# How a page looks is nothing that was printed.
_STYLED = re.compile(r"<style\b[^<>]{0,400}>[^<]{0,20000}</style>", re.IGNORECASE)
# What colours a terminal, as progress bars are printed.
_COLOUR = re.compile(r"\x1b\[[0-9;?]{0,20}[A-Za-z]")


class Cell(NamedTuple):
    """A cell: `kind` is code or markdown, `output` is the text that running it printed, `images` how many it drew.

    `run` is the number that running it left beside it, 0 where there is none.
    """

    number: int
    kind: str
    source: str
    output: str = ""
    images: int = 0
    failed: bool = False
    run: int = 0

    @property
    def called(self) -> str:
        """What people find it by, who see no number of cells: `In [34]`, or its first words."""
        if self.run:
            return f"In [{self.run}]"
        lines = (line.strip() for line in self.source.split("\n"))
        first = next((line for line in lines if any(character.isalnum() for character in line)), "")
        bare = _LEAD.sub("", first[:_READ])
        words = shortened(bare if self.kind == "code" else _MARKS.sub("", bare))
        return (
            f'"{words if len(words) <= _WORDS else words[:_WORDS].rpartition(" ")[0] or words[:_WORDS]}"'
            if words
            else ""
        )

    @property
    def shows(self) -> bool:
        """Whether it drew something, or printed anything that is not written in it already."""
        return bool(self.images) or any(word not in self.source for word in self.output[:_MOST_WORDS].split())

    @property
    def written(self) -> set[float]:
        """The figures that are written out in its code, comments left aside: that they are printed shows nothing."""
        code = _ASIDE.sub("", self.source) if "#" in self.source else self.source
        return {float(match[0]) for match in _WRITTEN.finditer(code)}


class Notebook:
    """The cells of one notebook; none where the file is not one."""

    def __init__(self, file: File) -> None:
        self.file = file

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells, in order."""
        text = self.file.text
        if text.count("{") + text.count("[") > LIMITS.objects or text.count('"') > 2 * LIMITS.strings:
            self.file.budget.too_large.add(self.file.path)
            return ()
        cells = parse(text)
        if not cells and text.strip():
            self.file.budget.no_notebooks.add(self.file.path)
        if len(cells) > LIMITS.cells:
            self.file.budget.too_many_cells.add(self.file.path)
        return cells[: LIMITS.cells]

    @property
    def code(self) -> Iterator[Cell]:
        """The code cells."""
        return (cell for cell in self.cells if cell.kind == "code")

    @property
    def markdown(self) -> Iterator[Cell]:
        """The cells of text."""
        return (cell for cell in self.cells if cell.kind == "markdown")

    @property
    def has_outputs(self) -> bool:
        """Whether the outputs of a run were kept: of a fifth of the code cells at least."""
        code = [cell for cell in self.code if cell.source.strip()]
        kept = [cell for cell in code if cell.output.strip() or cell.images]
        return len(kept) * 5 >= len(code) > 0

    def evidence(self, text: str, cell: int | None = None) -> Evidence:
        """Return the place that holds `text`, a line of a cell's source or output, in the cell of that number if given.

        The excerpt is that line as people see it, never the file's JSON.
        """
        wanted = text.strip()
        found = self._cells_by_line.get(wanted, []) if wanted else []
        number = cell if cell in found else found[0] if found else None
        shown = wanted
        if number is None and wanted:
            number, shown = self._holding(wanted, cell)
        if number is None:
            number, shown = (cell, self._source_line(cell)) if cell else (None, "")
        if not shown:
            number, shown = self._first()
        if not (excerpt := shortened(shown, "" if shown.strip() == wanted else wanted)):
            return self.file.evidence()
        line = self._line(wanted, found.index(number) if number in found else 0)
        line = line or self._line(self._source_line(number)) or 1
        return Evidence(self.file.path, line, excerpt, number, called=self.called(number))

    def called(self, number: int | None) -> str:
        """What people find the cell of that number by."""
        return next((cell.called for cell in self.cells if cell.number == number), "")

    def at_line(self, line: int) -> Evidence:
        """Return the place of a line of the file as people see it: the cell's text that the line's JSON stands for."""
        text = self.file.lines[line - 1].strip().removesuffix(",") if 1 <= line <= len(self.file.lines) else ""
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            value = None
        found = self._lines.get(_bare(text), []) if isinstance(value, str) else []
        cells = self._cells_by_line.get(value.strip(), []) if isinstance(value, str) else []
        position = found.index(line) if line in found else 0
        return self.evidence(value if cells else "", cells[position] if position < len(cells) else None)

    def holds(self, place: Evidence) -> bool:
        """Whether what a place quotes really stands in its cell."""
        return place.cell is not None and any(
            shortened(line) == place.excerpt
            or (place.excerpt.startswith("…") and place.excerpt.strip("…") in masked(" ".join(line.split())))
            for cell in self.cells
            if cell.number == place.cell
            for line in (*cell.source.split("\n"), *cell.output.split("\n"))
        )

    def _holding(self, text: str, cell: int | None) -> tuple[int | None, str]:
        """The cell, and the line of it, that a part of a line stands in."""
        for each in sorted(self.cells, key=lambda each: each.number != cell):
            for whole in (each.source, each.output):
                if (position := whole.find(text)) >= 0:
                    end = whole.find("\n", position)
                    return each.number, whole[whole.rfind("\n", 0, position) + 1 : end if end >= 0 else len(whole)]
        return None, ""

    def _first(self) -> tuple[int | None, str]:
        """The first cell with a line that says something, and the line; one of marks alone where no other is."""
        lines = [(cell.number, line) for cell in self.cells for line in cell.source.split("\n") if line.strip()]
        speaking = (each for each in lines if any(character.isalnum() for character in each[1]))
        return next(speaking, lines[0] if lines else (None, ""))

    def _source_line(self, number: int | None) -> str:
        sources = (cell.source for cell in self.cells if cell.number == number)
        return next((line.strip() for line in next(sources, "").split("\n") if line.strip()), "")

    def _line(self, text: str, occurrence: int = 0) -> int:
        """The line of the file that holds `text` for the so-manieth time, where it stands alone; 0 where none does."""
        for written in (json.dumps(text, ensure_ascii=False)[1:-1], json.dumps(text)[1:-1]) if text else ():
            if numbers := self._lines.get(written):
                return numbers[occurrence if occurrence < len(numbers) else 0]
            if (position := self.file.text.find(written)) >= 0:
                return self.file.line_at(position)
        return 0

    @cached_property
    def _cells_by_line(self) -> dict[str, list[int]]:
        """The numbers of the cells by the lines of their sources and outputs, once for each time one stands there."""
        found: dict[str, list[int]] = {}
        for cell in self.cells:
            for line in (*cell.source.split("\n"), *cell.output.split("\n")):
                found.setdefault(line.strip(), []).append(cell.number)
        return found

    @cached_property
    def _lines(self) -> dict[str, list[int]]:
        """The numbers of the file's lines by the string that stands on them, as notebooks are usually written."""
        found: dict[str, list[int]] = {}
        for number, line in enumerate(self.file.lines, start=1):
            found.setdefault(_bare(line), []).append(number)
        return found


def _bare(line: str) -> str:
    return line.strip().removesuffix(",").strip('"').removesuffix("\\n").strip()


def parse(text: str) -> tuple[Cell, ...]:
    """Return the cells of a notebook's JSON, format 3 or 4; none where it is not a notebook."""
    try:
        document = json.loads(text, object_pairs_hook=_needed)
    except (ValueError, RecursionError):
        return ()
    if not isinstance(document, dict):
        return ()
    cells = document.get("cells")
    if cells is None and isinstance(document.get("worksheets"), list):
        cells = [
            cell for sheet in document["worksheets"] if isinstance(sheet, dict) for cell in _list(sheet.get("cells"))
        ]
    saying = Saying()
    return tuple(
        _cell(number, cell, saying) for number, cell in enumerate(_list(cells), start=1) if isinstance(cell, dict)
    )


def _needed(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object without what nobody reads here: the data of a drawing may be most of a notebook."""
    return {key: value for key, value in pairs if key in _KEYS or key.startswith("image/")}


def python(source: str) -> str:
    """Return a code cell's source as Python: its magics and shell commands become blank statements on the same line."""
    if source.lstrip().startswith("%%") and not source.lstrip().startswith(("%%time", "%%capture")):
        return "\n" * source.count("\n")
    return _MAGIC.sub(r"\1pass", source)


def _cell(number: int, cell: dict[str, Any], saying: Saying) -> Cell:
    kind = (
        "code"
        if cell.get("cell_type") == "code"
        else "markdown"
        if cell.get("cell_type") in ("markdown", "heading")
        else "raw"
    )
    source = _joined(cell.get("source", cell.get("input")))
    texts: list[str] = []
    images, failed, room = 0, False, _MOST_OUTPUT
    for output in _list(cell.get("outputs")):
        if not isinstance(output, dict):
            continue
        bundle = output.get("data")
        data: dict[str, Any] = bundle if isinstance(bundle, dict) else output
        images += any(str(key).startswith("image/") or key in ("png", "jpeg", "svg") for key in data)
        failed |= output.get("output_type") == "error"
        text = _joined(output.get("text")) or _joined(data.get("text/plain"))
        if not text or text.startswith("<"):
            text = _TAG.sub(" ", _STYLED.sub(" ", _joined(data.get("text/html"))[: 4 * room])) or text
        texts.append(_COLOUR.sub("", text[:room]))
        room -= len(texts[-1])
    if kind == "code" and saying.only_says(source):
        texts, images = [], 0
    run = cell.get("execution_count", cell.get("prompt_number"))
    run = run if isinstance(run, int) and 0 < run < _MOST_RUNS else 0
    return Cell(number, kind, source, "\n".join(texts), images, failed, run)


def _joined(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(part for part in value if isinstance(part, str))
    return ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
