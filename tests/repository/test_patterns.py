"""Patterns read texts of anybody: what looks at every line for how it begins takes a text of blank lines in one pass."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from time import process_time

import pytest

import portfolio_kit

# A pass takes milliseconds; one that begins again at every line takes seconds.
SECONDS = 0.5
BLANK = {"line ends": "\n" * 20_000, "lines of blanks": "   \n" * 5_000, "a line of blanks": " " * 20_000}
ROOMS = ("repository", "criteria", "rubric", "proof.found", "case_study")


# What a pattern has beside its alternatives: escaped signs and sets of them.
NO_ALTERNATIVE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
EMPTY = re.compile(r"\|\||\(\?:\||^\||\|$")


def patterns() -> Iterator[tuple[str, str, int]]:
    """Every pattern of the rooms that read a repository, by its name."""
    for room in ROOMS:
        package = importlib.import_module(f"{portfolio_kit.__name__}.{room}")
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for name, value in sorted(vars(importlib.import_module(found.name)).items()):
                flags = getattr(value, "flags_given", getattr(value, "flags", 0))
                pattern = getattr(value, "pattern", None)
                # What is put together of beginnings and a pattern holds the latter.
                flags = getattr(pattern, "flags_given", flags)
                pattern = getattr(pattern, "pattern", pattern)
                if isinstance(pattern, str) and isinstance(flags, int):
                    yield f"{found.name}.{name}", pattern, flags


def multiline() -> Iterator[tuple[str, str, int]]:
    """Those that look at the beginnings of lines."""
    return (found for found in patterns() if found[2] & re.MULTILINE)


def test_no_pattern_has_an_alternative_of_nothing_which_is_found_everywhere() -> None:
    assert [name for name, pattern, _ in patterns() if EMPTY.search(NO_ALTERNATIVE.sub("x", pattern))] == []


def test_every_pattern_can_be_compiled() -> None:
    for _, pattern, flags in patterns():
        re.compile(pattern, flags)


def test_patterns_that_look_at_lines_are_found() -> None:
    assert len(list(multiline())) > 50


@pytest.mark.parametrize("kind", BLANK)
def test_no_pattern_begins_again_at_every_blank_line(kind: str) -> None:
    slow = []
    for name, pattern, flags in multiline():
        begin = process_time()
        for position, _ in enumerate(re.finditer(pattern, BLANK[kind] + "x", flags)):
            if process_time() - begin > SECONDS or position > len(BLANK[kind]):
                break
        if process_time() - begin > SECONDS:
            slow.append(name)
    assert slow == []
