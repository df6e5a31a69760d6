"""Data that can be had and is none of the project's model: what a script beside it fetches for a model of its own."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from portfolio_kit.criteria.chief import around, trainings
from portfolio_kit.criteria.once import once
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.data.data import paths_of
from portfolio_kit.repository.data.fetching import KEEPERS
from portfolio_kit.repository.data.written_here import is_written
from portfolio_kit.repository.models.stages import READ, TRAIN, is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence


class Lacking(NamedTuple):
    """The file that the project's model learns from and that is nowhere, where that is read, what is fetched for
    another model, by which scripts, and where its own source is named nevertheless.
    """

    path: str
    read: Evidence
    fetched: Evidence
    beside: frozenset[str]
    named: tuple[Evidence, ...]


@once
def lacking(repository: Repository) -> Lacking | None:
    """Return it, where all that can be had is what other scripts fetch, each for the model that it trains itself.

    What a script beside keeps as a table may be what the project's model reads, and what runs together with this may
    hand it on.
    """
    supply = repository.supply
    uses = trainings(repository)
    if not uses or uses[0].module.is_notebook or not supply.fetched:
        return None
    if supply.fitting or supply.collection or supply.instructions:
        return None
    near = around(repository, [uses[0].module])
    training = {use.module.path for use in repository.stages.of(TRAIN)}
    beside = {module.path for module, _ in supply.fetched}
    if any(path in near or path not in training for path in beside) or supply.code is None:
        return None
    if supply.code.path not in beside or any(_keeps(module) for module, _ in supply.fetched):
        return None
    path, read = next(_nowhere(repository, near), ("", None))
    named = tuple(place for place in supply.named if place.path not in beside)
    return Lacking(path, read, supply.code, frozenset(beside), named) if read else None


def _keeps(module: Module) -> bool:
    return any(call.last in KEEPERS for call in module.calls)


def _nowhere(repository: Repository, near: set[str]) -> Iterator[tuple[str, Evidence]]:
    """Yield the files that some modules read and that are not here, nor made by any code."""
    modules = [module for module in repository.modules if not is_test(module.path)]
    names = {file.name.removesuffix(".dvc").lower() for file in repository.files}
    for use in repository.stages.of(READ):
        if use.module.path in near:
            for path in paths_of(use, modules):
                name = posixpath.basename(path)
                if name.lower() not in names and not is_written(modules, name):
                    yield path, use.evidence
