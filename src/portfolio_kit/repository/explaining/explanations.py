"""How the code explains the model: importances and coefficients, or SHAP, LIME, permutation importance and their like.

What each feature of a case adds to a linear model's prediction, coefficient times value, explains it as SHAP does.

What counts is a call or an attribute that is really read, not an import or a name in a string.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import attribute_asked, dotted, string, walk
from portfolio_kit.repository.explaining.chance import is_of_chance
from portfolio_kit.repository.explaining.explained import is_dropped
from portfolio_kit.repository.explaining.perturbed import perturbations
from portfolio_kit.repository.models.drawn import models_of_chance
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.results.metrics import metric_of_key
from portfolio_kit.repository.showing.empty_pictures import PICTURES, shows_nothing
from portfolio_kit.repository.texts.words import listed

if TYPE_CHECKING:
    from portfolio_kit.repository.code.facts import Call
    from portfolio_kit.repository.code.live import Live
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.file import File
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

_MODEL_ATTRIBUTES = {
    "feature_importances_": "feature importances",
    "feature_importance_": "feature importances",
    "featureImportances": "feature importances",
    "coef_": "coefficients",
    "components_": "the loadings of its components",
    "feature_log_prob_": "the words' probabilities",
}
_MODEL_CALLS = {
    "plot_importance": "feature importances",
    "get_score": "feature importances",
    "get_fscore": "feature importances",
    "get_feature_importance": "feature importances",
    "feature_importance": "feature importances",
    "varImp": "feature importances",
    "plot_components": "the components of its forecast",
    "plot_tree": "its tree",
    "export_text": "its tree",
    "export_graphviz": "its tree",
    "interpret_model": "feature importances",
}
# What a summary gives coefficients of features for: those of a time series are lags of itself.
_REGRESSIONS = frozenset(
    listed("OLS ols WLS GLS Logit logit MNLogit Probit probit GLM glm Poisson poisson MixedLM PHReg")
)
_ATTRIBUTION_CALLS = {
    "permutation_importance": "permutation importance",
    "PermutationImportance": "permutation importance",
    "PartialDependenceDisplay": "partial dependence",
    "plot_partial_dependence": "partial dependence",
    "partial_dependence": "partial dependence",
    "from_estimator": "partial dependence",
    "TreeExplainer": "SHAP",
    "KernelExplainer": "SHAP",
    "DeepExplainer": "SHAP",
    "LinearExplainer": "SHAP",
    "GradientExplainer": "SHAP",
    "ExplainerDashboard": "SHAP",
    "InlineExplainer": "SHAP",
    "LimeTabularExplainer": "LIME",
    "LimeTextExplainer": "LIME",
    "LimeImageExplainer": "LIME",
    "IntegratedGradients": "integrated gradients",
    "GradCAM": "Grad-CAM",
    "ExplainableBoostingClassifier": "an explainable boosting machine",
    "ExplainableBoostingRegressor": "an explainable boosting machine",
}
_ATTRIBUTION_PACKAGES = {
    "shap": "SHAP",
    "lime": "LIME",
    "eli5": "ELI5",
    "captum": "Captum",
    "alibi": "Alibi",
    "dalex": "DALEX",
    "interpret": "InterpretML",
    "pdpbox": "partial dependence",
    "pytorch_grad_cam": "Grad-CAM",
    "tf_explain": "Grad-CAM",
}
# Packages of several methods, which are called by their own names.
_OF_MANY = frozenset({"captum"})
# What a function that explains is called, by a part of its name in lower case.
_BY_NAME = {
    "grad_cam": "Grad-CAM",
    "gradcam": "Grad-CAM",
    "saliency": "Grad-CAM",
    "score_cam": "Score-CAM",
    "scorecam": "Score-CAM",
    "layercam": "Layer-CAM",
    "eigencam": "Eigen-CAM",
    "occlusion": "occlusion maps",
    "integrated_gradients": "integrated gradients",
}
_CELL = re.compile(r"[,;\t]")
_WORD = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_COMMON = frozenset(
    listed(
        """
    model models feature features shap lime importance value values target data train test prediction
    predictions accuracy precision recall score scores label labels class classes random forest name names type
    types plot plots summary bar image images result results report output outputs input inputs index count mean
    max min std left right color title figure size true false none yes auto linear all high low medium
    probability risk positive negative impact status message error errors metrics metric params config version
    time date year path file files id key keys text group method batch scaler pipeline preprocessor classifier
    regressor logistic regression xgboost lightgbm catboost decision tree contribution contributions factor
    rank coefficient coefficients pvalue std err
    auc roc mae rmse mse prophet arima sarima sarimax isotonic lstm svm knn lasso
    factors explanation explanations reason reasons predict predicted health info api endpoint base user users
    modelo modelos modèle modèles modell modelle modello modelli variable variables variabel variável variáveis
    característica características caractéristique caractéristiques merkmal merkmale fitur valor valores valeur
    valeurs wert werte objetivo resultado resultados résultat résultats ergebnis risultati clase clases classe
    classes klasse predicción predicciones predição predições prédiction métrica métricas importancia importância
    datos dados données daten dati nombre nombres nome nom tipo tipos columna columnas coluna colunas entrenamiento
    treino prueba teste probabilidad probabilidade
    """
    )
)
_UNITS = frozenset(listed("mm cm m km g kg t ml l c f k pct percent eur usd gbp sec min hours days ha m2 sqm kw kwh"))
_LEAST_LISTED = 3
_OF_RESULTS = 2
_TRUTH_AT = 2
_LEAST_LETTERS = 3
_MOST_LETTERS = 40
_NAMES = frozenset({*_MODEL_ATTRIBUTES, *_MODEL_CALLS, *_ATTRIBUTION_CALLS, *_ATTRIBUTION_PACKAGES, "summary"})
# What explains by a part of its name, in whatever case, or by an argument.
_HINTS = (
    *("ad_cam", "adcam", "adCam", "adCAM", "ore_cam", "orecam", "oreCAM", "yerCAM", "genCAM"),
    *("aliency", "cclusion", "ntegrated_gradients", "pred_contrib"),
)


_NAMED = (ast.Name, ast.Attribute)
_SPREAD = frozenset(listed("std std_ stds var var_ scale_ sign"))
# What AutoML and trackers write of a model: pictures and tables.
_LEFT = frozenset({".png", ".jpg", ".jpeg", ".svg", ".html", ".csv"})
_LEAST_LEFT = 200
_IMPORTANCES = re.compile(r"importances?(?![a-z])|(?<![a-z])shap(?![a-z])", re.IGNORECASE)


class Explanation(NamedTuple):
    """A way in which the code explains the model: what is shown, whether it attributes predictions, and where."""

    what: str
    attributes: bool
    evidence: Evidence


def explanations(repository: Repository, live: Live | None = None) -> Iterator[Explanation]:
    """Yield how the project's code explains its model, tests left out: by what can run, or by what `live` says does."""
    live = repository.live if live is None else live
    for module in repository.modules:
        if is_test(module.path):
            continue
        if not _NAMES.isdisjoint(module.names | module.imported_names) or module.mentions(*_HINTS):
            yield from _attributing(module, repository, live)
            yield from _showing(module, live)
        for what, line in perturbations(module, live):
            yield Explanation(what, attributes=True, evidence=module.evidence(line))


def _attributing(module: Module, repository: Repository, live: Live) -> Iterator[Explanation]:
    """SHAP and its like, where they are called on what the project has, and anything looks at what they give."""
    for call in live.calls(module):
        package = call.name.partition(".")[0]
        if not call.node.args and not call.node.keywords:
            # What is handed nothing explains nothing: `shap.initjs()`.
            continue
        what = _ATTRIBUTION_PACKAGES.get(package) if "." in call.name else None
        if (
            (what is None or package in _OF_MANY)
            and call.last in _ATTRIBUTION_CALLS
            and (call.last != "from_estimator" or "PartialDependence" in call.name)
        ):
            what = _ATTRIBUTION_CALLS[call.last]
        if what is None and (call.keyword("pred_contribs") or call.keyword("pred_contrib") or _asks_for_shap(call)):
            what = "SHAP"
        if what is None:
            # The module that a function comes from may say it as well: `scorecam.heatmap`.
            name = ".".join(call.name.lower().split(".")[-2:])
            what = next((what for part, what in _BY_NAME.items() if part in name), None)
        if what == "permutation importance" and _is_of_an_input(call):
            continue
        if what and not is_dropped(module, call, repository.modules) and not is_of_chance(module, call, repository):
            where = _handed_values(module) if call.last.endswith("Error") else None
            yield Explanation(what, attributes=True, evidence=module.evidence(where or call.line))
    if "coef_" in live.attributes(module):
        for line in _products(module):
            yield Explanation("what each feature adds to a prediction", attributes=True, evidence=module.evidence(line))


def _handed_values(module: Module) -> int | None:
    """The line where SHAP values are handed on: an error of the package's is what is raised where they are not."""
    return next(
        (
            call.line
            for call in module.calls
            if call.last not in ("isinstance", "len", "print")
            and any(isinstance(given, ast.Name) and given.id.lower().startswith("shap") for given in call.node.args)
        ),
        None,
    )


def _is_of_an_input(call: Call) -> bool:
    """Whether what is taken for the truth is only one of the inputs over or below a limit: no project predicts that."""
    given = [*call.node.args, *(keyword.value for keyword in call.node.keywords if keyword.arg in ("X", "y"))]
    truth = given[_TRUTH_AT] if len(given) > _TRUTH_AT else None
    if not isinstance(truth, ast.Compare):
        return False
    table = given[_TRUTH_AT - 1]
    inputs = dotted(table.value if isinstance(table, ast.Subscript) else table)
    left = truth.left
    return bool(inputs) and isinstance(left, (ast.Subscript, ast.Attribute)) and dotted(left.value) == inputs


def _asks_for_shap(call: Call) -> bool:
    """Whether a model is asked for SHAP values by the type of its importances, as CatBoost is."""
    if call.last != "get_feature_importance":
        return False
    values = [*call.node.args, *(keyword.value for keyword in call.node.keywords)]
    kinds = [string(value) or dotted(value).rpartition(".")[2] for value in values]
    return any(kind.startswith("Shap") for kind in kinds)


def _showing(module: Module, live: Live) -> Iterator[Explanation]:
    """Importances and coefficients, where they are read, of models that learnt from more than drawn numbers."""
    drawn = models_of_chance(module)
    regresses = module.imports_any("statsmodels") is not None and not _REGRESSIONS.isdisjoint(module.names)
    for call in live.calls(module):
        what = (
            _MODEL_CALLS.get(call.last)
            if "." in call.name or call.last.startswith(("plot_", "export_", "interpret_"))
            else None
        )
        if what and _asks_for_shap(call):
            what = None
        if call.last == "summary" and regresses and not call.node.args:
            what = "coefficients"
        if what:
            yield Explanation(what, attributes=False, evidence=module.evidence(call.line))
    for name, what in _MODEL_ATTRIBUTES.items():
        if name in live.attributes(module) and (line := _line_of(module, name, drawn)):
            yield Explanation(what, attributes=False, evidence=module.evidence(line))


def _products(module: Module) -> Iterator[int]:
    """The lines that multiply a linear model's coefficients with the values of a case, which is exactly what each of
    them adds to its prediction; what spreads the features have belongs to all cases alike.
    """
    kept = {
        target.id
        for node in module.assignments
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and node.value is not None and _are_coefficients(node.value, frozenset())
    }
    for tree, start in module.trees:
        for node in walk(tree):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
                for factor, other in ((node.left, node.right), (node.right, node.left)):
                    if _are_coefficients(factor, kept) and _are_of_a_case(other):
                        yield node.lineno + start


def _are_coefficients(node: ast.expr, kept: AbstractSet[str]) -> bool:
    """Whether an expression is a model's coefficients: `model.coef_[0]`, `model.coef_.ravel()`, or a name for them."""
    while isinstance(node, (ast.Subscript, ast.Call)):
        if isinstance(node, ast.Subscript):
            node = node.value
        elif isinstance(node.func, ast.Attribute):
            node = node.func.value
        else:
            return False
    if isinstance(node, ast.Name):
        return node.id in kept
    return isinstance(node, ast.Attribute) and node.attr == "coef_"


def _are_of_a_case(node: ast.expr) -> bool:
    named = {part.id if isinstance(part, ast.Name) else part.attr for part in walk(node) if isinstance(part, _NAMED)}
    return bool(named) and _SPREAD.isdisjoint(named)


def pictured(files: Iterable[File]) -> list[Explanation]:
    """Return the pictures and tables of importances that a run left behind, by their names."""
    return [
        Explanation("feature importances in a file", attributes=False, evidence=file.evidence())
        for file in files
        if file.suffix in _LEFT
        and file.size > _LEAST_LEFT
        and _IMPORTANCES.search(file.stem)
        and not (file.suffix in PICTURES and shows_nothing(file))
    ]


def _line_of(module: Module, attribute: str, left_out: AbstractSet[str]) -> int | None:
    """The first line that reads an attribute of anything but the models that are left out."""
    for tree, start in module.trees:
        for node in walk(tree):
            if isinstance(node, ast.Attribute) and node.attr == attribute:
                asked = node.value
            elif isinstance(node, ast.Call) and attribute_asked(node) == attribute:
                asked = node.args[0]
            else:
                continue
            if not (isinstance(asked, ast.Name) and asked.id in left_out):
                return node.lineno + start
    return None


def features(repository: Repository) -> set[str]:
    """Return what the data's columns are called, in its tables, else as the code lists and picks them; lower case, with
    spaces, and only names that are no words of machine learning.
    """
    names: set[str] = set()
    for file in repository.suffixed(".csv", ".tsv"):
        header = [cell.strip(" \"'") for cell in _CELL.split(file.head.split("\n", 1)[0][:4000])]
        # A table of results tells how models did, not what they learned from.
        if sum(bool(metric_of_key(cell)) for cell in header) < _OF_RESULTS:
            names.update(header)
    for module in repository.modules:
        for tree, _ in module.trees if not is_test(module.path) else ():
            for node in walk(tree):
                if isinstance(node, ast.Subscript):
                    names.update(_strings([node.slice]))
                elif isinstance(node, (ast.Assign, ast.AnnAssign)):
                    names.update(_columns_declared(node))
                elif isinstance(node, (ast.List, ast.Tuple)) and len(node.elts) >= _LEAST_LISTED:
                    listed = set(_strings(node.elts))
                    # What a program is called with: `["drift", "--since", day]`.
                    names |= listed if not any(text.startswith("-") for text in listed) else set()
    normal = {" ".join(_WORD.findall(way.lower())) for name in names for way in (name, _HUMP.sub(" ", name))}
    # Who writes of a column with a long name leaves off its end.
    normal |= {" ".join(parts[:2]) for name in normal if len(parts := name.split()) > 2}  # noqa: PLR2004
    # And the unit of what is measured: `height_cm` is the height.
    normal |= {" ".join(parts[:-1]) for name in normal if len(parts := name.split()) > 1 and parts[-1] in _UNITS}
    return {
        name
        for name in normal
        if _LEAST_LETTERS <= len(name) <= _MOST_LETTERS
        and not name.isdigit()
        and not _COMMON.intersection(name.split())
    }


def _columns_declared(node: ast.Assign | ast.AnnAssign) -> Iterator[str]:
    """Yield the columns that a contract or a constant names: `visits: Series[int]`, `VISITS = "visits"`."""
    target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
    if not isinstance(target, ast.Name):
        return
    annotation = node.annotation if isinstance(node, ast.AnnAssign) else None
    if isinstance(annotation, ast.Subscript) and dotted(annotation.value).rpartition(".")[2] == "Series":
        yield target.id
    value = string(node.value) if node.value is not None else None
    if value and target.id == value.upper().replace(" ", "_"):
        yield value


def _strings(nodes: list[ast.expr]) -> Iterator[str]:
    return (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
