"""Tables that a command reads and another script of the project makes first, which nothing written down starts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.models.stages import READ, is_test, stage_of

if TYPE_CHECKING:
    from portfolio_kit.repository.code.live import Live
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

_TABLE = re.compile(
    r"(?:^|[/\\])([\w .()+-]{1,80}\.(?:csv|tsv|parquet|xlsx?|feather|jsonl|npz|npy|h5))$", re.IGNORECASE
)
_KEEPING = frozenset({
    "to_csv", "to_parquet", "to_feather", "to_pickle", "to_json", "to_excel", "to_hdf", "write_csv", "write_parquet",
    "save", "savez", "savez_compressed",
})  # fmt: skip


class Unmade(NamedTuple):
    """A table that is read, where, and the script that makes it."""

    name: str
    place: Evidence
    maker: Module


def unmade(modules: Sequence[Module], commanded: frozenset[str], repository: Repository, live: Live) -> Unmade | None:
    """Return a table that some modules read and that is not here, where only a script makes it that no command which is
    written down leads to, by the paths of those, and that no text names.
    """
    here = {file.name for file in repository.files}
    for name, place in _named(modules, live):
        if name in here or any(_makes(other, name) for other in modules):
            continue
        makers = [other for other in repository.scripts if not is_test(other.path) and _makes(other, name)]
        if makers and not any(maker.path in commanded or _is_told(maker, repository) for maker in makers):
            return Unmade(name, place, min(makers, key=lambda maker: (not maker.has_main, maker.path)))
    return None


def _named(modules: Sequence[Module], live: Live) -> Iterator[tuple[str, Evidence]]:
    """Yield the tables that modules name which read some."""
    for module in modules:
        if any(stage_of(call) == READ for call in live.calls(module)):
            for text, line in sorted(module.strings, key=lambda found: found[1]):
                if named := _TABLE.search(text):
                    yield named[1], module.evidence(line)


def _makes(module: Module, name: str) -> bool:
    """Whether a module names a table and writes some."""
    return module.mentions(name) and any(call.last in _KEEPING for call in module.calls)


def _is_told(maker: Module, repository: Repository) -> bool:
    """Whether a text names a script, be it only among the others."""
    return any(maker.file.name in document.source for document in repository.documents)
