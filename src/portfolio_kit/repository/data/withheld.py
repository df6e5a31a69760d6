"""Where a text says that the data is nothing that others can have: private, or not to be handed on."""

from __future__ import annotations

from collections.abc import Iterable

from portfolio_kit import lazily as re
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.rubric.finding import Evidence

# A source that is called so, of which only those who have it can tell.
PRIVATE_SOURCE = re.compile(
    r"\bprivate\b[\w -]{0,30}\b(?:competition|contest|challenge|data ?set|data|bucket)\b"
    r"|\b(?:confidential|proprietary) (?:\w+ )?data"
    r"|\bdata-?\s?(?:set)?\b[^.;\n]{0,40}\b(?:is|are) (?:private|confidential|proprietary)\b",
    re.IGNORECASE,
)
_OF_DATA = r"\b(?:the|this|our|its|raw|original|used) (?:[\w-]+ ){0,3}?data(?: ?sets?)?\b[^.;:|\n]{0,40}?"
_WITHHELD = re.compile(
    rf"{_OF_DATA}\b(?:is|are|was|were|remains?) (?:[\w-]+ ){{0,2}}?(?:private|confidential|proprietary)\b"
    rf"|{_OF_DATA}\b(?:can ?not|can't|can’t|may not|must not|(?:is|are) not allowed to) be "
    r"(?:\w+ly )?(?:shared|published|released|disclosed|(?:re)?distributed|handed on|made (?:public|available))\b",
    re.IGNORECASE,
)
# What is too large for the repository, or holds persons that are left out of it, can be had all the same.
_OTHERWISE = re.compile(r"\b(?:size|large|big|limit|instead|download|sample|subset|excerpt)", re.IGNORECASE)


def withheld(documents: Iterable[Document]) -> Evidence | None:
    """Return the first line that says so of the project's data, none where it goes on to say what there is instead."""
    for document in documents:
        if "data" in document.source:
            for line in document.lines:
                if line.kind in ("prose", "item") and _WITHHELD.search(line.text) and not _OTHERWISE.search(line.text):
                    return document.evidence(line.number)
    return None
