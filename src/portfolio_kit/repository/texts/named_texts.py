"""Which texts of a repository a text names: by a path or a name, be it with a star, by a link, or by their folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from posixpath import normpath
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.markdown import Document

# `reports/v1_*.md`, or `reports/old/`.
_NAME = re.compile(
    r"(?<![\w/.*-])(?:\./)?((?:[\w.*-]{1,80}/){0,6}[\w.*-]{1,80}\.(?:md|markdown|mdx|rst|txt|adoc|pdf)"
    r"|(?:[\w.-]{1,80}/){1,6}(?![\w.*]))"
)
_STAR = re.compile(r"\*+")
_LONGEST = 600
_MOST_LINES = 4_000
# Of so few texts a visitor opens each.
_FEW = 10


class Named(NamedTuple):
    """Texts that a line names, by their paths, and where on the line the name ends."""

    paths: frozenset[str]
    end: int
    is_exact: bool
    """Whether it names one text and no other."""


class Names:
    """The texts that may be named."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
        self._known = frozenset(paths)
        self._by_name: dict[str, list[str]] = {}
        for path in paths:
            self._by_name.setdefault(path.rpartition("/")[2], []).append(path)

    def on(self, line: str, by: str) -> Iterator[Named]:
        """Yield what a line names of a text that lies at the path `by`; the end of a long line is left unread."""
        for match in _NAME.finditer(line[:_LONGEST]) if "." in line or "/" in line else ():
            paths = self._of(match[1], by)
            if paths:
                yield Named(paths, match.end(), is_exact=match[1][-1] != "/" and "*" not in match[1])

    def _of(self, name: str, by: str) -> frozenset[str]:
        """The texts that a name stands for, seen from the text that names them; a bare name may lie anywhere."""
        folder = by.rpartition("/")[0]
        places = [normpath(name)] + ([normpath(f"{folder}/{name}")] if folder else [])
        if name.endswith("/"):
            return frozenset(path for path in self._paths if any(path.startswith(f"{place}/") for place in places))
        if "*" in name:
            patterns = [_pattern(place) for place in places]
            return frozenset(path for path in self._paths if any(pattern.fullmatch(path) for pattern in patterns))
        named = self._known.intersection(places)
        anywhere = self._by_name.get(name, []) if not named and "/" not in name else []
        return frozenset(anywhere) if len(anywhere) == 1 else named


def _pattern(name: str) -> re.Pattern[str]:
    """A name with stars as a pattern; a star goes on with no number: `v2_*` is not of version 2.1."""
    parts = _STAR.split(name)
    found = re.escape(parts[0])
    for before, after in pairwise(parts):
        goes_on = before[-2:-1].isdigit() and not before[-1:].isalnum()
        found += ("(?!\\d)" if goes_on else "") + "[^/]*" + re.escape(after)
    return re.compile(found)


def aside(readmes: Iterable[Document], documents: Sequence[Document]) -> frozenset[str]:
    """Return the paths of texts that no reader is led to, where there are many: below the root, and named neither by a
    README nor by a text that one leads to. What is said there is not what the project says of itself.
    """
    first = {readme.path: readme for readme in readmes}
    others = [document for document in documents if document.path not in first]
    if len(others) <= _FEW or not first:
        return frozenset()
    names = Names([document.path for document in others])
    led: set[str] = {document.path for document in others if "/" not in document.path}
    for readme in first.values():
        led |= _named_in(readme, names)
    further = [_named_in(document, names) for document in others if document.path in led]
    return frozenset(document.path for document in others).difference(led, *further)


def _named_in(document: Document, names: Names) -> set[str]:
    lines = document.source_lines[:_MOST_LINES]
    return {path for line in lines for named in names.on(line, document.path) for path in named.paths}
