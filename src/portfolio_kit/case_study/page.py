"""What a page is made of, whatever it is written from and into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Align: TypeAlias = Literal["left", "center", "right"]
Style: TypeAlias = Literal["strong", "emphasis", "struck"]


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Words of a program, within a line."""

    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line that is not the end of a paragraph."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Words that stand out."""

    style: Style
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address on the web, http, https or mailto."""

    address: str
    content: tuple[Inline, ...]


Inline: TypeAlias = Text | Code | Break | Marked | Link


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a section, level 1, or of a part of one."""

    level: int
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, numbered from `start` or not at all."""

    start: int | None
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody else said, or an aside."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """Lines of a program."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table, and on which line it begins; each of its rows has a cell for each column."""

    line: int
    columns: tuple[Align, ...]
    header: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure: its target as written, on which line, what it shows (for who cannot see it) and its caption."""

    target: str
    line: int
    alternative: str
    caption: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """Figures that stand side by side."""

    pictures: tuple[Picture, ...]


Block: TypeAlias = Heading | Paragraph | Listing | Quote | Program | Table | Pictures


@dataclass(frozen=True, slots=True)
class Page:
    """A case study, read: `byline` is what stands beside the author, and `words` counts its prose."""

    title: str
    author: str
    byline: tuple[tuple[Inline, ...], ...]
    blocks: tuple[Block, ...]
    language: str
    words: int

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The figures of the page, in order."""
        return tuple(
            picture for block in every(self.blocks) if isinstance(block, Pictures) for picture in block.pictures
        )


def plain(content: tuple[Inline, ...]) -> str:
    """Return the words of `content` without their looks."""
    parts = []
    for node in content:
        if isinstance(node, Text | Code):
            parts.append(node.text)
        elif isinstance(node, Break):
            parts.append(" ")
        else:
            parts.append(plain(node.content))
    return "".join(parts)


def every(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield `blocks` and those in their quotes and lists, in order."""
    for block in blocks:
        yield block
        if isinstance(block, Quote):
            yield from every(block.blocks)
        elif isinstance(block, Listing):
            for item in block.items:
                yield from every(item)
