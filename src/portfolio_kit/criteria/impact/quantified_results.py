"""Whether the texts state measured results in figures (article section 9.2)."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit.criteria import headline, results
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.criteria.readme_places import first_lines
from portfolio_kit.criteria.task_words import task_words
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.results.guesses import is_of_guess
from portfolio_kit.repository.results.support import Claim
from portfolio_kit.rubric.finding import Finding, met, missing, partial

# What is measured by these alone may be right for the wrong cases.
_SAY_LITTLE = frozenset({"accuracy", "error_rate", "loss", "log_loss", ""})


def quantified_results(repository: Repository) -> Finding:
    """Whether the texts state results: named metrics with their values, and what these were measured on.

    Figures in code output alone do not count, nor do targets, thresholds, figures of fairness and of a guess. Level 1
    is a figure or a range without what it was measured on, or a text that points to a picture or file of results in the
    repository, or names below a heading of results the metrics that its notebook prints there. Level 2 is a figure with
    it: a held-out part, folds or a period, named at the figure, in its section, or for a text as a whole. Where a
    repository collects several projects, each has to state its own.
    """
    told = results.reported(repository)
    if told and all(is_of_guess(result.figure) for result in told):
        return _of_guesses(told[0])
    return _of_results(repository, [result for result in told if not is_of_guess(result.figure)])


def _of_results(repository: Repository, stated: list[Claim]) -> Finding:
    complete = results.complete(stated)
    several = results.projects(repository)
    if complete and several:
        telling = {result.document.path for result in complete}
        silent = sorted(folder for folder, paths in several.items() if not telling.intersection(paths))
        if silent:
            return partial(
                f"Only some of the {len(several)} projects state results with what they were measured on.",
                f"{silent[0]} states no result with what it was measured on: give its text the metric, the value and "
                f"the split, as {complete[0].document.path} does.",
                [result.evidence for result in complete],
            )
    if complete:
        # The text that is read first, and there the figure at which it says what it was measured on.
        before = sorted(complete, key=lambda item: (item.document is not repository.readme, not item.figure.measured))
        best = headline.of_texts(before)
        if best.figure.is_baseline:
            # A baseline's row may say more of its data than the model's beside it, which is the result all the same.
            beside = [item for item in stated if item.document is best.document and item.figure.kind == "result"]
            best = headline.of_texts([item for item in beside if item.figure.metric == best.figure.metric] or [best])
        on_what = results.said_on(best, complete)
        where = f" ({cited(on_what)})" if on_what else ""
        beside = [result for result in complete if result.document is best.document] or complete
        others = sorted(
            beside, key=lambda item: (not headline.is_overall(item.figure), item.figure.measured == "folds")
        )
        return met(
            f"The text in {best.document.path} states {best.name} with what it was measured on{where}.",
            [best.evidence, *filter(None, [on_what]), *(result.evidence for result in others)],
        )
    if stated and all(result.is_sold for result in stated):
        return _sold(repository, stated[0])
    only_examples = results.examples(stated)
    if stated and len(only_examples) == len(stated):
        return _of_examples(repository, only_examples)
    if stated:
        stated = [result for result in stated if result not in only_examples]
        return _of_rows_untold(repository, stated)
    pointed = list(results.pointed_at(repository))
    if pointed:
        return partial(
            f"The text in {pointed[0].path} only points to results in a picture, an output or another file.",
            f"{cited(pointed[0])} points to results that a reader has to open: write the metrics "
            "with their values and what they were "
            "measured on in the text itself.",
            pointed,
        )
    return _unreported(repository)


def _of_rows_untold(repository: Repository, stated: Sequence[Claim]) -> Finding:
    """The finding of texts whose results are ranges, or figures without what they were measured on."""
    first = headline.of_texts(stated)
    what = first.name
    if first.figure.kind == "range":
        return partial(
            f"The text in {first.document.path} gives only a range ({what}), no value.",
            f"{cited(first.evidence)} gives {what}: write the one value that came out, on which rows it was measured, "
            f"and how many those are{_lacking(repository, stated)}.",
            [result.evidence for result in stated],
        )
    if other := results.denied(repository, first):
        return partial(
            f"The text in {first.document.path} states {what}, not what it was measured on.",
            f"{cited(other.place())} shows {other.found:.4g}, not {what}: write at {cited(first.evidence)} what "
            "the model gives now, with the split that it was measured on.",
            [first.evidence, other.place(), *(result.evidence for result in stated)],
        )
    return partial(
        f"The text in {first.document.path} states {what}, not what it was measured on.",
        f"{cited(first.evidence)} gives {what} without saying on which data: add the split "
        f"(such as 20 % held out{_by_class(repository)}) and how many rows that is{_lacking(repository, stated)}.",
        [result.evidence for result in stated],
    )


def _of_guesses(guess: Claim) -> Finding:
    """The finding of texts that only say what comes of a guess."""
    return missing(
        f"The text in {guess.document.path} states only what comes of a guess ({guess.name}), no result of a model.",
        f"Write beside {cited(guess.evidence)} what the model reaches on the same data, in the same metric, and which "
        "data that is.",
        [guess.evidence],
    )


def _of_examples(repository: Repository, stated: Sequence[Claim]) -> Finding:
    """The finding of texts whose figures are all said to be expected, or stand in samples of what is answered."""
    first = stated[0]
    shown = headline.shown(repository)
    given = f" ({cited(shown.evidence)} shows {results.in_words(shown.figure)})" if shown else ""
    return partial(
        f"The text in {first.document.path} gives {first.name} only as an example or as what is expected, not as "
        "measured.",
        f"{cited(first.evidence)} tells no result of a run: write there what the model really gives{given}, and on "
        "which data it was measured.",
        [first.evidence, *([shown.evidence] if shown else []), *(result.evidence for result in stated)],
    )


def _sold(repository: Repository, result: Claim) -> Finding:
    """The finding of a text that calls a figure of training data one of data that was held out."""
    taken = repository.support.of_training(result.figure)
    place = taken() if taken else result.evidence
    return partial(
        f"The text in {result.document.path} states {result.name} as of held-out data, but it is of training data.",
        f"{cited(place)} takes {result.name} of the training data: give at {cited(result.evidence)} what the model "
        "scores on rows that were held out.",
        [result.evidence, place],
    )


def _unreported(repository: Repository) -> Finding:
    """The finding where no text states a result: what is shown or measured, and what to report of it."""
    shown = headline.shown(repository)
    found = repository.evaluation
    taken = {**found.off_training, **found.metrics}
    # Accuracy alone tells least of a model: of several metrics another one is to be reported first.
    name, measured = min(
        taken.items(), key=lambda item: (item[0] not in found.off_training, item[0] == "accuracy"), default=("", None)
    )
    if shown:
        place = shown.evidence
        several = headline.is_one_of_several(repository, shown)
        fix = f"{cited(place)} shows {headline.among(shown, several=several)}, "
        if shown.figure.on_training:
            fix += headline.OWN_ROWS
        elif headline.is_perfect(shown.figure):
            fix += (
                f"and no text reports it: {headline.LEAK} Then put what comes out into the README with the split that "
                "it was measured on."
            )
        else:
            which = headline.kept(shown) if several else "it"
            fix += f"and no text reports it: write {which} into the README, with the split that it was measured on."
    elif measured and name not in found.off_training:
        place = measured
        fix = (
            f"{cited(place)} measures {name.replace('_', ' ') or 'a score'} on the training data: measure it on rows "
            "that were held out, and put what comes out into the README with the split."
        )
    elif measured:
        place = measured
        fix = (
            f"{cited(place)} measures {name.replace('_', ' ') or 'a score'}, and no text reports what came out: put "
            "the values into the README with the split that they were measured on."
        )
    else:
        fix = "Measure the model on data that it was not trained on; put metrics, values and the split into the README."
        return missing("No text states a measured result.", fix, first_lines(repository))
    return missing("No text states a measured result.", fix, [place])


def _by_class(repository: Repository) -> str:
    return {"classes": ", stratified", "future": ", the latest"}.get(repository.predicted, "")


def _lacking(repository: Repository, stated: Sequence[Claim]) -> str:
    """The metrics to add where all that is stated says nothing of the kind of errors."""
    named = {result.figure.metric for result in stated}
    if named - _SAY_LITTLE:
        return ""
    return f", and beside it what shows the errors ({task_words(repository.predicted).metrics})"
