"""The places of a page that are filled from a metrics file, byte for byte: nothing outside of them is touched.

    <!-- result:results from reports/metrics.json -->
    (the table)
    <!-- /result -->

In a project of `portfolio-kit new`, whose own `make report` fills the place too, the mark names no file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from portfolio_kit.errors import UserError

OWN_FILE = "reports/metrics.json"
"""The metrics file of a project of ours."""

_MARK = re.compile(rb"<!-- (?:result:(?P<name>[\w-]+)(?: from (?P<file>[^\r\n]{1,300}?))?|(?P<end>/result)) -->")
_RESULTS = b"results"


@dataclass(frozen=True, slots=True)
class Place:
    """A marked place for a table: the file that its mark names, and where it begins and ends in the page."""

    file: str
    is_own: bool
    start: int
    end: int
    line: int


def opening(file: str, *, is_own: bool) -> str:
    """Return the mark in front of a table that `file` fills."""
    return "<!-- result:results -->" if is_own else f"<!-- result:results from {file} -->"


CLOSING = "<!-- /result -->"
"""The mark behind it."""


def can_be_named(file: str) -> bool:
    """Whether a mark can hold a file's path."""
    return bool(_MARK.fullmatch(opening(file, is_own=False).encode(errors="replace"))) and "--" not in file


def places(page: bytes, name: str) -> tuple[Place, ...]:
    """Return the places for tables of a page, which is called `name` in complaints.

    Raises UserError for a mark without its other half, and for words of the learner between two marks: a table written
    there would take their place.
    """
    found: list[Place] = []
    opened: re.Match[bytes] | None = None
    for mark in _MARK.finditer(page):
        if mark["end"] is None:
            if opened is not None:
                raise UserError(f"{_at(page, opened, name)} opens a place that nothing closes: put {CLOSING} below it")
            opened = mark
            continue
        if opened is None:
            raise UserError(f"{_at(page, mark, name)} closes a place that nothing opens: remove it")
        if opened["name"] == _RESULTS:
            _refuse_words(page, opened.end(), mark.start(), name)
            file = (opened["file"] or OWN_FILE.encode()).decode(errors="surrogateescape")
            line = _line(page, opened.start())
            found.append(Place(file, opened["file"] is None, opened.end(), mark.start(), line))
        opened = None
    if opened is not None:
        raise UserError(f"{_at(page, opened, name)} opens a place that nothing closes: put {CLOSING} below it")
    return tuple(found)


def filled(page: bytes, found: tuple[Place, ...], text_for: Callable[[Place], str]) -> bytes:
    """Return the page with a text in every place, in the line endings and the encoding that the page has."""
    newline = b"\r\n" if page.count(b"\r\n") * 2 > page.count(b"\n") else b"\n"
    parts, position = [], 0
    for place in found:
        text = _encoded(text_for(place), page).replace(b"\n", newline)
        parts += [page[position : place.start], newline * 2, text, newline * 2]
        position = place.end
    return b"".join([*parts, page[position:]])


def without(page: bytes) -> bytes:
    """Return the page with nothing but line ends where something is filled in: what its author wrote, line by line."""
    parts, position = [], 0
    for mark in _MARK.finditer(page):
        between = page[position : mark.start()]
        parts.append(b"\n" * between.count(b"\n") if mark["end"] else between)
        position = mark.end()
    return b"".join([*parts, page[position:]])


def _encoded(text: str, page: bytes) -> bytes:
    try:
        page.decode()
    except UnicodeDecodeError:
        # In whatever encoding the page is, these letters are the same.
        return text.encode("ascii", "xmlcharrefreplace")
    return text.encode("utf-8", "replace")


def _refuse_words(page: bytes, start: int, end: int, name: str) -> None:
    position = start
    for line in page[start:end].splitlines(keepends=True):
        bare = line.strip()
        if bare and not bare.startswith((b"|", b">")):
            raise UserError(
                f"{name}:{_line(page, position)} stands between the marks of the table, which would take its place: "
                f"move it below {CLOSING}"
            )
        position += len(line)


def _at(page: bytes, mark: re.Match[bytes], name: str) -> str:
    return f"{name}:{_line(page, mark.start())}"


def _line(page: bytes, offset: int) -> int:
    return page.count(b"\n", 0, offset) + 1
