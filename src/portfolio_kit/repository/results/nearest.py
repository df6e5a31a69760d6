"""Which recorded figure is nearest to one that a text states, of those that can be held against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from portfolio_kit import lazily as re
from portfolio_kit.repository.models.models import model_families
from portfolio_kit.repository.results.figure import Figure
from portfolio_kit.rubric.finding import Evidence

_CUT = re.compile(r"@\s?(\d{1,4})")


def nearest_of_model(
    figure: Figure, artefacts: Iterable[tuple[Figure, Callable[[], Evidence]]]
) -> tuple[Figure, Callable[[], Evidence]] | None:
    """Return the figure of the same metric that is nearest: of the same model, as far as both say whose it is."""
    ours = model_families(figure.context)
    among = [
        (other, place)
        for other, place in artefacts
        if other.metric == figure.metric
        # A baseline's figure is what the model's differs from; one that is a model may be called by its name alone.
        and (figure.is_baseline == other.is_baseline or (figure.is_baseline and ours & model_families(other.context)))
        and not are_cut_elsewhere(figure.context, other.context)
        and not (ours and (theirs := model_families(other.context)) and ours.isdisjoint(theirs))
    ]
    return min(among, key=lambda entry: distance(entry[0].fraction, figure), default=None)


def are_cut_elsewhere(context: str, other: str) -> bool:
    """Return whether two figures are of lists of another length: "Recall@5" says nothing of "Recall@20"."""
    ours, theirs = set(_CUT.findall(context)), set(_CUT.findall(other))
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def distance(value: float, figure: Figure) -> float:
    """Return how far a value is from a stated one, as it is written or as a fraction."""
    return min(abs(value - figure.value), abs(value - figure.fraction))
