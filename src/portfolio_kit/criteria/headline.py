"""Which of many figures stands for a project: that of its best model or the one it serves, never a baseline's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.results.figures import Figure, metric_of_key
from portfolio_kit.repository.results.metrics import ERRORS
from portfolio_kit.repository.results.shown import Shown
from portfolio_kit.repository.results.support import Claim

_SMALLER = ERRORS | {"loss", "error_rate", "davies_bouldin"}
_OUT_OF_ONE = frozenset(
    {"accuracy", "balanced_accuracy", "f1", "fbeta", "precision", "recall", "roc_auc", "average_precision", "r2"}
)
_SERVED = re.compile(
    r"\b(?:served|chosen|selected|final|best|winn(?:er|ing)|champion|deployed|in production|melhor|escolhido|mejor|"
    r"elegido|meilleur|retenu|beste[sr]?|gewählte[sr]?|migliore|scelto|terbaik|terpilih|лучш\w{2,3}|"
    r"en iyi|najlepsz\w)\b|最佳|最终|最終|最良",
    re.IGNORECASE,
)
# How a heading about limits begins.
_LIMITS = re.compile(
    r"[^\W_]{0,12}\W{0,6}(?:limit(?:a|s\b|es\b)|l[íi]mites|caveats?\b|weakness|shortcoming|known (?:issues|problems)|"
    r"einschränkung|grenzen\b|keterbatasan|ограничени)",
    re.IGNORECASE,
)
_HEADING = 60


LEAK = (
    "a perfect result is more often a leak than a result, so check first whether the target, or something that is "
    "known only with it, is among the features, and whether the same rows are in both parts."
)


OWN_ROWS = (
    "which code takes of the training data: measure the model on rows that were held out, and put that into the "
    "README, with the split."
)


def is_perfect(figure: Figure) -> bool:
    """Whether a figure is as good as it can get, to the digits that are given."""
    if figure.metric in _SMALLER:
        return figure.value == 0
    return figure.metric in _OUT_OF_ONE and figure.fraction == 1


def best(figures: Iterable[Figure]) -> Figure:
    """Return the figure of the model that is called best, chosen or served, else the best value.

    Figures of baselines, and those measured on training data, are left aside where there are others. Raises ValueError
    where there is none at all.
    """
    found = list(figures)
    for is_fit in (_is_value, _is_model_s, _is_off_training, _is_served):
        found = [figure for figure in found if is_fit(figure)] or found
    return max(found, key=lambda figure: -figure.fraction if figure.metric in _SMALLER else figure.fraction)


def of_texts(results: Sequence[Claim]) -> Claim:
    """Return the best model's result: of the metric, in the text, that the first result of a model is in.

    Raises ValueError where there is no result.
    """
    of_models = [result for result in results if _is_model_s(result.figure)] or list(results)
    # What is told of where a model fails is not what it is good for.
    of_models = [result for result in of_models if not _is_of_limits(result.figure)] or of_models
    first = next((result for result in of_models if _is_off_training(result.figure)), None) or of_models[0]
    among = [
        result
        for result in of_models
        if result.document is first.document
        and result.figure.metric == first.figure.metric
        and result.figure.kind == first.figure.kind
        and result.figure.is_percent == first.figure.is_percent
    ]
    chosen = best(result.figure for result in among)
    return next(result for result in among if result.figure is chosen)


def shown(repository: Repository) -> Shown | None:
    """Return the first figure of a model, not of a baseline or of training data, that an artefact shows."""
    named = [item for item in repository.shown if item.figure.metric and item.figure.kind == "result"]
    for is_fit in (_is_model_s, _is_off_training, _is_whole):
        named = [item for item in named if is_fit(item.figure)] or named
    return next((item for item in named if _is_served(item.figure)), named[0] if named else None)


def _is_value(figure: Figure) -> bool:
    return figure.kind != "range"


def _is_model_s(figure: Figure) -> bool:
    return not figure.is_baseline


def _is_of_limits(figure: Figure) -> bool:
    """Whether a figure stands below a heading about limits: what is around it begins with the heading."""
    return bool(_LIMITS.match(figure.context[:_HEADING]))


def _is_whole(figure: Figure) -> bool:
    """Whether what a figure is listed under ends with its metric, and not with one of the parts it was measured on."""
    return bool(metric_of_key(figure.context.rpartition(" ")[2])) or " " not in figure.context.strip()


def _is_off_training(figure: Figure) -> bool:
    return figure.measured != "training" and not figure.on_training


def _is_served(figure: Figure) -> bool:
    return bool(_SERVED.search(figure.context[:400]))
