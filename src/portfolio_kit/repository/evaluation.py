"""How code measures its models: with which metrics, on what data, and what it looks at beyond one number."""
# ruff: noqa: E501 - lists of words and names

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from portfolio_kit import lazily as re
from portfolio_kit.repository.live import Live
from portfolio_kit.repository.metrics import metric_named
from portfolio_kit.repository.python import Call, Module, dotted, string, walk
from portfolio_kit.repository.stages import is_test
from portfolio_kit.rubric.finding import Evidence

_HINTS = (
    "score",
    "metric",
    "report",
    "confusion",
    "error",
    "evaluate",
    "auc",
    "rmse",
    "mae",
    "accuracy",
    "mean_",
    "loss",
    "silhouette",
    "r2",
)
_METRIC_MODULES = re.compile(
    r"^(?:sklearn\.metrics|torchmetrics|tensorflow\.keras\.metrics|keras\.metrics|seqeval|imblearn\.metrics|rouge_score|surprise\.accuracy|statsmodels\.tools\.eval_measures)\b"
)
# What each function of a metrics library measures.
_FUNCTIONS = {
    "classification_report": ("precision", "recall", "f1"),
    "classification_report_imbalanced": ("precision", "recall", "f1"),
    "precision_recall_fscore_support": ("precision", "recall", "f1"),
    "confusion_matrix": ("confusion matrix",),
    "ConfusionMatrixDisplay": ("confusion matrix",),
    "plot_confusion_matrix": ("confusion matrix",),
    "multilabel_confusion_matrix": ("confusion matrix",),
    "roc_curve": ("roc_auc",),
    "auc": ("roc_auc",),
    "RocCurveDisplay": ("roc_auc",),
    "plot_roc_curve": ("roc_auc",),
    "precision_recall_curve": ("average_precision",),
    "PrecisionRecallDisplay": ("average_precision",),
    "median_absolute_error": ("mae",),
    "max_error": ("mae",),
    "root_mean_squared_error": ("rmse",),
    "root_mean_squared_log_error": ("rmsle",),
    "mean_squared_log_error": ("rmsle",),
    "explained_variance_score": ("r2",),
    "matthews_corrcoef": ("mcc",),
    "cohen_kappa_score": ("kappa",),
    "fbeta_score": ("fbeta",),
    "adjusted_rand_score": ("silhouette",),
    "calinski_harabasz_score": ("silhouette",),
}  # fmt: skip
_METRIC_FUNCTION = re.compile(
    r"(?:_score|_error|_loss)$|^(?:(?:compute|calc|calculate|get|evaluate)_)?(?:rmse|mae|mape|smape|mse|r2|wape|f1|auc|accuracy|ndcg\w{0,10}|precision\w{0,10}|recall\w{0,10}|roc_auc\w{0,10})$",
    re.IGNORECASE,
)
# The names by which scikit-learn's searches are told what to score.
_SCORER = re.compile(
    r"neg_(?:mean|median|root)_\w{5,40}|roc_auc_(?:ovr|ovo)\w{0,9}|f1_(?:macro|micro|weighted)|balanced_accuracy"
)
_COMPUTED = re.compile(
    r"(?:test|val|mean|avg)?_?(?:rmse|mae|mape|smape|wape|mse|r2|f1|auc|precision|recall)(?:_?(?:test|val|score))?$",
    re.IGNORECASE,
)
_DECLARED = re.compile(
    r"(?:Field|Column|Gauge|Counter|Summary|Histogram|Input|Form|Query|Body|mapped_column|\.get|\.pop|\.metric|loads?|read\w*|open)$"
)
_WEAK = frozenset({"accuracy", "loss", "log_loss", ""})
_SPLITTERS = frozenset({"train_test_split", "cross_val_score", "cross_validate", "cross_val_predict", "KFold", "StratifiedKFold", "GroupKFold", "RepeatedKFold", "RepeatedStratifiedKFold", "StratifiedGroupKFold", "TimeSeriesSplit", "ShuffleSplit", "StratifiedShuffleSplit", "GroupShuffleSplit", "LeaveOneOut", "LeaveOneGroupOut", "randomSplit", "random_split", "split_data", "train_val_split", "temporal_train_test_split", "GridSearchCV", "RandomizedSearchCV", "BayesSearchCV", "HalvingGridSearchCV", "LassoCV", "RidgeCV", "LogisticRegressionCV", "cv"})  # fmt: skip
_FOLD_SCORES = frozenset({"cross_val_score", "cross_validate", "cross_val_predict"})
_FOLDS = frozenset({"KFold", "StratifiedKFold", "GroupKFold", "RepeatedKFold", "RepeatedStratifiedKFold", "StratifiedGroupKFold", "TimeSeriesSplit", "ShuffleSplit", "StratifiedShuffleSplit"}) | _FOLD_SCORES  # fmt: skip
_HELD_OUT_NAME = re.compile(
    r"(?:^|_)(?:x|y|df|data|ds)?_?(?:test|val|valid|validation|holdout|held_?out|oof|teste|prueba|eval)(?:$|_|\d|x$|y$|set|ing)|^(?:test|val|valid|xtest|ytest)",
    re.IGNORECASE,
)
_REPEATED = re.compile(
    r"(?:^|_)(?:n_)?(?:folds?|per_fold|walk_forward|backtest\w{0,4}|seeds|repeats|bootstrap\w{0,8})(?:_|$)",
    re.IGNORECASE,
)
_CALIBRATION = frozenset({"CalibratedClassifierCV", "calibration_curve", "CalibrationDisplay", "brier_score_loss", "expected_calibration_error", "compute_ece", "IsotonicRegression"})  # fmt: skip
_SLICES = frozenset({"MetricFrame", "demographic_parity_difference", "equalized_odds_difference", "demographic_parity_ratio", "equalized_odds_ratio", "selection_rate", "ClassificationMetric", "slice_metrics"})  # fmt: skip
_UNCERTAINTY = re.compile(
    r"bootstrap|conformal|mapie|quantile_loss|pinball|prediction_interval|conf_int|confidence_interval|permutation_test_score|mcnemar|ttest_rel|wilcoxon",
    re.IGNORECASE,
)
_THRESHOLD = re.compile(
    r"(?:best|optimal|opt|chosen|tuned|min_cost|cost)_?(?:threshold|thresh|thr|cutoff)|(?:threshold|thresh)s?_?(?:sweep|tuning|search|optimi[sz]\w*)|find_\w*threshold|tune_threshold|select_threshold|TunedThresholdClassifierCV|FixedThresholdClassifier",
    re.IGNORECASE,
)
_LOOPED_THRESHOLD = re.compile(
    r"^(?:thresholds?|thresh|thr|t|threshold_range|umbral(?:es)?|limiar(?:es)?|seuils?)$", re.IGNORECASE
)


@dataclass
class Evaluation:
    """What the code of the project measures: metrics, ways of holding data out, and what goes beyond, with their places."""

    metrics: dict[str, Evidence] = field(default_factory=dict)
    held_out: dict[str, Evidence] = field(default_factory=dict)
    beyond: dict[str, Evidence] = field(default_factory=dict)

    @property
    def fitting(self) -> dict[str, Evidence]:
        """The metrics that say more than accuracy or a loss does."""
        return {name: place for name, place in self.metrics.items() if name not in _WEAK}


def evaluation(modules: Sequence[Module], live: Live) -> Evaluation:
    """Read how the modules evaluate models; tests are no part of it."""
    found = Evaluation()
    own = [module for module in modules if not is_test(module.path) and module.mentions(*_HINTS)]
    default = _default_score(own)
    for module in own:
        one = _of_module(module, default, live)
        for mine, theirs in ((found.metrics, one.metrics), (found.held_out, one.held_out), (found.beyond, one.beyond)):
            for name, place in theirs.items():
                mine.setdefault(name, place)
    return found


def _of_module(module: Module, default: str, live: Live) -> Evaluation:
    found = Evaluation()
    watches = module.mentions("eval_set")
    for call in sorted(module.calls, key=lambda call: call.line):
        if not live.makes(module, call):
            continue
        for metric in _measured(call, default, watches=watches):
            found.metrics.setdefault(metric, module.evidence(call.line))
        if (call.last in _SPLITTERS or call.last.endswith("SearchCV")) and (call.last != "cv" or "." in call.name):
            found.held_out.setdefault(call.last, module.evidence(call.line))
        _beyond(call, module, found)
    for name, line in (*_scorers(module), *_computed(module)):
        found.metrics.setdefault(name, module.evidence(line))
    if found.metrics:
        if not found.held_out and any(_HELD_OUT_NAME.search(name) for name in module.names):
            found.held_out["a held-out part"] = next(iter(found.metrics.values()))
        _spread(module, found)
        _resampled(module, found)
        _threshold(module, found)
    return found


def _default_score(modules: Sequence[Module]) -> str:
    """Return what `score` measures: R² where only quantities are predicted, else accuracy."""
    names = {
        call.last for module in modules if module.mentions("egress", "Ridge", "Lasso", "SVR") for call in module.calls
    }
    quantities = any(
        name.endswith(("Regressor", "LinearRegression", "Ridge", "RidgeCV", "Lasso", "LassoCV", "ElasticNet", "SVR"))
        for name in names
    )
    classes = any(
        "Classifier" in name or name in ("LogisticRegression", "SVC", "LinearSVC", "GaussianNB", "MultinomialNB")
        for name in names
    )
    return "r2" if quantities and not classes else "accuracy"


def _measured(call: Call, default: str, *, watches: bool) -> tuple[str, ...]:
    last = call.last
    if call.name.endswith((".from_predictions", ".from_estimator")):
        last = call.name.split(".")[-2]
    if last in _FUNCTIONS:
        return _FUNCTIONS[last]
    # What a search scores, or a boosted model watches on the data that it is given to be measured on.
    watched = call.keyword("eval_metric") or call.keyword("custom_metric") if watches else None
    scoring = call.keyword("scoring") or watched
    if scoring is not None:
        return tuple(
            name for node in walk(scoring) if (text := string(node)) and (name := metric_named(text.replace("_", " ")))
        )
    if last in ("cross_val_score", "score", "evaluate", "test"):
        return (default,) if "." in call.name or last == "cross_val_score" else ()
    if last == "compile":
        metrics = call.keyword("metrics")
        return tuple(_named(node) for node in walk(metrics)) if metrics is not None else ("loss",)
    if _METRIC_MODULES.match(call.name) or _METRIC_FUNCTION.search(last):
        name = metric_named(last.replace("_", " "))
        return (name,) if name else ()
    return ()


def _computed(module: Module) -> Iterator[tuple[str, int]]:
    """Yield the metrics that a module computes under their names: `def mape`, `{"mae": …}`, `rmse = …`."""
    for function in module.functions:
        if _METRIC_FUNCTION.search(function.last) and (name := metric_named(function.last.replace("_", " "))):
            yield name, function.line
    if not module.mentions("rmse", "mae", "mape", "RMSE", "MAE", "MAPE", "wape", "r2", "f1", "auc"):
        return
    for tree, start in module.trees:
        for node in walk(tree):
            for name, value in _given(node):
                if _computes(value) and _COMPUTED.match(name):
                    yield metric_named(name.replace("_", " ")), value.lineno + start


def _scorers(module: Module) -> Iterator[tuple[str, int]]:
    """Yield the metrics whose scorers a module names in strings, wherever it hands them on."""
    if module.mentions("neg_", "roc_auc_", "f1_", "balanced_accuracy"):
        for text, line in module.strings:
            if _SCORER.fullmatch(text):
                yield metric_named(text.removeprefix("neg_").replace("_", " ")), line


def _given(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Yield the names that a node gives to values: the keys of a dictionary, the variables of an assignment."""
    if isinstance(node, ast.Dict):
        yield from ((string(key) or "", value) for key, value in zip(node.keys, node.values, strict=True) if key)
    elif isinstance(node, ast.Assign):
        yield from ((target.id, node.value) for target in node.targets if isinstance(target, ast.Name))


def _computes(node: ast.AST) -> bool:
    """Whether an expression computes something, rather than declaring a field or looking a value up."""
    if isinstance(node, ast.Call):
        return not _DECLARED.search(dotted(node.func))
    return isinstance(node, ast.BinOp)


def _named(node: ast.AST) -> str:
    text = string(node) or (dotted(node).rpartition(".")[2] if isinstance(node, (ast.Name, ast.Attribute)) else "")
    return metric_named(text.replace("_", " ")) if text else ""


def _beyond(call: Call, module: Module, found: Evaluation) -> None:
    last = call.last
    if last in _CALIBRATION:
        found.beyond.setdefault("calibration", module.evidence(call.line))
    elif last in _SLICES:
        found.beyond.setdefault("slices", module.evidence(call.line))
    elif _UNCERTAINTY.search(last):
        found.beyond.setdefault("uncertainty", module.evidence(call.line))
    elif _THRESHOLD.search(last):
        found.beyond.setdefault("a threshold choice", module.evidence(call.line))


def _resampled(module: Module, found: Evaluation) -> None:
    """Note a bootstrap by hand: values drawn again with replacement, and the quantiles of what came of it."""
    if not module.mentions("replace") or not any(call.last in ("quantile", "percentile") for call in module.calls):
        return
    for call in module.calls:
        replaced = call.keyword("replace") if call.last in ("sample", "choice") else None
        if isinstance(replaced, ast.Constant) and replaced.value is True:
            found.beyond.setdefault("uncertainty", module.evidence(call.line))
            return


def _spread(module: Module, found: Evaluation) -> None:
    """Note that scores of folds or seeds are looked at with their spread."""
    if not any(call.last in _FOLDS for call in module.calls) and not any(
        _REPEATED.search(name) for name in module.names
    ):
        return
    for call in module.calls:
        if call.last in ("std", "stdev", "sem", "boxplot") and _is_of_scores(call):
            found.beyond.setdefault("the spread over folds", module.evidence(call.line))
            return


def _is_of_scores(call: Call) -> bool:
    text = " ".join([call.name, *(ast.unparse(argument)[:80] for argument in call.node.args[:1])]).lower()
    return any(
        word in text
        for word in (
            "score",
            "cv",
            "fold",
            "auc",
            "rmse",
            "mae",
            "f1",
            "acc",
            "r2",
            "metric",
            "result",
            "scor",
            "mse",
            "val",
        )
    )


def _threshold(module: Module, found: Evaluation) -> None:
    """Note that a decision threshold is looked for: named so, or gone through in a loop that compares with it."""
    if not module.mentions("thr", "Thr", "umbral", "limiar", "seuil"):
        return
    for tree, start in module.trees:
        for node in walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and _THRESHOLD.search(node.id):
                found.beyond.setdefault("a threshold choice", module.evidence(node.lineno + start))
                return
            if (
                isinstance(node, (ast.For, ast.comprehension))
                and isinstance(node.target, ast.Name)
                and _LOOPED_THRESHOLD.match(node.target.id)
            ):
                line = node.lineno if isinstance(node, ast.For) else node.target.lineno
                if node.target.id != "t" or "thr" in ast.unparse(node.iter)[:200].lower():
                    found.beyond.setdefault("a threshold choice", module.evidence(line + start))
                    return
