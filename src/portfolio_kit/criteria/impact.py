"""Impact in numbers (article sections 9.2 and 5.2)."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit.criteria import chosen_story, comparison, headline, results
from portfolio_kit.criteria.analysis import discussed
from portfolio_kit.criteria.framing import framing
from portfolio_kit.criteria.measured_where import held_out_beside, of_headline
from portfolio_kit.criteria.passages import Passage
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.criteria.task_words import task_words
from portfolio_kit.repository.held_out.own_rows import is_on_own_rows
from portfolio_kit.repository.models.asking import loads_model
from portfolio_kit.repository.models.fitted import model_fit
from portfolio_kit.repository.models.stages import EVALUATE, LOAD, PREDICT, TRAIN, is_test, stage_of
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.results.support import Claim
from portfolio_kit.rubric.finding import Evidence, Finding, met, missing, partial

_MOST_NAMED = 5
# Places that a problem is shown by.
_MOST_PLACES = 2
# What loads a model that somebody else published, by its name; other loading may be of one's own file.
_BY_NAME = frozenset({"from_pretrained", "SentenceTransformer", "CrossEncoder"})
# What is measured by these alone may be right for the wrong cases.
_SAY_LITTLE = frozenset({"accuracy", "error_rate", "loss", "log_loss", ""})


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
            [aim] if aim else _first_lines(repository),
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


def quantified_results(repository: Repository) -> Finding:
    """Whether the texts state results: named metrics with their values, and what these were measured on.

    Figures in code output alone do not count, nor do targets, thresholds and figures of fairness. Level 1 is a figure
    or a range without what it was measured on, or a text that points to a picture or file of results in the
    repository. Level 2 is a figure with it: a held-out part, folds or a period, named at the figure, in its section, or
    for a text as a whole. Where a repository collects several projects, each has to state its own.
    """
    stated = results.reported(repository)
    complete = results.complete(stated)
    several = results.projects(repository)
    if complete and several:
        told = {result.document.path for result in complete}
        silent = sorted(folder for folder, paths in several.items() if not told.intersection(paths))
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
        on_what = results.said_on(best)
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
        first = headline.of_texts(stated)
        what = "a range" if first.figure.kind == "range" else first.name
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
    pointed = list(results.pointed_at(repository))
    if pointed:
        return partial(
            f"The text in {pointed[0].path} only points to results in a picture or another file.",
            f"{cited(pointed[0])} points to results that a reader has to open: write the metrics "
            "with their values and what they were "
            "measured on in the text itself.",
            pointed,
        )
    return _unreported(repository)


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
    name, measured = next(iter({**found.off_training, **found.metrics}.items()), ("", None))
    if shown:
        place = shown.evidence
        fix = f"{cited(place)} shows {results.in_words(shown.figure)}, "
        if shown.figure.on_training:
            fix += headline.OWN_ROWS
        elif headline.is_perfect(shown.figure):
            fix += (
                f"and no text reports it: {headline.LEAK} Then put what comes out into the README with the split that "
                "it was measured on."
            )
        else:
            fix += "and no text reports it: put it into the README with the split that it was measured on."
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
        return missing("No text states a measured result.", fix, _first_lines(repository))
    return missing("No text states a measured result.", fix, [place])


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
    among = comparison.among_models(repository)
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


def evaluation_depth(repository: Repository) -> Finding:
    """How well the model is measured, by its code; a text alone shows no evaluation.

    Level 1 is data that was held out, or cross-validation, with metrics that fit the task: more than accuracy or a
    loss; for groups that nobody labelled, a measure of how well they separate. The past cut from what comes later is
    held out too, and so is everything where nothing is trained and somebody else's model is asked; a split that is
    undone before anything is measured holds nothing out, nor does one of rows that the model has learned already, or of
    which nothing is left or read. Level 2 is besides one thing beyond: by
    what the names in the measuring code say or its loops do, the spread over folds or seeds, calibration, a threshold
    choice, uncertainty, slices, residuals or latency; or a text that speaks of wrong cases, or chooses a threshold by
    their cost, in figures. What a model is asked about the rows that it was fitted to is not held out, what nothing
    calls looks at nothing, and that an analysis was carried out is not what it saw.
    """
    found = repository.evaluation
    fitting = found.fitting
    grouped = "silhouette" in fitting or "davies_bouldin" in fitting
    # Nothing was fitted to any rows here: what is measured was never learned from.
    as_it_came = not found.held_out and _only_asks(repository)
    if not fitting or not (found.held_out or grouped or as_it_came):
        seen = found.off_training
        return _shallow(repository, list((seen or found.metrics).items()), bool(fitting) or not seen)
    fitting = of_headline(repository, fitting)
    names = ", ".join(name.replace("_", " ") for name in list(fitting)[:_MOST_NAMED])
    beyond = found.beyond or ({} if repository.invented else discussed(repository))
    held_out = held_out_beside(repository, next(iter(fitting.values())))
    held = " on data held out or in folds" if found.held_out else ""
    held = " of a model that learned none of it" if as_it_came and not grouped else held
    named = list(dict.fromkeys(list(fitting.values())[:_MOST_NAMED]))
    places = [*named[:1], *held_out, *named[1:]]
    if beyond:
        what = " and ".join(list(beyond)[:2])
        return met(
            f"Measured with {names}{held}, with a look at {what}.",
            [*list(beyond.values())[:2], *places],
        )
    first = places[0]
    return partial(
        f"Measured with {names}{held}, and nothing beyond.",
        f"{cited(first)} stops at the metrics: {task_words(repository.predicted).beyond}.",
        places,
    )


def _only_asks(repository: Repository) -> bool:
    """Whether the project trains nothing and asks a model that somebody else trained."""
    return not repository.stages.trains() and any(
        loads_model(call)
        for module in repository.modules
        if not is_test(module.path)
        for call in module.calls
        if stage_of(call) != LOAD or call.last in _BY_NAME
    )


def _shallow(repository: Repository, metrics: list[tuple[str, Evidence]], fits: bool) -> Finding:  # noqa: FBT001
    if fits and metrics and not _is_own(repository, *metrics[0]):
        # Nothing tells that it is measured on the rows that it learnt from, nor that it is not.
        place = metrics[0][1]
        return missing(
            "Nothing shows that data was held out before the model is measured.",
            f"{cited(place)} measures on data that nothing in the code sets apart: split the data before fitting, or "
            "cross-validate, and measure on the part that was held out.",
            [place],
        )
    if fits and metrics:
        place = metrics[0][1]
        return missing(
            "Nothing was held out: the model is measured on the data that it was trained on.",
            f"{cited(place)} measures on the training data: split the data first, or cross-validate.",
            [place],
        )
    if metrics:
        name, place = metrics[0]
        named = name.replace("_", " ") or "a score"
        return missing(
            f"Only {named} is measured.",
            f"{cited(place)} gives only {named}: add metrics that show the errors "
            f"({task_words(repository.predicted).metrics}) on data that was held out.",
            [place],
        )
    use = next(
        iter([*repository.stages.of(TRAIN), *repository.stages.of(PREDICT), *repository.stages.of(EVALUATE)]), None
    )
    where = (
        f"{cited(use.evidence)} trains or uses a model that nothing measures"
        if use
        else "No code measures a model here"
    )
    return missing(
        "No code measures the model.",
        f"{where}: hold out a part of the data and compute metrics that fit the task on it.",
        [use.evidence] if use else [],
    )


def _is_own(repository: Repository, metric: str, place: Evidence) -> bool:
    """Whether a metric is seen to be taken of what the model was fitted to."""
    return metric not in repository.evaluation.off_training or any(
        is_on_own_rows(use.module, use.call)
        for use in repository.stages.of(EVALUATE)
        if use.module.path == place.path and use.call.line == place.line
    )


def _by_class(repository: Repository) -> str:
    return {"classes": ", stratified", "future": ", the latest"}.get(repository.predicted, "")


def _lacking(repository: Repository, stated: Sequence[Claim]) -> str:
    """The metrics to add where all that is stated says nothing of the kind of errors."""
    named = {result.figure.metric for result in stated}
    if named - _SAY_LITTLE:
        return ""
    return f", and beside it what shows the errors ({task_words(repository.predicted).metrics})"


def _first_lines(repository: Repository) -> list[Evidence]:
    return [repository.readme.evidence(1)] if repository.readme else []
