"""Where a text reads what an explanation of the model shows: what it says of this model's own features."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.criteria.wordings import DRIVERS, INFLUENCE, TECHNIQUE
from portfolio_kit.repository.explanations import features
from portfolio_kit.repository.markdown import Document, Section
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.statements import Wording, is_plan_title
from portfolio_kit.rubric.finding import Evidence

_READ_ON = 30
_LONGEST = 3000
_NO_LETTER = re.compile(r"[\W_]+")
_LEAST_NAMED = 2


def readings(repository: Repository) -> list[Evidence]:
    """Where a text that speaks of the method, or of what drives the model, says something of its own features."""
    known = features(repository)
    for document in repository.texts:
        for said in (TECHNIQUE, DRIVERS):
            if document.with_words(said.beginnings):
                for section in document.sections:
                    found = [] if is_plan_title(section.title) else _read(document, section, said, known)
                    if found:
                        return found
    return []


def _read(document: Document, section: Section, said: Wording, known: set[str]) -> list[Evidence]:
    """The lines of a section that name features, from where it speaks of it on; none where they are too few."""
    in_title = said.pattern.search(section.title)
    # Rows of a table speak of the method only below a heading that does: else they list a stack.
    kinds = ("prose", "item", "table") if in_title else ("prose", "item")
    lines = [line for line in section.lines if line.kind in kinds]
    start = (
        0
        if in_title
        else next((at for at, line in enumerate(lines) if said.pattern.search(line.text[:_LONGEST])), None)
    )
    if start is None:
        return []
    lines = lines[start : start + _READ_ON]
    if not any(INFLUENCE.search(line.text[:_LONGEST]) for line in lines):
        return []
    named: set[str] = set()
    found: list[Evidence] = []
    for line in lines:
        text = f" {_NO_LETTER.sub(' ', line.text[:_LONGEST].lower())} "
        here = {name for name in known if f" {name} " in text or f" {name}s " in text}
        if here - named:
            found.append(document.evidence(line.number))
        named |= here
    return found if len(named) >= _LEAST_NAMED else []
