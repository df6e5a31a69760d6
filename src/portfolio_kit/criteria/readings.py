"""Where a text reads what an explanation of the model shows: what it says of this model's own features.

And where features are only ranked, without a model, or named.
"""

from __future__ import annotations

from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.criteria.wordings import DRIVERS, IMPORTANCE, INFLUENCE, TECHNIQUE
from portfolio_kit.repository.explanations import Explanation, features
from portfolio_kit.repository.markdown import Document, Line, Section
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.statements import Wording, is_plan_title, stated
from portfolio_kit.rubric.finding import Evidence

_READ_ON = 30
_LONGEST = 3000
_NO_LETTER = re.compile(r"[\W_]+")
_LEAST_NAMED = 2
_FEW = 12
_MATTERS = re.compile(
    r"(?:top|most|main|key) (?:\d{1,2} )?(?:predictive|important|influential) (?:feature|variable|factor|predictor)s?",
    re.IGNORECASE,
)


def readings(repository: Repository) -> list[Evidence]:
    """Where a text that speaks of the method, or of what drives the model, says something of its own features."""
    known: set[str] | None = None
    for document in repository.texts:
        for said in (TECHNIQUE, DRIVERS):
            if document.with_words(said.beginnings):
                for section in document.sections:
                    lines = [] if is_plan_title(section.title) else _influence(section, said)
                    if lines and known is None:
                        known = features(repository)
                    found = _naming(document, lines, known) if known else []
                    if found:
                        return found
    return []


def named_in_words(repository: Repository) -> Evidence | None:
    """Where a text says which features matter, with the names of at least two below or beside it."""
    for document in repository.documents:
        for position, line in enumerate(document.lines):
            if line.kind in ("heading", "prose", "item") and _MATTERS.search(line.text[:_LONGEST]):
                below = [other for other in document.lines[position : position + _FEW] if other.kind != "code"]
                if _naming(document, below, features(repository)):
                    return document.evidence(line.number)
    return None


def ranked(repository: Repository) -> list[Explanation]:
    """Features ranked by correlation or mutual information, below a heading or sentence about their importance."""
    said = next((statement.evidence for statement in stated(repository.texts, IMPORTANCE, 3)), None) or next(
        (
            document.evidence(section.number)
            for document in repository.notebook_documents
            for section in document.sections
            if IMPORTANCE.pattern.search(section.title)
        ),
        None,
    )
    if said is None:
        return []
    for module in repository.modules:
        if module.mentions("mutual_info", "corr", "f_classif", "f_regression", "chi2"):
            for call in module.calls:
                if call.last in (
                    "mutual_info_score",
                    "mutual_info_classif",
                    "mutual_info_regression",
                    "corr",
                    "corrwith",
                    "f_classif",
                    "f_regression",
                    "chi2",
                ):
                    return [
                        Explanation(
                            "correlations that rank the features", attributes=False, evidence=module.evidence(call.line)
                        ),
                        Explanation("", attributes=False, evidence=said),
                    ]
    return []


def _influence(section: Section, said: Wording) -> list[Line]:
    """The lines of a section from where it speaks of it on; none where they don't say what has an influence."""
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
    if not in_title:
        lines = list(_without_lists_of_others(lines, said))
    return lines if any(INFLUENCE.search(line.text[:_LONGEST]) for line in lines) else []


def _without_lists_of_others(lines: list[Line], said: Wording) -> Iterator[Line]:
    """The lines without the lists that a sentence leads into which is about something else, such as the inputs."""
    is_other = False
    for line in lines:
        text = line.text[:_LONGEST]
        if line.kind != "item":
            leads = text.rstrip("*_ ").endswith((":", "："))
            is_other = leads and not (INFLUENCE.search(text) or said.pattern.search(text))
        if line.kind != "item" or not is_other:
            yield line


def _naming(document: Document, lines: list[Line], known: set[str]) -> list[Evidence]:
    """The lines that name features; none where they are too few."""
    named: set[str] = set()
    found: list[Evidence] = []
    for line in lines:
        text = f" {_NO_LETTER.sub(' ', line.text[:_LONGEST].lower())} "
        here = {name for name in known if f" {name} " in text or f" {name}s " in text}
        if here - named:
            found.append(document.evidence(line.number))
        named |= here
    return found if len(named) >= _LEAST_NAMED else []
