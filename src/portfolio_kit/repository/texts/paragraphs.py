"""The paragraphs of a text, and what the headings above them announce."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.lines import Line
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.texts.marks import words
from portfolio_kit.repository.texts.narrative_words import (
    APPROACH,
    ASIDE,
    HANDLING,
    LESSONS,
    PARTS,
    PLACEHOLDER,
    RESULTS,
    TITLES,
)

_LABEL = re.compile(r"\W{0,6}([^:：.!?。\n]{2,45})(?:[:：。]\s*|\.\s+)(?=\S)")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]{0,3}\s+(?=\S)|(?<=[。！？；।])")
_BULLET = re.compile(r"^\s*(?:>\s*)*(?:[-*+•‣▪]|\d{1,3}[.)])\s+(?:\[[ xX]?\]\s*)?")
_UNTICKED = re.compile(r"^\s*(?:[-*+]\s+)?\[\s?\]")
_NO_TITLE = re.compile(r"[:=/]|\d\.\d")
_LONGEST = 4_000
_LONGEST_TITLE = 200
_MOST_LINES = 6_000
_SHORT_TITLE = 6
_LOOSE = 7
_IMPORTANCE = "importan"
_FIELD = re.compile(r"[A-Z][\w /-]{1,25}:\s+\S.{0,60}$")
_FIELDS = 3
_LEADING = 30


class Heading(NamedTuple):
    """What a heading is about: its level, the parts of a story that it announces, and whether none can follow."""

    level: int
    parts: frozenset[str]
    is_aside: bool


class Paragraph(NamedTuple):
    """Lines that are read as one: a paragraph or an item of a list, and the parts that its heading announces.

    `is_aside` is whether it is no part of a story, such as how to install the thing; `is_open_task` whether it is an
    item of a list of tasks that is not ticked; `is_placeholder` whether it was left to be filled in.
    """

    line: int
    text: str
    parts: frozenset[str]
    is_aside: bool
    is_open_task: bool
    is_placeholder: bool


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """Yield the paragraphs and items of a text, each with what its heading is about.

    The title of the whole text announces nothing. What stands below a sub-heading stands below its heading too.
    """
    above: list[Heading] = []
    is_first = True
    pending: list[Line] = []
    held: Paragraph | None = None
    for line in (*document.lines[:_MOST_LINES], Line(0, "blank", "")):
        bare = _BULLET.sub("", line.text).strip("> \t")
        if pending and (line.kind != "prose" or not bare):
            loose = _loose_heading(pending)
            if loose is None:
                held = _paragraph(pending, above, is_asked=pending[0].number in document.asked)
            else:
                above = [loose]
            pending = []
        if held and bare:
            # What leads into a block of code is how to run it.
            is_instruction = line.kind == "code" and words(held.text) < _LEADING
            yield held._replace(is_aside=True) if is_instruction else held
            held = None
        if line.kind == "open":
            if bare:
                yield _paragraph([line], above)._replace(is_placeholder=True)
        elif line.kind == "heading":
            level = int(line.language or 2)
            above = [heading for heading in above if heading.level < level]
            parts, is_aside = (frozenset[str](), False) if is_first else about(line.text)
            above.append(Heading(level, parts, is_aside))
            is_first = False
        elif line.kind in ("prose", "item") and bare:
            pending.append(line)
    if held:
        yield held


@lru_cache(maxsize=4096)
def about(title: str) -> tuple[frozenset[str], bool]:
    """Return the parts of a story that a heading announces, and whether what follows is no story at all."""
    lower = title.lower()[:_LONGEST_TITLE]
    parts = {part for part in PARTS if TITLES[part].search(lower)}
    if LESSONS in parts or RESULTS in parts or _IMPORTANCE in lower:
        # "Model performance" and "limits of the data" are about the first word or the last, not about an approach, and
        # what counts most for a model came out of it.
        parts.discard(APPROACH)
    is_of_failing = HANDLING.search(lower)
    if is_of_failing:
        parts.discard(LESSONS)
    is_aside = PLACEHOLDER.search(lower) or (not parts & {RESULTS, LESSONS} and (is_of_failing or ASIDE.search(lower)))
    return frozenset(() if is_aside else parts), is_aside


def split(text: str) -> list[str]:
    """Return the sentences of a paragraph."""
    return [sentence for part in _SENTENCE_END.split(text[:_LONGEST]) if (sentence := part.strip())]


def unlabelled(text: str) -> str:
    """Return a sentence without the label in front of it."""
    label = _LABEL.match(text)
    return text[label.end() :] if label else text


def _loose_heading(lines: Sequence[Line]) -> Heading | None:
    """The heading that a short line of its own is, where it says what a part is about; it ends what stood above."""
    if len(lines) != 1 or lines[0].kind != "prose":
        return None
    text = lines[0].text.strip().rstrip(":")
    if not 1 <= words(text) <= _SHORT_TITLE or text[-1:] in ".!?,;。！？।" or _NO_TITLE.search(text):
        return None
    parts, is_aside = about(text)
    return Heading(_LOOSE, parts, is_aside) if parts or is_aside else None


def _paragraph(lines: Sequence[Line], above: Sequence[Heading], *, is_asked: bool = False) -> Paragraph:
    text = " ".join(line.text.strip("> \t") for line in lines)
    is_aside = any(heading.is_aside for heading in above)
    if len(lines) >= _FIELDS and sum(bool(_FIELD.match(line.text)) for line in lines) >= len(lines) - 1:
        # Author, course and date, one below the other, are no part of a story.
        return Paragraph(lines[0].number, text, frozenset(), is_aside=True, is_open_task=False, is_placeholder=False)
    if is_aside and above[-1].level == _LOOSE and lines[0].kind != "item" and words(text) > _SHORT_TITLE + 1:
        # A line that only reads like a heading reaches no further than the list or the few words below it.
        is_aside = False
    is_aside = is_aside or is_asked
    parts = next((heading.parts for heading in reversed(above) if heading.parts), frozenset[str]())
    is_open_task = bool(_UNTICKED.match(text))
    is_placeholder = PLACEHOLDER.search(text[:_LONGEST].lower())
    text = _BULLET.sub("", text)
    label = _LABEL.match(text)
    if label and words(label[1]) <= _SHORT_TITLE:
        announced, _ = about(label[1])
        if announced:
            parts, text = announced, text[label.end() :]
    return Paragraph(lines[0].number, text, parts, is_aside, is_open_task, is_placeholder)
