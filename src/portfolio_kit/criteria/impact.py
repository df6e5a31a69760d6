"""Impact in numbers (article sections 9.2 and 5.2)."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit.criteria import chosen_story, compared_models, comparison, headline, results
from portfolio_kit.criteria.framing import framing
from portfolio_kit.criteria.passages import Passage
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.criteria.readme_places import first_lines
from portfolio_kit.criteria.task_words import task_words
from portfolio_kit.repository.models.fitted import model_fit
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence, Finding, met, missing, partial

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
        aim = chosen_story.told_problem(repository) if readme else None
        where = f"{cited(aim)} tells what is done but not for whom" if aim else "Nothing tells whose problem it is"
        home = f"to {readme.path} " if readme is not None and aim is None else ""
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


def baseline_comparison(repository: Repository) -> Finding:
    """Whether the result stands beside something to read the gain from.

    Level 1 is a comparison of several models or settings: different values beside the names of different models or
    settings in a text, or code that makes models of different kinds, or one in a loop over its settings, or looks at
    the tracked runs of several trainings; a dummy that nothing scores and code that nothing calls are none. Level 2 is
    a figure of a baseline (dummy, rule, current process, previous model, published figure, or a guess that a table
    names beside a model: "always ham", "mean of March") beside another of the same metric, in a text, a saved output
    or a results file; or a text that says which of its models is the baseline, where a text or an artefact gives
    different values. That a model is better than a baseline is no figure of it.
    """
    base = comparison.with_baseline(repository)
    if base:
        return met(f"The result can be read against a baseline: {base.what}.", base.evidence)
    words = task_words(repository.predicted)
    among = compared_models.among_models(repository)
    stated = [result for result in results.reported(repository) if not results.is_example(result)]
    if among:
        if among.has_baseline:
            place = among.evidence[0]
            return partial(
                f"Code compares with a baseline ({among.what}), and nothing shows what came out.",
                f"{cited(place)} is never reported: write the baseline's figure beside the model's into the README, or "
                "commit the output that shows both.",
                among.evidence,
            )
        first = headline.of_texts(stated) if stated else None
        named = (
            f"{cited(first.evidence)} gives {first.name} with no baseline to read the gain from"
            if first
            else f"Beside what {cited(among.evidence[0])} makes there is no baseline to read a gain from"
        )
        return partial(
            f"Models or settings are compared ({among.what}), without a baseline.",
            f"{named}: add a row for a dummy model ({words.dummy}) or for how it is done today, measured on the same "
            "data.",
            among.evidence,
        )
    fitted = model_fit(repository)
    measured = repository.evaluation.off_training
    if not (stated or fitted or measured):
        return missing(
            "No model is trained or measured here, so there is nothing to compare.",
            "Measure a model first; then give beside its figure that of a simple rule or of how it is done today, on "
            "the same data.",
        )
    if stated:
        first = headline.of_texts(stated)
        where = f"{cited(first.evidence)} gives {first.name} with nothing to compare it to"
    elif fitted:
        where = f"{cited(fitted.evidence)} trains a model with nothing beside it"
    else:
        where = f"{cited(next(iter(measured.values())))} measures a model with nothing beside it"
    return missing(
        "One model, with nothing to compare it to.",
        f"{where}: add a dummy model's figure ({words.dummy}) on the same data beside it, and say what the "
        "gain is worth.",
        [headline.of_texts(stated).evidence] if stated else [fitted.evidence] if fitted else [*measured.values()][:1],
    )
