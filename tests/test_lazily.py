# ruff: noqa: RUF001
"""Patterns that are compiled late find what `re` finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio_kit import lazily

PATTERN = (
    r"\bdeploy\w*|\bcontainer\b|\bdocker\b|\bproduçã?o\b|\bÖffnen|развёртыван\w+|"
    r"[A-Z]{3}-\d+|(?<!no )İstanbul|(?:why|BECAUSE)\s+not|fl[iı]ght"
)
TEXTS = (
    "",
    "We DEPLOY it",
    "undeployed",
    "PRODUÇÃO",
    "öffnen",
    "Развёртывание",
    "abc-12",
    "ıstanbul",
    "no İstanbul",
    "Because NOT",
    "FLİGHT",
)


def _found(pattern: re.Pattern[str], text: str) -> object:
    match = pattern.search(text)
    return (match and (match.span(), match[0])), [one.span() for one in pattern.finditer(text)], pattern.findall(text)


@pytest.mark.parametrize("text", TEXTS)
def test_it_finds_what_re_finds(text: str) -> None:
    assert _found(lazily.compile(PATTERN, re.IGNORECASE), text) == _found(re.compile(PATTERN, re.IGNORECASE), text)


@given(st.lists(st.sampled_from([*TEXTS, " ", "\n", "ſ", "ß", "K"])).map("".join))
def test_it_finds_what_re_finds_in_any_text(text: str) -> None:
    assert _found(lazily.compile(PATTERN, re.IGNORECASE), text) == _found(re.compile(PATTERN, re.IGNORECASE), text)


def test_a_pattern_is_compiled_when_it_is_first_used() -> None:
    broken = lazily.compile("(")

    with pytest.raises(re.error):
        broken.search("")


def test_it_has_the_other_methods_of_a_pattern() -> None:
    pattern = lazily.compile(PATTERN, re.IGNORECASE)

    assert pattern.search("no docker")
    assert pattern.sub("x", "a Docker b") == "a x b"
    assert pattern.fullmatch("DOCKER")
