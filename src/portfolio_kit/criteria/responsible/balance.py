"""What the texts say of bias and balance: whether it is of this data, of whom, and in figures."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.criteria.responsible.fairness_words import (
    ANY_MODEL,
    BIAS,
    COMPARED,
    CONDITIONAL,
    COUNTED,
    FOUND_FAIR,
    IMBALANCE,
    IN_GENERAL,
    NOTHING_TO_DO,
    OF_BALANCE,
    OF_TOOLS,
    PEOPLE_SORTED,
    WORSE,
)
from portfolio_kit.criteria.responsible.privacy_words import OF_DATA
from portfolio_kit.repository.data.people import Subject
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.texts.paragraphs import split
from portfolio_kit.repository.texts.statements import Statement, announced
from portfolio_kit.repository.texts.vague import is_vague

_FIGURE = re.compile(r"\d")
_WORDS = re.compile(r"\w+")
# Words with a meaning of their own, in languages that write with letters.
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_IMBALANCE = re.compile(rf"(?:{IMBALANCE.pattern.pattern})\w*", re.IGNORECASE)
_NAMES_WITH_FIGURES = re.compile(r"\bf1\b", re.IGNORECASE)


def how_loosely(statement: Statement) -> tuple[bool, bool]:
    """What sorts statements of what is, with figures, before those of what would be."""
    return bool(CONDITIONAL.search(statement.text)), not _FIGURE.search(statement.text)


def is_of_data(statement: Statement, subject: Subject) -> bool:
    """Whether what is said of bias is said of this data: with a figure, a group or a column, or more than names of
    what fairness is in general. What might be of any model is not, nor that a model has none, without figures.
    """
    if is_vague(statement.text):
        return False
    sentences = [
        sentence
        for sentence in split(statement.text)
        if not ANY_MODEL.search(sentence)
        and (_FIGURE.search(sentence) or OF_DATA.search(sentence) or not FOUND_FAIR.search(sentence))
    ]
    own = " ".join(sentences)
    said = [match[0] for match in BIAS.pattern.finditer(own)]
    return bool(said) and (not all(map(IN_GENERAL.fullmatch, said)) or _points_at_groups(own, subject))


def only_names(statement: Statement) -> bool:
    """Whether an entry of a list or table names imbalance as what a tool or metric is for, and says no more: neither a
    figure nor a word of whose classes they are.
    """
    text = statement.text
    if statement.line.kind not in ("item", "table") or _FIGURE.search(_NAMES_WITH_FIGURES.sub("", text)):
        return False
    # The words that say it go with the rest of their word.
    rest = OF_TOOLS.sub(" ", _IMBALANCE.sub(" ", text))
    return OF_TOOLS.search(text) is not None and not _LONG_WORD.search(rest)


def claims_a_check(text: str) -> bool:
    """Whether a text says that it was measured and found fair, so that nothing is to be done."""
    return bool(NOTHING_TO_DO.search(text)) and not WORSE.search(text)


def _points_at_groups(text: str, subject: Subject) -> bool:
    """Whether a text names whom it speaks of, or how many."""
    words = _WORDS.findall(text.lower())
    return bool(_FIGURE.search(text) or PEOPLE_SORTED.search(text)) or any(
        name.lower() in words for name, _ in subject.groups
    )


def balance(repository: Repository) -> list[Statement]:
    """What is said below a heading or label about balance or groups: how many there are of each, or whom the model may
    serve worse.
    """
    return [
        statement
        for statement in announced(repository.texts, OF_BALANCE)
        if (
            WORSE.search(statement.text)
            and not _only_unfair(statement.text, repository.subject)
            and (_FIGURE.search(statement.text) or not ANY_MODEL.search(statement.text))
        )
        or (COUNTED.search(statement.text) and COMPARED.search(statement.text))
    ]


def _only_unfair(text: str, subject: Subject) -> bool:
    """Whether a text says that something is unfair, and not to whom."""
    said = [match[0].lower() for match in WORSE.finditer(text)]
    return all(word.startswith(("unfair", "injust", "ungerecht")) for word in said) and not _points_at_groups(
        text, subject
    )
