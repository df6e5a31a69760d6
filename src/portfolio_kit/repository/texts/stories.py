"""Which texts of a repository are read as its case study."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.results.figures import Figure
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.texts.narrative import Narrative, Telling
from portfolio_kit.repository.texts.narrative_words import LESSONS
from portfolio_kit.repository.texts.plans_and_diagrams import is_of_diagrams, is_road_map
from portfolio_kit.repository.texts.readmes import is_of_corner, is_starter

CASE_STUDY = re.compile(
    r"case[-_ ]?stud(?:y|ies)|estudo[-_ ]de[-_ ]caso|estudio[-_ ]de[-_ ]caso|caso[-_ ]de[-_ ](?:estudio|estudo)|"
    r"[ée]tude[-_ ]de[-_ ]cas|fallstudie|caso[-_ ]di[-_ ]studio|studi[-_ ]kasus|кейс|案例|केस[-_ ]स्टडी|"
    r"vaka[-_ ](?:çalışması|calismasi|analizi)|studium[-_ ]przypadku",
    re.IGNORECASE,
)
# Texts that describe one side of the thing, not how the project went.
_NO_STORY = re.compile(
    r"data[-_ ]?sheet|\bapi\b|deploy|set-?up|install|\bconfig|terraform|kubernetes|"
    r"guide|tutorial|how-?to|quick[-_ ]?start|getting[-_ ]started|workflow|contribut|changelog|schema|dictionar|"
    r"glossar|glosari|gloss[áa]rio|"
    r"troubleshoot|debugging|diagn[oó]stic|check-?list|question|pregunta|pergunta|\bfaq|interview|"
    # What is to be done, and what an assistant is told or found on its way through the code.
    r"(?:^|[-_. ])(?:audit|blueprint|to-?do|road-?map|specs?|specification|requirements?|prompts?|agents?|claude|"
    r"copilot|gemini|cursor|plan)(?:[-_. ]|$)",
    re.IGNORECASE,
)
# A model card tells one side as well, and beside a README at times what was tried and failed.
_CARD = re.compile(r"card|cart[aã]o|tarjeta|ficha|fiche|scheda|kart[ey]?\b|карточк", re.IGNORECASE)
# Folders of what is shown, planned, started or checked beside the project; and below so many folders a README tells of
# its own only.
_BESIDE = re.compile(
    r"(?:^|/)(?:tutorials?|examples?|samples?|templates?|docker|deploy(?:ment)?s?|infra(?:structure)?|terraform|k8s|"
    r"kubernetes|helm|designs?|specs?|tests?)/",
    re.IGNORECASE,
)
_DEEP = 3
# What editors and assistants keep for themselves, such as every earlier version of a text.
_HIDDEN = re.compile(r"(?:^|/)\.(?!github/)[^/]+/")
# What those who publish a data set say in the text that comes with it, and where that lies.
_DATA_FOLDER = re.compile(r"(?:^|/)data[^/]*/", re.IGNORECASE)
_OF_DATA = re.compile(
    r"\b(please cite|citation request|make a reference|acknowledge|number of (?:instances|attributes)|hereafter the"
    r"|relevant (?:papers|information)|would appreciate|past usage|donated|terms of use)\b",
    re.IGNORECASE,
)
# A paper as arXiv names its files is somebody else's, kept to be read.
_PAPER = re.compile(r"^(?:arxiv[-_ ]?)?\d{4}\.\d{4,5}(?:v\d+)?\.pdf$", re.IGNORECASE)
_PUBLISHED = 2
_MOST_TEXTS, _MOST_NOTEBOOKS, _MOST_CARDS = 12, 4, 2
# How much a card has to tell of what was learned in doing it.
_IN_FULL = 2
_SHORTEST = 160


class Stories(NamedTuple):
    """The narratives that a reader may take for the case study, the likeliest first, and a case study left unfilled."""

    narratives: tuple[Narrative, ...]
    unfilled: Narrative | None


def stories(
    readme: Document | None,
    documents: Sequence[Document],
    notebooks: Sequence[Document],
    claims: Iterable[tuple[Document, Figure]],
) -> Stories:
    """Find them: a file that calls itself a case study, the README, other texts, README and another text, notebooks.

    A model card is read beside a README where it tells in full what was learned.
    """
    figures: dict[int, list[Figure]] = {}
    for document, figure in claims:
        figures.setdefault(id(document), []).append(figure)
    documents = [document for document in documents if not _HIDDEN.search(document.path) and not is_starter(document)]
    named = [document for document in documents if is_called_case_study(document)]
    others = (
        document
        for document in documents
        if document not in named and _may_tell(document) and not _is_card(document)
        if document is readme or not (is_of_diagrams(document) or is_road_map(document))
    )
    texts = [*named, *sorted(others, key=lambda document: document is not readme)]
    tellings = [Telling(document, figures.get(id(document), ())) for document in texts[:_MOST_TEXTS]]
    unfilled = next((telling for telling in tellings[: len(named)] if telling.placeholders), None)
    found = [Narrative([telling]) for telling in tellings]
    first = next((telling for telling in tellings if telling.document is readme), None)
    if first is not None:
        cards = (document for document in documents if _may_tell(document) and _is_card(document))
        beside = [Telling(document, figures.get(id(document), ())) for document in islice(cards, _MOST_CARDS)]
        beside = [telling for telling in beside if Narrative([telling]).weights[LESSONS] == _IN_FULL]
        # What is said beside the data completes no story of what was done with these.
        others_beside = [telling for telling in tellings if telling is not first and not is_of_corner(telling.document)]
        found += [Narrative([first, telling]) for telling in [*others_beside, *beside]]
    notebooks = [document for document in notebooks if not _BESIDE.search(document.path)]
    longest = sorted(notebooks, key=lambda document: -len(document.source))[:_MOST_NOTEBOOKS]
    found += [Narrative([Telling(document, figures.get(id(document), ()))]) for document in longest]
    return Stories(tuple(found), Narrative([unfilled]) if unfilled else None)


def is_called_case_study(document: Document) -> bool:
    """Whether the name of a text says that it is the case study."""
    return bool(CASE_STUDY.search(_name(document)))


def _may_tell(document: Document) -> bool:
    name = _name(document)
    is_story = not _NO_STORY.search(name) and not _PAPER.match(name) and len(document.source) > _SHORTEST
    return is_story and not _is_beside(document) and not _came_with_data(document)


def _is_card(document: Document) -> bool:
    return bool(_CARD.search(_name(document)))


def _is_beside(document: Document) -> bool:
    """Whether a text tells of something beside the project, or of one folder far down in it."""
    is_deep = document.path.count("/") >= _DEEP and _name(document).lower().startswith("readme")
    return is_deep or bool(_BESIDE.search(document.path))


def _came_with_data(document: Document) -> bool:
    """Whether a text beside the data is that of those who published them, and tells of theirs."""
    if not _DATA_FOLDER.search(document.path):
        return False
    return len({match[1].lower() for match in _OF_DATA.finditer(document.source)}) >= _PUBLISHED


def _name(document: Document) -> str:
    return document.path.rpartition("/")[2]
