"""Data that results were made from and that a stranger cannot get: which file it is, and what else stops a rerun."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.repository.code.formatted import as_written
from portfolio_kit.repository.code.localpaths import local_paths
from portfolio_kit.repository.code.syntax import string, walk
from portfolio_kit.repository.data.written_here import is_written
from portfolio_kit.repository.models.stages import READ, is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence, Finding, missing

_DATA_FILE = re.compile(r"[^\s/\\:*]{1,80}\.(?:csv|tsv|xlsx?|parquet|jsonl?|feather|arff|data|zip)", re.IGNORECASE)


class _Wanted(NamedTuple):
    """A file that has to be there before anything runs, and where it is read."""

    path: str
    place: Evidence


def without_data(repository: Repository, read: Evidence | None, trained: Evidence) -> Finding:
    """The finding of a project whose data is nowhere to be had.

    `read` is where the training reads data, if it does, and `trained` where it trains.
    """
    first = next(_brought(repository), None)
    local = next(
        (place for module in repository.modules if not is_test(module.path) for place in local_paths(module)[:1]), None
    )
    besides = f" Replace the path of your own machine at {cited(local)}, too." if local else ""
    if first:
        return missing(
            f"The results cannot be made again: {first.path} is neither in the repository nor said where to get.",
            f"Say where {first.path}, which {cited(first.place)} reads, can be had and into which folder it goes, or "
            f"add a sample of it.{besides}",
            [first.place, *([local] if local else [])],
        )
    place = read or trained
    what = f"the data that {cited(place)} {'reads' if read else 'learns from'}"
    return missing(
        f"The results cannot be made again: {what} is neither in the repository nor said where to get.",
        f"Say where {what} can be had and into which folder it goes, or add a sample of it.{besides}",
        [place, *([local] if local else [])],
    )


def _brought(repository: Repository) -> Iterator[_Wanted]:
    """Yield the files that are read and that no code here writes: those that scripts read before those of notebooks."""
    named = [(read.path, read.shown, read.use) for read in repository.supply.reads]
    known = {id(use.call) for _, _, use in named}
    named += [
        (text, as_written(use.module, text), use)
        for use in repository.stages.of(READ)
        if id(use.call) not in known
        for argument in use.call.node.args[:1]
        for node in walk(argument)
        if (text := string(node)) and "://" not in text and _DATA_FILE.fullmatch(text.rpartition("/")[2])
    ]
    own = [module for module in repository.modules if not is_test(module.path)]
    for path, shown, use in sorted(named, key=lambda item: item[2].module.is_notebook):
        if not is_written(own, path):
            yield _Wanted(shown.removeprefix("./").removeprefix("../"), use.evidence)
