"""What the texts tell of a check over groups that the code makes: its figures, and what is to be done about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.criteria.responsible.explaining_words import TECHNIQUE
from portfolio_kit.criteria.responsible.fairness_words import (
    ADVICE,
    BIAS,
    CONSEQUENCE,
    FOUND_FAIR,
    GROUPS,
    MEASURED,
    OF_GROUPS,
    PEOPLE_SORTED,
)
from portfolio_kit.repository.measuring.groups import Check
from portfolio_kit.repository.texts.lines import Line
from portfolio_kit.repository.texts.markdown import Document, Section
from portfolio_kit.repository.texts.paragraphs import split
from portfolio_kit.repository.texts.statements import is_plan_title
from portfolio_kit.repository.texts.vague import is_vague
from portfolio_kit.repository.texts.words import listed
from portfolio_kit.rubric.finding import Evidence

_LONGEST = 3000
_NEAR = 12
_LEAST_LETTERS = 3
_MOST_LETTERS = 40
# Figures of one kind, set against each other: shares or values.
_SHARES = re.compile(r"\d ?%")
_VALUES = re.compile(r"\b\d[.,]\d+(?! ?%)\b")
_LEAST_FIGURES = 2
# Shares of what is missing or far out tell of columns, not of how groups fare.
_OF_TABLE = re.compile(r"\boutliers?\b|\bmissing\b|\bnull\b|\bnan\b|manquant|aberrant|faltante|ausente", re.IGNORECASE)
# "So the whole is 0.70": what follows is another value, and nothing that is done.
_IS_VALUE = re.compile(
    r"[^,;]{0,60}?\b(?:is|are|was|were|comes? to|gives?|quedan?|da|es|é|fica|est|donne|resta|è|ist|ergibt|liegt)\s"
    r"(?:(?:only|about|just|at|en|em|de|a|bei|à)\s){0,2}~?\d",
    re.IGNORECASE,
)
_NO_WORD = re.compile(r"[\W_]+")
_AGED = re.compile(
    r"\b(?:under|over|below|above|older than|younger than|aged) (?:the age of )?\d\d\b(?! ?%|[.,]\d)", re.IGNORECASE
)
# What the code calls its results, which is no group.
_RESULTS = frozenset(
    listed(
        """
    accuracy precision recall f1 mae rmse mse auc roc error errors score scores count rows name group groups value
    values mean total size test train model all other none true false support metric column feature features label
    high medium low top bottom
        """
    )
)


class GroupResults(NamedTuple):
    """Where figures of groups stand in the texts, and where the same section says what to do about them."""

    figures: list[Evidence]
    advice: Evidence | None


def group_results(documents: Iterable[Document], checks: Iterable[Check]) -> GroupResults:
    """Return the figures of groups in the texts, those nearest to advice if there is any."""
    checks = list(checks)
    known = _known(checks)
    files = frozenset(check.evidence.path.rpartition("/")[2] for check in checks)
    found: list[Evidence] = []
    best: tuple[int, GroupResults] | None = None
    for document in documents:
        for section in document.sections:
            if is_plan_title(section.title) or TECHNIQUE.pattern.search(section.title):
                continue
            figures = list(_figures(document, section, known, files))
            if not figures:
                continue
            found += (document.evidence(line.number) for line in figures)
            told = _told(section)
            for line in section.lines:
                text = line.text[:_LONGEST]
                if line.kind in ("prose", "item") and _advises(text):
                    if line.number < figures[0].number and not _names_groups(text, known):
                        # What is told before of something else, as of a threshold by costs, is no answer to them.
                        continue
                    nearest = sorted(figures, key=lambda figure: abs(figure.number - line.number))[:2]
                    apart = abs(told[nearest[0].number] - told[line.number]) // 3
                    # A section may be a whole page: what is advised stands near the figures.
                    if apart <= _NEAR // 3 and (best is None or apart < best[0]):
                        here = [document.evidence(figure.number) for figure in nearest]
                        best = apart, GroupResults(here, document.evidence(line.number))
    return best[1] if best else GroupResults(found, None)


def _told(section: Section) -> dict[int, int]:
    """How much is told before each line: a table between two lines does not take one from the other."""
    found: dict[int, int] = {}
    count = 0
    for line in section.lines:
        found[line.number] = count
        count += line.kind != "table" and bool(line.text)
    return found


def _known(checks: Iterable[Check]) -> frozenset[str]:
    """The words by which the code tells the groups, as a text would write them."""
    words = {_NO_WORD.sub(" ", name).strip().lower() for check in checks for name in check.names}
    return frozenset(word for word in words if _LEAST_LETTERS <= len(word) <= _MOST_LETTERS and word not in _RESULTS)


def _figures(document: Document, section: Section, known: frozenset[str], files: frozenset[str]) -> Iterator[Line]:
    """The lines of a section that give figures of groups: sentences, also those that set two beside the name of the
    file that measures them or below a heading about groups, and the items of such a section and the rows of a table of
    groups.
    """
    of_groups = bool(OF_GROUPS.pattern.search(section.title))
    items = [line for line in section.lines if line.kind == "item" and MEASURED.search(line.text[:_LONGEST])]
    is_list = of_groups and len(items) >= _LEAST_FIGURES
    was_table = in_table = False
    for line in section.lines:
        text = line.text[:_LONGEST]
        names = (
            _names_groups(text, known)
            or (is_list and line.kind == "item")
            or (
                max(len(_SHARES.findall(text)), len(_VALUES.findall(text))) >= _LEAST_FIGURES
                and (of_groups or any(name in document.source_line(line.number)[:_LONGEST] for name in files))
            )
        )
        if line.kind == "table" and not was_table:
            in_table = bool(OF_GROUPS.pattern.search(text))
        was_table = line.kind == "table"
        if (
            line.kind in ("prose", "item", "table")
            and (names or (was_table and (in_table or of_groups)))
            and MEASURED.search(text)
            and not TECHNIQUE.pattern.search(text)
            and not _OF_TABLE.search(text)
        ):
            yield line


def _advises(text: str) -> bool:
    """Whether a line has a sentence that says what is, or is to be, done for that reason, and not of any project."""
    return any(
        (ADVICE.search(sentence) or _tells_consequence(sentence)) and not is_vague(sentence) for sentence in split(text)
    )


def _tells_consequence(sentence: str) -> bool:
    """Whether a sentence says what is done for a reason; a figure that follows from others is nothing done."""
    match = CONSEQUENCE.search(sentence)
    return match is not None and not (FOUND_FAIR.search(sentence) or _IS_VALUE.match(sentence, match.end()))


def _names_groups(text: str, known: frozenset[str]) -> bool:
    if any(said.search(text) for said in (GROUPS.pattern, BIAS.pattern, PEOPLE_SORTED, _AGED)):
        return True
    plain = f" {_NO_WORD.sub(' ', text).lower()} "
    return any(f" {word} " in plain or f" {word}s " in plain for word in known)
