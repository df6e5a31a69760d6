"""What code that measures a model looks at beyond the metrics: by the names in it, and by what its loops do."""
# ruff: noqa: E501 - lists of words and names

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, identifier, name_called, walk
from portfolio_kit.repository.measuring.ranked import lists_looked_at
from portfolio_kit.repository.measuring.remeasured import remeasured
from portfolio_kit.repository.measuring.searched import SPREAD, spread_of_search
from portfolio_kit.repository.measuring.spread import spread_in_summary, spread_over_folds
from portfolio_kit.repository.measuring.taken import METRIC_FUNCTION, is_metric, metrics_of
from portfolio_kit.repository.measuring.wrong_by import wrong_by_group
from portfolio_kit.rubric.finding import Evidence

FOLDS = re.compile(r"\w*(?:KFold|ShuffleSplit|LeaveOne\w+|TimeSeriesSplit|GroupSplit)|cross_val\w+|cv")
# What is looked at beyond the metrics, by what functions, variables and attributes are called.
_BEYOND = {
    "calibration": r"calibrat|brier_score|isotonic|calibration_error|compute_ece",
    "slices": r"metricframe|demographic_parity|equalized_odds|selection_rate|slice_metric|metrics?_(?:by|per)_(?!class|label|model|epoch|fold|step)",
    "uncertainty": r"bootstrap\w|(?:n|num|run|block|paired|stratified)_bootstrap|conformal|mapie|pinball|quantile_loss|prediction_interval|conf(?:idence)?_int|(?:empirical|interval)_?coverage|picp|crps|permutation_test|mcnemar|ttest_rel|wilcoxon",
    "a threshold choice": r"(?:best|optimal|opt|chosen|tuned|cost|find|select|tune)_?\w{0,12}thr(?:esh|$|_)|thr(?:esh\w{0,6})?_(?:sweep|tuning|search|optimi)|tunedthreshold|fixedthreshold",
    "costs and benefits": r"(?:expected|business|total|misclassification)_(?:cost|profit)|cost_(?:matrix|curve|benefit)|net_benefit|profit_curve|qini|uplift_curve",
    "the lift over a random choice": r"(?<![a-z])lift_(?:curve|chart|table|at)|(?<![a-z])(?:cumulative_)?gains?_(?:curve|chart)|cumulative_gain",
    # What is summed up for R² is not looked at.
    "residuals": r"(?<!ss_)(?<!sum_)(?<!squared_)residual(?!s?_?(?:variance|sum|ss(?![a-z])|squares?))",
    # How long a program ran may be how long it trained.
    "latency": r"latency|(?:inference|prediction|predict)_time",
}
_LOOKED = re.compile("|".join(f"(?P<_{at}>{pattern})" for at, pattern in enumerate(_BEYOND.values())), re.IGNORECASE)
_NO_PROBABILITY = re.compile(
    r"LinearSVC|SVC|NuSVC|RidgeClassifier(?:CV)?|Perceptron|PassiveAggressiveClassifier|SGDClassifier"
)
_SWEPT = re.compile(r"thr(?:$|esh|s$)", re.IGNORECASE)
_WITH_NAMES = (ast.Name, ast.Attribute, ast.FunctionDef)
_SCORES = re.compile(r"score|cv|fold|auc|rmse|mae|f1|acc|r2|metric|result|mse", re.IGNORECASE)


def never_called(module: Module, live: Live) -> frozenset[int]:
    """The nodes of the functions that nothing calls."""
    return frozenset(
        id(node)
        for function in module.functions
        if not live.runs(module, function.name)
        for node in walk(function.node)
    )


def looked_at_beyond(module: Module, dead: frozenset[int], default: str) -> dict[str, Evidence]:
    """Return what a module that measures looks at besides: by the names in it, and by what its loops do."""
    found: dict[str, Evidence] = {}
    for what, line in (*_named_beyond(module, dead), *_measured_again(module, dead, default)):
        found.setdefault(what, module.evidence(line))
    for what, line in _by_hand_beyond(module, dead, default):
        found.setdefault(what, module.evidence(line))
    for line in lists_looked_at(module, dead):
        found.setdefault("coverage (how many of all items are recommended at all)", module.evidence(line))
    for line in spread_in_summary(module, dead) if module.mentions(".agg(", ".aggregate(") else ():
        found.setdefault("the spread over runs", module.evidence(line))
    for line in spread_of_search(module, dead) if module.mentions(SPREAD) else ():
        found.setdefault("the spread over folds", module.evidence(line))
    if any(FOLDS.fullmatch(call.last) for call in module.calls):
        for call in (call for call in module.calls if id(call.node) not in dead):
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
                if _SWEPT.match(identifier(node.target)) and id(node) not in dead and _does_something(node):
                    yield "a threshold choice", node.target.lineno + start
            elif isinstance(node, _WITH_NAMES) and (what := _looked_at(identifier(node))) and id(node) not in dead:
                if id(node) in wrapping:
                    continue
                yield what, node.lineno + start


def _does_something(loop: ast.For | ast.comprehension) -> bool:
    """Whether a loop over thresholds calls anything: one that only finds the step that a value is on measures nothing."""
    return isinstance(loop, ast.comprehension) or any(
        isinstance(part, ast.Call) for statement in loop.body for part in walk(statement)
    )


def _knows_no_probability(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and bool(_NO_PROBABILITY.fullmatch(name_called(value)))


@lru_cache(maxsize=4096)
def _looked_at(name: str) -> str | None:
    """What beyond a metric a name says that is looked at."""
    match = _LOOKED.search(name)
    return list(_BEYOND)[int((match.lastgroup or "_0")[1:])] if match else None


def _measured_again(module: Module, dead: frozenset[int], default: str) -> Iterator[tuple[str, int]]:
    own = {function.last for function in module.functions if METRIC_FUNCTION.search(function.last)}
    measured = [call for call in module.calls if metrics_of(call, default, watches=False)]
    # A function that measures and fits nothing measures for whoever calls it.
    fits = {call.scope for call in module.calls if call.last == "fit"}
    own |= {call.scope for call in measured if call.scope and "." not in call.scope} - fits
    measuring = {id(call.node) for call in module.calls if call.last in own} | {id(call.node) for call in measured}
    for tree, start in module.trees:
        again = remeasured(tree, lambda node: id(node) not in dead, lambda node: id(node) in measuring)
        yield from ((what, line + start) for what, line in again)


def _by_hand_beyond(module: Module, dead: frozenset[int], default: str) -> Iterator[tuple[str, int]]:
    """Yield where errors are taken group by group, and where the spread of what was measured again and again is."""
    own = {name for name in (function.last for function in module.functions) if is_metric(name)}
    measuring = [call for call in module.calls if call.last in own or metrics_of(call, default, watches=False)]
    truths = {dotted(node) for call in measuring for node in call.node.args[:2]}
    # A metric of the project's own takes the truth from what is around it, or from what it is handed.
    bodies = (walk(function.node) for function in module.functions if is_metric(function.last))
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


def _taken(call: Call) -> str:
    """What a call is made on and with, whether by position or by name."""
    named = (keyword.value for keyword in call.node.keywords if keyword.arg in ("a", "x", "y", "data"))
    return " ".join([call.name, *(ast.unparse(argument)[:80] for argument in (*call.node.args[:1], *named))])
