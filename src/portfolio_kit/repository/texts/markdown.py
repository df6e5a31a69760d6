"""Texts for people: Markdown, reStructuredText, plain text and the markdown cells of notebooks, line by line.

Only what a verdict needs is told apart: headings with what stands below them, prose, lists, tables, code, links and
images. Comments are not text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.pasted import is_pasted, tables_in_html, unescaped
from portfolio_kit.repository.texts.ruled_tables import with_bars
from portfolio_kit.rubric.finding import Evidence

_HEADING = re.compile(r"\s{0,3}(#{1,6})(.*)$")
_UNDERLINE = re.compile(r"\s{0,3}(=|-|~|\^|\"|\*|\+){3,}\s*$")
_HTML_HEADING = re.compile(r"<h([1-6])[^<>]{0,300}>(.*?)(?:</h\1>|$)", re.IGNORECASE)
_BOLD_HEADING = re.compile(r"\s*(?:\*\*|__)([^*_|]{2,80}?)(?:\*\*|__)\s{0,9}:?\s{0,9}$")
# A line that closes what it opens, as in "``` code ```", is a line of prose.
_CLOSING = re.compile(r"\s{0,12}(?:`{3,}|~{3,})\s*$")
_SECTION = re.compile(r"#{2,6}\s+\S")
_FENCE = re.compile(r"\s{0,12}(`{3,}+(?![^`]*`)|~{3,})\s*([\w+.-]*)")
_TABLE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?$")
_LIST = re.compile(r"\s*(?:[-*+•‣▪]|\d{1,3}[.)])\s+")
_TREE = re.compile(r"[├└│]|──|\|--|\+--")
# No part of these runs over what begins the next match, so that a flood of openings is read in one pass.
_IMAGE = re.compile(
    r"!\[([^\[\]\n]{0,300})\]\(\s*<?([^)\s>]{1,2000})|<img\b[^<>]{0,1000}?\bsrc\s*=\s*[\"']?([^\"'\s>]{1,2000})|"
    r"^[ \t]*\.\.[ \t]+(?:image|figure)::[ \t]*(\S+)",
    re.IGNORECASE | re.MULTILINE,
)
_LINK = re.compile(
    r"\]\(\s*<?([^)\s>]{1,2000})|\b(https?://[^\s)<>\"'\]]{3,2000})|<a\b[^<>]{0,1000}?\bhref\s*=\s*[\"']?([^\"'\s>]{1,2000})",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,1000}>")
_PICTURE = r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,2000}\)"
_MARKUP = re.compile(
    rf"{_PICTURE}|\[(?:{_PICTURE}\s?)?([^\[\]\n]{{0,500}})\]\([^()\n]{{0,2000}}\)|`+|\*\*|__|https?://\S+"
)
_LABELLED = re.compile(rf"{_PICTURE}|\[(?:{_PICTURE}\s?)?[^\[\]\n]{{0,500}}\]\([^()\n]{{0,2000}}\)")
_LONGEST = 1_500
_LONGEST_LABEL = 300
_LONGEST_TITLE = 1_000
# The vowel signs of Indian scripts are no word characters to `re`, and stand inside words.
_WORD = re.compile(r"[^\W_][\w\u0300-\u036f\u0900-\u0963\u0966-\u0dff'’-]*(?:[.,]\d+)*")
_TODO = re.compile(r"\s*(?:>\s*)*(?:(?:[-*+]|\d{1,3}[.)])\s+)?(?:\[ \]\s*)?(?:\*\*|__|`)?(?:TODO|FIXME|TBD|TBA)\b")
_PROMISED = re.compile(
    r"(?<![\w.])X{2,4}(?:[.,]X{1,4})?\s?%|\b(?:(?:will|to) be (?:added|written|filled in|completed|determined|"
    r"announced|updated)"
    r"(?: (?:here|soon|later|after\b[^.]{0,60}))?|coming soon)[.!…*_\s]*$",
    re.IGNORECASE,
)
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_BADGE = re.compile(
    r"shields\.io|badge|/workflows/|travis-ci|codecov|colab\.research|mybinder|visitor|komarev|skillicons",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile(r"[\u0900-\u097f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")


class Line(NamedTuple):
    """One line as it reads: `kind` is prose, item, table, code, tree, heading, blank, or open: still to be written.

    `language` is that of its fence, for a heading its level; `html` for a table in HTML, one cell after the other.
    """

    number: int
    kind: str
    text: str
    language: str = ""


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

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines, without comments."""
        return tuple(classified(self.source))

    @cached_property
    def text(self) -> str:
        """What a reader reads: prose, lists, tables and headings, line for line as in the source; code left blank."""
        return "\n".join("" if line.kind in ("code", "tree", "open") else line.text for line in self.lines)

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
    def words(self) -> int:
        """How many words of prose it has: outside code, tables, trees and headings."""
        return sum(words(line.text) for line in self.lines if line.kind in ("prose", "item"))

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
        found = (
            Reference(self.source.count("\n", 0, match.start()) + 1, match[1] or "", match[2] or match[3] or match[4])
            for match in _IMAGE.finditer(_without_comments(self.source))
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
        return _without_comments(self.source).split("\n")

    def source_line(self, number: int) -> str:
        """Return a line of the source, cut where it is very long."""
        return _source_line(self.source_lines, number)[:_LONGEST]

    @cached_property
    def code(self) -> tuple[Line, ...]:
        """The lines of its code blocks."""
        return tuple(line for line in self.lines if line.kind == "code")


@lru_cache(maxsize=512)
def words(text: str) -> int:
    """Return how many words a text has; two ideographs count as one word."""
    plain = _MARKUP.sub(lambda match: match[1] or " ", text)
    # A pattern of so many letters takes long to compile.
    ideographs = 0 if plain.isascii() else len(_IDEOGRAPH.findall(plain))
    return len(_WORD.findall(_IDEOGRAPH.sub(" ", plain) if ideographs else plain)) + ideographs // 2


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


def _without_comments(source: str) -> str:
    return _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), source) if "<!--" in source else source


def classified(source: str) -> Iterator[Line]:
    """Yield every line of a text with its kind.

    What its author has left open is of the kind open: a paragraph or quotation that begins with TODO, and a line that
    only promises what is to come, say nothing yet.
    """
    is_open = is_quoted = False
    for line, raw in _told_apart(source):
        quoted = raw.lstrip().startswith(">")
        if line.kind in ("blank", "heading", "code", "tree") or (is_quoted and not quoted):
            is_open = is_quoted = False
        if line.kind in ("prose", "item", "table"):
            if _TODO.match(raw[:_LONGEST_LABEL]):
                is_open, is_quoted = True, quoted
            elif line.kind == "item" and not is_quoted:
                is_open = False
            if is_open or _promises(raw[:_LONGEST_LABEL]):
                yield Line(line.number, "open", line.text)
                continue
        yield line


def _promises(text: str) -> bool:
    lower = text.lower()
    return any(hint in lower for hint in ("xx", " be ", "soon")) and bool(_PROMISED.search(text))


def _told_apart(source: str) -> Iterator[tuple[Line, str]]:
    """The lines with their kinds, each beside its source.

    A block of code that is never closed ends at the next heading: to swallow the rest of the text is not what was
    meant.
    """
    lines = with_bars(unescaped(_without_comments(source)).split("\n"))
    in_tables = tables_in_html(lines)
    last = _last_closing(lines)
    fence = language = ""
    previous_kind = "blank"
    front_matter = lines[0].strip() == "---" if lines else False
    for number, raw in enumerate(lines, start=1):
        if front_matter:
            front_matter = number == 1 or raw.strip() != "---"
            yield Line(number, "code", raw, "yaml"), raw
            continue
        opening = _FENCE.match(raw) if "```" in raw or "~~~" in raw else None
        if opening and opening[1].startswith("`") and "`" in raw[opening.end() :]:
            # ```three backticks``` around words are a span of code.
            opening = None
        if fence and number > last and _SECTION.match(raw) and not lines[number - 2].strip():
            fence, previous_kind = "", "blank"
        if fence:
            if opening and opening[1].startswith(fence) and not opening[2]:
                fence = ""
                yield Line(number, "blank", ""), raw
            else:
                yield Line(number, "tree" if _TREE.search(raw) else "code", raw, language), raw
            continue
        if opening:
            fence, language = opening[1][:3], opening[2].lower()
            yield Line(number, "blank", ""), raw
            previous_kind = "blank"
            continue
        kind, text, detail = _kind(raw, lines[number] if number < len(lines) else "", previous_kind)
        if kind in ("prose", "item") and number in in_tables:
            kind, detail = "table", "html"
        yield Line(number, kind, text, detail), raw
        previous_kind = kind


def _last_closing(lines: Sequence[str]) -> int:
    """The number of the last line that can close a block of code; 0 where there is none."""
    return next((number for number in range(len(lines), 0, -1) if _CLOSING.match(lines[number - 1])), 0)


def _kind(raw: str, following: str, previous: str) -> tuple[str, str, str]:
    """The kind of a line, its text, and for a heading its level."""
    bare = raw.strip()
    heading = _heading(raw, following, previous) if bare else None
    if heading is not None:
        return "heading", *heading
    if not bare or _UNDERLINE.match(raw):
        return "blank", "", ""
    if _TABLE_RULE.match(bare[:_LONGEST_TITLE]):
        return "table", "", ""
    if _TREE.search(raw):
        return "tree", raw, ""
    is_item = bool(_LIST.match(raw))
    if raw.startswith(("    ", "\t")) and previous in ("blank", "code") and not is_item:
        return "code", bare, ""
    if is_pasted(bare):
        return "code", bare, ""
    if bare.startswith("|") or bare.count("|") >= 2 or (previous == "table" and "|" in bare):  # noqa: PLR2004
        return "table", plain(raw), ""
    return "item" if is_item else "prose", plain(raw), ""


def _heading(raw: str, following: str, previous: str) -> tuple[str, str] | None:
    """What a heading says and its level, in any of the ways to write one; None for another line."""
    title = raw if len(raw) <= _LONGEST_TITLE else ""
    heading = _HEADING.match(title)
    if heading and (heading[2] or raw.strip("# ") == ""):
        return plain(heading[2]), str(len(heading[1]))
    html = _HTML_HEADING.search(title)
    if html:
        return plain(html[2]), html[1]
    if previous not in ("blank", "heading") or _UNDERLINE.match(raw):
        return None
    if _is_underlined(raw, following):
        return plain(raw), "1" if following.strip()[0] == "=" else "2"
    bold = _BOLD_HEADING.match(raw)
    return (plain(bold[1]).rstrip(":"), "4") if bold else None


def _is_underlined(raw: str, following: str) -> bool:
    bare, line = raw.strip(), following.strip()
    if not _UNDERLINE.match(following) or len(set(line)) != 1 or "|" in raw:
        return False
    return len(bare) <= len(line) * 2 + 40 and not bare.startswith(("-", "*"))


def plain(text: str) -> str:
    """Return a line without tags and emphasis; the label of a link stays, its target goes."""
    if "<" in text:
        text = _TAG.sub(" ", text)
    if any(mark in text for mark in "`*_[!"):
        text = _MARKUP.sub(lambda match: match[1] or (" " if match[0][:1] in "!h" else ""), text)
    return text.strip()
