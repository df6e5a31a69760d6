"""How numbers and places are written, alike in every report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from portfolio_kit.rubric.finding import Evidence, in_cell, on_page
from portfolio_kit.rubric.scorecard import Judged, Scorecard
from portfolio_kit.terminal import printable

_HIGH, _MIDDLE = 75, 50
SAYS = "The repository says"
STATUS = {
    "met": "met",
    "partial": "partial",
    "missing": "missing",
    "not_applicable": "not applicable",
    "error": "not judged",
}


def number(value: float) -> str:
    """Return a number of points with one decimal where it has one: 8, 18.5."""
    return f"{round(value, 1):g}"


def points(scorecard: Scorecard) -> str | None:
    """Return the points earned by a rubric that counts to something else than 100: 6 of 33 points."""
    if sum(judged.criterion.points for judged in scorecard.judged) == 100:  # noqa: PLR2004
        return None
    return f"{number(scorecard.earned)} of {number(scorecard.possible)} points"


def gain(scorecard: Scorecard, judged: Judged) -> str:
    """Return the points to gain as a step promises them: +4.5, or +2-4 where a first step adds 2 and being met 4.

    The fix of what is missing may lead to partial only. They count as the score does; by a rubric that counts to
    something else than 100, as that does: who is graded in its points thinks in them.
    """
    share = _counted(scorecard)
    first, all_of_them = number(share * scorecard.gain(judged)), number(share * scorecard.to_gain(judged))
    return f"+{all_of_them}" if first == all_of_them else f"+{first}-{all_of_them}"


def gain_of(scorecard: Scorecard, steps: Sequence[Judged]) -> str:
    """Return the points that several steps gain together, when all are met."""
    return f"+{number(_counted(scorecard) * sum(scorecard.to_gain(judged) for judged in steps))}"


def gains(scorecard: Scorecard, shown: Sequence[Judged]) -> str:
    """Return what the points beside the steps are, with the first range among them told in words."""
    what = "points you gain"
    if points(scorecard):
        what += f", of {number(scorecard.possible)}"
    for judged in shown:
        if "-" in (promised := gain(scorecard, judged)):
            first, _, most = promised.removeprefix("+").partition("-")
            return f"{what}; {promised}: a first step {first}, once met {most}"
    return what


def place(evidence: Evidence) -> str:
    """Return where something stands: README.md:41 as editors and terminals write it, or the cell of a notebook."""
    return printable(_place(evidence))


def shown(evidence: Evidence, *, is_quoted: bool = False) -> str:
    """Return where something stands with what it is the place of, if that is known: README.md:41 (how to install).

    `is_quoted` leaves out the words that a cell is found by, as its excerpt stands beside it.
    """
    evidence = _without_words(evidence) if is_quoted else evidence
    if evidence.cell is None:
        return place(evidence) + (f" ({printable(evidence.shows)})" if evidence.shows else "")
    return place(replace(evidence, called=", ".join(filter(None, (evidence.called, evidence.shows)))))


def shared(scorecard: Scorecard, judged: Judged) -> str | None:
    """Return that what a step asks for is the beginning of another step too, or begun by one; None where it is not.

    Both are missing then, and the points of both begin with one edit.
    """
    steps = {step.criterion.id: number for number, step in enumerate(scorecard.next_steps, start=1)}
    lacking = [step for step in scorecard.next_steps if step.finding.level == 0 and not step.finding.error]
    if judged not in lacking:
        return None
    for other in lacking:
        if other.criterion.id in judged.criterion.begins:
            return f"This begins step {steps[other.criterion.id]} ({other.criterion.id}), too."
        if judged.criterion.id in other.criterion.begins:
            return f"Step {steps[other.criterion.id]} ({other.criterion.id}) begins this, too."
    return None


def step_of(scorecard: Scorecard, judged: Judged) -> int | None:
    """Return which of the next steps, counted from 1, is about a criterion; None where nothing is left to do."""
    steps = scorecard.next_steps
    return steps.index(judged) + 1 if judged in steps else None


def status(judged: Judged) -> str:
    """Return missing, partial, met, not_applicable, or error where the criterion could not be judged."""
    return "error" if judged.finding.error else judged.status


def new_places(judged: Judged) -> list[Evidence]:
    """Return the places that the words of a step do not already name, each once."""
    said = judged.finding.fix or ""
    places = {_place(place): place for place in reversed(judged.finding.evidence)}
    return [place for name, place in reversed(places.items()) if not re.search(rf"{re.escape(name)}(?!\d)", said)]


def is_empty(scorecard: Scorecard) -> bool:
    """Whether there was nothing to read, so that no verdict and no step says more than the warning."""
    return scorecard.warning is not None and not any(judged.finding.evidence for judged in scorecard.judged)


def sentence(text: str) -> str:
    """Return `text` as a sentence among others: begun with a capital, unless by a file's name, and ended."""
    text = text.strip()
    first = text.split(" ", 1)[0]
    text = text if re.search(r"[./_:(\d]", first) else text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…", "。")) else f"{text}."


def applying(scorecard: Scorecard) -> str | None:
    """Return how points become the score, where they are not the same."""
    every = sum(judged.criterion.points for judged in scorecard.judged)
    possible = number(scorecard.possible)
    if possible in ("100", "0"):
        return None
    apply = f"{possible}{f' of {number(every)}' if number(every) != possible else ''} points apply here"
    # Steps promise a rubric's own points where it does not count to 100.
    counted = "the score counts" if points(scorecard) else "the score, and what you gain, count"
    return f"{apply}; {counted} them as 100."


def by_score(scorecards: Sequence[Scorecard]) -> list[Scorecard]:
    """Return several scorecards as a table of their scores lists them: the best first."""
    return sorted(scorecards, key=lambda scorecard: -scorecard.score)


def grade(share: float) -> str:
    """Return how much of 100 something is: high, middle or low."""
    return next((name for name, least in (("high", _HIGH), ("middle", _MIDDLE)) if share >= least), "low")


def _counted(scorecard: Scorecard) -> float:
    """What a point of the score is in the points that steps promise."""
    return scorecard.possible / 100 if points(scorecard) else 1.0


def _without_words(evidence: Evidence) -> Evidence:
    return replace(evidence, called="") if evidence.called.startswith('"') else evidence


def _place(evidence: Evidence) -> str:
    if evidence.cell is not None:
        return in_cell(evidence.path, evidence.cell, evidence.called)
    return on_page(evidence.path, evidence.line) if evidence.whole else f"{evidence.path}:{evidence.line}"


def errors(scorecard: Scorecard) -> list[Judged]:
    """Return the criteria that could not be judged."""
    return [judged for judged in scorecard.judged if judged.finding.error]
