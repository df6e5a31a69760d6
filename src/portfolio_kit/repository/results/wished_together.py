"""Figures that are wished for in one breath: "at least 75% recall and 70% precision" wants both."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.results.figure import Figure

_AND = r"[\s,*_`]{0,5}(?:and|e|y|et|und|dan|и|和|与|及|、)?[\s*_`]{0,5}"
_JOINED = re.compile(_AND)
_JOINED_WITH_ARTICLE = re.compile(rf"{_AND}(?:(?:an?|the|uma?|una?|une|eine?n?)\s)?")
_OF = re.compile(r"[\s*_`:=~]{0,5}(?:(?:of|de|di|von|is|be)\s[*_`~]{0,3})?")


class Stated(NamedTuple):
    """A metric that a text names, the number that is its value, and where its figure stands in a list of figures."""

    metric: re.Match[str]
    value: re.Match[str]
    at: int


def wished_together(stated: list[Stated], figures: list[Figure], text: str) -> list[Figure]:
    """The figures of a text, as targets where the one told before is and the two are told as one wish."""
    found = list(figures)
    for one, other in pairwise(sorted(stated, key=lambda item: item.value.start())):
        is_next = found[one.at].kind == "target" and found[other.at].kind == "result"
        if is_next and _is_one_wish(one, other, text):
            found[other.at] = found[other.at]._replace(kind="target")
    return found


def _is_one_wish(one: Stated, other: Stated, text: str) -> bool:
    """Whether what is wished of a number is wished of the next as well. Where each stands behind its own metric, a word
    right before the first that bounds it, as in "recall above 0.8 and precision 0.7", is not said of the other.
    """
    if one.metric.lastgroup == other.metric.lastgroup:
        return False
    if one.metric.start() > one.value.start():
        # Numbers before their metrics, as in the first line of this file.
        is_led = other.metric.start() > other.value.start() and one.metric.start() >= one.value.end()
        parts = [text[one.value.end() : one.metric.start()], text[one.metric.end() : other.value.start()]]
        return is_led and all(map(_JOINED.fullmatch, parts))
    if other.metric.end() <= one.value.start():
        # "precision and recall of 0.8 and 0.7"
        return bool(_JOINED.fullmatch(text[one.value.end() : other.value.start()]))
    return (
        other.metric.end() <= other.value.start()
        and bool(_JOINED_WITH_ARTICLE.fullmatch(text[one.value.end() : other.metric.start()]))
        and all(_OF.fullmatch(text[item.metric.end() : item.value.start()]) for item in (one, other))
    )
