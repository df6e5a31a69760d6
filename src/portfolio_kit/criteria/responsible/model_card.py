"""Whether the parts of a model card are there (article section 12.4): in one, or scattered over the texts."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit.criteria.phrases import cited, enumerated
from portfolio_kit.repository.models.borrowed import borrowed
from portfolio_kit.repository.models.stages import PREDICT, TRAIN
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.texts.card import Card, hollow_card, says_whom, scattered
from portfolio_kit.repository.texts.card import model_card as written_card
from portfolio_kit.repository.texts.card_words import PARTS
from portfolio_kit.rubric.finding import Finding, met, missing, partial

_LEAST_NAMED = 2
# What each part is to say, where no text says it yet.
_TELLS = {
    "intended use": "who is to use the model, and for which decision",
    "training data": "which rows it learned from, how many, and from when",
    "metrics": "their values and what they were measured on",
    "limitations": "where the model is wrong more often, and what it must not be used for",
}
# What is enough to begin with, by how many parts there are.
_FIRST_STEP = {0: " (two are a first step)", 1: " (one more is a first step)"}
_ASKED = {"metrics": "metrics with their values and what they were measured on"}


def model_card(repository: Repository) -> Finding:
    """Level 2: a text or section that is called a model card has all of intended use, training data, metrics with
    values, and limitations, none of them an unfilled field. Level 1: at least two of the four are in the texts, in a
    card or anywhere, of a model that is trained, asked or measured, or three of them, or the use alone where it is said
    whom the model helps. A heading with nothing below it,
    and plans, are nothing, and so is a card without one fact of this model below its headings, unless other texts have
    all four parts.
    """
    card = written_card(repository)
    if card and card.at and not card.absent:
        return met(
            "The model card has intended use, training data, metrics and limitations.", [card.at, *card.parts.values()]
        )
    everywhere = scattered(repository)

    def asked(parts: Sequence[str]) -> str:
        """The parts in words, each with where a text has it already."""
        return enumerated(
            [
                f"{_ASKED.get(part, part)} ({cited(everywhere.parts[part])} has it)"
                if part in everywhere.parts
                else _ASKED.get(part, part)
                for part in parts
            ]
        )

    if card and card.at:
        return partial(
            f"The model card lacks {enumerated(card.absent)}.",
            _card_fix(everywhere)
            if card.at.path.endswith(".pdf")
            else f"Fill in what {cited(card.at)} lacks: {asked(card.absent)}.",
            [card.at, *card.parts.values()],
        )
    is_of_model = (
        "metrics" in everywhere.parts
        or repository.stages.of(TRAIN)
        or repository.stages.of(PREDICT)
        or borrowed(repository).asked
    )
    empty = hollow_card(repository) if card is None and everywhere.absent else None
    is_told = len(everywhere.parts) >= (_LEAST_NAMED if is_of_model else _LEAST_NAMED + 1)
    if is_told and not empty:
        return partial(
            f"The texts give {_placed(everywhere)}, and there is no model card.",
            _card_fix(everywhere),
            everywhere.parts.values(),
        )
    use = everywhere.parts.get("intended use")
    whom = says_whom(repository, use) if use and is_of_model and not empty else None
    if use and whom:
        return partial(
            f"The texts say what the model is for and whom it helps ({cited(whom)}), and give nothing else of a model "
            "card.",
            _card_fix(everywhere),
            [whom] if whom == use else [whom, use],
        )
    if empty:
        return missing(
            "The model card has headings, and not one fact of this model stands below them.",
            f"Fill in {cited(empty)}, with all four parts: {asked(PARTS)}.",
            [empty],
        )
    few = _placed(everywhere)
    return missing(
        f"Of the four parts of a model card, the texts have only {few}; two are needed for a beginning."
        if len(everywhere.parts) == 1
        else f"Nothing of a model card is in the texts: {enumerated(everywhere.absent)} are missing."
        if not everywhere.parts
        else f"The texts have {few}, of a model that nothing here trains, asks or measures.",
        f"Write docs/model_card.md, with all four parts{_FIRST_STEP.get(len(everywhere.parts), '')}: {asked(PARTS)}.",
        everywhere.parts.values(),
    )


def _placed(card: Card) -> str:
    """The parts in words, each with where it stands."""
    return enumerated([f"{part} ({cited(place)})" for part, place in card.parts.items()]) if card.parts else ""


def _card_fix(card: Card) -> str:
    told = [
        f"{part} ({cited(card.parts[part])} has some of it)" if part in card.parts else f"{part} ({_TELLS[part]})"
        for part in PARTS
    ]
    return f"Write docs/model_card.md with a heading and two or three sentences each for {enumerated(told)}."
