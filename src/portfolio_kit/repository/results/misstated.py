"""Baselines that a text states otherwise than the file that it took the model's figures from.

A gain grows with how badly the baseline is said to do: who copies the model's figures from a file of results and not
the baseline's beside them shows a gain that was never measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.models.models import model_families
from portfolio_kit.repository.results.shown import Shown
from portfolio_kit.repository.results.support import Checked, Claim
from portfolio_kit.repository.texts.words import folded

_WORD = re.compile(r"[^\W_]{4,}")
_FAR = 0.05
_LEAST = 2


class Misstated(NamedTuple):
    """A baseline's figure that a text states, and the figure that the file gives."""

    claim: Claim
    shown: Shown


def misstated(stated: Iterable[Claim], checked: Sequence[Checked], artefacts: Iterable[Shown]) -> Misstated | None:
    """Return a baseline that is given otherwise, in two metrics or more of its row, under its own name in a file that
    bears out what is `checked`, by the text of that.
    """
    files = {check.place().path for check in checked if check.verdict == "shown"}
    files = {path for path in files if path.endswith(".json")}
    texts = {check.claim.document.path for check in checked}
    baselines = [
        claim
        for claim in stated
        if claim.figure.is_baseline and claim.figure.kind == "result" and claim.document.path in texts
    ]
    if not files or not baselines:
        return None
    among = [item for item in artefacts if item.path in files and item.figure.metric]
    by_line: dict[tuple[str, int], list[Claim]] = {}
    for claim in baselines:
        by_line.setdefault((claim.document.path, claim.figure.line), []).append(claim)
    for row in by_line.values():
        found = [(claim, _given(claim, among)) for claim in row]
        far = [Misstated(claim, shown) for claim, shown in found if shown is not None and _is_far(claim, shown)]
        if len(far) >= _LEAST and len(far) == len(row):
            return far[0]
    return None


def _given(claim: Claim, among: Sequence[Shown]) -> Shown | None:
    """The only figure of the metric that a file gives under a key which is a word of the row. A word of a model's name
    is none: "random" is no forest.
    """
    words = set(_WORD.findall(folded(claim.figure.context)))
    ours = model_families(claim.figure.context)
    same = [
        item
        for item in among
        if item.figure.metric == claim.figure.metric
        and (not (theirs := model_families(item.figure.context)) or not ours.isdisjoint(theirs))
        and not words.isdisjoint(
            set(_WORD.findall(folded(item.figure.context).rpartition(" ")[0])) - {item.figure.metric}
        )
    ]
    return same[0] if len(same) == 1 else None


def _is_far(claim: Claim, shown: Shown) -> bool:
    figure, value = claim.figure, shown.figure.fraction
    return not figure.agrees(value) and min(abs(value - figure.value), abs(value - figure.fraction)) > _FAR * max(
        abs(value), abs(figure.fraction)
    )
