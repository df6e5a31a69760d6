"""The lines of a text told apart: headings, prose, lists, tables, code, trees, and what is still to be written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.marks import plain
from portfolio_kit.repository.texts.pasted import is_pasted, tables_in_html, unescaped
from portfolio_kit.repository.texts.ruled_tables import with_bars

_HEADING = re.compile(r"\s{0,3}(#{1,6})(.*)$")
_UNDERLINE = re.compile(r"\s{0,3}(=|-|~|\^|\"|\*|\+){3,}\s*$")
_HTML_HEADING = re.compile(r"<h([1-6])[^<>]{0,300}>(.*?)(?:</h\1>|$)", re.IGNORECASE)
_BOLD_HEADING = re.compile(r"\s*(?:\*\*|__)([^*_|]{2,80}?)(?:\*\*|__)\s{0,9}:?\s{0,9}$")
# "**Result.** The forest …": a heading that its paragraph runs on from. So many of them are what a text is divided by.
_RUN_IN = re.compile(r"\s{0,3}(?:\*\*|__)([^*_|]{2,60}?)(?:[.:?!。：？](?:\*\*|__)|(?:\*\*|__)[.:：])\s{0,9}(?=\S)")
_MANY_RUN_IN = 4
# A line that closes what it opens, as in "``` code ```", is a line of prose.
_CLOSING = re.compile(r"\s{0,12}(?:`{3,}|~{3,})\s*$")
_SECTION = re.compile(r"#{2,6}\s+\S")
_FENCE = re.compile(r"\s{0,12}(`{3,}+(?![^`]*`)|~{3,})\s*(?:\{\s*\.?)?([\w+.-]*)")
_TABLE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?$")
_LIST = re.compile(r"\s*(?:[-*+•‣▪]|\d{1,3}[.)])\s+")
_TREE = re.compile(r"[├└│]|──|\|--|\+--")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LONGEST, _LONGEST_TITLE = 300, 1_000
_TODO = re.compile(
    r"\s*(?:>\s*)*(?:(?:[-*+]|\d{1,3}[.)])\s+)?(?:\[ \]\s*)?(?:\*\*|__|`)?(?:(?:TODO|FIXME|TBD|TBA"
    r"|(?:Wird|Folgt) (?:noch|später)|Noch (?:offen|zu (?:tun|schreiben|ergänzen))"
    r"|(?:Akan|Nanti) (?:di(?:isi|tulis|lengkapi|tambahkan)|menyusul)"
    r"|(?:Будет|Позже) (?:дополнен|добавлен|заполнен|написан)\w)\b"
    r"|(?:待|稍后|以后)(?:补充|完善|完成|填写)|(?:बाद में|जल्द) (?:लिखा|जोड़ा|भरा) जाएगा)"
)
_PROMISED = re.compile(
    r"(?<![\w.])X{2,4}(?:[.,]X{1,4})?\s?%|\b(?:(?:will|to) be (?:added|written|filled in|completed|determined|"
    r"announced|updated)"
    r"(?: (?:here|soon|later|after\b[^.]{0,60}))?|coming soon)[.!…*_\s]*$",
    re.IGNORECASE,
)


class Line(NamedTuple):
    """One line as it reads: `kind` is prose, item, table, code, tree, heading, blank, or open: still to be written.

    `language` is that of its fence, for a heading its level; `html` for a table in HTML, one cell after the other.
    """

    number: int
    kind: str
    text: str
    language: str = ""


def without_comments(source: str) -> str:
    """Return a text with its comments left blank, line for line."""
    return _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), source) if "<!--" in source else source


def classified(source: str) -> Iterator[Line]:
    """Yield every line of a text with its kind; a heading that a paragraph runs on from comes before the paragraph.

    What its author has left open is of the kind open: a paragraph or quotation that begins with TODO, and a line that
    only promises what is to come, say nothing yet.
    """
    is_open = is_quoted = False
    for line, raw in _told_apart(source):
        quoted = raw.lstrip().startswith(">")
        if line.kind in ("blank", "heading", "code", "tree") or (is_quoted and not quoted):
            is_open = is_quoted = False
        if line.kind in ("prose", "item", "table"):
            if _TODO.match(raw[:_LONGEST]):
                is_open, is_quoted = True, quoted
            elif line.kind == "item" and not is_quoted:
                is_open = False
            if is_open or _promises(raw[:_LONGEST]):
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
    lines = with_bars(unescaped(without_comments(source)).split("\n"))
    run_in = _run_in(lines)
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
        if kind == "prose" and number in run_in:
            yield Line(number, "heading", run_in[number], "2"), raw
        yield Line(number, kind, text, detail), raw
        previous_kind = kind


def _run_in(lines: Sequence[str]) -> dict[int, str]:
    """The headings that paragraphs run on from, by their lines, of a text that has no others below its title."""
    found = {
        number: plain(heading[1])
        for number, line in enumerate(lines, start=1)
        if (heading := _RUN_IN.match(line[:_LONGEST])) and (number == 1 or not lines[number - 2].strip())
    }
    is_divided = len(found) >= _MANY_RUN_IN and not any(map(_SECTION.match, lines))
    return found if is_divided else {}


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
