"""Which metrics a call of the code takes, or what is worked out under their names."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called, string, walk
from portfolio_kit.repository.measuring.by_hand import IN_OTHER_WORDS
from portfolio_kit.repository.results.metrics import metric_named

# What the functions measure that are not named after it.
_FUNCTIONS = {
    "classification_report": ("precision", "recall", "f1"),
    "precision_recall_fscore_support": ("precision", "recall", "f1"),
    "confusion_matrix": ("confusion matrix",),
    "ConfusionMatrixDisplay": ("confusion matrix",),
    "plot_confusion_matrix": ("confusion matrix",),
    "roc_curve": ("roc_auc",),
    "auc": ("roc_auc",),
    "RocCurveDisplay": ("roc_auc",),
    "precision_recall_curve": ("average_precision",),
    "PrecisionRecallDisplay": ("average_precision",),
    "SilhouetteVisualizer": ("silhouette",),
    "silhouette_visualizer": ("silhouette",),
}
EVALUATORS = {
    "BinaryClassificationEvaluator": "areaUnderROC",
    "MulticlassClassificationEvaluator": "f1",
    "RegressionEvaluator": "rmse",
    "ClusteringEvaluator": "silhouette",
}
"""What measures in Spark, with the metric that it takes where none is named."""
_OF_SPARK = {"areaUnderROC": "roc_auc", "areaUnderPR": "average_precision"}
METRIC_FUNCTION = re.compile(
    r"(?:_score|_error|_loss|_deviance|_corrcoef)$|^(?:(?:compute|calc|calculate|get|evaluate)_)?(?:rmse|mae|mape|smape|mse|r2|wape|f1|auc|accuracy|mase|pinball\w{0,6}|ndcg\w{0,10}|mapk?|mrr\w{0,6}|map_at_k|hit_rate\w{0,6}|\w{0,9}_?coverage|detection_delay|lead_time\w{0,6}|false_alarm\w{0,12}|precision\w{0,10}|recall\w{0,10}|roc_auc\w{0,10}|pr_auc|average_precision)$|(?:^|_)(?:faithfulness|groundedness|answer_(?:relevanc[ey]|correctness)|context_(?:precision|recall|relevanc[ey]))(?:_score)?$",
    re.IGNORECASE,
)
# Who measures by `test` what was fitted before; a pipeline or a graph that tests itself measures no model.
_TESTED = re.compile(r"trainer|model|learner|engine|net\b", re.IGNORECASE)
_METRIC_CLASS = re.compile(r"^torchmetrics\.|\bmetrics\.[A-Z]\w+$")
_COMPUTED = re.compile(
    r"(?:test|val|mean|avg)?_?(?:rmse|mae|mape|smape|wape|mse|mase|r2|f1|auc|ndcg|mrr|hit_rate|precision|recall)(?:_?(?:test|val|score))?$",
    re.IGNORECASE,
)
_DECLARED = re.compile(
    r"(?:Field|Column|Gauge|Counter|Summary|Histogram|Input|Form|Query|Body|mapped_column|\.get|\.pop|\.metric|loads?|read\w*|open)$"
)


def metrics_taken(node: ast.Call) -> tuple[str, ...]:
    """Return the metrics that a call takes, where it is given what it takes them of; `score` takes one of two."""
    last = name_called(node)
    if last in ("compile", "cross_val_score") or not (node.args or node.keywords):
        return ()
    measured = metrics_of(Call(dotted(node.func), last, node.lineno, "", node), "accuracy", watches=False)
    return ("accuracy", "r2") if measured and last == "score" else measured


def default_score(modules: Sequence[Module]) -> str:
    """Return what `score` measures: R² where only quantities are predicted, else accuracy."""
    names = {call.last for module in modules for call in module.calls}
    quantities = any(name.endswith(("Regressor", "LinearRegression", "Ridge", "Lasso", "SVR")) for name in names)
    return (
        "r2"
        if quantities and not any(name.endswith(("Classifier", "LogisticRegression")) for name in names)
        else "accuracy"
    )


def metrics_of(call: Call, default: str, *, watches: bool) -> tuple[str, ...]:
    """Return the metrics that a call takes; `score` takes the default one, a boosted model what it watches."""
    last = call.last
    if call.name.endswith((".from_predictions", ".from_estimator")):
        last = call.name.split(".")[-2]
    if last in _FUNCTIONS:
        return _FUNCTIONS[last]
    if last in EVALUATORS:
        named = string(call.keyword("metricName")) or EVALUATORS[last]
        return (_OF_SPARK.get(named) or metric_named(named.replace("weighted", "")) or "accuracy",)
    if last == "test" and not (call.node.args or _TESTED.search(call.name.rpartition(".")[0])):
        return ()
    # What a search scores, or a boosted model watches on the data that it is given to be measured on.
    watched = call.keyword("eval_metric") or call.keyword("custom_metric") if watches else None
    scoring = call.keyword("scoring") or watched
    if scoring is not None:
        return tuple(
            name for node in walk(scoring) if (text := string(node)) and (name := metric_named(text.replace("_", " ")))
        )
    if last in ("cross_val_score", "score", "evaluate", "test"):
        # What is scored without what it should have been is no prediction held against the truth.
        given = [*call.node.args, *call.node.keywords]
        is_alone = last == "score" and len(given) == 1 and not isinstance(given[0], ast.Starred)
        return (default,) if ("." in call.name and not is_alone) or last == "cross_val_score" else ()
    if last == "compile":
        metrics = call.keyword("metrics")
        # Patterns and programs are compiled, too.
        loss = ("loss",) if call.keyword("loss") or call.keyword("optimizer") else ()
        return tuple(_named(node) for node in walk(metrics)) if metrics is not None else loss
    if _METRIC_CLASS.search(call.name) or METRIC_FUNCTION.search(last.lstrip("_")):
        name = metric_named(last.replace("_", " "))
        return (name,) if name else ()
    return ()


def metrics_of_function(name: str) -> tuple[str, ...]:
    """Return the metrics that a function of a library takes, by its dotted name."""
    last = name.rpartition(".")[2]
    if last in _FUNCTIONS:
        return _FUNCTIONS[last]
    metric = metric_named(last.replace("_", " ")) if METRIC_FUNCTION.search(last) else ""
    return (metric,) if metric else ()


def computed_names(module: Module) -> Iterator[tuple[str, int, ast.expr | None]]:
    """Yield the metrics that a module computes under their names: `def mape`, `{"mae": …}`, `rmse = …`.

    With the line, and what is computed, None for a function.
    """
    for function in module.functions:
        called = function.last.lstrip("_")
        is_named = METRIC_FUNCTION.search(called) or IN_OTHER_WORDS.fullmatch(called)
        if is_named and (name := metric_named(called.rstrip("0123456789_").replace("_", " "))):
            yield name, function.line, None
    for tree, start in module.trees:
        for node in walk(tree):
            if not isinstance(node, (ast.Dict, ast.Assign)):
                continue
            for name, value in _given(node):
                if _COMPUTED.match(name) and _computes(value):
                    yield metric_named(name.replace("_", " ")), value.lineno + start, value


def _given(node: ast.Dict | ast.Assign) -> Iterator[tuple[str, ast.expr]]:
    """Yield the names that a node gives to values: the keys of a dictionary, the variables of an assignment."""
    if isinstance(node, ast.Dict):
        yield from ((string(key) or "", value) for key, value in zip(node.keys, node.values, strict=True) if key)
    else:
        yield from ((target.id, node.value) for target in node.targets if isinstance(target, ast.Name))


def _computes(node: ast.AST) -> bool:
    """Whether an expression computes something, rather than declaring a field or looking a value up."""
    if isinstance(node, ast.Call):
        return not _DECLARED.search(dotted(node.func))
    # One value for each model or group below the metric's name.
    return isinstance(node, ast.BinOp) or (isinstance(node, ast.Dict) and any(map(_computes, node.values)))


def _named(node: ast.AST) -> str:
    text = string(node) or (dotted(node).rpartition(".")[2] if isinstance(node, (ast.Name, ast.Attribute)) else "")
    return metric_named(text.replace("_", " ")) if text else ""


def is_metric(name: str) -> bool:
    """Whether a function of that name works a metric out."""
    return bool(METRIC_FUNCTION.search(name) or IN_OTHER_WORDS.fullmatch(name))
