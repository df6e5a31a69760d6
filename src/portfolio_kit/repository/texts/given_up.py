"""Which texts a project has given up: kept for the record, and not what it says of itself today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.texts.named_texts import Names
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
    rf"\b(?:{_STATE}|legacy)\b|^\W*archives?\W*$"
    r"|\b(?:old|previous|earlier|historical|former) (?:\w{1,20} )?(?:versions?|methodolog\w{1,3}"
    r"|experiments?|reports?|iterations?|documents?|documentation|docs|notes|plans?)\b"
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
    names = Names([document.path for document in others])
    found |= _listed_by(first, names)
    for document in others:
        if document.path in found:
            found |= _listed_by(document, names)
    return frozenset(found)


def _listed_by(document: Document, names: Names) -> set[str]:
    """The texts that a text names as given up: below a heading that says so, or in front of a word that does.

    A star or a folder that holds what the text names in full elsewhere says too little of which are meant.
    """
    found: set[str] = set()
    loosely: list[frozenset[str]] = []
    elsewhere: set[str] = set()
    for section in document.sections:
        is_of_old = bool(_HEADING.search(folded(section.title)))
        for line in section.lines[:_MOST_LINES]:
            text = document.source_line(line.number)
            for named in names.on(text, document.path):
                if not (is_of_old or _SAID.match(folded(text), named.end)):
                    elsewhere |= named.paths if named.is_exact else set()
                elif named.is_exact:
                    found |= named.paths
                else:
                    loosely.append(named.paths)
    return found.union(*(paths for paths in loosely if not paths & elsewhere))


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
