"""The words of a project's own code and data, to tell a text about it from one that fits any project."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.work import PROGRAMS

if TYPE_CHECKING:
    from portfolio_kit.repository.repository import Repository

_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
_LEAST = 20
_LONGEST_STRING, _LONGEST_HEADER = 60, 4_000
_TABLES = frozenset({".csv", ".tsv", ".parquet", ".xlsx", ".json", ".arff", ".data"})


def vocabulary(repository: Repository) -> frozenset[str]:
    """Return the beginnings of the words in names and short strings of its code, in its tables' headers and names.

    None where that tells nothing: of a few lines of code, or where some is in another language, which is not read.
    """
    if any(file.suffix in PROGRAMS for file in repository.files):
        return frozenset()
    found = frozenset(word[:_STEM].lower() for text in _texts(repository) for word in _WORD.findall(text))
    return found if len(found) >= _LEAST else frozenset()


def _texts(repository: Repository) -> Iterator[str]:
    for module in repository.modules:
        if module.is_beyond or module.is_broken:
            yield module.source
        else:
            yield " ".join(module.names).replace("_", " ")
            yield from (function.last.replace("_", " ") for function in module.functions)
            yield from (text.replace("_", " ") for text, _ in module.strings if len(text) < _LONGEST_STRING)
    for file in repository.files:
        if file.suffix in _TABLES:
            yield file.name.replace("_", " ")
        if file.suffix in (".csv", ".tsv"):
            yield file.head.split("\n", 1)[0][:_LONGEST_HEADER].replace("_", " ")
