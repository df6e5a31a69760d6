"""The pages of a document as one text with headings, which a PDF has for the eye alone.

Left out are what stands on every page and the table of contents. A heading is a line by itself that has a number as
chapters have, that the table of contents names, or that stands alone between two paragraphs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import dropwhile
from typing import NamedTuple

from portfolio_kit import lazily as re

_PAGE_END = "\f"
# "4.2 Algorithms compared . . . . . 11"
_CONTENTS = re.compile(r"^(\S.{1,150}?)\s?(?:\.\s?){4,}\s*(?:\d{1,4}|[ivx]{1,5})?$")
_NUMBER = r"\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,4}\."
_CHAPTER = re.compile(
    rf"^(?:(?:chapter|section|part|chapitre|partie|kapitel|abschnitt|cap[ií]tulo|sec[cç][aã]o|secci[oó]n|capitolo|bab"
    rf"|b[öo]l[üu]m|глава|раздел)\s+)?({_NUMBER})[\s:–-]+(\S.{{1,110}})$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(rf"^(?:{_NUMBER})\s+")
_PAGE_NUMBER = re.compile(
    r"^\W*(?:page|seite|p[áa]gina|halaman|sayfa|стр\.?)?\s*\W*\d{1,4}(?:\s*(?:/|of|von|de|sur|dari)\s*\d{1,4})?\W*$|^[ivx]{1,5}$",
    re.IGNORECASE,
)
# The mark of an item; fonts of signs keep theirs where Unicode has no letters.
_BULLET = re.compile(r"^[•●◦▪■►➢\ue000-\uf8ff]\s+(?=\S)")
_DIGITS = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")
_FIGURES = re.compile(r"\d[\d.,]*\s*%?$|\d[.,]\d")
_CAPTION = re.compile(
    r"^(?:fig(?:ur[ea]?)?|tab(?:le|leau|elle|ela|la|el)?|abb(?:ildung)?|gambar|şekil|рис\w*|equation|algorithm)\b|"
    r"^(?:sources?|quelle|fuente|fonte|sumber)\s*:",
    re.IGNORECASE,
)
# A word that goes on in the next line.
_DIVIDED = re.compile(r"[a-zà-ÿ]{2}-$")
_FULL_STOP = (".", "!", "?", "。")
_ENDS = (".", "!", "?", ":", "。")
_OPEN = (",", ";", ".", "-", "(", "=", "…", "。")
_EDGE, _REPEATED = 2, 3
_SHORTEST, _LONGEST, _MOST_WORDS = 3, 90, 12
_TOP, _DEEPEST = 2, 4
# Of the width of a full line: at most what a heading takes, with a number and without.
_SHARE, _SHORT = 0.85, 0.5
# What the last line of a paragraph takes of it.
_LAST = 0.75


class Laid(NamedTuple):
    """A text with headings, and the page that each of its lines stands on, counted from 1."""

    source: str
    pages: tuple[int, ...]


def laid_out(text: str) -> Laid:
    """Return the text of pages, each ended by a form feed, with headings as Markdown has them."""
    pages = [
        [_BULLET.sub("- ", line.strip()) for line in page.split("\n") if line.strip()] for page in text.split(_PAGE_END)
    ]
    repeated = _repeated(pages)
    numbered = [
        (number, line) for number, page in enumerate(pages, 1) for line in [*_without_edges(page, repeated), ""]
    ]
    named = {_plain(match[1]) for _, line in numbered if (match := _CONTENTS.match(line))}
    kept = [(number, line) for number, line in numbered if not _CONTENTS.match(line)]
    laid = list(_headed(_rejoined(kept), named))
    return Laid("\n".join(line for _, line in laid), tuple(number for number, _ in laid))


def _shape(line: str) -> str:
    return _DIGITS.sub("#", line)


def _repeated(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """What stands at the top or bottom of several pages, whatever number it has there."""
    seen = Counter(shape for page in pages for shape in {_shape(line) for line in (*page[:_EDGE], *page[-_EDGE:])})
    return frozenset(shape for shape, count in seen.items() if count >= _REPEATED and count * _REPEATED >= len(pages))


def _without_edges(page: Sequence[str], repeated: frozenset[str]) -> Sequence[str]:
    def is_edge(line: str) -> bool:
        return bool(_PAGE_NUMBER.match(line)) or _shape(line) in repeated

    inner = list(dropwhile(is_edge, page))
    return list(dropwhile(is_edge, inner[::-1]))[::-1]


def _plain(title: str) -> str:
    return _NUMBERED.sub("", title).strip().lower()


def _rejoined(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines with words whole that were divided at the end of one."""
    found = list(lines)
    for position, (number, line) in enumerate(found[:-1]):
        page, following = found[position + 1]
        rest, _, others = following.partition(" ")
        if _DIVIDED.search(line) and rest[:1].islower():
            found[position] = (number, f"{line[:-1]}{rest}")
            found[position + 1] = (page, others)
    return found


def _headed(lines: Sequence[tuple[int, str]], named: set[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines, headings marked and set apart."""
    lengths = sorted(len(line) for _, line in lines if line)
    width = lengths[len(lengths) * 3 // 4] if lengths else 0
    chapter = 0
    before = ""
    for position, (number, line) in enumerate(lines):
        # A figure's caption may come between a heading and its paragraph.
        below = (text for _, text in lines[position + 1 : position + 4] if text)
        after = next((text for text in below if not _CAPTION.match(text)), "")
        level, counted = _level(line, named, chapter=chapter, width=width)
        if not level and not (before and not before.endswith(_ENDS)) and _stands_alone(line, after, width=width):
            level = _TOP
        chapter = counted or chapter
        if level:
            yield from ((number, ""), (number, f"{'#' * level} {line}"), (number, ""))
        else:
            yield number, line
            if line.endswith(_FULL_STOP) and len(line) < width * _LAST:
                yield number, ""
        before = line or before


def _is_title(line: str) -> bool:
    """Whether a line may be a heading by what it looks like."""
    return (
        _SHORTEST <= len(line) <= _LONGEST
        and len(line.split()) <= _MOST_WORDS
        and line[0] != "#"
        and not line.endswith(_OPEN)
        and not _CAPTION.match(line)
        and not _FIGURES.search(_NUMBERED.sub("", line))
    )


def _level(line: str, named: set[str], *, chapter: int, width: int) -> tuple[int, int]:
    """The level of a heading with a number or of the contents, 0 of what is none, and the chapter that it begins.

    Chapters follow one another, which the items of lists between them do not.
    """
    numbered = _CHAPTER.match(line)
    title = numbered[2] if numbered else line
    if not _is_title(line) or not _LETTER.match(title):
        return 0, 0
    depth = numbered[1].strip(".").count(".") if numbered else 0
    count = int(numbered[1].strip(".")) if numbered and numbered[1].strip(".").isdecimal() else 0
    level = min(_DEEPEST, _TOP + depth)
    if _plain(line) in named:
        return level, count
    is_upper = title[0].upper() == title[0]
    if not numbered or not is_upper or line.endswith(":") or len(line) > width * _SHARE:
        return 0, 0
    is_next = count == chapter + 1 and ": " not in title
    return (level, count) if depth or not count or is_next else (0, 0)


def _stands_alone(line: str, after: str, *, width: int) -> bool:
    """Whether a short line without an end stands above a paragraph."""
    return (
        _is_title(line)
        and bool(_LETTER.match(line))
        and line[0].isupper()
        and not line.endswith(":")
        and len(line) <= width * _SHORT
        and len(after) >= width * _SHARE
        and bool(after[:1].isupper())
    )
