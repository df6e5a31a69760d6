"""What a project's models predict, so that verdicts name what fits: classes, quantities, what comes next,
groups, or which items come first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from portfolio_kit import lazily as re
from portfolio_kit.repository.data.columns import header, taken_columns
from portfolio_kit.repository.measuring.ranked import ranks
from portfolio_kit.repository.models.models import HINTS, estimators
from portfolio_kit.repository.models.stages import is_test

if TYPE_CHECKING:
    from portfolio_kit.repository.repository import Repository

Predicted = Literal["classes", "quantities", "future", "groups", "ranks", ""]
"""Empty where it is not known, or several of them are predicted."""

_OF_CLASSES = frozenset(
    {"precision", "recall", "f1", "fbeta", "roc_auc", "average_precision", "accuracy", "balanced_accuracy", "mcc"}
    | {"confusion matrix", "specificity", "kappa"}
)
_OF_QUANTITIES = frozenset({"mae", "wmae", "mse", "rmse", "mape", "smape", "rmsle", "r2", "mase", "pinball"})
_OF_GROUPS = frozenset({"silhouette", "davies_bouldin"})
_CLASSIFIERS = re.compile(r"Classifier(?:CV)?$|^Logistic|NB$|SVC$|DiscriminantAnalysis$|ForSequenceClassification$")
_REGRESSORS = re.compile(
    r"Regressor$|^(?:Linear|Huber|Quantile|Poisson)Regress|^(?:Ridge|Lasso|ElasticNet)(?:CV)?$|SVR$"
)
_FORECASTERS = re.compile(
    r"^(?:Prophet|S?ARIMAX?|AutoARIMA|auto_arima|\w*ExpSmoothing|ExponentialSmoothing|VAR|NBEATS)"
)
_CLUSTERINGS = re.compile(
    r"KMeans$|DBSCAN$|^(?:AgglomerativeClustering|GaussianMixture|SpectralClustering|Birch|MeanShift|OPTICS)$"
)
_FORECASTS = re.compile(r"forecast|time[ -]series|previs[ãa]o de|pron[óo]stico|vorhersage der n", re.IGNORECASE)
_SERIES = re.compile(r"time[ -]series|s[ée]ries? temporal|serie storica|zeitreihe", re.IGNORECASE)
# What code does with times, and how columns of them are called.
_ON_TIMES = (
    "to_datetime",
    "parse_dates",
    "strptime",
    "date_range",
    "DatetimeIndex",
    "resample",
    "asfreq",
    "rolling",
    "shift",
)
_OF_TIMES = re.compile(
    r"date|time|month|week|quarter|fecha|semana|datum|monat|woche|semaine|tanggal|bulan|minggu|(?:^|[^a-z])(?:ds|lags?|days?"
    r"|hours?|period|mes|m[êe]s|d[ií]as?|hora|tag|stunde|mois|jour|heure|hari)(?:[^a-z]|$)",
    re.IGNORECASE,
)
# So many columns are told that one of times would be among them.
_COLUMNS_TOLD = 4
_OPENING = 600


def predicted(repository: Repository) -> Predicted:
    """Return what is predicted: by what it is measured with, and by the models where that does not tell."""
    measured = set(repository.evaluation.metrics)
    made = {
        name
        for module in repository.modules
        if not is_test(module.path) and module.mentions(*HINTS)
        for name in estimators(module)
    }
    is_of_classes = any(map(_CLASSIFIERS.search, made))
    if not is_of_classes and any(ranks(module) for module in repository.modules if not is_test(module.path)):
        return "ranks"
    in_classes, in_quantities = bool(measured & _OF_CLASSES), bool(measured & _OF_QUANTITIES)
    if in_classes == in_quantities:
        in_classes = is_of_classes
        in_quantities = any(map(_REGRESSORS.search, made)) or any(map(_FORECASTERS.search, made))
    if in_classes and in_quantities:
        return ""
    if in_classes:
        return "classes"
    if in_quantities:
        return "future" if any(map(_FORECASTERS.search, made)) or _tells_of_forecasts(repository) else "quantities"
    return "groups" if measured & _OF_GROUPS or any(map(_CLUSTERINGS.search, made)) else ""


def _tells_of_forecasts(repository: Repository) -> bool:
    splits = any(module.mentions("TimeSeriesSplit") for module in repository.modules)
    readme = repository.readme
    opening = readme.source[:_OPENING] if readme else ""
    if splits or _SERIES.search(opening):
        return True
    # Who calls the estimate of a price a forecast has no dates to split by.
    return bool(_FORECASTS.search(opening)) and not _lacks_times(repository)


def _lacks_times(repository: Repository) -> bool:
    """Whether the columns of the data are known, none is of times, and no code works on times."""
    modules = [module for module in repository.modules if not is_test(module.path)]
    if any(module.mentions(*_ON_TIMES) for module in modules):
        return False
    columns = {name for module in modules for name in taken_columns(module)}
    columns.update(name for file in repository.suffixed(".csv", ".tsv") for name in header(file))
    return len(columns) >= _COLUMNS_TOLD and not any(map(_OF_TIMES.search, columns))
