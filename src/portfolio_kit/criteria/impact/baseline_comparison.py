"""What the results are set beside (article sections 9.2 and 5.2)."""

from __future__ import annotations

from portfolio_kit.criteria import headline, results
from portfolio_kit.criteria.impact import compared_models, comparison
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.criteria.task_words import TaskWords, task_words
from portfolio_kit.repository.measuring.asserted import asserted_accuracy
from portfolio_kit.repository.models.fitted import model_fit
from portfolio_kit.repository.models.stages import EVALUATE
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.results.support import Claim
from portfolio_kit.rubric.finding import Finding, met, missing, partial


def baseline_comparison(repository: Repository) -> Finding:
    """Whether the result stands beside something to read the gain from.

    Level 1 is a comparison of several models or settings: different values beside the names of different models or
    settings in a text, or code that makes models of different kinds, or one in a loop over its settings, or measures
    one before and after a search for settings, or looks at the tracked runs of several trainings; a dummy that nothing
    scores and code that nothing calls are none. Level 2 is a figure of a baseline (dummy, rule, current process,
    previous model, published figure, or a guess that a table names beside a model: "always ham", "mean of March")
    beside another of the same metric, in a text, a saved output or a results file; a gain over a baseline told by both
    its ends, of which the second is a stated result; a lift, which is one over a random choice; or a text that says
    which of its models is the baseline, where a text or an artefact gives different values. That a model is better than
    a baseline is no figure of it.
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
            if stated and all(result.figure.is_baseline for result in stated):
                alone = stated[0]
                return partial(
                    f"Code compares with a baseline ({among.what}), and the texts give only its own {alone.name}.",
                    f"{cited(alone.evidence)} gives {alone.name} of the baseline: write beside it what the model "
                    "reaches on the same data, or commit the output that shows both.",
                    [alone.evidence, *among.evidence],
                )
            return partial(
                f"Code compares with a baseline ({among.what}), but no text or output shows the result.",
                f"No text gives the result of the baseline at {cited(place)}: write its figure beside the model's into "
                "the README, or commit the output that shows both.",
                among.evidence,
            )
        if not stated and _measures_nothing(repository):
            place = among.evidence[0]
            return missing(
                f"Several models are made ({among.what}), and nothing measures any of them: there is nothing to "
                "compare.",
                f"Measure the models of {place.path} on the same held-out data, and a dummy model ({words.dummy}) "
                "beside them, and write all the figures into the README.",
                among.evidence,
            )
        first = headline.of_texts(stated) if stated else None
        named = (
            f"{cited(first.evidence)} gives {first.name}, but no baseline to compare it with"
            if first
            else f"Nothing that is compared ({cited(among.evidence[0])}) is a baseline"
        )
        return partial(
            f"Models or settings are compared ({among.what}), without a baseline.",
            f"{named}: add the figure of {_something_simple(words, first)}, or of how it is done today, measured on "
            "the same data.",
            among.evidence,
        )
    fitted = model_fit(repository)
    measured = repository.evaluation.off_training
    if not (stated or fitted or measured) and (counted := asserted_accuracy(repository)):
        return missing(
            f"The test at {cited(counted)} measures the answers, with nothing to compare them to.",
            f"Measure a simple rule, or the model alone, on the same cases as {cited(counted)}, and write both figures "
            "into the README.",
            [counted],
        )
    if not (stated or fitted or measured):
        return missing(
            "No model is trained or measured here, so there is nothing to compare.",
            "Measure a model first. Then write beside its figure the one of a simple rule, or of how it is done today, "
            "on the same data.",
        )
    first = headline.of_texts(stated) if stated else None
    if first:
        where = f"{cited(first.evidence)} gives {first.name} with nothing to compare it to"
    elif fitted:
        where = f"{cited(fitted.evidence)} trains a model with nothing beside it"
    else:
        where = f"{cited(next(iter(measured.values())))} measures a model with nothing beside it"
    return missing(
        "One model, with nothing to compare it to.",
        f"{where}: measure {_something_simple(words, first)} on the same data, write its figure beside the model's, "
        "and say what the gain is worth.",
        [first.evidence] if first else [fitted.evidence] if fitted else [*measured.values()][:1],
    )


def _measures_nothing(repository: Repository) -> bool:
    """Whether no running code measures a model, nor has any left a figure."""
    return not (repository.evaluation.metrics or repository.stages.of(EVALUATE) or any(True for _ in repository.made))


def _something_simple(words: TaskWords, result: Claim | None) -> str:
    """What is to be measured beside a result: where every guess is worth the same by definition, a simple model."""
    if result is not None and result.figure.metric == "roc_auc":
        return "a baseline (a logistic regression, or one column alone; a guess always has a ROC AUC of 0.5)"
    return f"a dummy model ({words.dummy})"
