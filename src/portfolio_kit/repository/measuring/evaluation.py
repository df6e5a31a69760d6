"""How code measures its models: with which metrics, on what data, and what it looks at beyond one number."""
# ruff: noqa: E501 - lists of words and names

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call, Function
from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called, string, walk
from portfolio_kit.repository.held_out.asked_apart import asked_apart
from portfolio_kit.repository.held_out.cut import cut_off
from portfolio_kit.repository.held_out.given_apart import given_apart
from portfolio_kit.repository.held_out.relearned import Joined, joins, relearned
from portfolio_kit.repository.held_out.same_rows import gives_same_rows, pretending
from portfolio_kit.repository.held_out.spoiled import dividing, is_in_sample, refitted, spoiled, thrown_away, unused
from portfolio_kit.repository.measuring.by_hand import IN_OTHER_WORDS
from portfolio_kit.repository.measuring.plain_errors import plain_errors
from portfolio_kit.repository.measuring.remeasured import remeasured
from portfolio_kit.repository.measuring.spread import spread_in_summary, spread_over_folds
from portfolio_kit.repository.measuring.timed import timed
from portfolio_kit.repository.measuring.wrong_by import wrong_by_group
from portfolio_kit.repository.models.searches import idle_searches
from portfolio_kit.repository.models.stages import TRAIN, is_test, stage_of
from portfolio_kit.repository.models.weighed import COSTS, CUT, charged_or_cut
from portfolio_kit.repository.results.metrics import metric_named
from portfolio_kit.rubric.finding import Evidence

_HINTS = (
    "score", "metric", "report", "confusion", "error", "evaluate", "auc", "rmse", "mae", "accuracy", "loss", "r2",
    "ilhouette", "mrr", "mape", "wape", "mase", "mse", "pinball", "ndcg", "recall", "precision", "f1", "hit",
    "rappel", "justesse", "exhaustivi", "sensibili", "treffer", "genauigkeit", "richiamo", "acuracia", "revoca",
)  # fmt: skip
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
# What Ultralytics' `model.val()` measures, on the validation part of its data where no other is named.
_OF_DETECTION = ("average_precision", "precision", "recall")
_METRIC_FUNCTION = re.compile(
    r"(?:_score|_error|_loss|_deviance|_corrcoef)$|^(?:(?:compute|calc|calculate|get|evaluate)_)?(?:rmse|mae|mape|smape|mse|r2|wape|f1|auc|accuracy|mase|pinball\w{0,6}|ndcg\w{0,10}|mapk?|mrr\w{0,6}|map_at_k|hit_rate\w{0,6}|\w{0,9}_?coverage|detection_delay|lead_time\w{0,6}|false_alarm\w{0,12}|precision\w{0,10}|recall\w{0,10}|roc_auc\w{0,10})$|(?:^|_)(?:faithfulness|groundedness|answer_(?:relevanc[ey]|correctness)|context_(?:precision|recall|relevanc[ey]))(?:_score)?$",
    re.IGNORECASE,
)
_METRIC_CLASS = re.compile(r"^torchmetrics\.|\bmetrics\.[A-Z]\w+$")
_COMPUTED = re.compile(
    r"(?:test|val|mean|avg)?_?(?:rmse|mae|mape|smape|wape|mse|mase|r2|f1|auc|ndcg|mrr|hit_rate|precision|recall)(?:_?(?:test|val|score))?$",
    re.IGNORECASE,
)
_DECLARED = re.compile(
    r"(?:Field|Column|Gauge|Counter|Summary|Histogram|Input|Form|Query|Body|mapped_column|\.get|\.pop|\.metric|loads?|read\w*|open)$"
)
HELD_OUT_BY_NAME = "a held-out part"
"""What is held out where no call does it, and names in the measuring code say so."""
LATER = "the later rows"
_OTHERS = "other rows than those that were fitted"
_CROSSED = re.compile(r"cross_val\w+|\w*SearchCV")
_WEAK = frozenset({"accuracy", "loss", "log_loss", ""})
_FOLDS = re.compile(r"\w*(?:KFold|ShuffleSplit|LeaveOne\w+|TimeSeriesSplit|GroupSplit)|cross_val\w+|cv")
_SPLIT = re.compile(r"\w*SearchCV|\w*(?:train|random|data)\w*_split|randomSplit|split_data")
_HELD_OUT_NAME = re.compile(
    r"(?:^|_)(?:x|y|df|data|ds)?_?(?:test|val|valid|validation|holdout|held_?out|oof|teste|prueba|eval)(?:$|_|\d|x$|y$|set|ing)|^(?:test(?!client|case)|val(?!u|idat(?:e|or|ing)|idar|id(?:ity)?(?:$|_))|xtest|ytest)",
    re.IGNORECASE,
)
_TRAINING_NAME = re.compile(r"(?:^|_)(?:x|y|df|data)?_?(?:train|tr|treino|entrenamiento)(?:$|_|\d|ing)", re.IGNORECASE)
_ENOUGH = 2
_PAIR = frozenset({"y_true", "y_pred", "y_score"})
_HELD_OUT_TEXT = re.compile(
    r"(?:^|[^a-z])(?:test|val|valid|validation|holdout|eval|dev|teste)(?:[^a-z]|$)", re.IGNORECASE
)
_ASKED = frozenset({"predict", "predict_proba", "decision_function", "score", "evaluate"})
# What is looked at beyond the metrics, by what functions, variables and attributes are called.
_BEYOND = {
    "calibration": r"calibrat|brier_score|isotonic|calibration_error|compute_ece",
    "slices": r"metricframe|demographic_parity|equalized_odds|selection_rate|slice_metric|metrics?_(?:by|per)_(?!class|label|model|epoch|fold|step)",
    "uncertainty": r"bootstrap\w|(?:n|num|run|block|paired|stratified)_bootstrap|conformal|mapie|pinball|quantile_loss|prediction_interval|conf(?:idence)?_int|(?:empirical|interval)_?coverage|picp|crps|permutation_test|mcnemar|ttest_rel|wilcoxon",
    "a threshold choice": r"(?:best|optimal|opt|chosen|tuned|cost|find|select|tune)_?\w{0,12}thr(?:esh|$|_)|thr(?:esh\w{0,6})?_(?:sweep|tuning|search|optimi)|tunedthreshold|fixedthreshold",
    "costs and benefits": r"(?:expected|business|total|misclassification)_(?:cost|profit)|cost_(?:matrix|curve|benefit)|net_benefit|profit_curve|qini|uplift_curve",
    # What is summed up for R² is not looked at.
    "residuals": r"(?<!ss_)(?<!sum_)(?<!squared_)residual(?!s?_?(?:variance|sum|ss(?![a-z])|squares?))",
    "latency": r"latency|(?:inference|prediction|predict|execution)_time",
}
# What is decided after measuring is looked at, too.
_DECIDED = {COSTS: "costs and benefits", CUT: "a threshold choice"}
_LOOKED = re.compile("|".join(f"(?P<_{at}>{pattern})" for at, pattern in enumerate(_BEYOND.values())), re.IGNORECASE)
_NO_PROBABILITY = re.compile(
    r"LinearSVC|SVC|NuSVC|RidgeClassifier(?:CV)?|Perceptron|PassiveAggressiveClassifier|SGDClassifier"
)
_SWEPT = re.compile(r"thr(?:$|esh|s$)", re.IGNORECASE)
_WITH_NAMES = (ast.Name, ast.Attribute, ast.FunctionDef)
_SCORES = re.compile(r"score|cv|fold|auc|rmse|mae|f1|acc|r2|metric|result|mse", re.IGNORECASE)


@dataclass
class Evaluation:
    """What the code of the project measures: metrics, ways of holding data out, and what goes beyond, with their places."""

    metrics: dict[str, Evidence] = field(default_factory=dict)
    held_out: dict[str, Evidence] = field(default_factory=dict)
    beyond: dict[str, Evidence] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    """The metrics that are taken of more than the rows that the model was fitted to, as far as the names there tell."""
    promised: Evidence | None = None
    """Where something is measured on what is called held out."""
    by_module: dict[str, Evaluation] = field(default_factory=dict)
    """The same of each module that measures, by its path."""

    @property
    def fitting(self) -> dict[str, Evidence]:
        """The metrics that say more than accuracy or a loss does, and not of training data alone."""
        return {name: place for name, place in self.off_training.items() if name not in _WEAK}

    @property
    def off_training(self) -> dict[str, Evidence]:
        """The metrics without those that are only taken of training data."""
        return {name: place for name, place in self.metrics.items() if name in self.seen}


def evaluation(modules: Sequence[Module], live: Live) -> Evaluation:
    """Read how the modules evaluate models; tests are no part of it."""
    found = Evaluation()
    own = [module for module in modules if not is_test(module.path) and module.mentions(*_HINTS)]
    default = _default_score(own)
    fitting = _fitting(modules)
    own_functions = frozenset(
        function.last for module in modules if not is_test(module.path) for function in module.functions
    )
    for module in own:
        one = found.by_module[module.path] = _of_module(module, default, live)
        found.seen += one.seen
        for mine, theirs in ((found.metrics, one.metrics), (found.held_out, one.held_out), (found.beyond, one.beyond)):
            for name, place in theirs.items():
                mine.setdefault(name, place)
        if one.promised and _sets_apart(module):
            found.held_out.setdefault(HELD_OUT_BY_NAME, one.promised)
        found.promised = found.promised or one.promised
        later = next(cut_off(live.scopes(module), fitting), None) if LATER not in found.held_out else None
        found.held_out |= {LATER: module.evidence(later)} if later is not None else {}
        if one.metrics and not found.held_out:
            apart = next(asked_apart(live.scopes(module), fitting), None)
            if apart is None:
                apart = next(given_apart(live.scopes(module), fitting, own_functions), None)
            found.held_out |= {_OTHERS: module.evidence(apart)} if apart is not None else {}
    if found.metrics and "latency" not in found.beyond:
        clocked = (timed(module, live) for module in modules if not is_test(module.path))
        where = next((where for where in clocked if where is not None), None)
        found.beyond |= {"latency": where} if where is not None else {}
    joined = _joined(modules)
    loaders = pretending(own)
    spoiled_in = {
        module.path: module
        for module in modules
        if _is_spoiled(module, default, live, fitting, joined) or gives_same_rows(module, live, loaders)
    }
    if spoiled_in:
        found.held_out = {
            name: place
            for name, place in found.held_out.items()
            if (_CROSSED.fullmatch(name) and _reads_score(name, spoiled_in.get(place.path)))
            or (place.path not in spoiled_in and name != HELD_OUT_BY_NAME)
        }
        found.promised = None
    elif not found.held_out:
        _add_held_out_elsewhere(found, modules, own)
    return found


def _add_held_out_elsewhere(found: Evaluation, modules: Sequence[Module], own: Sequence[Module]) -> None:
    """Add what is held out in other modules than those that measure."""
    if found.metrics and not found.promised:
        found.held_out.update(_held_out_for_others(own))
    if not found.held_out and found.promised:
        read = {module.path for module in own}
        others = (module for module in modules if module.path not in read and not is_test(module.path))
        if any(map(_sets_apart, others)):
            found.held_out[HELD_OUT_BY_NAME] = found.promised


def _fitting(modules: Sequence[Module]) -> frozenset[str]:
    """The functions of the project that fit a model in what they do themselves."""
    return frozenset(
        call.scope.rpartition(".")[2]
        for module in modules
        if not is_test(module.path)
        for call in module.calls
        if call.scope and stage_of(call) == TRAIN
    )


def _joined(modules: Sequence[Module]) -> Joined:
    """The functions that fit a model to what is learned from and what was held out together."""
    return {
        function.last: places
        for module in modules
        if module.mentions("concat", "vstack") and module.mentions(".fit(") and not is_test(module.path)
        for function in module.functions
        if (places := joins(function))
    }


def _reads_score(name: str, module: Module | None) -> bool:
    """Whether what folds have shown is looked at, where a module does not hold out anything else.

    A search keeps it for whoever asks.
    """
    return module is None or name.startswith("cross_val") or module.mentions("best_score_", "cv_results_")


def _is_spoiled(module: Module, default: str, live: Live, fitting: frozenset[str], joined: Joined) -> bool:
    """Whether a module undoes a split that it made before anything is measured."""
    splitting = dividing(module.functions) if module.mentions("split(") else frozenset()
    if is_test(module.path) or not (
        splitting or module.mentions("_split(", ".sample(") or (joined and module.mentions(*joined))
    ):
        return False
    calls = [call for call in module.calls if _measured(call, default, watches=False)]
    measuring = {id(call.node) for call in calls}
    functions = frozenset(call.scope.rpartition(".")[2] for call in calls if call.scope)
    scopes = live.scopes(module)
    if unused(scopes) is not None or refitted(scopes, fitting, functions, splitting) is not None:
        return True
    asking = functions | {function.last for function in module.functions if _asks_model(function)}
    if calls and relearned(scopes, joined, asking) is not None:
        return True
    return spoiled(scopes, lambda node: id(node) in measuring) is not None


def _asks_model(function: Function) -> bool:
    """Whether a function asks a model that it is handed."""
    given = {argument.arg for argument in function.node.args.args}
    return any(
        isinstance(node, ast.Call) and name_called(node) in _ASKED and dotted(node.func).partition(".")[0] in given
        for node in walk(function.node)
    )


def _held_out_for_others(modules: Sequence[Module]) -> dict[str, Evidence]:
    """What is held out in a module that sets data apart and hands it to another's functions to be measured on."""
    for module in modules:
        others = {
            function.last
            for other in modules
            if other is not module and _measures(other)
            for function in other.functions
            if "." not in function.name
        }
        if any(call.last in others for call in module.calls) and not _asks_training_data(module):
            apart = next((line for name, line in _stored(module) if _HELD_OUT_NAME.search(name)), None)
            if apart is not None:
                return {HELD_OUT_BY_NAME: module.evidence(apart)}
    return {}


def _stored(module: Module) -> Iterator[tuple[str, int]]:
    """Yield the variables of a module that are given a value; constants, such as `TESTING`, are settings."""
    for tree, start in module.trees:
        for node in walk(tree):
            if isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Store):
                name = _identifier(node)
                if not name.isupper():
                    yield name, node.lineno + start


def _measures(module: Module) -> bool:
    """Whether a module takes a metric, whatever it is handed."""
    return any(_measured(call, "accuracy", watches=False) for call in module.calls) or any(_computed(module))


def _sets_apart(module: Module) -> bool:
    """Whether anything held out is made or read here: an argument that is called so may be handed anything."""
    lost = _lost(module)
    splits = (call for call in module.calls if _SPLIT.fullmatch(call.last) or _FOLDS.fullmatch(call.last))
    if any(id(call.node) not in lost for call in splits):
        return True
    stored = (
        _identifier(node)
        for tree, _ in module.trees
        for node in walk(tree)
        if isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Store)
    )
    return any(map(_HELD_OUT_NAME.search, stored)) or any(_HELD_OUT_TEXT.search(text) for text, _ in module.strings)


def _of_module(module: Module, default: str, live: Live) -> Evaluation:
    found = Evaluation()
    watches = module.mentions("eval_set")
    idle = idle_searches(module) | _lost(module)
    validates = module.mentions(".val(") and module.imports_any("ultralytics") is not None
    for call in sorted(module.calls, key=lambda call: call.line):
        if id(call.node) in idle or not live.makes(module, call):
            continue
        measured = _measured(call, default, watches=watches)
        if validates and call.last == "val" and "." in call.name:
            measured = _OF_DETECTION
            split = string(call.keyword("split")) or "val"
            if split != "train":
                found.held_out.setdefault(f"the {split} part of its data", module.evidence(call.line))
        for metric in measured if measured and not call.compares_itself else ():
            found.metrics.setdefault(metric, module.evidence(call.line))
            found.seen += [] if _is_on_training(call.node) else [metric]
        if (_SPLIT.fullmatch(call.last) or _FOLDS.fullmatch(call.last)) and (call.last != "cv" or "." in call.name):
            found.held_out.setdefault(call.last, module.evidence(call.line))
    _add_computed(found, module, live)
    in_sample = is_in_sample(module.trees)
    found.seen = [] if in_sample else found.seen
    if found.metrics:
        if not (in_sample or found.held_out or _asks_training_data(module)):
            found.promised = _held_out_by_name(module)
        found.beyond.update(_beyond(module, _dead(module, live), default))
        for kind, line in charged_or_cut(module, live) if len(found.beyond) < _ENOUGH else ():
            found.beyond.setdefault(_DECIDED[kind], module.evidence(line))
    return found


def _add_computed(found: Evaluation, module: Module, live: Live) -> None:
    """Add the metrics that a module computes under their names, and those that it works out in plain arithmetic."""
    for name, line, value in _computed(module):
        found.metrics.setdefault(name, module.evidence(line))
        measures = [node for node in walk(value) if isinstance(node, ast.Call) and len(node.args) > 1] if value else []
        found.seen += [] if any(map(_is_on_training, measures)) else [name]
    for name, line, averaged in plain_errors(module, live):
        found.metrics.setdefault(name, module.evidence(line))
        found.seen += [] if _names_training(averaged) else [name]


def _lost(module: Module) -> frozenset[int]:
    """What cross-validates and is thrown away."""
    return thrown_away(module.trees) if module.mentions("_ = cross_val") else frozenset()


def _held_out_by_name(module: Module) -> Evidence | None:
    """Return the first place where a name is read that a held-out part has: `X_test`, `val_loader`."""
    if not any(map(_is_held_out, module.names)):
        return None
    lines = (
        node.lineno + start
        for tree, start in module.trees
        for node in walk(tree)
        if isinstance(node, (ast.Name, ast.Attribute)) and _is_held_out(_identifier(node))
    )
    return module.evidence(min(lines, default=1))


@lru_cache(maxsize=4096)
def _is_held_out(name: str) -> bool:
    """Whether a name is that of something held out; what cross-validates is a function, and may be asked for nothing."""
    return bool(_HELD_OUT_NAME.search(name)) and not name.startswith("cross_val")


def _asks_training_data(module: Module) -> bool:
    """Whether all that the models are asked about is what they were fitted to in the same place: `fit(X, y)` and
    `predict(X)`.
    """
    fitted = {given for call in module.calls if call.last == "fit" and (given := _given_data(call))}
    asked = {_given_data(call) for call in module.calls if call.last in _ASKED and "." in call.name}
    if not asked or not asked <= fitted:
        return False
    # A name that is given to other data later may be asked about that.
    targets = [target for node in module.assignments if isinstance(node, ast.Assign) for target in node.targets]
    names = [node.id for target in targets for node in walk(target) if isinstance(node, ast.Name)]
    return all(data is not None and names.count(data[1]) <= 1 for data in asked)


def _given_data(call: Call) -> tuple[str, str] | None:
    """The scope and name of the data that a call is given, where it is a plain name."""
    first = next(iter(call.node.args), None)
    return (call.scope, first.id) if isinstance(first, ast.Name) else None


def _is_on_training(call: ast.Call) -> bool:
    """Whether all that a metric is given is of the training data: `f1_score(y_train, model.predict(X_train))`."""
    given = [*call.args[:2], *(keyword.value for keyword in call.keywords if keyword.arg in _PAIR)]
    return len(given) > 1 and all(map(_names_training, given))


def _names_training(value: ast.expr) -> bool:
    """Whether an expression names training data and none that was held out."""
    names = [_identifier(node) for node in walk(value) if isinstance(node, (ast.Name, ast.Attribute))]
    return any(map(_TRAINING_NAME.search, names)) and not any(map(_HELD_OUT_NAME.search, names))


def metrics_taken(node: ast.Call) -> tuple[str, ...]:
    """Return the metrics that a call takes, where it is given what it takes them of; `score` takes one of two."""
    last = name_called(node)
    if last in ("compile", "cross_val_score") or not (node.args or node.keywords):
        return ()
    measured = _measured(Call(dotted(node.func), last, node.lineno, "", node), "accuracy", watches=False)
    return ("accuracy", "r2") if measured and last == "score" else measured


def of_training(node: ast.Call) -> bool:
    """Whether what a metric is taken of is training data: the truth or what was answered is, and neither held out."""
    given = [*node.args[:2], *(keyword.value for keyword in node.keywords if keyword.arg in _PAIR)]
    names = [
        _identifier(part) for value in given for part in walk(value) if isinstance(part, (ast.Name, ast.Attribute))
    ]
    return any(map(_names_training, given)) and not any(map(_HELD_OUT_NAME.search, names))


def _default_score(modules: Sequence[Module]) -> str:
    """Return what `score` measures: R² where only quantities are predicted, else accuracy."""
    names = {call.last for module in modules for call in module.calls}
    quantities = any(name.endswith(("Regressor", "LinearRegression", "Ridge", "Lasso", "SVR")) for name in names)
    return (
        "r2"
        if quantities and not any(name.endswith(("Classifier", "LogisticRegression")) for name in names)
        else "accuracy"
    )


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
    if _METRIC_CLASS.search(call.name) or _METRIC_FUNCTION.search(last):
        name = metric_named(last.replace("_", " "))
        return (name,) if name else ()
    return ()


def _dead(module: Module, live: Live) -> frozenset[int]:
    """The nodes of the functions that nothing calls."""
    return frozenset(
        id(node)
        for function in module.functions
        if not live.runs(module, function.name)
        for node in walk(function.node)
    )


def _computed(module: Module) -> Iterator[tuple[str, int, ast.expr | None]]:
    """Yield the metrics that a module computes under their names: `def mape`, `{"mae": …}`, `rmse = …`.

    With the line, and what is computed, None for a function.
    """
    for function in module.functions:
        is_named = _METRIC_FUNCTION.search(function.last) or IN_OTHER_WORDS.fullmatch(function.last)
        if is_named and (name := metric_named(function.last.rstrip("0123456789_").replace("_", " "))):
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


def _beyond(module: Module, dead: frozenset[int], default: str) -> dict[str, Evidence]:
    """Return what a module that measures looks at besides: by the names in it, and by what its loops do."""
    found: dict[str, Evidence] = {}
    for what, line in (*_named_beyond(module, dead), *_measured_again(module, dead, default)):
        found.setdefault(what, module.evidence(line))
    for what, line in _by_hand_beyond(module, dead, default):
        found.setdefault(what, module.evidence(line))
    for line in spread_in_summary(module, dead) if module.mentions(".agg(", ".aggregate(") else ():
        found.setdefault("the spread over runs", module.evidence(line))
    if module.mentions("std_test_score"):
        # What a search tells of its best, beside the mean.
        for line in [line for text, line in module.strings if text == "std_test_score"][:1]:
            found.setdefault("the spread over folds", module.evidence(line))
    if any(_FOLDS.fullmatch(call.last) for call in module.calls):
        for call in module.calls:
            if call.last in ("std", "stdev", "sem", "boxplot") and _SCORES.search(_taken(call)):
                found.setdefault("the spread over folds", module.evidence(call.line))
        for line in spread_over_folds(module, dead):
            found.setdefault("the spread over folds", module.evidence(line))
    return found


def _named_beyond(module: Module, dead: frozenset[int]) -> Iterator[tuple[str, int]]:
    # A model that knows no probabilities is wrapped to give some: nobody has looked at whether they are right.
    wrapping = {
        id(call.node.func)
        for call in module.calls
        if call.last == "CalibratedClassifierCV" and call.node.args and _knows_no_probability(call.node.args[0])
    }
    for tree, start in module.trees:
        for node in walk(tree):
            if isinstance(node, (ast.For, ast.comprehension)):
                if _SWEPT.match(_identifier(node.target)) and id(node) not in dead:
                    yield "a threshold choice", node.target.lineno + start
            elif isinstance(node, _WITH_NAMES) and (what := _looked_at(_identifier(node))) and id(node) not in dead:
                if id(node) in wrapping:
                    continue
                yield what, node.lineno + start


def _knows_no_probability(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and bool(_NO_PROBABILITY.fullmatch(name_called(value)))


@lru_cache(maxsize=4096)
def _looked_at(name: str) -> str | None:
    """What beyond a metric a name says that is looked at."""
    match = _LOOKED.search(name)
    return list(_BEYOND)[int((match.lastgroup or "_0")[1:])] if match else None


def _measured_again(module: Module, dead: frozenset[int], default: str) -> Iterator[tuple[str, int]]:
    own = {function.last for function in module.functions if _METRIC_FUNCTION.search(function.last)}
    measured = [call for call in module.calls if _measured(call, default, watches=False)]
    # A function that measures and fits nothing measures for whoever calls it.
    fits = {call.scope for call in module.calls if call.last == "fit"}
    own |= {call.scope for call in measured if call.scope and "." not in call.scope} - fits
    measuring = {id(call.node) for call in module.calls if call.last in own} | {id(call.node) for call in measured}
    for tree, start in module.trees:
        again = remeasured(tree, lambda node: id(node) not in dead, lambda node: id(node) in measuring)
        yield from ((what, line + start) for what, line in again)


def _by_hand_beyond(module: Module, dead: frozenset[int], default: str) -> Iterator[tuple[str, int]]:
    """Yield where errors are taken group by group, and where the spread of what was measured again and again is."""
    own = {name for name in (function.last for function in module.functions) if _is_metric(name)}
    measuring = [call for call in module.calls if call.last in own or _measured(call, default, watches=False)]
    truths = {dotted(node) for call in measuring for node in call.node.args[:2]}
    # A metric of the project's own takes the truth from what is around it, or from what it is handed.
    bodies = (walk(function.node) for function in module.functions if _is_metric(function.last))
    differences = [part for body in bodies for part in body if isinstance(part, ast.BinOp)]
    truths |= {dotted(side) for part in differences for side in (part.left, part.right)}
    again: set[str] = set()
    ids = {id(call.node) for call in measuring}
    for node in module.assignments:
        if not isinstance(node, ast.Assign):
            continue
        names = {target.id for target in node.targets if isinstance(target, ast.Name)}
        if isinstance(node.value, ast.ListComp) and any(id(part) in ids for part in walk(node.value.elt)):
            again |= names
    for line in wrong_by_group(module.trees, frozenset(truths - {""})):
        yield "slices", line
    for call in module.calls:
        if call.last in ("std", "stdev", "sem", "nanstd") and id(call.node) not in dead:
            given = next(iter(call.node.args), None)
            if isinstance(given, ast.Name) and given.id in again:
                yield "the spread over runs", call.line


def _is_metric(name: str) -> bool:
    return bool(_METRIC_FUNCTION.search(name) or IN_OTHER_WORDS.fullmatch(name))


def _identifier(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.name if isinstance(node, ast.FunctionDef) else ""


def _taken(call: Call) -> str:
    """What a call is made on and with, whether by position or by name."""
    named = (keyword.value for keyword in call.node.keywords if keyword.arg in ("a", "x", "y", "data"))
    return " ".join([call.name, *(ast.unparse(argument)[:80] for argument in (*call.node.args[:1], *named))])
