"""Whose problem a project solves, why it matters and what would be success (article section 9.2)."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit.criteria import chosen_story
from portfolio_kit.criteria.framing import framing
from portfolio_kit.criteria.passages import Passage
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
            f"What success is measured by is said in {place.document.path}, but not whose problem it is or why.",
            f"{cited(place.evidence)} gives a measure of success without the problem: say who has it, what it costs "
            "them today and which decision the prediction changes.",
            [passage.evidence for passage in bar],
        )
    if not found.problem:
        readme = repository.readme
        aim = (chosen_story.told_problem(repository) or scattered(repository).parts.get(_USE)) if readme else None
        where = f"{cited(aim)} tells what is done but not for whom" if aim else "Nothing tells whose problem it is"
        in_readme = readme is not None and aim is not None and aim.path == readme.path
        home = f"to {readme.path} " if readme is not None and not in_readme else ""
        return missing(
            f"{aim.path} says what the project is for, but no text says who has the problem or why it matters."
            if aim
            else "No text says who has the problem or why it matters.",
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
            f"why the metric of {cited(found.metric)} decides or which value would do"
            if found.metric
            else "what success would be"
        )
        fix = (
            f"{cited(found.metric)} names the metric: say why it decides ({costs})"
            if found.metric
            else f"{cited(best.evidence)} tells the problem without a measure of success: say which metric decides and "
            f"why ({costs})"
        )
        return partial(
            f"Whose problem it is or why it matters is said in {best.document.path}, but not {lacks}.",
            f"{fix}, and which value would be good enough to use.",
            [*_beside(found.problem), *([found.metric] if found.metric else [])],
        )
    return met(
        f"Whose problem it is and why is said in {best.document.path}, and the texts give a measure of success.",
        [best.evidence, found.success[0].evidence, *_beside(found.problem)[1:]],
    )


def _beside(problem: Sequence[Passage]) -> list[Evidence]:
    """Where the text that tells the problem best tells it, at a few places."""
    return [passage.evidence for passage in problem if passage.document is problem[0].document][:_MOST_PLACES]
