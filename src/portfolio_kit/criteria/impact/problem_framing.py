"""Whose problem a project solves, why it matters and what would be success (article section 9.2)."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit.criteria import chosen_story
from portfolio_kit.criteria.framing import framing
from portfolio_kit.criteria.passages import Passage, own_readme
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.criteria.readme_places import first_lines
from portfolio_kit.criteria.task_words import task_words
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.texts.card import scattered
from portfolio_kit.rubric.finding import Evidence, Finding, met, missing, partial

_USE = "intended use"
# Places that a problem is shown by.
_MOST_PLACES = 2


def problem_framing(repository: Repository) -> Finding:
    """Whether the texts say whose problem is solved, why it matters, and what success would be.

    Level 1 asks for a sentence, where a text begins or below a heading that announces the problem, that names somebody
    with what is at stake for them (what they lose, want, decide or are helped with) or which decisions the results
    inform, below such a heading for the stake alone; below a README's title a story of the world will do, in which
    somebody acts; a measure of success alone, in a text at the root, is half of a framing too. Level 2 asks for both:
    whose problem it is, and what success is: what a wrong prediction costs, a target value, a metric chosen for a
    reason, or a baseline to be beaten. A problem in which nothing is called as in the code and data is any project's,
    and none.
    """
    found = framing(repository)
    # What a notebook says of its metrics frames no project.
    bar = [passage for passage in found.success if "/" not in passage.document.path and not passage.in_notebook]
    if bar and not found.problem:
        place = bar[0]
        return partial(
            f"{place.document.path} says how success is measured, but not whose problem it is or why it matters.",
            f"{cited(place.evidence)} says how success is measured: add who has the problem, what it costs them today "
            "and which decision the prediction changes.",
            [passage.evidence.showing("how success is measured") for passage in bar],
        )
    if not found.problem:
        readme = repository.readme
        aim = (chosen_story.told_problem(repository) or scattered(repository).parts.get(_USE)) if readme else None
        where = f"{cited(aim)} says what is done, but not for whom" if aim else "No text says whose problem it is"
        in_readme = readme is not None and aim is not None and aim.path == readme.path
        home = f"to {own_readme(repository)} " if readme is not None and not in_readme else ""
        return missing(
            "No text says who has the problem or why it matters.",
            f"{where}: add {home}a section (The problem, Why this project) "
            "of three or four sentences that says who has the problem, what it costs them today, which decision the "
            "prediction changes, and which number would make it a success."
            if readme
            else "Add a README that says who has the problem, what it costs them, and which number would be a success.",
            [aim] if aim else first_lines(repository),
        )
    best = found.problem[0]
    if not found.success:
        costs = task_words(repository.predicted).costs
        lacks = (
            f"why the metric at {cited(found.metric)} was chosen or which value would be good enough"
            if found.metric
            else "what success would be"
        )
        fix = (
            f"{cited(found.metric)} names the metric: say why you chose it ({costs})"
            if found.metric
            else f"{cited(best.evidence)} tells the problem, but no text says what success would be: say which metric "
            f"decides and why ({costs})"
        )
        return partial(
            f"{best.document.path} says whose problem it is or why it matters, but no text says {lacks}.",
            f"{fix}, and which value would be good enough to use.",
            [best.evidence.showing("the problem"), *([found.metric.showing("the metric")] if found.metric else [])],
        )
    bar_path = found.success[0].document.path
    measured = ", why it matters and" if bar_path == best.document.path else f" and why it matters, and {bar_path} says"
    return met(
        f"{best.document.path} says whose problem it is{measured} how success is measured.",
        [
            best.evidence.showing("the problem"),
            found.success[0].evidence.showing("how success is measured"),
            *_beside(found.problem)[1:],
        ],
    )


def _beside(problem: Sequence[Passage]) -> list[Evidence]:
    """Where the text that tells the problem best tells it, at a few places."""
    return [passage.evidence.showing("the problem") for passage in problem if passage.document is problem[0].document][
        :_MOST_PLACES
    ]
