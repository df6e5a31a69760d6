"""Figures that two texts of a repository state of one model, each with another value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from portfolio_kit.repository.results.support import Claim

Key = tuple[str, str]
"""A metric, and what it was measured on."""


class ToldTwice(NamedTuple):
    """What one text states, and what another one gives instead."""

    claim: Claim
    other: Claim


def told_twice(claims: Sequence[Claim], stated: Iterable[Claim]) -> ToldTwice | None:
    """Return a claim that another text gives otherwise, while it agrees in what stands on the same line.

    Two lines are of one model where both state a value with three digits or more, of one metric and measured on the
    same; then another metric of theirs has one value. It is told where the other text has the stated value nowhere.
    """
    if not claims:
        return None
    path = claims[0].document.path
    others = [claim for claim in stated if claim.document.path != path and claim.figure.kind == "result"]
    found = (
        ToldTwice(claim, other)
        for row in _rows(claims)
        for against in _rows(others)
        if _are_of_one_model(row, against)
        for key, claim in row.items()
        if (other := against.get(key)) is not None and not _agree(claim, other)
    )
    return next((pair for pair in found if not _is_said(pair.claim, others)), None)


def _rows(claims: Iterable[Claim]) -> Iterator[dict[Key, Claim]]:
    """Yield the claims of each line by what they are of; what a line states twice is left out."""
    lines: dict[tuple[str, int], dict[Key, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        figure = claim.figure
        if figure.kind == "result" and figure.metric:
            lines[claim.document.path, figure.line][figure.metric, figure.measured].append(claim)
    for row in lines.values():
        once = {key: items[0] for key, items in row.items() if len(items) == 1}
        if len(once) > 1:
            yield once


def _are_of_one_model(row: dict[Key, Claim], against: dict[Key, Claim]) -> bool:
    return any(
        claim.is_precise and other.is_precise and _agree(claim, other)
        for key, claim in row.items()
        if (other := against.get(key)) is not None
    )


def _agree(claim: Claim, other: Claim) -> bool:
    return claim.figure.agrees(other.figure.fraction) or other.figure.agrees(claim.figure.fraction)


def _is_said(claim: Claim, others: Iterable[Claim]) -> bool:
    """Whether another text states the value somewhere to as many digits, be it of another model."""
    return any(
        other.figure.metric == claim.figure.metric and other.is_precise and _agree(claim, other) for other in others
    )
