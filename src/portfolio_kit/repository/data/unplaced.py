"""Data that a run reads, where it is neither here nor fetched, and no text says how to get it to where it is read."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit.repository.code.formatted import has_gap_in_name
from portfolio_kit.repository.code.if_there import is_called_if_there
from portfolio_kit.repository.data.data import ARCHIVES
from portfolio_kit.repository.data.fetching import writes
from portfolio_kit.repository.data.givers import names_only_subject
from portfolio_kit.repository.data.sources import tells_to_place
from portfolio_kit.repository.models.stages import READ

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.data.data import Wanted
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence


class Unplaced(NamedTuple):
    """What is to be brought along, and where it is read: the path of a file, empty where the code names none, and None
    where it is read by what is not known to read.
    """

    path: str
    place: Evidence | None


def unplaced(modules: Sequence[Module], repository: Repository, *, is_told: bool) -> Unplaced | None:
    """Return what a run reads, where nothing brings the data along and no text says how to get it there; or, beside
    other tables, a file that is nowhere, that nothing writes and no text names.

    Of a run that a text tells of, it is enough that one says who gives the data away, of several files at an
    address; of data that the code reads under
    no name of its own, that a text links to its source, or tells to put it into a folder.
    """
    supply = repository.supply
    if supply.code or supply.instructions or supply.collection:
        return None
    paths = {module.path for module in modules}
    reads = [read for read in supply.reads if read.use.module.path in paths]
    here = {file.name for file in repository.files}
    # What comes first in a chain is what has to be brought along.
    reads.sort(
        key=lambda read: (
            read.path.rpartition("/")[2] in here or is_called_if_there(read.use.module, read.use.call),
            any(writes(module, posixpath.basename(read.path)) for module in repository.scripts),
        )
    )
    read = next((read for read in reads if not supply.is_here or _is_nowhere(read, repository)), None)
    if is_told and not supply.is_here and _is_given_away(reads, repository):
        return None
    if read is not None:
        return Unplaced(read.shown, read.use.evidence)
    if supply.is_here or any("://" in place.excerpt for place in supply.named) or tells_to_place(repository.texts):
        return None
    return Unplaced("", next((use.evidence for use in repository.stages.of(READ) if use.module.path in paths), None))


def _is_given_away(reads: Sequence[Wanted], repository: Repository) -> bool:
    """Whether texts say who gives the data away: by an address, where code puts the names of several files together."""
    named = repository.supply.named
    if all(names_only_subject(place.excerpt) for place in named):
        return False
    return not any(has_gap_in_name(read.shown) for read in reads) or any("://" in place.excerpt for place in named)


def _is_nowhere(read: Wanted, repository: Repository) -> bool:
    """Whether a file that is read is neither here, packed or not, nor written by any code, nor named by any text."""
    name = posixpath.basename(read.path)
    files = repository.supply.tables
    return not (
        any(name.lower() in file.name.lower() or file.suffix in ARCHIVES for file in files)
        or any(file.name in (name, f"{name}.dvc") for file in repository.files)
        or any(name in document.source for document in repository.documents)
        or any(module.mentions(name) and module is not read.use.module for module in repository.modules)
        or writes(read.use.module, name)
    )
