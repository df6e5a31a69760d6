"""Where a story tells its parts: the line that the other criteria go by, and what each part is to be called."""

from __future__ import annotations

from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.criteria import headline
from portfolio_kit.criteria.framing import framing
from portfolio_kit.criteria.framing_words import is_about_problem
from portfolio_kit.criteria.phrases import cited, enumerated
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.results.support import Claim
from portfolio_kit.repository.texts.card import scattered
from portfolio_kit.repository.texts.labels import labels
from portfolio_kit.repository.texts.narrative import Narrative
from portfolio_kit.repository.texts.narrative_words import LESSONS, PROBLEM, RESULTS
from portfolio_kit.repository.texts.statements import is_future_title
from portfolio_kit.rubric.finding import Evidence

_LIMITS = re.compile(r"limits?\b|limita|caveat|lessons?\b|learned|grenzen|límites|ограничени", re.IGNORECASE)
_USE = "intended use"
# A problem of nobody: what the story is after.
AIM = "what it is for"


class Places(NamedTuple):
    """Where each part of a story is told, the best place first; `is_felt` is whether somebody has its problem."""

    of_part: dict[str, list[Evidence]]
    is_felt: bool

    @property
    def told(self) -> str:
        """The parts that are told, each with the place that shows it best."""
        named = {_called(part, is_felt=self.is_felt): found for part, found in self.of_part.items()}
        return enumerated([f"{name} ({cited(found[0])})" if found else name for name, found in named.items()])


def _called(part: str, *, is_felt: bool) -> str:
    """What a part is called: a problem of which no text says who has it is what the project is for."""
    return AIM if part == PROBLEM and not is_felt else part


def places(repository: Repository, narrative: Narrative) -> Places:
    """Return them: the problem where `problem-framing` finds it, the results where the best model's figure stands.

    A problem of which no text says who has it is what the story is for.
    """
    found = {part: narrative.deciding(part) for part in narrative.parts}
    problem = framing(repository).problem
    if PROBLEM in found:
        own = [
            passage.evidence
            for passage in problem
            if passage.document in narrative.documents and not _is_quoted(passage.evidence)
        ]
        if not problem:
            own = _aims(repository, narrative)
        first = min(narrative.part(PROBLEM), key=lambda sentence: sentence.rank(PROBLEM), default=None)
        if not own and problem and first is not None and not first.is_told_in_place:
            # Another text tells it, and here is only said what somebody needs for something.
            own = [passage.evidence for passage in problem if is_about_problem(passage.title)]
        # Beside an aim that another text tells, what stands below a heading here and names none shows nothing.
        is_elsewhere = not problem and own[0].path not in {document.path for document in narrative.documents}
        found[PROBLEM] = own[:1] if is_elsewhere else list(dict.fromkeys([*own[:1], *found[PROBLEM]]))
    claims = [Claim(telling.document, figure) for telling in narrative.tellings for figure in telling.figures]
    if RESULTS in found and claims:
        found[RESULTS] = list(dict.fromkeys([headline.of_texts(claims).evidence, *found[RESULTS]]))
    felt = bool(problem)
    return Places(
        {part: [place.showing(_called(part, is_felt=felt)) for place in told] for part, told in found.items()}, felt
    )


def _aims(repository: Repository, narrative: Narrative) -> list[Evidence]:
    """Where it is said what a story is after: in the story, else in another text, else where its heading stands."""
    told = sorted(narrative.part(PROBLEM), key=lambda sentence: sentence.aim)
    purposes = [sentence.evidence for sentence in told if sentence.is_purpose]
    use = None if purposes else scattered(repository).parts.get(_USE)
    return purposes or ([use] if use else [told[0].evidence])


def _is_quoted(place: Evidence) -> bool:
    return place.excerpt.lstrip().startswith(">")


def begun(narrative: Narrative) -> Evidence | None:
    """Where limits or next steps are told that are too few or too general to be lessons; limits before steps."""
    if told := narrative.part(LESSONS):
        return told[0].evidence
    planned: Evidence | None = None
    for document in narrative.documents:
        for section in document.sections:
            # What only introduces a list says nothing yet.
            told_below = (
                line for line in section.lines if line.kind in ("prose", "item") and line.text[-1:] not in ":："
            )
            first = next(told_below, None)
            if first and _LIMITS.search(section.title):
                return document.evidence(first.number)
            if first and planned is None and is_future_title(section.title):
                planned = document.evidence(first.number)
        for label in labels(document, document.lines):
            if _LIMITS.match(label.name):
                return document.evidence(label.line)
    return planned


def named(narrative: Narrative, told: Places | None = None) -> str:
    """What a story is called after: its text, or the README and the text that it is told in together, and where places
    are given, others in which these are.
    """
    paths = [document.path for document in narrative.documents]
    shown = [found[0].path for found in told.of_part.values() if found] if told else []
    return enumerated(list(dict.fromkeys([*paths, *shown])))
