"""Reading a case study's Markdown into a page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from portfolio_kit.case_study.languages import language_of, quotes_of
from portfolio_kit.case_study.page import (
    Align,
    Block,
    Break,
    Code,
    Heading,
    Inline,
    Link,
    Listing,
    Marked,
    Page,
    Paragraph,
    Picture,
    Pictures,
    Program,
    Quote,
    Style,
    Table,
    Text,
    every,
    plain,
)
from portfolio_kit.errors import UserError
from portfolio_kit.repository.texts.marks import words

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode

EXTRA = "pages need two more packages: `pip install 'portfolio-kit[case-study]'`"
# Two pages hold a tenth of it.
_LONGEST = 100_000
_DEEPEST = 14
_LONGEST_BYLINE = 200
_MOST_NAMED = 6
_OPEN = re.compile(r"\W*TODO\b|.*\*\*TODO\b")
_BETWEEN = re.compile(r"\s*[·•|]\s*")
_SCHEMES = frozenset({"http", "https", "mailto"})
_STYLES: dict[str, Style] = {"strong": "strong", "em": "emphasis", "s": "struck"}
# They turn the direction of what follows them.
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")
_IDEOGRAPH = r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
_UNSPACED = re.compile(rf"(?<={_IDEOGRAPH})\n(?={_IDEOGRAPH})")
_UNSEEN = frozenset({"Cc", "Cs", "Cn", "Co"})


def read(source: str, where: str) -> Page:
    """Return the page that `source` is; `where` names it in complaints.

    HTML is read for its words, line breaks and figures. Raises UserError when it is no finished page: too long, without
    a title, with questions left open; and when the package that reads Markdown is missing.
    """
    try:
        from markdown_it import MarkdownIt
        from markdown_it.tree import SyntaxTreeNode
    except ImportError:
        raise UserError(EXTRA) from None
    if len(source) > _LONGEST:
        raise UserError(f"{where} has about {words(source):,} words: cut it to two pages, at most about 1,500 words")
    source = _shown(source)
    language = language_of(source)
    parser = MarkdownIt("commonmark", {"typographer": True, "quotes": quotes_of(language)})
    tokens = parser.enable(["table", "strikethrough", "smartquotes"]).parse(source)
    _check(tokens, where)
    reader = _Reader()
    nodes = SyntaxTreeNode(tokens).children
    title = next((node for node in nodes if node.type == "heading" and node.tag == "h1"), None)
    named = "" if title is None else plain(reader.inlines(title)).strip()
    if title is None or not named:
        raise UserError(f"{where} has no title: begin it with a line such as `# What it does, for whom`")
    below = nodes[nodes.index(title) + 1 :]
    author, byline = reader.byline(below[0]) if below else ("", ())
    if author or byline:
        below = below[1:]
    blocks = tuple(reader.blocks([*nodes[: nodes.index(title)], *below]))
    text = " ".join(plain(block.content) for block in every(blocks) if isinstance(block, Paragraph | Heading))
    return Page(named, author, byline, blocks, language=language, words=words(text))


def _shown(source: str) -> str:
    """Return `source` without what has no look, or would change that of its surroundings."""
    return "".join(
        character
        for character in unicodedata.normalize("NFC", source)
        if character in "\n\t" or not (character in _TURNING or unicodedata.category(character) in _UNSEEN)
    )


def _check(tokens: Sequence[Token], where: str) -> None:
    line = 1
    asked = []
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        deepest = max((child.level for child in token.children or ()), default=token.level)
        if max(deepest, token.level) > _DEEPEST:
            raise UserError(f"{where}:{line}: lists, quotes or marks are nested too deep for a page")
        if token.type == "inline":
            lines = token.content.split("\n")
            asked += [line + number for number, text in enumerate(lines) if _OPEN.match(text)]
    if asked:
        named = ", ".join(map(str, asked[:_MOST_NAMED]))
        more = f" and {len(asked) - _MOST_NAMED} more" if len(asked) > _MOST_NAMED else ""
        asks = f"lines {named}{more}" if len(asked) > 1 else f"line {named}"
        raise UserError(f"{where} still has open questions on {asks}: answer them, or delete them")


class _Reader:
    """Turns what the parser found into the parts of a page."""

    def __init__(self) -> None:
        self._level = 0

    def byline(self, node: SyntaxTreeNode) -> tuple[str, tuple[tuple[Inline, ...], ...]]:
        """Return the author and what stands beside the name, of a paragraph that is in italics as a whole."""
        content = self.inlines(node) if node.type == "paragraph" else ()
        if len(content) != 1 or not isinstance(content[0], Marked) or content[0].style != "emphasis":
            return "", ()
        parts: list[list[Inline]] = [[]]
        for inline in content[0].content:
            if isinstance(inline, Text):
                first, *others = _BETWEEN.split(inline.text)
                parts[-1].append(Text(first))
                parts += [[Text(other)] for other in others]
            else:
                parts[-1].append(inline)
        found = [_joined(part) for part in parts if plain(tuple(part)).strip()]
        text = " ".join(map(plain, found)).strip()
        if not found or len(text) > _LONGEST_BYLINE or text.endswith((".", "!", "?", ":")):
            return "", ()
        if any(isinstance(inline, Link) for inline in found[0]):
            return "", tuple(found)
        return plain(found[0]).strip(), tuple(found[1:])

    def blocks(self, nodes: Iterable[SyntaxTreeNode]) -> Iterator[Block]:
        """Yield the blocks that `nodes` are; a figure follows the block in whose words it was."""
        for node in nodes:
            yield from self._block(node)
            # Those of a list and of a quote stand in their own blocks.
            if node.type in ("paragraph", "heading", "table"):
                pictures = tuple(self._pictures(node))
                if pictures:
                    yield Pictures(pictures)

    def _block(self, node: SyntaxTreeNode) -> Iterator[Block]:
        if node.type == "heading":
            content = self.inlines(node)
            if plain(content).strip():
                self._level = min(max(int(node.tag[1]) - 1, 1), self._level + 1)
                yield Heading(self._level, content)
        elif node.type == "paragraph":
            content = self.inlines(node)
            if plain(content).strip():
                yield Paragraph(content)
        elif node.type in ("bullet_list", "ordered_list"):
            start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
            yield Listing(start, tuple(tuple(self.blocks(item.children)) for item in node.children))
        elif node.type == "blockquote":
            yield Quote(tuple(self.blocks(node.children)))
        elif node.type in ("fence", "code_block"):
            yield Program(node.content.rstrip("\n").expandtabs(4))
        elif node.type == "table":
            yield self._table(node)
        elif node.type == "html_block":
            yield from _of_html(node.content, _line(node))

    def _table(self, node: SyntaxTreeNode) -> Table:
        rows = [[tuple(self.inlines(cell)) for cell in row.children] for part in node.children for row in part.children]
        columns = tuple(_align(str(cell.attrs.get("style", ""))) for cell in node.children[0].children[0].children)
        header, *body = map(tuple, rows)
        return Table(_line(node), columns, header, tuple(body))

    def inlines(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        """Return the words of a block, or of marks in one, without its figures."""
        return _joined(self._inlines(node.children))

    def _inlines(self, nodes: Iterable[SyntaxTreeNode]) -> Iterator[Inline]:
        for node in nodes:
            if node.type == "inline":
                yield from self._inlines(node.children)
            elif node.type in ("text", "softbreak"):
                yield Text("\n" if node.type == "softbreak" else node.content)
            elif node.type == "hardbreak" or (node.type == "html_inline" and _is_break(node.content)):
                yield Break()
            elif node.type == "code_inline":
                yield Code(node.content)
            elif node.type in (*_STYLES, "link"):
                yield from self._marked(node)

    def _marked(self, node: SyntaxTreeNode) -> Iterator[Inline]:
        content = self.inlines(node)
        address = str(node.attrs.get("href", ""))
        if not plain(content).strip():
            yield from content
        elif node.type in _STYLES:
            yield Marked(_STYLES[node.type], content)
        elif _leads_out(address):
            yield Link(address, content)
        else:
            yield from content

    def _pictures(self, node: SyntaxTreeNode) -> Iterator[Picture]:
        for inline in node.walk():
            if inline.type != "inline":
                continue
            line = _line(inline)
            for part in inline.walk(include_self=False):
                if part.type in ("softbreak", "hardbreak"):
                    line += 1
                elif part.type == "image":
                    alternative = plain(self.inlines(part)) or part.content
                    yield _picture(str(part.attrs["src"]), line, alternative, str(part.attrs.get("title", "")))
                elif part.type == "html_inline":
                    yield from _Html(part.content, line).pictures


class _Html(HTMLParser):
    """The words and the figures of a piece of HTML."""

    def __init__(self, source: str, line: int) -> None:
        super().__init__()
        self.content: list[Inline] = []
        self.pictures: list[Picture] = []
        self._line = line
        self._unread = 0
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._unread += 1
        elif tag == "br":
            self.content.append(Break())
        elif tag == "img":
            found = {name: value or "" for name, value in attrs}
            line = self._line + self.getpos()[0] - 1
            self.pictures.append(_picture(found.get("src", ""), line, found.get("alt", ""), found.get("title", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._unread -= 1

    def handle_data(self, data: str) -> None:
        if self._unread <= 0:
            self.content.append(Text(re.sub(r"\s+", " ", data)))


def _of_html(source: str, line: int) -> Iterator[Block]:
    html = _Html(source, line)
    content = _joined(html.content)
    if plain(content).strip():
        yield Paragraph(content)
    if html.pictures:
        yield Pictures(tuple(html.pictures))


def _picture(target: str, line: int, alternative: str, title: str) -> Picture:
    alternative = " ".join(alternative.split())
    return Picture(target, line, alternative, " ".join(title.split()) or alternative)


def _joined(content: Iterable[Inline]) -> tuple[Inline, ...]:
    """Join texts that follow each other, and drop empty ones and what stands at the ends without a look."""
    joined: list[Inline] = []
    for inline in content:
        last = joined[-1] if joined else None
        if isinstance(inline, Text) and isinstance(last, Text):
            joined[-1] = Text(last.text + inline.text)
        elif not (isinstance(inline, Text) and not inline.text):
            joined.append(inline)
    while joined and isinstance(joined[-1], Break):
        joined.pop()
    return tuple(Text(_unwrapped(inline.text)) if isinstance(inline, Text) else inline for inline in joined)


def _unwrapped(text: str) -> str:
    """Join the lines of a text: by a space, but for scripts that have none."""
    return _UNSPACED.sub("", text).replace("\n", " ")


def _is_break(html: str) -> bool:
    return re.fullmatch(r"<br\s*/?>", html, re.IGNORECASE) is not None


def _leads_out(address: str) -> bool:
    """Whether a reader of the page alone can follow it: a path of the repository leads nowhere from a PDF."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in _SCHEMES and bool(parts.netloc or parts.scheme == "mailto")


def _align(style: str) -> Align:
    return "right" if "right" in style else "center" if "center" in style else "left"


def _line(node: SyntaxTreeNode) -> int:
    return node.map[0] + 1 if node.map else 1
