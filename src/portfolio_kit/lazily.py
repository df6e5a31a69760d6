"""Regular expressions that are compiled when they are first used.

The rules of the checker need hundreds of them, in a dozen languages; a repository needs some. Compiling them all would
take longer than reading it. Imported in place of `re` (`from portfolio_kit import lazily as re`), of which it has what
the rules use.
"""

from __future__ import annotations

import re
from re import (
    DOTALL,
    IGNORECASE,
    MULTILINE,
    Match,
    Pattern,
    escape,
    findall,
    finditer,
    fullmatch,
    match,
    search,
    split,
    sub,
)
from typing import AnyStr, cast

__all__ = [
    "DOTALL", "IGNORECASE", "MULTILINE", "Match", "Pattern", "compile", "escape", "findall", "finditer", "fullmatch",
    "match", "search", "split", "sub",
]  # fmt: skip

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Lazy:
    """A pattern whose methods are those of the compiled one from the first use on."""

    __slots__ = (*_METHODS, "flags_given", "pattern")

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self.flags_given = flags

    def __getattr__(self, name: str) -> object:
        # Only asked for what is not there yet.
        if name.startswith("__"):
            raise AttributeError(name)
        compiled: Pattern[str] | Pattern[bytes] = re.compile(self.pattern, self.flags_given)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def compile(pattern: AnyStr, flags: int = 0) -> Pattern[AnyStr]:  # noqa: A001 - the name that `re` gives it
    """Return what behaves as the compiled pattern and is compiled when it is first used."""
    return cast("Pattern[AnyStr]", _Lazy(pattern, flags))
