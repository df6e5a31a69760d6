"""Where the code measures a model group by group: the libraries for it, or a metric inside a loop over groups.

And where it counts the classes.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Container, Iterator
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.bound import Scope
from portfolio_kit.repository.code.syntax import dotted, name_called, string, walk
from portfolio_kit.repository.measuring.divided import GROUPING, NO_GROUP
from portfolio_kit.repository.measuring.invented import invents, is_invented
from portfolio_kit.repository.measuring.measures import measuring_functions
from portfolio_kit.repository.measuring.sliced import OF_TIME, compares_itself, measured_parts
from portfolio_kit.repository.models.drawn import is_measured_on_chance
from portfolio_kit.repository.models.stages import EVALUATE, is_test, stage_of

if TYPE_CHECKING:
    from portfolio_kit.repository.code.facts import Function
    from portfolio_kit.repository.code.live import Live
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

_PACKAGES = (
    "fairlearn",
    "aif360",
    "aequitas",
    "holisticai",
    "responsibleai",
    "dalex.fairness",
    "themis_ml",
    "fairlens",
)
_FUNCTION = re.compile(
    r"fairness|disparate|disparit|parity|equal(?:i[sz]ed)?_(?:odds|opportunity)|(?:by|per|across)_(?:group|gender"
    r"|sex|age|race|slice|segment|subgroup)|sub_?group|slice_(?:metric|eval)|bias_(?:check|audit|report|metric)",
    re.IGNORECASE,
)
# A function that is called by what it goes by, whatever that is: `by_third`, `recall_per_school`.
_BY = re.compile(r"(?:^|_)(?:by|per|across)_(\w+)$", re.IGNORECASE)
_SCORED = re.compile(r"(?:^|_)(?:scores?|preds?|predicted|predictions?|proba?s?|yhat|y_hat|errors?|model|clf)(?:$|_)")
_METRIC = re.compile(
    r"(?:accuracy|precision|recall|f1|fbeta|roc_auc|mean_(?:absolute|squared)\w*|rmse|mae)(?:_score|_error)?$"
    r"|^classification_report$|^confusion_matrix$",
    re.IGNORECASE,
)
# A function of the project's own that measures.
_OWN_METRIC = re.compile(r"(?:compute|calculate|evaluate|get|model)\w*_(?:metrics?|scores?)$", re.IGNORECASE)
_CLASSES = re.compile(
    r"y|y_(?:train|test)|targets?|labels?(?:_id)?|class(?:es)?|category|categoria|outcome|churn|exited|fraud|default",
    re.IGNORECASE,
)
_GROUPING = frozenset({"groupby", "unique"})


class Check(NamedTuple):
    """Where a metric is measured over groups or slices, and what the code calls them."""

    evidence: Evidence
    is_of_fairness: bool = True
    """Whether it is called so, and is no mere look at parts of the data."""
    names: frozenset[str] = frozenset()
    is_of_time: bool = False
    """Whether the parts are only months or years, which nobody belongs to."""


def group_checks(repository: Repository) -> Iterator[Check]:
    """Yield where a metric is measured over groups or slices: first where functions and libraries are called so."""
    sliced: list[Check] = []
    is_made = bool(repository.origins) and all(origin.is_made for origin in repository.origins)
    measuring = measuring_functions(module for module in repository.scripts if not is_test(module.path))
    for module in repository.modules:
        if is_test(module.path):
            continue
        by_chance = frozenset[int]() if is_made else _drawn(module, repository)
        if module.mentions(
            "fairlearn", "aif360", "aequitas", "holisticai", "responsibleai", "fairness", "themis_ml", "fairlens"
        ):
            yield from map(Check, _by_library(module, repository))
        if module.mentions("fair", "dispar", "parity", "odds", "group", "slice", "bias", "by_", "_per_"):
            yield from _by_function(module, repository.live, is_made=is_made)
        if module.mentions("groupby", "unique(") and module.mentions("_score", "_error", "_report", "_matrix"):
            yield from map(Check, _by_loop(module, repository.live, by_chance, is_made=is_made))
        sliced += (
            Check(module.evidence(part.line), is_of_fairness=False, names=part.names, is_of_time=part.is_of_time)
            for part in measured_parts(module, repository.live, measuring, by_chance, is_made=is_made)
        )
    yield from sliced


def _drawn(module: Module, repository: Repository) -> frozenset[int]:
    """The calls of metrics that measure what is drawn by chance, whatever the groups are."""
    if not module.mentions("rand", "choice", "integers"):
        return frozenset()
    return frozenset(
        id(call.node)
        for call in module.calls
        if _METRIC.search(call.last) and is_measured_on_chance(module, call, repository)
    )


def class_counts(repository: Repository) -> Evidence | None:
    """Return where the code counts how many there are of each class."""
    for module in repository.modules:
        if module.mentions("value_counts") and not is_test(module.path):
            for call in sorted(module.calls, key=lambda call: call.line):
                counted = call.node.func.value if isinstance(call.node.func, ast.Attribute) else None
                name = (
                    string(counted.slice) if isinstance(counted, ast.Subscript) else dotted(counted) if counted else ""
                )
                if call.last == "value_counts" and _CLASSES.fullmatch((name or "").rpartition(".")[2]):
                    return module.evidence(call.line)
    return None


def _by_library(module: Module, repository: Repository) -> Iterator[Evidence]:
    package = module.imports_any(*_PACKAGES)
    if package:
        for call in repository.live.calls(module):
            if (
                call.name.startswith(f"{package}.")
                and not call.compares_itself
                and not is_measured_on_chance(module, call, repository)
            ):
                yield module.evidence(call.line)


def _by_function(module: Module, live: Live, *, is_made: bool) -> Iterator[Check]:
    measured = {
        call.scope
        for call in live.calls(module)
        if call.scope and (stage_of(call) == EVALUATE or call.last in ("mean", "sum") or _OWN_METRIC.match(call.last))
    }
    for function in module.functions:
        if (
            (_FUNCTION.search(function.last) or _goes_by_groups(function))
            and not function.last.startswith("test")
            and function.name in measured
            and _reads(function.node)
            and (is_made or not _draws_groups(function.node))
        ):
            yield Check(module.evidence(function.line), names=_grouped_by(function))


def _grouped_by(function: Function) -> frozenset[str]:
    """The columns that a function groups by."""
    return frozenset(
        name
        for node in walk(function.node)
        if isinstance(node, ast.Call) and _called(node) in GROUPING
        for argument in node.args[:1]
        for part in walk(argument)
        if (name := string(part))
    )


def _goes_by_groups(function: Function) -> bool:
    """Whether a function is called by what it goes by, and groups by that what a model says."""
    by = _BY.search(function.last)
    if by is None or NO_GROUP.fullmatch(by[1]) or OF_TIME.search(by[1]):
        return False
    given = [argument.arg for argument in [*function.node.args.args, *function.node.args.kwonlyargs]]
    return any(map(_SCORED.search, given)) and any(
        isinstance(node, ast.Call) and _called(node) in GROUPING for node in walk(function.node)
    )


def _by_loop(module: Module, live: Live, by_chance: Container[int], *, is_made: bool) -> Iterator[Evidence]:
    if not (
        any(call.last in _GROUPING for call in module.calls) and any(_METRIC.search(name) for name in module.names)
    ):
        return
    for scope in live.scopes(module):
        for nodes, start in scope.parts:
            for node in nodes:
                if (_loops_over_groups(node, scope, by_chance) or _applies_to_groups(node)) and (
                    is_made or not is_invented(scope, node.iter if isinstance(node, ast.For) else node)
                ):
                    yield module.evidence(getattr(node, "lineno", 1) + start)


def _loops_over_groups(node: ast.AST, scope: Scope, by_chance: Container[int]) -> bool:
    """Whether a loop over groups measures something that is another in each turn, and not drawn by chance."""
    if not (isinstance(node, ast.For) and isinstance(node.iter, ast.Call) and _called(node.iter) in _GROUPING):
        return False
    # Rows of one model, fold or run are no group of the data.
    keys = [name for argument in node.iter.args[:1] for part in walk(argument) if (name := string(part))]
    if keys and all(map(NO_GROUP.fullmatch, keys)):
        return False
    turns = _bound(node.target)
    return any(
        isinstance(inner, ast.Call)
        and bool(_METRIC.search(_called(inner)))
        and not compares_itself(inner)
        and id(inner) not in by_chance
        and not turns.isdisjoint(scope.names_behind(inner))
        for inner in walk(node)
    )


def _applies_to_groups(node: ast.AST) -> bool:
    """Whether a metric is applied to each group of a table."""
    return (
        isinstance(node, ast.Call)
        and _called(node) in ("apply", "agg")
        and "groupby()" in dotted(node.func)
        and any(
            isinstance(inner, (ast.Name, ast.Attribute)) and _METRIC.search(dotted(inner).rpartition(".")[2])
            for argument in node.args
            for inner in walk(argument)
        )
    )


def _bound(target: ast.expr) -> set[str]:
    """The names that a loop gives something else in each turn."""
    return {part.id for part in walk(target) if isinstance(part, ast.Name)}


def _reads(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function is given something or reads what is outside of it, and does not only hold figures."""
    arguments = function.args
    if [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg] != [
        None,
        None,
    ]:
        return True
    names = [part for part in walk(function) if isinstance(part, ast.Name)]
    own = {name.id for name in names if isinstance(name.ctx, ast.Store)}
    return any(name.id not in own and not hasattr(builtins, name.id) for name in names)


def _draws_groups(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether the groups that a function tells apart are drawn by chance in it, or by the numbers of rows."""
    drawn = {
        name
        for node in walk(function)
        if isinstance(node, ast.Assign) and invents(node.value)
        for target in node.targets
        if (name := target.id if isinstance(target, ast.Name) else _key(target))
    }
    return any(
        (part.id if isinstance(part, ast.Name) else _key(part)) in drawn
        for node in walk(function)
        for told in (
            [node.left]
            if isinstance(node, ast.Compare) and any(isinstance(asked, ast.Eq) for asked in node.ops)
            else node.args[:1]
            if isinstance(node, ast.Call) and _called(node) == "groupby"
            else []
        )
        for part in walk(told)
    )


def _key(node: ast.AST) -> str:
    """The column that a node takes from a table, or names."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return string(node.slice if isinstance(node, ast.Subscript) else node) or ""


def _called(node: ast.Call) -> str:
    return name_called(node)
