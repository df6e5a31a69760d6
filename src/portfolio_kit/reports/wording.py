"""How numbers and places are written, alike in every report."""

from __future__ import annotations

from portfolio_kit.rubric.finding import Evidence
from portfolio_kit.rubric.scorecard import Judged, Scorecard
from portfolio_kit.terminal import printable

SAYS = "The repository says"
STATUS = {
    "met": "met",
    "partial": "partial",
    "missing": "missing",
    "not_applicable": "not applicable",
    "error": "not judged",
}


def number(value: float) -> str:
    """Return a number of points with one decimal where it has one: 8, 18.5."""
    return f"{round(value, 1):g}"


def points(scorecard: Scorecard) -> str | None:
    """Return the points earned by a rubric that counts to something else than 100: 6 of 33 points."""
    if sum(judged.criterion.points for judged in scorecard.judged) == 100:  # noqa: PLR2004
        return None
    return f"{number(scorecard.earned)} of {number(scorecard.possible)} points"


def place(evidence: Evidence) -> str:
    """Return where something stands, as editors and terminals write it: README.md:41."""
    return f"{printable(evidence.path)}:{evidence.line}"


def status(judged: Judged) -> str:
    """Return missing, partial, met, not_applicable, or error where the criterion could not be judged."""
    return "error" if judged.finding.error else judged.status


def new_places(judged: Judged) -> list[Evidence]:
    """Return the places that the finding's own words do not already name."""
    said = f"{judged.finding.reason} {judged.finding.fix or ''}"
    return [evidence for evidence in judged.finding.evidence if f"{evidence.path}:{evidence.line}" not in said]


def errors(scorecard: Scorecard) -> list[Judged]:
    """Return the criteria that could not be judged."""
    return [judged for judged in scorecard.judged if judged.finding.error]
