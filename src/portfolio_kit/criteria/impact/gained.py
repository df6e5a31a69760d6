"""A gain that is told by both of its ends, beside words for a baseline: "against the moving average (5.1% → 2.45%)"."""

from __future__ import annotations

from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.criteria.impact.compared_models import Comparison
from portfolio_kit.criteria.results import is_example, reported
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.results.measured import calls_baseline
from portfolio_kit.repository.results.support import Claim
from portfolio_kit.repository.texts.statements import is_plan_title

_NUMBER = r"(\d{1,7}(?:[.,]\d{1,6})?) ?%?"
_ENDS = re.compile(
    rf"{_NUMBER}\s?(?:→|⟶|➜|[-=]>|\$?\\(?:long)?(?:right)?arrow\$?|\$?\\to\$?)\s?{_NUMBER}"
    rf"|\b(?:from|de|von|da|dari|с) {_NUMBER} (?:down |up )?(?:to|para|a|auf|à|ke|menjadi|до) {_NUMBER}",
    re.IGNORECASE,
)
_KINDS = ("prose", "item", "table")
_LONGEST = 2_000


def gained(repository: Repository) -> Iterator[Comparison]:
    """Yield where a line that speaks of a baseline tells what the model's figure, as the texts state it, came from."""
    stated = [
        result
        for result in reported(repository)
        if not (result.figure.is_baseline or is_example(result)) and result.figure.kind == "result"
    ]
    for document in repository.texts if stated else ():
        for line in document.lines:
            text = line.text[:_LONGEST]
            if line.kind not in _KINDS or not _ENDS.search(text) or not calls_baseline(text):
                continue
            title = next((section.title for section in reversed(document.around(line.number))), "")
            for match in () if is_plan_title(title) else _ENDS.finditer(text):
                before, after = (float(value.replace(",", ".")) for value in match.groups() if value)
                if (result := _stated_as(stated, after)) is not None and before != after:
                    name = result.figure.metric.replace("_", " ")
                    yield Comparison(
                        f"{name} went from {before:g} of the baseline to the model's {after:g}",
                        tuple(dict.fromkeys((document.evidence(line.number), result.evidence))),
                    )


def _stated_as(stated: list[Claim], value: float) -> Claim | None:
    """The first result that is stated with this very value."""
    return next((result for result in stated if result.figure.value == value), None)
