"""Where a model is measured on parts of the data: a metric of what a mask or a group leaves, one group after the other.

The part is told by something of the data, such as a column; what is told by the truth or the prediction alone is
a class, and what is told by chance is a fold or a resample.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.bound import Scope, scopes
from portfolio_kit.repository.by_hand import METRIC
from portfolio_kit.repository.python import dotted, string, walk
from portfolio_kit.repository.subjects import listed

if TYPE_CHECKING:
    from portfolio_kit.repository.live import Live
    from portfolio_kit.repository.python import Module

_MEASURING = re.compile(
    r"(?<!info)(?:_score|_error|_report|_matrix)$|^(?:sensitivity|specificity|recall|precision|accuracy|f1|mae|rmse|mape"
    r"|wape|auc)\w{0,12}$",
    re.IGNORECASE,
)
_FOLDING = frozenset({"mean", "sum", "median", "average"})
# What is no division of the data into groups: the truth, what is predicted, splits, runs, counters.
_NO_GROUP = re.compile(
    r"(?:y|yy|yt|yte|ytest|y_?true|actuals?|truth|targets?|labels?|class(?:es)?|cls|hat|yhat|p|pp|prob\w*|preds?"
    r"|scores?|splits?|folds?|is_(?:train|test)|train|test|epochs?|models?|algorithms?|methods?|runs?|seeds?"
    r"|thr\w*|cut|cutoff|t|steps?|iter\w*|batch\w*|clusters?|index|idx|i|j|n|q|strategy|estimator|classifier"
    r"|experiment|stage|horizon|fold_?id|status|conf|confid\w*|uncertaint\w*|in_bin|per_class|accuracies|accs?)_?"
    r"|y_\w*|\w*_(?:true|pred|preds|proba|prob|hat|labels?|target)|\w*predict\w*|\w*[a-z]Y",
    re.IGNORECASE,
)
_PREDICTED = re.compile(
    r"(?:^|_)(?:(?:y_?)?(?:hat|pred|preds)|predicted\w*|(?<!to_)predict(?:ions?)?|proba?s?|probabilit\w+|p|pp|correct|errors?|err|residuals?|hits?"
    r"|wrong|refus\w+|alarms?|flagged|missed|fp|fn|tp|tn|ape|abs_?e\w*|sq_?e\w*|absolute_error|mistakes?)(?:$|_)",
    re.IGNORECASE,
)
# A mean probability of each group measures nothing by itself.
_ONLY_SAID = re.compile(r"proba?s?|probabilit\w+|pp?|alarms?", re.IGNORECASE)
_ANSWERS = frozenset(listed("predict predict_proba decision_function predict_classes inplace_predict forecast"))
_TELLING = frozenset(listed("isin between contains startswith endswith eq ne gt lt ge le"))
_BINNING = frozenset(listed("cut qcut digitize unique groupby get_group"))
_PASSING = frozenset(
    listed(
        """
        to_numpy astype fillna array asarray any sum copy reset_index flatnonzero where nonzero items values keys sorted
        set list tuple zip enumerate Series tolist dropna cat dict tensor
        """
    )
)
# In time order a part of the data is a split, unless one after the other is looked at.
_TIME = re.compile(r"date|year|month|time|day|period|week|hour|timestamp|ds", re.IGNORECASE)
_NAMED = re.compile(r"groups?|slices?|segments?|sub_?groups?|cohorts?|bands?|sex|gender|age_?\w*|race|ethnicity", re.IGNORECASE)
_HINTS = ("groupby", "unique(", "items()", "cut(", "digitize", " in (", " in [", "[m", "mask", "group")
_LEAST_APART = 2
_VIEWS = frozenset(listed("values index loc iloc array str dt cat"))


class Part(NamedTuple):
    """Where a model is measured on one part of the data after the other, and what the code calls the parts."""

    line: int
    names: frozenset[str] = frozenset()


def measured_parts(module: Module, live: Live) -> Iterator[Part]:
    """Yield where a module measures a model on one part of the data after the other."""
    if not module.mentions("predict", "pred", "hat", "error", "correct", "_score", "proba") or not module.mentions(*_HINTS):
        return
    own = {function.last: function.node for function in module.functions if not function.in_class}
    for scope in scopes(module, live):
        yield from _Parts(scope, own).found()


class _Parts:
    """Reads one scope for what it measures on parts of the data."""

    def __init__(self, scope: Scope, own: dict[str, ast.FunctionDef | ast.AsyncFunctionDef]) -> None:
        self._scope = scope
        self._own = own

    def found(self) -> Iterator[Part]:
        """Yield what the scope measures, the same line once."""
        apart: dict[str, Part] = {}
        for nodes, start in self._scope.parts:
            for node in nodes:
                if not isinstance(node, ast.Call):
                    continue
                if self._folds_groups(node):
                    yield Part(node.lineno + start, self._keys(node))
                    continue
                for tells in self._measured(node):
                    part = Part(node.lineno + start, self._called(tells))
                    if self._is_looped(tells):
                        yield part
                    elif not self._is_of_time(tells):
                        apart.setdefault(ast.dump(tells), part)
        if len(apart) >= _LEAST_APART:
            yield Part(next(iter(apart.values())).line, frozenset().union(*(part.names for part in apart.values())))

    def _keys(self, call: ast.Call) -> frozenset[str]:
        """What the groups are told by that a call folds."""
        behind = [call, *(value for name in self._scope.names_behind(call) for value in self._scope.of(name))]
        groupings = [
            part for value in behind for part in walk(value) if isinstance(part, ast.Call) and _last(part) == "groupby"
        ]
        return frozenset(
            name
            for grouping in groupings
            for argument in (*grouping.args[:1], *(keyword.value for keyword in grouping.keywords))
            for name in self._called(argument)
        )

    def _called(self, tells: ast.AST) -> frozenset[str]:
        """What the code calls the parts, in its strings: the columns that tell them, the labels that it gives them."""
        found: set[str] = set()
        seen: set[str] = set()
        waiting = [tells]
        while waiting:
            node = waiting.pop()
            for part in _plainly(node):
                if (text := string(part)) is not None:
                    found.add(text)
                elif isinstance(part, ast.Name) and part.id not in seen:
                    seen.add(part.id)
                    waiting += self._scope.of(part.id)
                elif isinstance(part, ast.Call) and _last(part) in self._own and _last(part) not in seen:
                    seen.add(_last(part))
                    waiting.append(self._own[_last(part)])
        return frozenset(found)

    def _measured(self, call: ast.Call) -> list[ast.expr]:
        """What tells the parts that a call measures something of, if it does."""
        last = _last(call)
        arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
        if _measures(call) or self._is_own_measure(last):
            return [tells for argument in arguments if (tells := self._parted(argument)) is not None][:1]
        if last in _FOLDING:
            measured = call.func.value if isinstance(call.func, ast.Attribute) else None
            if measured is None or (isinstance(measured, ast.Name) and measured.id in ("np", "numpy", "torch")):
                measured = call.args[0] if call.args else None
            if measured is not None and self._is_predicted(measured):
                tells = self._parted(measured, must_be_predicted=True)
                return [] if tells is None else [tells]
        return []

    def _is_own_measure(self, name: str) -> bool:
        function = self._own.get(name)
        return function is not None and any(
            isinstance(node, ast.Call) and (_measures(node) or _last(node) in _FOLDING) for node in walk(function)
        )

    def _parted(self, node: ast.expr, depth: int = 3, *, must_be_predicted: bool = False) -> ast.expr | None:
        """What tells the part of the data that an expression is of: the mask, or what is grouped."""
        for part in walk(node):
            if isinstance(part, ast.Subscript) and not isinstance(part.slice, (ast.Constant, ast.Slice)):
                if self._divides(part.slice) and (not must_be_predicted or self._is_predicted(part.value)):
                    return part.slice
            elif isinstance(part, ast.Name) and depth:
                for value in self._scope.looped.get(part.id, ()):
                    if self._is_grouping(value):
                        return part
                for value in self._scope.values.get(part.id, ())[:3]:
                    if isinstance(value, (ast.Subscript, ast.Call)) and not _asks(value):
                        found = self._parted_table(value, depth - 1)
                        if found is not None:
                            return found
        return None

    def _parted_table(self, value: ast.expr, depth: int) -> ast.expr | None:
        """What tells the part, where a name stands for rows of a table: `part = data[data.sex == sex]`."""
        while isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
            if value.func.attr == "get_group":
                return value.args[0] if value.args else None
            if value.func.attr not in ("copy", "reset_index", "dropna", "to_numpy"):
                return None
            value = value.func.value
        if isinstance(value, ast.Subscript):
            return self._parted(value, depth)
        return None

    def _divides(self, node: ast.AST, depth: int = 8) -> bool:  # noqa: C901, PLR0911, PLR0912 - a kind a branch
        """Whether an expression tells groups of the data from one another."""
        if depth <= 0:
            return False
        if isinstance(node, ast.Name):
            values = self._scope.of(node.id)
            if any(self._divides(value, depth - 1) for value in values):
                return True
            return not self._scope.values.get(node.id) and bool(_NAMED.fullmatch(node.id))
        if isinstance(node, ast.Compare):
            side = node.comparators[0] if isinstance(node.left, ast.Constant) else node.left
            return not any(isinstance(other, ast.Constant) and other.value is None for other in node.comparators) and (
                self._is_feature(side)
            )
        if isinstance(node, (ast.BoolOp, ast.List, ast.Tuple, ast.Set, ast.Dict)):
            parts = node.elts if isinstance(node, (ast.List, ast.Tuple, ast.Set)) else node.values
            return any(self._divides(part, depth - 1) for part in parts)
        if isinstance(node, ast.BinOp):
            return self._divides(node.left, depth - 1) or self._divides(node.right, depth - 1)
        if isinstance(node, ast.UnaryOp):
            return self._divides(node.operand, depth - 1)
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp)):
            return self._divides(node.elt, depth - 1)
        if isinstance(node, ast.DictComp):
            return self._divides(node.value, depth - 1)
        if isinstance(node, ast.Attribute):
            return node.attr in _VIEWS and self._divides(node.value, depth - 1)
        if isinstance(node, ast.Subscript):
            return self._divides(node.value, depth - 1) or self._divides(node.slice, depth - 1)
        return isinstance(node, ast.Call) and self._call_divides(node, depth - 1)

    def _call_divides(self, call: ast.Call, depth: int) -> bool:
        last = _last(call)
        on = call.func.value if isinstance(call.func, ast.Attribute) else None
        arguments = [on] if on is not None and dotted(on) not in ("np", "pd", "numpy", "pandas", "torch") else []
        arguments += call.args
        if last in _TELLING or last in _BINNING:
            if last == "groupby":
                return self._is_grouping(call)
            return bool(arguments) and self._is_feature(arguments[0])
        if last in _PASSING:
            return any(self._divides(argument, depth) for argument in arguments)
        function = self._own.get(last)
        return function is not None and any(
            isinstance(node, ast.Compare) and self._is_feature(node.left) for node in walk(function)
        )

    def _is_feature(self, node: ast.AST, depth: int = 4) -> bool:
        """Whether an expression is of the data, not the truth, a prediction, a split or a counter."""
        while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _last(node) in (
            *_PASSING, "str", "lower", "upper", "strip", "round",
        ):
            node = node.func.value
        if isinstance(node, ast.Constant) or depth <= 0:
            return False
        if isinstance(node, ast.Call):
            if _asks(node) or _last(node) in ("len", "argmax", "abs", "isnan", "type", "rand", "random", "choice"):
                return False
            return last_feature(node) and any(self._is_feature(part, depth - 1) for part in _inside(node))
        if isinstance(node, ast.Subscript):
            key = string(node.slice)
            if key is not None:
                return not _NO_GROUP.fullmatch(key)
            if isinstance(node.slice, ast.Constant) and isinstance(node.value, ast.Attribute):
                return self._is_feature(node.value, depth - 1)
            return self._is_feature(node.value, depth - 1)
        if isinstance(node, ast.Attribute):
            if node.attr in _VIEWS:
                return self._is_feature(node.value, depth - 1)
            return not _NO_GROUP.fullmatch(node.attr) and node.attr not in ("shape", "size", "ndim", "columns")
        if isinstance(node, ast.BinOp):
            return self._is_feature(node.left, depth - 1)
        if isinstance(node, ast.UnaryOp):
            return self._is_feature(node.operand, depth - 1)
        if isinstance(node, ast.Name):
            if _NO_GROUP.fullmatch(node.id) and node.id not in ("q",):
                return False
            values = self._scope.of(node.id)
            return not values or any(
                not isinstance(value, ast.Constant) and not _asks(value) and self._is_data(value, depth - 1)
                for value in values
            )
        return False

    def _is_data(self, value: ast.expr, depth: int) -> bool:
        """Whether what a name stands for may be of the data: no range, counter or collection of models."""
        if isinstance(value, ast.Call):
            last = _last(value)
            if last in ("range", "len", "enumerate", "split", "arange", "linspace", "open", "predict"):
                return False
            if last in _BINNING:
                return any(self._is_feature(part, depth) for part in _inside(value)[:1])
            return last not in _PASSING or not any(
                _NO_GROUP.fullmatch(dotted(part).rpartition(".")[2]) for part in value.args[:1]
            )
        if isinstance(value, (ast.Name, ast.Attribute, ast.Subscript)):
            return self._is_feature(value, depth)
        return True

    def _is_grouping(self, node: ast.expr) -> bool:
        """Whether an expression is a table or column taken apart by something of the data."""
        while isinstance(node, (ast.Attribute, ast.Subscript)):
            node = node.value
        if isinstance(node, ast.Name):
            return any(
                self._is_grouping(value)
                for value in self._scope.values.get(node.id, ())
                if isinstance(value, ast.Call) and _last(value) == "groupby"
            )
        if not isinstance(node, ast.Call):
            return False
        if _last(node) != "groupby":
            return isinstance(node.func, ast.Attribute) and self._is_grouping(node.func.value)
        by = node.args[0] if node.args else next((part.value for part in node.keywords if part.arg == "by"), None)
        keys = by.elts if isinstance(by, (ast.List, ast.Tuple)) else [by]
        return all(
            not _NO_GROUP.fullmatch(name) if (name := string(key)) is not None else self._is_feature(key)
            for key in keys
            if key is not None
        ) and by is not None

    def _folds_groups(self, call: ast.Call) -> bool:
        """Whether a call folds what is right or wrong of each group: `data.groupby("sex")["error"].mean()`."""
        if _last(call) not in ("mean", "sum", "median", "agg", "aggregate", "apply") or not isinstance(
            call.func, ast.Attribute
        ):
            return False
        if not self._is_grouping(call.func.value):
            return False
        named = [name for argument in call.args for name in _names(argument)]
        named += [name for keyword in call.keywords for name in _names(keyword.value)]
        on: ast.AST = call.func.value
        while isinstance(on, (ast.Attribute, ast.Subscript)):
            named += _names(on.slice) if isinstance(on, ast.Subscript) else [on.attr]
            on = on.value
        if isinstance(on, ast.Call) and isinstance(on.func, ast.Attribute) and isinstance(on.func.value, ast.Name):
            named.append(on.func.value.id)
        return any(
            (_PREDICTED.search(name) and not _ONLY_SAID.fullmatch(name)) or METRIC.match(name) for name in named
        )

    def _is_predicted(self, node: ast.AST, depth: int = 3) -> bool:
        """Whether what is folded comes from a model: what it predicts, its errors, what it gets right."""
        for part in self._held(node):
            if isinstance(part, ast.Call) and (_asks(part) or METRIC.match(_last(part))):
                return True
            name = part.id if isinstance(part, ast.Name) else part.attr if isinstance(part, ast.Attribute) else ""
            name = name or (string(part) or "" if isinstance(part, ast.Constant) else "")
            if name and _PREDICTED.search(name):
                return True
            if isinstance(part, ast.Name) and depth and any(
                self._is_predicted(value, depth - 1) for value in self._scope.of(part.id)
            ):
                return True
        return False

    def _held(self, node: ast.AST) -> Iterator[ast.AST]:
        """A node and all below it that it holds: of a table the column that is taken, of rows not what tells them."""
        yield node
        for child in ast.iter_child_nodes(node):
            if isinstance(node, ast.Subscript):
                takes_rows = string(node.slice) is None and self._divides(node.slice)
                if child is (node.slice if takes_rows else node.value):
                    continue
            yield from self._held(child)

    def _is_looped(self, tells: ast.expr) -> bool:
        """Whether a part changes from one turn of a loop to the next."""
        return any(name in self._scope.looped for name in self._scope.names_behind(tells))

    def _is_of_time(self, tells: ast.expr) -> bool:
        return any(_TIME.search(name) for value in (tells, *self._behind(tells)) for name in _names(value))

    def _behind(self, tells: ast.expr) -> list[ast.expr]:
        return [value for part in walk(tells) if isinstance(part, ast.Name) for value in self._scope.of(part.id)]


def last_feature(call: ast.Call) -> bool:
    """Whether a call can give something of the data back."""
    return _last(call) not in ("range", "split", "arange", "linspace", "permutation", "randint", "integers", "shuffle")


def _plainly(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all below it, without the tables that columns are taken from."""
    yield node
    for child in ast.iter_child_nodes(node):
        is_table = isinstance(node, (ast.Subscript, ast.Attribute)) and child is node.value
        if not (is_table and isinstance(child, ast.Name)):
            yield from _plainly(child)


def _inside(call: ast.Call) -> list[ast.expr]:
    on = [call.func.value] if isinstance(call.func, ast.Attribute) else []
    return [*(part for part in on if dotted(part) not in ("np", "pd", "numpy", "pandas")), *call.args]


def _measures(call: ast.Call) -> bool:
    last = _last(call)
    return bool(METRIC.match(last) or _MEASURING.search(last))


def _asks(node: ast.AST) -> bool:
    """Whether an expression asks a model."""
    return any(isinstance(part, ast.Call) and _last(part) in _ANSWERS for part in walk(node))


def _names(node: ast.AST) -> list[str]:
    return [
        name
        for part in walk(node)
        if (
            name := part.id
            if isinstance(part, ast.Name)
            else part.attr
            if isinstance(part, ast.Attribute)
            else string(part) or ""
        )
    ]


def _last(call: ast.Call) -> str:
    return dotted(call.func).rpartition(".")[2]
