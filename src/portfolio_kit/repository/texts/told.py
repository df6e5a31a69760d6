"""Whether the code does what the texts tell: the models, methods, tools and measures that they name, looked for in it.

A story that names a dozen of them beside code that shows two is somebody else's, or nobody's.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import string
from portfolio_kit.repository.data.toys import untold
from portfolio_kit.repository.models.stages import EVALUATE, PREPARE, READ, TRAIN, is_test
from portfolio_kit.repository.results.metrics import REGRESSION, metric_named
from portfolio_kit.repository.results.support import Claim
from portfolio_kit.repository.texts.statements import is_plan, is_plan_title
from portfolio_kit.repository.work import PROGRAMS

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.repository.texts.markdown import Document

# A name, how texts say it, and how code does it. A blank at an end stands for the end of a word.
_SPECIFICS = """
random forest: random forest, floresta aleat, bosque aleat, bosques aleat, forêt aléat, forêts aléat, случайный лес
    > randomforest, random_forest, extratrees, rf_, _rf, rfc, rfr, balancedrandom
logistic regression: logistic regression, regressão logística, regresión logística, régression logistique > logi, glm
linear regression: linear regression, regressão linear, regresión lineal, régression linéaire
    > linear, ols, glm, regression
gradient boosting: gradient boost > boost, gbm, gbr, gbc, xgb, lgb
XGBoost: xgboost > xgb
LightGBM: lightgbm > lgb, lightgbm
CatBoost: catboost > catboost
decision trees: decision tree, árvore de decis, árboles de decis, árbol de decis, arbre de décision > tree
support vectors: svm , svc , support vector > svm, svc, svr, linear_model.sgd
nearest neighbours: knn , nearest neighb > kneighbors, knn, neighbors, faiss, annoy
naive Bayes: naive bayes, naïve bayes > nb, naive, bayes
k-means: k means, kmeans > kmeans, k_means
PCA: pca , principal component > pca, svd, decomposition
LSTM: lstm > lstm
GRU: gru , grus > gru
convolutions: cnn , convolution > conv, cnn, resnet, efficientnet, mobilenet, vgg, densenet, inception, timm, yolo
ResNet: resnet > resnet
MobileNet: mobilenet > mobilenet
EfficientNet: efficientnet > efficientnet
VGG: vgg > vgg
YOLO: yolo > yolo, ultralytics
BERT: bert , distilbert, roberta > bert, from_pretrained, transformers
ARIMA: arima > arima
Prophet: prophet > prophet
isolation forest: isolation forest > isolation
autoencoders: autoencoder > encoder, ae
SMOTE: smote > smote
SHAP: shap > shap
cross-validation: cross valid, k fold, validação cruzada, validación cruzada, validation croisée, kreuzvalidierung
    > cross_val, crossval, fold, searchcv, cv, timeseriessplit, tune_model, setup
grid search: grid search > gridsearch, param_grid, grid
Optuna: optuna > optuna
one-hot encoding: one hot > onehot, one_hot, dummies, ohe, dictvectorizer, to_categorical
TF-IDF: tf idf, tfidf > tfidf
imputation: imput > imput, fillna
FastAPI: fastapi > fastapi
Flask: flask > flask
Streamlit: streamlit > streamlit
Gradio: gradio > gradio
MLflow: mlflow > mlflow
Evidently: evidently > evidently
Prefect: prefect > prefect
Airflow: airflow > airflow
ROC AUC: auc > auc, roc
F1: f1 > f1, classification_report, fbeta, fscore, compare_models
precision: precision > precision, classification_report, fscore, confusion_matrix, compare_models
recall: recall > recall, classification_report, fscore, confusion_matrix, compare_models
RMSE: rmse , root mean squared > rmse, mean_squared, mse, compare_models
MAE: mae , mean absolute error > mae, mean_absolute, compare_models
MAPE: mape > mape, absolute_percentage, compare_models
"""
# From how many on what a text names tells whose project it is; the share of it, or the number, that is shown where it
# is this one.
_LEAST, _SHARE, _ENOUGH = 6, 1 / 3, 4
_LONG_CODE = 400
_WORD = re.compile(r"\w+")
_TALK = frozenset(
    {
        "print",
        "info",
        "debug",
        "warning",
        "error",
        "write",
        "markdown",
        "title",
        "header",
        "subheader",
        "display",
        "text",
    }
)
_OTHER_CODE = PROGRAMS | {".rmd"}
_SETTINGS = frozenset({".yaml", ".yml", ".toml", ".cfg", ".ini"})
_OF_ANY = frozenset({"", "accuracy", "loss"})
_LARGEST = 50_000
_LONGEST = 60
_FEW = 5


@dataclass(frozen=True, slots=True)
class Told:
    """What the texts name, and what of it the code or its results show."""

    named: tuple[str, ...]
    shown: tuple[str, ...]

    @property
    def is_elsewhere(self) -> bool:
        """Whether the texts name so much that the code does not do that they seem to be about something else."""
        return len(self.named) >= _LEAST and len(self.shown) < len(self.named) * _SHARE


@dataclass(frozen=True, slots=True)
class _Specific:
    name: str
    said: tuple[str, ...]
    done: tuple[str, ...]


def _specifics() -> Iterator[_Specific]:
    for entry in _SPECIFICS.replace("\n    >", " >").strip().split("\n"):
        name, _, rest = entry.partition(": ")
        said, _, done = rest.partition(" > ")
        # A word begins where a name of a text does.
        yield _Specific(name, tuple(f" {part}" for part in said.split(", ")), tuple(done.split(", ")))


def invented(repository: Repository) -> str:
    """Return why the texts are about something else than the code does, in a sentence; empty where they are not.

    They give results and not a word of the library's own data that they would be of, where code reads no other. Or they
    name much of which it does next to nothing, or give figures of measures that it does not take; and none of their
    figures has been printed by a notebook that trains or measures.
    """
    if any(True for _ in _stated(repository)) and (loader := untold(repository)):
        return f"All the data that the code reads is what {loader} gives, and the texts tell results of something else."
    found = repository.specifics
    if len(found.shown) >= _ENOUGH or _works_at_length(repository):
        return ""
    lacking = [name for name in found.named if name not in found.shown]
    if found.is_elsewhere:
        reason = (
            f"The texts name {len(found.named)} models, methods, tools and measures, and the code shows "
            f"{len(found.shown)}: nothing here does {', '.join(lacking[:_FEW])}."
        )
    elif unmeasured := _unmeasured(repository):
        reason = f"The texts give figures of {', '.join(unmeasured)}, and nothing here measures that."
    else:
        return ""
    stages = repository.stages
    working = {use.module.path for stage in (TRAIN, EVALUATE) for use in stages.in_notebooks[stage]}
    checked = repository.support.check_all(list(_stated(repository)))
    return "" if any(item.verdict == "shown" and item.place().path in working for item in checked) else reason


def _works_at_length(repository: Repository) -> bool:
    """Whether long code reads and prepares data: what else its texts name is planned, or done elsewhere."""
    stages = repository.stages
    modules = {use.module.path: use.module for stage in (READ, PREPARE) for use in stages.of(stage)}
    lines = sum(1 for module in modules.values() for line in module.source.split("\n") if line.strip())
    return lines >= _LONG_CODE and all(any(stages.of(stage)) for stage in (READ, PREPARE))


def _stated(repository: Repository) -> Iterator[Claim]:
    """Yield the results that texts state."""
    return (Claim(document, figure) for document, figure in repository.claims if figure.kind == "result")


def _unmeasured(repository: Repository) -> list[str]:
    """The measures that the texts give figures of, where the code takes none of those and they are a regression's, or
    those that it takes are.

    Accuracy is left out: libraries print it by themselves.
    """
    stated = {claim.figure.metric for claim in _stated(repository)} - _OF_ANY
    measured = (repository.evaluation.metrics.keys() | {item.figure.metric for item in repository.made}) - _OF_ANY
    of_regression = [metrics <= REGRESSION for metrics in (stated, measured)]
    are_apart = REGRESSION.isdisjoint(stated if of_regression[1] else measured)
    if not (stated and measured and any(of_regression) and are_apart):
        return []
    names = [name for name in _done(repository) if len(name) <= _LONGEST]
    return [] if any(metric_named(name.replace("_", " ")) in stated for name in names) else sorted(stated)


def told(repository: Repository) -> Told:
    """Return what the README and the texts around it name, and what of that is done."""
    texts = f" {' '.join(_said(repository.near_documents))} "
    named = [specific for specific in _specifics() if any(part in texts for part in specific.said)]
    if len(named) < _LEAST:
        return Told(tuple(specific.name for specific in named), ())
    code = "\n".join(_done(repository)).lower()
    shown = [specific.name for specific in named if any(part in code for part in specific.done)]
    return Told(tuple(specific.name for specific in named), tuple(shown))


def _said(documents: Iterable[Document]) -> Iterator[str]:
    """Yield the words of what texts state, one blank between each two; no plans, code or trees of files."""
    for document in documents:
        for line, title in zip(document.lines, document.titles, strict=True):
            if line.kind in ("prose", "item", "table") and not is_plan_title(title) and not is_plan(line.text):
                yield from _WORD.findall(line.text.lower())


def _done(repository: Repository) -> Iterator[str]:
    """Yield the names that running code reads and what it hands to calls, code in other languages, and settings."""
    for module in repository.modules:
        if is_test(module.path):
            continue
        if module.is_beyond or module.is_broken:
            yield module.source
        else:
            yield from _names(module, repository)
    for file in repository.files:
        if (file.suffix in _OTHER_CODE or file.suffix in _SETTINGS) and file.size <= _LARGEST:
            yield file.text
    yield from {item.figure.metric for item in repository.made}


def _names(module: Module, repository: Repository) -> Iterator[str]:
    live = repository.live
    for table in (module.own_names, module.own_attributes):
        for scope, names in table.items():
            if live.runs(module, scope):
                yield from names
                yield from (module.aliases[name] for name in names if name in module.aliases)
    for function in module.functions:
        if live.runs(module, function.name):
            yield function.last
    for call in live.calls(module):
        yield from (keyword.arg for keyword in call.node.keywords if keyword.arg)
        if call.last not in _TALK:
            yield from _handed([*call.node.args, *(keyword.value for keyword in call.node.keywords)])


def _handed(values: list[ast.expr]) -> Iterator[str]:
    """Yield the short strings that a call is handed, one by one or in a list: `scoring="f1"`, `metrics=["mae"]`."""
    for value in values:
        for part in value.elts if isinstance(value, (ast.List, ast.Tuple)) else [value]:
            if (text := string(part)) and len(text) <= _LONGEST:
                yield text
