"""Regular expressions that are compiled when they are first used, and that find nothing quickly.

The rules of the checker need hundreds of them, in a dozen languages; a repository needs some, and most of those find
nothing in most texts. Compiling them all would take longer than reading it. And where case does not matter, `re` tries
every alternative of a pattern in full at every place; in text that was folded to lower case it need only compare one
letter. So such a pattern is first looked for in folded text, and only where it is there in the text itself.

Imported in place of `re` (`from portfolio_kit import lazily as re`), of which it has what the rules use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
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
from typing import Any, AnyStr, cast

from portfolio_kit.compiled import patterns

__all__ = [
    "DOTALL", "IGNORECASE", "MULTILINE", "Match", "Pattern", "compile", "escape", "findall", "finditer", "fullmatch",
    "match", "search", "split", "sub",
]  # fmt: skip

_IGNORECASE = int(IGNORECASE)
_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")
# Shorter patterns, and those of few alternatives, are as quick without.
_SHORT, _FEW = 60, 4
# What is no longer is a name or a heading, and is asked about again and again; of so many the answer is kept.
_NAME, _KEPT = 60, 64
# What has a meaning in upper case (escapes), and what can't be folded: names, and flags for a part.
_ESCAPE = re.compile(r"\\.", re.DOTALL)
_UNFOLDABLE = re.compile(r"\(\?(?!:|=|!|<=|<!)|\\[1-9]|\[[^\]]*A-z")
# What the alternatives of a pattern lie between.
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)
# Letters that `re` takes for others where case does not matter, beside those that `lower` makes the same.
_ALIKE = str.maketrans({"\u0131": "i", "\u017f": "s", "\u00b5": "\u03bc", "\u03c2": "\u03c3", "\u0130": "i"})


@lru_cache(maxsize=4096)
def _folded_other(text: str) -> str:
    lower = text.translate(_ALIKE).lower()
    if len(lower) == len(text):
        return lower
    return "".join(one if len(one := character.lower()) == 1 else character for character in text.translate(_ALIKE))


def _folded(text: str) -> str:
    """The text with letters that differ in case only made the same, every character where it was."""
    return text.lower() if text.isascii() else _folded_other(text)


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
        pattern = self.pattern
        looks = name in ("search", "finditer", "findall")
        if looks and isinstance(pattern, str) and _is_foldable(pattern, self.flags_given):
            _search_folded(self, pattern, self.flags_given)
        else:
            _compile(self)
        return getattr(self, name) if name in _METHODS else getattr(patterns.compile(pattern, self.flags_given), name)


def _compile(lazy: _Lazy) -> Pattern[Any]:
    compiled = patterns.compile(lazy.pattern, lazy.flags_given)
    for method in _METHODS:
        try:
            object.__getattribute__(lazy, method)
        except AttributeError:
            setattr(lazy, method, getattr(compiled, method))
    return compiled


def _is_foldable(pattern: str, flags: int) -> bool:
    is_worth_it = bool(flags & _IGNORECASE) and len(pattern) > _SHORT and pattern.count("|") >= _FEW
    return is_worth_it and not _UNFOLDABLE.search(pattern)


def _alternatives(pattern: str) -> list[str]:
    """The alternatives that a pattern has outside all parentheses."""
    found, start, depth = [], 0, 0
    for token in _TOKEN.finditer(pattern):
        if token[0] == "|" and not depth:
            found.append(pattern[start : token.start()])
            start = token.end()
        depth += (token[0] == "(") - (token[0] == ")")
    return [*found, pattern[start:]]


def _looked_for(pattern: str) -> str:
    """What is there in folded text wherever the pattern is in the text.

    Where many alternatives begin at a word's edge, that is asked once, and the alternatives told apart by their first
    letters.
    """
    position, parts = 0, []
    for kept in _ESCAPE.finditer(pattern):
        parts += [_folded(pattern[position : kept.start()]), kept[0]]
        position = kept.end()
    alternatives = _alternatives("".join([*parts, _folded(pattern[position:])]))
    at_edge = [one[2:] for one in alternatives if one.startswith("\\b") and one[2:3] not in ("", "?", "*", "+", "{")]
    if len(at_edge) < _FEW:
        return "|".join(alternatives)
    others = [one for one in alternatives if not one.startswith("\\b") or one[2:] not in at_edge]
    return "|".join([f"\\b(?:{'|'.join(at_edge)})", *others])


def _search_folded(lazy: _Lazy, pattern: str, flags: int) -> None:
    """Give a pattern methods that look in folded text first."""
    look = patterns.compile(_looked_for(pattern), flags & ~_IGNORECASE).search
    exact: Pattern[str] | None = None

    def found() -> Pattern[str]:
        nonlocal exact
        if exact is None:
            exact = patterns.compile(pattern, flags)
        return exact

    def looked(text: str) -> Match[str] | None:
        first = look(_folded(text))
        return first and found().match(text, first.start())

    of_name = lru_cache(_KEPT)(looked)

    def search(text: str, *place: int) -> Match[str] | None:
        if place:
            return found().search(text, *place)
        return of_name(text) if len(text) <= _NAME else looked(text)

    def finditer(text: str, *place: int) -> Iterator[Match[str]]:
        return found().finditer(text, *place) if place or look(_folded(text)) else iter(())

    def findall(text: str, *place: int) -> list[Any]:
        return found().findall(text, *place) if place or look(_folded(text)) else []

    for method in (search, finditer, findall):
        setattr(lazy, method.__name__, method)


def compile(pattern: AnyStr, flags: int = 0) -> Pattern[AnyStr]:  # noqa: A001 - the name that `re` gives it
    """Return what behaves as the compiled pattern and is compiled when it is first used."""
    # Plain numbers are asked for a flag many times as quickly.
    return cast("Pattern[AnyStr]", _Lazy(pattern, int(flags)))
