"""Which texts a project has given up: kept for the record, and not what it says of itself today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from posixpath import normpath

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.texts.words import folded, listed

_STATE = (
    r"superseded|deprecated|obsolete|outdated|archived|abgelöst|veraltet|obsolet[oa]s?|descontinuad[oa]s?|substitu[íi]d[oa]s?"
    r"|desactualizad[oa]s?|reemplazad[oa]s?|obsol[èe]tes?|périmée?s?|obsolet[oi]|superat[oi]|устаре\w{2,6}|已废弃|已弃用|过时"
)
# What folders and files are called that hold what was given up: the whole name, or the word it begins or ends with.
_FOLDERS = frozenset(
    listed(
        "legacy archive archives archived old deprecated superseded obsolete outdated attic alt veraltet antigo antiguo"
        " obsoleto vieux vecchio"
    )
)
_FILES = _FOLDERS - {"archive", "archives", "attic", "alt"}
_PART = re.compile(r"[-_. ]+")
# A heading of what was given up.
_HEADING = re.compile(
    rf"\b(?:{_STATE}|legacy|archive)\b|\b(?:old|previous|earlier|historical|former) (?:\w{{1,20}} )?(?:versions?"
    r"|methodolog\w{1,3}|experiments?|reports?|iterations?|documents?|documentation|docs|notes|plans?)\b"
)
_TITLE = re.compile(rf"^\W*(?:legacy|{_STATE})\b|[(\[][^()\[\]]{{0,40}}\b(?:legacy|{_STATE})\b")
# That it is said of what was named, and not of the noun that follows: "outdated since May", no "outdated engines".
_OF_IT = r"(?=[^\w\s]|\s*$|\s*[—–(-]|\s(?:by|since|in|as|and|with|seit|durch|por|desde|par|depuis|da|dal|oleh|в)\b)"
# What stands at the head of a text of which its author says so.
_AT_HEAD = re.compile(
    r"\W*(?:(?:status|note|notice|warning|caution|stand|nota|aviso)\W{1,6})?"
    r"(?:this (?:\w{1,20} ){1,2}(?:is|was|has been) (?:now )?|(?:is|was) now )?"
    rf"(?:{_STATE})\b{_OF_IT}"
)
# What follows the name of a text that is given up, in a list of them.
_SAID = re.compile(rf"[`*_\"')\]\s|:–—#(>-]{{1,40}}(?:(?:is|are|was|has been) )?(?:now )?(?:{_STATE}|legacy)\b{_OF_IT}")
# A text as another one names it, be it with a star: `reports/v1_*.md`; or a folder, `reports/old/`.
_NAMED = re.compile(r"(?<![\w/.*-])(?:\./)?((?:[\w.*-]{1,80}/){0,6}[\w.*-]{1,80}\.(?:md|markdown|rst|txt|adoc|pdf)|(?:[\w.-]{1,80}/){1,6}(?![\w.*]))")  # fmt: skip  # noqa: E501
_STAR = re.compile(r"\*+")
_HEAD = 4
_LONGEST = 600
_MOST_LINES = 4_000


def given_up(documents: Sequence[Document]) -> frozenset[str]:
    """Return their paths: texts in folders or with names, titles or first lines that say so, and those of which the
    first text (the README), or one that is given up itself, says so by name. The first text is never one of them.
    """
    if not documents:
        return frozenset()
    first, others = documents[0], documents[1:]
    found = {document.path for document in others if _is_called_so(document.path) or _says_so(document)}
    known = _Known([document.path for document in others])
    found |= known.listed_by(first)
    for document in others:
        if document.path in found:
            found |= known.listed_by(document)
    return frozenset(found)


class _Known:
    """The texts that may be named."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
        self._known = frozenset(paths)
        self._by_name: dict[str, list[str]] = {}
        for path in paths:
            self._by_name.setdefault(path.rpartition("/")[2], []).append(path)

    def listed_by(self, document: Document) -> set[str]:
        """The texts that a text names as given up: below a heading that says so, or in front of a word that does.

        A star, or a folder, leaves out what the text names in full elsewhere.
        """
        found: set[str] = set()
        loosely: set[str] = set()
        elsewhere: set[str] = set()
        for section in document.sections:
            is_of_old = bool(_HEADING.search(folded(section.title)))
            for line in section.lines[:_MOST_LINES]:
                text = document.source_line(line.number)[:_LONGEST]
                for match in _NAMED.finditer(text) if "." in text or "/" in text else ():
                    named = self._named(match[1], document.path)
                    is_exact = named == {match[1]} or (len(named) == 1 and "*" not in match[1])
                    if is_of_old or _SAID.match(folded(text), match.end()):
                        (found if is_exact and not match[1].endswith("/") else loosely).update(named)
                    elif is_exact:
                        elsewhere |= named
        return found | (loosely - elsewhere)

    def _named(self, name: str, by: str) -> set[str]:
        """The texts that a name stands for, seen from the text that names them; a bare name may lie anywhere."""
        folder = by.rpartition("/")[0]
        places = [normpath(name)] + ([normpath(f"{folder}/{name}")] if folder else [])
        if name.endswith("/"):
            return {path for path in self._paths if any(path.startswith(f"{place}/") for place in places)}
        if "*" in name:
            patterns = [_pattern(place) for place in places]
            return {path for path in self._paths if any(pattern.fullmatch(path) for pattern in patterns)}
        named = self._known.intersection(places)
        anywhere = self._by_name.get(name, []) if not named and "/" not in name else []
        return set(anywhere) if len(anywhere) == 1 else set(named)


def _pattern(name: str) -> re.Pattern[str]:
    """A name with stars as a pattern; a star goes on with no number: `v2_*` is not of version 2.1."""
    parts = _STAR.split(name)
    found = re.escape(parts[0])
    for before, after in pairwise(parts):
        goes_on = before[-2:-1].isdigit() and not before[-1:].isalnum()
        found += ("(?!\\d)" if goes_on else "") + "[^/]*" + re.escape(after)
    return re.compile(found)


def _is_called_so(path: str) -> bool:
    *folders, name = path.lower().split("/")
    return any(map(_begins_or_ends, folders, [_FOLDERS] * len(folders))) or _begins_or_ends(
        name.rpartition(".")[0], _FILES
    )


def _begins_or_ends(name: str, words: Iterable[str]) -> bool:
    parts = _PART.split(name)
    return parts[0] in words or parts[-1] in words


def _says_so(document: Document) -> bool:
    """Whether a text says at its head that it is given up: in its title, or in the first lines."""
    said = ((folded(text), is_title) for text, is_title in _head(document))
    return any(_TITLE.search(text) if is_title else _AT_HEAD.match(text) for text, is_title in said)


def _head(document: Document) -> Iterator[tuple[str, bool]]:
    """Yield those of the first lines with which something begins, and which is a title."""
    left = _HEAD
    before = "blank"
    for line in document.lines:
        if line.text.strip() and line.kind in ("heading", "prose", "item", "table"):
            if not left:
                return
            left -= 1
            if line.kind != "prose" or before != "prose":
                yield line.text[:_LONGEST], line.kind == "heading"
        before = line.kind
