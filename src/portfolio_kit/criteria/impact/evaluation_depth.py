"""How deeply the model is measured (article section 5.2)."""

from __future__ import annotations

import ast

from portfolio_kit.criteria import uncalled
from portfolio_kit.criteria.impact.analysis import discussed
from portfolio_kit.criteria.impact.load_test import load_tested
from portfolio_kit.criteria.impact.measured_where import held_out_beside, of_headline
from portfolio_kit.criteria.impact.shown_measures import shown_measures
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.criteria.task_words import task_words
from portfolio_kit.repository.code.syntax import name_called, walk
from portfolio_kit.repository.held_out.own_rows import is_on_own_rows
from portfolio_kit.repository.measuring.asserted import asserted_accuracy
from portfolio_kit.repository.measuring.groups import Check, group_checks
from portfolio_kit.repository.models.asking import loads_model
from portfolio_kit.repository.models.borrowed import published
from portfolio_kit.repository.models.stages import EVALUATE, LOAD, PREDICT, TRAIN, is_test, stage_of
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence, Finding, met, missing, partial

_MOST_NAMED = 5
_LONGEST_LOOP = 60
# What loads a model that somebody else published, by its name; other loading may be of one's own file.
_BY_NAME = frozenset({"from_pretrained", "SentenceTransformer", "CrossEncoder"})


def evaluation_depth(repository: Repository) -> Finding:
    """How well the model is measured, by its code; a text alone shows no evaluation, and where code elsewhere
    measures, the outputs of a notebook that hands it held-out data show level 1 at most.

    Level 1 is data that was held out, or cross-validation, with metrics that fit the task: more than accuracy or a
    loss; for groups that nobody labelled, a measure of how well they separate. The past cut from what comes later is
    held out too, and so is everything where nothing is trained and somebody else's model is asked; a split that is
    undone before anything is measured holds nothing out, nor does one of rows that the model has learned already, that
    were copied before the split, or of which nothing is left or read. Level 2 is besides one thing beyond: by what the
    names in the measuring code say or its loops do, the spread over folds or seeds, calibration, a threshold choice,
    the lift, uncertainty, slices, residuals or latency; a load test whose report is kept; or a text that speaks, with
    figures near it, of wrong cases or of how far runs differ, or chooses a threshold by what errors cost. What a model
    is asked about the rows that it was fitted to is not held out, what nothing calls looks at nothing, and that an
    analysis was carried out is not what it saw.
    """
    found = repository.evaluation
    fitting = found.fitting
    grouped = "silhouette" in fitting or "davies_bouldin" in fitting
    # Nothing was fitted to any rows here: what is measured was never learned from.
    as_it_came = not found.held_out and _only_asks(repository)
    if not found.metrics and (shown := shown_measures(repository)):
        return _only_shown(shown)
    if found.copied and found.metrics:
        return _copied(*found.copied)
    if not fitting or not (found.held_out or grouped or as_it_came):
        seen = found.off_training
        return _shallow(repository, list((seen or found.metrics).items()), bool(fitting) or not seen)
    fitting = of_headline(repository, fitting)
    names = ", ".join(name.replace("_", " ") for name in list(fitting)[:_MOST_NAMED])
    beyond = found.beyond or _beyond_code(repository)
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


def _copied(multiplied: Evidence, split: Evidence) -> Finding:
    where = f"line {split.line}" if split.path == multiplied.path and "ipynb" not in split.path else cited(split)
    return missing(
        "Nothing is really held out: rows are copied (oversampled) before the split, so copies of the same rows are in "
        "the training data and in the test data.",
        f"{cited(multiplied)} oversamples before {where} splits: split first, and oversample the training part only, "
        "so that the test data has rows that the model never saw.",
        [multiplied, split],
    )


def _only_shown(shown: dict[str, Evidence]) -> Finding:
    names = ", ".join(name.replace("_", " ") for name in list(shown)[:_MOST_NAMED])
    place = next(iter(shown.values()))
    return partial(
        f"The notebook shows {names} of what was held out, and what measures it is not in the repository.",
        f"{cited(place)} calls what is not there: commit it, and go one step beyond the metrics.",
        list(dict.fromkeys(shown.values())),
    )


def _beyond_code(repository: Repository) -> dict[str, Evidence]:
    """What is looked at beyond the metrics in texts, over groups of the data, or under load."""
    told = {} if repository.invented else discussed(repository)
    return told or _groups(repository) or load_tested(repository)


def _groups(repository: Repository) -> dict[str, Evidence]:
    """Where a module that measures does so over groups of the data, as is asked for fairness, too."""
    measured = repository.evaluation.by_module
    for check in group_checks(repository):
        one = measured.get(check.evidence.path)
        if check.names and not check.is_of_time and one and one.off_training and not _is_fitted(repository, check):
            return {"groups of the data": check.evidence}
    return {}


def _is_fitted(repository: Repository, check: Check) -> bool:
    """Whether the loop that a check stands in fits a model to each group: it is measured on what it learnt from."""
    module = next(module for module in repository.modules if module.path == check.evidence.path)
    return any(
        isinstance(part, ast.Call) and name_called(part).startswith("fit")
        for tree, start in module.trees
        for loop in walk(tree)
        if isinstance(loop, ast.For) and 0 <= check.evidence.line - start - loop.lineno <= _LONGEST_LOOP
        for part in walk(loop)
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
    if counted := asserted_accuracy(repository):
        return missing(
            f"Only accuracy is measured, by the test at {cited(counted)}.",
            f"{cited(counted)} gives only the share of right answers: add metrics that show the errors "
            f"({task_words(repository.predicted).metrics}) on labelled cases that nobody looked at while the code was "
            "written.",
            [counted],
        )
    apart = uncalled.held_out_at(repository)
    if idle := uncalled.measuring(repository):
        rows = f"with the rows that {apart}" if apart else "with rows that were held out before"
        return missing(
            f"{idle.words} measures a model, but nothing calls it.",
            f"{idle.to_call(repository)}, {rows}, and print or save what it measures.",
            [idle.evidence, *([use.evidence] if use else [])],
        )
    where = (
        f"{cited(use.evidence)} trains or uses a model that nothing measures"
        if use
        else "No code measures a model here"
    )
    how = (
        f"compute metrics that fit the task on the rows that {apart}"
        if apart
        else "hold out a part of the data and compute metrics that fit the task on it"
    )
    if finished := published(repository):
        place = use.evidence if use else finished
        return missing(
            "No code measures the model.",
            f"{cited(place)} uses a finished model that nothing measures: collect labelled cases that nobody looked at "
            "while the code was written, and compute metrics that fit the task on them.",
            [place],
        )
    return missing("No code measures the model.", f"{where}: {how}.", [use.evidence] if use else [])


def _is_own(repository: Repository, metric: str, place: Evidence) -> bool:
    """Whether a metric is seen to be taken of what the model was fitted to."""
    return metric not in repository.evaluation.off_training or any(
        is_on_own_rows(use.module, use.call)
        for use in repository.stages.of(EVALUATE)
        if use.module.path == place.path and use.call.line == place.line
    )
