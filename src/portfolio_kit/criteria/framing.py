"""Whose problem a repository solves, why it matters and what would be success, as its texts tell it."""

# ruff: noqa: RUF001 - the punctuation of several languages
from __future__ import annotations

from dataclasses import dataclass

from portfolio_kit import lazily as re
from portfolio_kit.criteria import framing_words as words
from portfolio_kit.criteria.passages import Passage, about_project, passages
from portfolio_kit.repository import figures
from portfolio_kit.repository.markdown import Line
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.words import folded

_SENTENCE = re.compile(r"[.!?]\s|[。！？]|\n(?=[-*•|\d])|\n(?=[\w -]{1,30}:)")
_ABOUT_MODEL = re.compile(
    r"shap|lime\b|explainab|interpretab|explicab|acknowledg|contribut|licen[cs]e|reference|roadmap|"
    r"future|next step|todo|limitation",
    re.IGNORECASE,
)


# A problem is told at the beginning, if at all.
_MOST_OF_TEXT = 30_000
_MOST_OF_ALL = 150_000


@dataclass(frozen=True, slots=True)
class Framing:
    """The passages that say whose the problem is and why it matters, and those that say what success is."""

    problem: tuple[Passage, ...]
    success: tuple[Passage, ...]


def framing(repository: Repository) -> Framing:
    """Read the framing out of the texts about the project."""
    problem: list[tuple[int, Passage]] = []
    success: list[Passage] = []
    room = _MOST_OF_ALL
    for document in about_project(repository):
        left = min(room, _MOST_OF_TEXT)
        for passage in passages(document):
            left -= len(passage.text)
            room -= len(passage.text)
            if left < 0:
                break
            if _ABOUT_MODEL.search(passage.title):
                continue
            weight = _weight(passage)
            if weight:
                problem.append((weight, passage))
            if _says_success(passage):
                success.append(passage)
    problem.sort(key=lambda item: -item[0])
    return Framing(tuple(passage for _, passage in problem), tuple(success))


def _weight(passage: Passage) -> int:
    """How much a passage says of whose problem it is and why it matters; 0 where that is nothing more than a word."""
    reasons = words.reasons(passage.low)
    owners = words.owners(passage.low)
    if words.says_cost_of_errors(passage.low):
        return 3 + len(reasons) + len(owners)
    promises = words.promises(passage.low)
    announced = words.is_about_problem(passage.title)
    someone = bool(owners or words.subjects(passage.low))
    enough = (
        (announced and owners and (reasons or len(promises) > 1))
        or (announced and reasons and (someone or len(reasons) > 1))
        or (owners and len(reasons) > 1)
        or (owners and reasons and promises)
        or (len(reasons) > 1 and (someone or len(reasons) > 2 or words.opens(passage.title)))  # noqa: PLR2004
    )
    return len(reasons) + len(owners) + announced if enough else 0


def _says_success(passage: Passage) -> bool:
    if words.says_cost_of_errors(passage.low):
        return True
    if words.is_about_success(passage.title) and len(passage.low) > 60:  # noqa: PLR2004
        return True
    if any(words.argues_metric(sentence) or words.sets_bar(sentence) for sentence in _SENTENCE.split(passage.low)):
        return True
    if words.argues_choice(passage.title, passage.low):
        return True
    if not words.sets_goal(f"{folded(passage.title)} {passage.low}"):
        return False
    lines = [Line(passage.line, "prose", line) for line in passage.text.split("\n")]
    return any(figure.kind == "target" for figure in figures.in_text(lines))
