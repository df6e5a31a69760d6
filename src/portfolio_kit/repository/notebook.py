"""Jupyter notebooks: what their cells say, and what running them left behind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from portfolio_kit import lazily as re
from portfolio_kit.repository.file import File
from portfolio_kit.repository.limits import LIMITS
from portfolio_kit.repository.said import only_says
from portfolio_kit.rubric.finding import Evidence

_MOST_OUTPUT = 200_000
_MAGIC = re.compile(r"^([ \t]*)[!%?].*$", re.MULTILINE)
_TAG = re.compile(r"<[^<>]{0,400}>")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: `kind` is code or markdown, `output` is the text that running it printed, `images` how many it drew."""

    number: int
    kind: str
    source: str
    output: str = ""
    images: int = 0
    failed: bool = False


class Notebook:
    """The cells of one notebook; none where the file is not one."""

    def __init__(self, file: File) -> None:
        self.file = file

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells, in order."""
        text = self.file.text
        if text.count("{") + text.count("[") > LIMITS.objects:
            self.file.budget.too_large.add(self.file.path)
            return ()
        cells = parse(text)
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
        """Whether the outputs of a run were kept: of a third of the code cells at least."""
        code = [cell for cell in self.code if cell.source.strip()]
        kept = [cell for cell in code if cell.output.strip() or cell.images]
        return len(kept) * 3 >= len(code) > 0

    def evidence(self, text: str) -> Evidence:
        """Return the line of the file that holds `text`, a line of a cell's source or output."""
        wanted = text.strip()
        if (number := self._lines.get(json.dumps(wanted, ensure_ascii=False)[1:-1])) and wanted:
            return self.file.evidence(number)
        position = self.file.text.find(json.dumps(wanted, ensure_ascii=False)[1:-1]) if wanted else -1
        if position < 0 and wanted:
            position = self.file.text.find(json.dumps(wanted)[1:-1])
        return self.file.at(position) if position >= 0 else self.file.evidence()

    @cached_property
    def _lines(self) -> dict[str, int]:
        """The number of each line of the file by the string that stands on it, as notebooks are usually written."""
        found: dict[str, int] = {}
        for number, line in enumerate(self.file.lines, start=1):
            found.setdefault(line.strip().removesuffix(",").strip('"').removesuffix("\\n").strip(), number)
        return found


def parse(text: str) -> tuple[Cell, ...]:
    """Return the cells of a notebook's JSON, format 3 or 4; none where it is not a notebook."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    if not isinstance(document, dict):
        return ()
    cells = document.get("cells")
    if cells is None and isinstance(document.get("worksheets"), list):
        cells = [
            cell for sheet in document["worksheets"] if isinstance(sheet, dict) for cell in _list(sheet.get("cells"))
        ]
    return tuple(_cell(number, cell) for number, cell in enumerate(_list(cells), start=1) if isinstance(cell, dict))


def python(source: str) -> str:
    """Return a code cell's source as Python: its magics and shell commands become blank statements on the same line."""
    if source.lstrip().startswith("%%") and not source.lstrip().startswith(("%%time", "%%capture")):
        return "\n" * source.count("\n")
    return _MAGIC.sub(r"\1pass", source)


def _cell(number: int, cell: dict[str, Any]) -> Cell:
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
            text = _TAG.sub(" ", _joined(data.get("text/html"))[: 4 * room]) or text
        texts.append(text[:room])
        room -= len(texts[-1])
    if kind == "code" and (texts or images) and only_says(source):
        texts, images = [], 0
    return Cell(number, kind, source, "\n".join(texts), images, failed)


def _joined(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(part for part in value if isinstance(part, str))
    return ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
