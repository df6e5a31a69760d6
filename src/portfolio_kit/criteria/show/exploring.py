"""Notebooks that only look at the data, where the model is made elsewhere: nobody sees the model at work in them."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit.repository.code.notebook import Notebook
from portfolio_kit.repository.file import File
from portfolio_kit.repository.models.stages import EVALUATE, LOAD, PREDICT, TRAIN
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence, Finding, partial

_WITH_A_MODEL = (TRAIN, EVALUATE, LOAD, PREDICT)


def explored(repository: Repository, file: File, apps: Sequence[Evidence]) -> Finding:
    """The finding where notebooks that only explore the data are all that can be looked at."""
    made = repository.stages.in_scripts[TRAIN][0].evidence
    return partial(
        f"The notebook {file.path} shows what is in the data, and nothing shows what the model of {made.path} answers.",
        f"Add a screenshot of {apps[0].path} and how to start it to the README."
        if apps
        else f"Add a notebook with its outputs kept that loads what {made.path} trains, shows what it predicts for a "
        "few rows and says in the text how good that is, or a small app with a screenshot.",
        [file.evidence(), made],
    )


def showing_work(repository: Repository, notebooks: Sequence[Notebook]) -> list[Notebook]:
    """Return the notebooks that do more than explore the data of a model that is made elsewhere."""
    return [notebook for notebook in notebooks if not _only_explores(repository, notebook)]


def _only_explores(repository: Repository, notebook: Notebook) -> bool:
    """Whether a notebook neither trains, measures, loads nor asks a model, by itself or through what it imports, nor
    shows figures of what the project measures, while scripts of the project train one.
    """
    found = repository.stages
    if not found.in_scripts[TRAIN]:
        return False
    path = notebook.file.path
    busy = {
        use.module.path
        for table in (found.in_scripts, found.in_notebooks)
        for stage in _WITH_A_MODEL
        for use in table[stage]
    }
    module = next((module for module in repository.modules if module.path == path), None)
    near = {path} if module is None else {path, *(other.path for other in repository.reach.reached(module))}
    # What is spread over the data has a Gini, too.
    measures = repository.evaluation.metrics
    return near.isdisjoint(busy) and not any(
        item.path == path and item.figure.metric in measures for item in repository.shown
    )
