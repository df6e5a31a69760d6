"""The text of a PDF, as far as it can be had without laying it out: lines, larger ones as headings.

What is encrypted, scanned or beyond the limits has none. How much is unpacked, and how many operators are read, is
bounded for a document as a whole, whatever it refers to and how often.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.limits import LIMITS
from portfolio_kit.repository.pdf_font import PLAIN, Font, characters, string

_OBJECT = re.compile(rb"(?<!\d)(\d{1,8})[ \r\n]{1,9}\d{1,5}[ \r\n]{1,9}obj\b")
_STREAM = re.compile(rb"stream\r?\n")
_REFERENCE = re.compile(rb"(\d{1,8})\s{1,9}\d{1,5}\s{1,9}R\b")
_PAGE = re.compile(rb"/Type\s{0,9}/Page\b(?!s)")
_PAGES = re.compile(rb"/Type\s{0,9}/Pages\b")
_FIRST = re.compile(rb"/First\s{1,9}(\d{1,8})")
_NUMBER = re.compile(rb"\d{1,9}")
_FONT = re.compile(rb"/([^\s/<>\[\]()]{1,60})\s{1,9}(\d{1,8})\s{1,9}\d{1,5}\s{1,9}R")
_TOKEN = re.compile(
    rb"\(|<[0-9A-Fa-f\s]{0,20000}>|/[^\s/<>\[\]()]{1,60}|[-+]?(?:\d{1,20}+\.?\d{0,20}|\.\d{1,20})|[A-Za-z'\"*]{1,3}\d?"
)
_BRACKET = re.compile(rb"[()\\]")
_LEADERS = re.compile(r"(?:\.\s?){5,}|(?:…\s?){3,}")
_BULLETS = str.maketrans({"\uf0b7": "•", "●": "•", "\u00a0": " ", "\u00ad": ""})
_LARGEST = 4 << 20
_HEAD, _DICTIONARY = 4_000, 20_000
_MOST_PAGES, _MOST_OBJECTS, _MOST_TOKENS, _MOST_OPERANDS, _MOST_FONTS = 80, 40_000, 400_000, 2_000, 100
_MATRIX = 6
_SHORTEST_LINE, _LONGEST_HEADING = 2, 90
# By how many thousandths of its size a gap is a blank; how much larger a heading is; how far apart paragraphs are.
_WORD_GAP = -160.0
_LARGER, _APART, _SAME_LINE = 1.12, 1.9, 0.4


class _Run(NamedTuple):
    """Characters that are shown at once: how high on the page, and in which size."""

    height: float
    size: float
    text: str


# Where a page ends, so does a line.
_END_OF_PAGE = _Run(-1e9, 0.0, "")


def text_of(content: bytes) -> str:
    """Return the text of a PDF, with an empty line where a paragraph ends; empty where it cannot be read."""
    if not content.startswith(b"%PDF"):
        return ""
    document = _Pdf(content)
    found: list[_Run] = []
    room = LIMITS.document
    for page in document.pages()[:_MOST_PAGES]:
        for run in document.runs(page):
            room -= len(run.text)
            if room < 0:
                return _laid_out(found)
            found.append(run)
        found.append(_END_OF_PAGE)
    return _laid_out(found)


class _Pdf:
    """The objects of a PDF by number; streams are unpacked when they are asked for, within one budget."""

    def __init__(self, content: bytes) -> None:
        self._room = LIMITS.inflated
        self._tokens = _MOST_TOKENS
        self._objects: dict[int, bytes] = {}
        self._fonts: dict[int, Font] = {}
        found = [match for match, _ in zip(_OBJECT.finditer(content), range(_MOST_OBJECTS), strict=False)]
        ends = [*(match.start() for match in found[1:]), len(content)]
        for match, end in zip(found, ends, strict=bool(found)):
            self._objects[int(match[1])] = content[match.end() : end]
        for body in list(self._objects.values()):
            if b"/ObjStm" in body[:_HEAD]:
                self._unpack(body)

    def _unpack(self, body: bytes) -> None:
        """Read the objects that are packed together in one stream: their numbers and places stand in front."""
        first = _FIRST.search(body[:_HEAD])
        data = self._inflated(body)
        begin = int(first[1]) if first else len(data)
        head = [int(number) for number in _NUMBER.findall(data[:begin])[: 2 * _MOST_OBJECTS]]
        starts = head[1::2]
        if starts == sorted(starts):
            for number, start, end in zip(head[::2], starts, [*starts[1:], len(data)], strict=False):
                self._objects.setdefault(number, data[begin + start : begin + end])

    def _inflated(self, body: bytes) -> bytes:
        """The content of a stream, empty where it is packed in another way than Flate or beyond the budget."""
        begin = _STREAM.search(body)
        if begin is None or self._room <= 0:
            return b""
        head, most = body[: begin.start()], min(self._room, _LARGEST)
        data = body[begin.end() : body.rfind(b"endstream")]
        if b"/FlateDecode" in head:
            try:
                data = zlib.decompressobj().decompress(data, most)
            except zlib.error:
                data = b""
        elif b"/Filter" in head:
            data = b""
        self._room -= min(len(data), most)
        return data[:most]

    def pages(self) -> list[bytes]:
        """The page objects in the order in which they are read."""
        children = {
            number: self._references(body, b"/Kids")
            for number, body in self._objects.items()
            if _PAGES.search(body[:_HEAD])
        }
        inner = {kid for kids in children.values() for kid in kids}
        pending = [number for number in reversed(children) if number not in inner]
        found: list[bytes] = []
        seen: set[int] = set()
        while pending:
            number = pending.pop()
            if number in seen:
                continue
            seen.add(number)
            pending += reversed(children.get(number, []))
            if number not in children and _PAGE.search(self._objects.get(number, b"")[:_DICTIONARY]):
                found.append(self._objects[number])
        return found or [body for _, body in sorted(self._objects.items()) if _PAGE.search(body[:_HEAD])]

    def _references(self, body: bytes, name: bytes) -> list[int]:
        """The objects that an entry of a dictionary refers to: one, or a list of them."""
        _, _, rest = body.partition(name)
        rest = rest.lstrip()
        if rest.startswith(b"["):
            return [int(match[1]) for match in _REFERENCE.finditer(rest.partition(b"]")[0])]
        one = _REFERENCE.match(rest)
        return [int(one[1])] if one else []

    def _part(self, body: bytes, name: bytes) -> bytes:
        """What a dictionary holds under a name: the object that it refers to, or what follows."""
        _, _, rest = body[:_DICTIONARY].partition(name)
        rest = rest.lstrip()
        reference = _REFERENCE.match(rest)
        return self._objects.get(int(reference[1]), b"") if reference else rest

    def runs(self, page: bytes) -> Iterator[_Run]:
        """Yield what a page shows."""
        data = b"\n".join(
            self._inflated(self._objects.get(number, b"")) for number in self._references(page, b"/Contents")
        )
        resources = self._part(page, b"/Resources") or self._part(self._part(page, b"/Parent"), b"/Resources")
        named = [(match[1], int(match[2])) for match in _FONT.finditer(self._part(resources, b"/Font")[:_DICTIONARY])]
        screen = _Screen({name: self._font(number) for name, number in named})
        for operator, operands in self._operations(data):
            run = screen.shown(operator, operands)
            if run:
                yield run

    def _font(self, number: int) -> Font:
        if number not in self._fonts and len(self._fonts) >= _MOST_FONTS:
            return PLAIN
        if number not in self._fonts:
            body = self._objects.get(number, b"")[:_DICTIONARY]
            table = self._inflated(self._part(body, b"/ToUnicode")) if b"/ToUnicode" in body else b""
            self._fonts[number] = Font(characters(table), is_wide=b"/Type0" in body or b"/Identity-H" in body)
        return self._fonts[number]

    def _operations(self, data: bytes) -> Iterator[tuple[bytes, list[bytes]]]:
        """Yield the operators of a page with their operands; a string in brackets is one operand."""
        operands: list[bytes] = []
        position = 0
        while self._tokens > 0 and (match := _TOKEN.search(data, position)):
            self._tokens -= 1
            token, position = match[0], match.end()
            if token == b"(":
                position = _string_end(data, position)
                token = data[match.start() : position]
            if token[:1] in b"(</+-.0123456789":
                if len(operands) < _MOST_OPERANDS:
                    operands.append(token)
                continue
            yield token, operands
            operands = []


def _string_end(data: bytes, position: int) -> int:
    """Return where a string ends that begins before a position: where its bracket is closed."""
    depth = 1
    while depth and (match := _BRACKET.search(data, position)):
        position = match.end() + (match[0] == b"\\")
        depth += {b"(": 1, b")": -1}.get(match[0], 0)
    return position if not depth else len(data)


class _Screen:
    """Where text stands, and in which font, while the operators of a page are carried out."""

    def __init__(self, fonts: dict[bytes, Font]) -> None:
        self._fonts = fonts
        self._font, self._size, self._scale = PLAIN, 1.0, 1.0
        self._base = self._height = self._leading = 0.0

    def shown(self, operator: bytes, operands: list[bytes]) -> _Run | None:
        """Carry out an operator; return what it shows, if anything."""
        numbers = [_float(item) for item in operands]
        self._place(operator, operands, numbers)
        if operator not in (b"Tj", b"TJ", b"'", b'"'):
            return None
        parts: list[str] = []
        for item, number in zip(operands, numbers, strict=True):
            if item[:1] in b"(<":
                parts.append(self._font.text(string(item)))
            elif operator == b"TJ" and number < _WORD_GAP:
                parts.append(" ")
        return _Run(self._height, abs(self._size) * self._scale, "".join(parts))

    def _place(self, operator: bytes, operands: list[bytes], numbers: list[float]) -> None:
        if operator == b"Tf" and operands:
            name = next((item[1:] for item in operands if item[:1] == b"/"), b"")
            self._font, self._size = self._fonts.get(name, PLAIN), numbers[-1]
        elif operator == b"BT":
            self._height, self._scale = self._base, 1.0
        elif operator == b"cm" and len(numbers) == _MATRIX:
            self._base = numbers[5]
        elif operator == b"Tm" and len(numbers) == _MATRIX:
            self._scale = abs(numbers[3]) or abs(numbers[1]) or 1.0
            self._height = self._base + numbers[5]
        elif operator in (b"Td", b"TD") and numbers:
            self._height += numbers[-1] * self._scale
            self._leading = -numbers[-1] if operator == b"TD" else self._leading
        elif operator == b"TL" and numbers:
            self._leading = numbers[-1]
        elif operator in (b"T*", b"'", b'"'):
            self._height -= (self._leading or self._size) * self._scale


def _float(token: bytes) -> float:
    return float(token) if token[:1] in b"+-.0123456789" else 0.0


def _laid_out(runs: list[_Run]) -> str:
    """Put runs of one height together to lines, and lines to paragraphs."""
    lines: list[tuple[float, float, list[str]]] = []
    for run in runs:
        if lines and abs(lines[-1][0] - run.height) < max(run.size, 1.0) * _SAME_LINE:
            height, size, parts = lines[-1]
            parts.append(run.text)
            lines[-1] = (height, max(size, run.size if run.text.strip() else 0.0), parts)
        else:
            lines.append((run.height, run.size, [run.text]))
    sizes = Counter[float]()
    for _, size, parts in lines:
        sizes[round(size, 1)] += sum(map(len, parts))
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    told: list[str] = []
    last = 0.0
    for height, size, parts in lines:
        line = _readable("".join(parts))
        # Numbers of pages, and what a table of contents lists.
        if len(line) < _SHORTEST_LINE or line.isdigit() or _LEADERS.search(line):
            continue
        if size > usual * _LARGER and len(line) < _LONGEST_HEADING and any(letter.isalpha() for letter in line):
            told += ["", f"## {line}", ""]
        else:
            if told and told[-1] and not 0 <= last - height < usual * _APART:
                told.append("")
            told.append(line)
        last = height
    return "\n".join(told)


def _readable(text: str) -> str:
    text = " ".join(text.translate(_BULLETS).split())
    return text if text.isprintable() else "".join(letter for letter in text if letter.isprintable())
