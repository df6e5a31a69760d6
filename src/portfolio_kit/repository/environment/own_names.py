"""Names that imports give to code of the project's own, which no package has to bring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.environment.packages import is_known


def defined_here(modules: Sequence[Module]) -> Iterator[str]:
    """Yield the packages of the project's own that are called as a library is: what is imported from one of their
    modules, `from transformers.rows import WithoutTwins`, is defined there.
    """
    defined = {
        (module.file.folder.rpartition("/")[2], module.file.stem, name)
        for module in modules
        if not module.is_notebook and is_known(module.file.folder.rpartition("/")[2])
        for name in (*(node.name for node in module.classes), *(function.name for function in module.functions))
    }
    for module in modules if defined else ():
        for full in module.imports:
            first, _, rest = full.partition(".")
            if (first, *rest.split(".")) in defined:
                yield first


def code_folders(modules: Sequence[Module]) -> frozenset[str]:
    """Return the names of the folders that the project's scripts lie in."""
    return frozenset(part for module in modules if not module.is_notebook for part in module.file.folder.split("/"))
