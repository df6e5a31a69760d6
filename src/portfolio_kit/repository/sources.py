"""What texts say of how to get the data: where it is, and where to put it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.givers import gives_data
from portfolio_kit.repository.markdown import Document, Line
from portfolio_kit.rubric.finding import Evidence

_PLACE = re.compile(
    r"\b(?!requirements)[\w-]{2,60}\.(?:csv|tsv|parquet|xlsx?|json|zip|data|dat|txt|db)\b"
    r"|(?:data|raw|input|dados|datos|donn[ée]es|daten|images?)\w{0,20}/|/(?:data|raw|input|dados|datos|daten)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s)>\"'\]]{3,500}")
# How many lines an instruction may stand before the link that it is about, and after it.
_BEFORE, _AFTER = 3, 8


def instructions(documents: Iterable[Document]) -> Iterator[Evidence]:
    """Yield the lines of texts that say exactly how to get the data: a source, and the file or folder to put it in."""
    for document in documents:
        texts = [document.source_line(line.number) for line in document.lines]
        for position, text in enumerate(texts):
            if _gives(text):
                end = next((later for later in range(position + 1, len(texts)) if _opens(document.lines[later])), None)
                around = texts[max(0, position - _BEFORE) : min(position + _AFTER, end or len(texts))]
                near = [_ADDRESS.sub(" ", other) for other in around]
                if any(map(_PLACE.search, near)):
                    yield document.evidence(document.lines[position].number)
                    break


def _opens(line: Line) -> bool:
    """Whether another matter begins: with a heading, where it is no bold word within a section."""
    return line.kind == "heading" and line.language in ("1", "2", "3")


def _gives(text: str) -> bool:
    return "http" in text and any(map(gives_data, _ADDRESS.findall(text)))
