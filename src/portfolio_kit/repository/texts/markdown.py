"""Texts for people: Markdown, reStructuredText, plain text and the markdown cells of notebooks, line by line.

Only what a verdict needs is told apart: headings with what stands below them, prose, lists, tables, code, links and
images. Comments are not text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.file import shortened
from portfolio_kit.repository.texts.lines import Line, classified, without_comments
from portfolio_kit.repository.texts.marks import PICTURE, words
from portfolio_kit.rubric.finding import Evidence

# No part of these runs over what begins the next match, so that a flood of openings is read in one pass.
_IMAGE = re.compile(
    r"!\[([^\[\]\n]{0,300})\]\(\s*<?((?<=<)[^<>\n]{1,500}(?=>)|[^)\s>]{1,2000})"
    # In quotes a name may have blanks: src="screens/The first page.png".
    r"|<img\b[^<>]{0,1000}?\bsrc\s*=\s*[\"']?((?<=\")[^\"<>\n]{1,500}(?=\")|(?<=')[^'<>\n]{1,500}(?=')|[^\"'\s>]{1,2000})|"
    r"^[ \t]*\.\.[ \t]+(?:image|figure)::[ \t]*(\S+)",
    re.IGNORECASE | re.MULTILINE,
)
_LINK = re.compile(
    r"\]\(\s*<?([^)\s>]{1,2000})|\b(https?://[^\s)<>\"'\]]{3,2000})|<a\b[^<>]{0,1000}?\bhref\s*=\s*[\"']?([^\"'\s>]{1,2000})",
    re.IGNORECASE,
)
_LABELLED = re.compile(rf"{PICTURE}|\[(?:{PICTURE}\s?)?[^\[\]\n]{{0,500}}\]\([^()\n]{{0,2000}}\)")
# A line of nothing but links to headings of its own text.
_CONTENTS = re.compile(r"[\s>*+\d.)|•·-]{0,40}(?:\[[^\]\n]{1,300}\]\(#[^()\n]{0,300}\)[\s|•·,–-]{0,10}){1,30}")
_LONGEST = 1_500
_LONGEST_LABEL = 300
_BADGE = re.compile(
    r"shields\.io|badge|/workflows/|travis-ci|codecov|colab\.research|mybinder|visitor|komarev|skillicons",
    re.IGNORECASE,
)
# How many sections open with a quotation where a text answers what somebody asks, and in which share of them.
_MANY_ASKED, _SHARE_ASKED = 4, 0.4
_LETTERS = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile(r"[\u0900-\u097f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")


class Section(NamedTuple):
    """A heading and the lines below it up to the next heading; the part before the first heading has an empty title."""

    title: str
    level: int
    number: int
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """What stands below the heading, code left out."""
        return "\n".join(line.text for line in self.lines if line.kind not in ("code", "tree", "open"))

    @property
    def words(self) -> int:
        """How many words of prose stand below the heading."""
        return sum(words(line.text) for line in self.lines if line.kind in ("prose", "item"))


class Reference(NamedTuple):
    """An image or a link: its label and its target."""

    number: int
    label: str
    target: str

    @property
    def is_badge(self) -> bool:
        """Whether it is one of the small pictures that say a status."""
        return bool(_BADGE.search(self.target))


class Document:
    """A text of the repository: `path`, its `source`, and how a line of it becomes evidence."""

    def __init__(self, path: str, source: str, evidence: Callable[[int], Evidence]) -> None:
        self.path = path
        self.source = source
        self.evidence = evidence

    def __repr__(self) -> str:
        return f"Document({self.path!r})"

    def quoting(self, number: int, words_there: str) -> Evidence:
        """Return the place of a line, of a long one with an excerpt that has the first of some words in it which stand
        there together: they may be written with marks in the line.
        """
        place = self.evidence(number)
        if not place.excerpt.endswith("…"):
            return place
        source, told = self.source_line(number), words_there.split()
        around = next((start for count in (6, 3, 2, 1) if (start := " ".join(told[:count])) in source), "")
        return place if around in place.excerpt else replace(place, excerpt=shortened(source, around))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines, without comments."""
        return tuple(classified(self.source))

    @cached_property
    def text(self) -> str:
        """What a reader reads: prose, lists, tables and headings, line for line as in the source; code left blank."""
        # What runs on from a heading has the heading's words in it.
        lines = {line.number: line for line in self.lines}
        return "\n".join("" if line.kind in ("code", "tree", "open") else line.text for line in lines.values())

    @cached_property
    def index(self) -> dict[str, list[int]]:
        """Where each word of the text stands, in lower case: positions in `lines`, code and trees left out."""
        found: dict[str, list[int]] = {}
        for position, line in enumerate(self.lines):
            if line.kind not in ("code", "tree", "blank", "open"):
                for word in dict.fromkeys(_LETTERS.findall(line.text[:_LONGEST].lower())):
                    found.setdefault(word, []).append(position)
        return found

    @cached_property
    def titles(self) -> list[str]:
        """The heading that each line stands below."""
        found: list[str] = []
        title = ""
        for line in self.lines:
            if line.kind == "heading":
                title = line.text
            found.append(title)
        return found

    def around(self, number: int) -> tuple[Section, ...]:
        """Return the section that a line stands in, and before it those that this is a part of, the outermost first."""
        begins, chains = self._chains
        at = bisect_right(begins, number)
        return chains[at - 1] if at else ()

    @cached_property
    def _chains(self) -> tuple[list[int], list[tuple[Section, ...]]]:
        """Where each section begins, and the section with those that it is a part of."""
        chains: list[tuple[Section, ...]] = []
        chain: tuple[Section, ...] = ()
        for section in self.sections:
            chain = (*(outer for outer in chain if outer.level < section.level), section)
            chains.append(chain)
        return [section.number for section in self.sections], chains

    def position(self, number: int) -> int | None:
        """Return where in `lines` the line of a number is, None where there is none."""
        at = bisect_left(self.lines, number, key=attrgetter("number"))
        return at if at < len(self.lines) and self.lines[at].number == number else None

    @cached_property
    def is_unspaced(self) -> bool:
        """Whether it is written in a script without word boundaries that a search for words could use."""
        return not self.source.isascii() and bool(_UNSPACED.search(self.source))

    def with_words(self, beginnings: tuple[str, ...]) -> list[int]:
        """Return the positions in `lines` with a word that begins so; all of them in a text without spaces."""
        if self.is_unspaced:
            return [
                position
                for position, line in enumerate(self.lines)
                if line.kind not in ("code", "tree", "blank", "open")
            ]
        words, found = self._sorted_words, set[int]()
        for beginning in beginnings:
            at = bisect_left(words, beginning)
            while at < len(words) and words[at].startswith(beginning):
                found.update(self.index[words[at]])
                at += 1
        return sorted(found)

    @cached_property
    def _sorted_words(self) -> list[str]:
        return sorted(self.index)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections, in order."""
        sections: list[Section] = []
        title, level, number, below = "", 0, 1, list[Line]()
        for line in self.lines:
            if line.kind == "heading":
                if title or any(item.text.strip() for item in below):
                    sections.append(Section(title, level, number, tuple(below)))
                title, level, number, below = line.text, int(line.language or 2), line.number, []
            else:
                below.append(line)
        sections.append(Section(title, level, number, tuple(below)))
        return tuple(sections)

    @cached_property
    def asked(self) -> frozenset[int]:
        """The lines of questions that the text answers, no words of its author's: a form that is filled in quotes what
        it asks at the head of its sections, and the answers stand below.
        """
        if self.source.count("\n>") < _MANY_ASKED:
            return frozenset()
        written = [[line for line in section.lines if line.kind in ("prose", "item")] for section in self.sections]
        written = [lines for lines in written if lines]
        asking = [lines for lines in written if _is_quoted(lines[0]) and not all(_is_quoted(line) for line in lines)]
        if len(asking) < max(_MANY_ASKED, _SHARE_ASKED * len(written)):
            return frozenset()
        return frozenset(line.number for lines in asking for line in lines if _is_quoted(line))

    @cached_property
    def words(self) -> int:
        """How many words of prose it has: outside code, tables, trees, headings, its contents and the questions that it
        answers.
        """
        return sum(
            words(line.text)
            for line in self.lines
            if line.kind in ("prose", "item") and line.number not in self.asked and not self._is_contents(line)
        )

    def _is_contents(self, line: Line) -> bool:
        """Whether a line only leads to headings further down."""
        source = self.source_line(line.number)
        return "](#" in source and bool(_CONTENTS.fullmatch(source))

    @cached_property
    def own_words(self) -> int:
        """How many words of prose it has without the labels of its links."""
        lines = self.source_lines
        return sum(
            words(_LABELLED.sub(" ", lines[line.number - 1])) if "](" in lines[line.number - 1] else words(line.text)
            for line in self.lines
            if line.kind in ("prose", "item")
        )

    @cached_property
    def images(self) -> tuple[Reference, ...]:
        """The images it shows, badges left out."""
        text = without_comments(self.source)
        found = (
            Reference(text.count("\n", 0, match.start()) + 1, match[1] or "", match[2] or match[3] or match[4])
            for match in _IMAGE.finditer(text)
        )
        return tuple(reference for reference in found if not reference.is_badge)

    @cached_property
    def links(self) -> tuple[Reference, ...]:
        """The links it has, those in code left out."""
        return tuple(
            Reference(line.number, label, (match[1] or match[2] or match[3]).rstrip(".,;:"))
            for line in self.lines
            if line.kind not in ("code", "tree")
            for match in _links(_source_line(self.source_lines, line.number))
            if (label := _label(match)) is not None
        )

    @cached_property
    def source_lines(self) -> list[str]:
        """The lines of the source."""
        return without_comments(self.source).split("\n")

    def source_line(self, number: int) -> str:
        """Return a line of the source, cut where it is very long."""
        return _source_line(self.source_lines, number)[:_LONGEST]

    @cached_property
    def code(self) -> tuple[Line, ...]:
        """The lines of its code blocks."""
        return tuple(line for line in self.lines if line.kind == "code")


def _is_quoted(line: Line) -> bool:
    return line.text.lstrip().startswith(">")


def _links(line: str) -> Iterable[re.Match[str]]:
    return _LINK.finditer(line) if "](" in line or "://" in line or "<" in line else ()


def _label(match: re.Match[str]) -> str | None:
    """What a link is called, empty where it is not; None for an image, which is no link."""
    if match[1] is None:
        return ""
    before = match.string[max(0, match.start() - _LONGEST_LABEL) : match.start()]
    if before.endswith(")") and "![" in before:
        # A picture that is a link.
        return before[before.rindex("![") + 2 :].partition("]")[0]
    opening = before.rfind("[")
    if opening > 0 and before[opening - 1] == "!":
        return None
    return before[opening + 1 :] if opening >= 0 else ""


def _source_line(lines: list[str], number: int) -> str:
    return lines[number - 1] if number <= len(lines) else ""
