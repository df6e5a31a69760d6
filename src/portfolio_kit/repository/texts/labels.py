"""The labels that a text puts in front of what it says: "Purpose: …", the first cell of a row, a term with its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.lines import Line
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.texts.marks import words

_BOLD = re.compile(r"\W{0,6}(?:\*\*|__)([^*_|\n]{2,60})(?:\*\*|__)\s*[:：.–—-]?\s*(?=\S)")
_LABEL = re.compile(r"\W{0,6}([^:：.?|\n]{2,60})(?:[:：]|[.?](?=\s)|\s[-–—]\s)\s*(?=\S)")
_TERM = re.compile(r"\W{0,6}([^:：.?|\n]{2,60}?)\s*[:：?]?\s*$")
_ROW = re.compile(r"\s*\|\s*([^|\n]{2,60}?)\s*\|(?=.*\w)")
_DEFINITION = re.compile(r"\s*:\s+\S")
_MOST_WORDS = 7
_MOST_LINES = 5_000


class Label(NamedTuple):
    """A label, the line that it stands on, and what it is put in front of."""

    line: int
    name: str
    text: str


def labels(document: Document, lines: Sequence[Line]) -> Iterator[Label]:
    """Yield the labels of prose, lists and tables: those in front of their text, and those that stand above it."""
    shown = [line for line in lines[:_MOST_LINES] if line.kind in ("prose", "item", "table") and line.text]
    for position, line in enumerate(shown):
        following = shown[position + 1] if position + 1 < len(shown) else None
        for label in _of(document, line, following):
            if words(label.name) <= _MOST_WORDS:
                yield label


def _of(document: Document, line: Line, following: Line | None) -> Iterator[Label]:
    if line.kind != "table" and (bold := _BOLD.match(document.source_lines[line.number - 1])):
        yield Label(line.number, bold[1].strip(), line.text)
    if label := (_ROW if line.kind == "table" else _LABEL).match(line.text):
        yield Label(line.number, label[1].strip(), line.text[label.end() :])
    term = _TERM.match(line.text) if following and line.kind != "table" else None
    if term and following and _is_text_of(line, following):
        yield Label(line.number, term[1].strip(), following.text)


def _is_text_of(term: Line, following: Line) -> bool:
    """Whether what follows a line is the text of the term that the line is: its definition, or its list."""
    if _DEFINITION.match(following.text):
        return True
    return following.kind == "item" and (term.kind == "prose" or term.text.rstrip().endswith((":", "：")))
