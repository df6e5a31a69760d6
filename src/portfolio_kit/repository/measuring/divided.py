"""What tells groups of the data from one another: a mask or a grouping by something of the data.

The truth, what is predicted, splits, runs and counters tell classes, folds and turns, which are no groups.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.bound import Scope
from portfolio_kit.repository.code.syntax import dotted, name_called, string, walk
from portfolio_kit.repository.texts.words import listed

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module

NO_GROUP = re.compile(
    r"(?:y|yy|yt|yte|ytest|y_?true|actuals?|truth|targets?|labels?|class(?:es)?|cls|hat|yhat|p|pp|prob\w*|preds?"
    r"|scores?|splits?|folds?|is_(?:train|test)|train|test|epochs?|models?|algorithms?|methods?|modell|mod[eè]les?|modelos?|m[eé]todos?"
    r"|m[eé]thodes?|algoritmos?|algorithmes?|verfahren|metode?|модель|метод|who|variants?|config\w{0,8}|runs?|seeds?"
    r"|thr\w*|cut|cutoff|t|steps?|iter\w*|batch\w*|clusters?|index|idx|i|j|n|strategy|estimator|classifier"
    r"|experiment|stage|horizon|fold_?id|status|conf|confid\w*|uncertaint\w*|in_bin|per_class|accuracies|accs?)_?"
    r"|y_\w*|\w*_(?:true|pred|preds|proba|prob|hat|labels?|target)|\w*predict\w*|\w*[a-z]Y",
    re.IGNORECASE,
)
_ANSWERS = frozenset(listed("predict predict_proba decision_function predict_classes inplace_predict forecast"))
_TELLING = frozenset(listed("isin between contains startswith endswith eq ne gt lt ge le"))
GROUPING = frozenset({"groupby", "group_by"})
_BINNING = frozenset(listed("cut qcut digitize unique groupby group_by get_group"))
_PASSING = frozenset(
    listed(
        """
        to_numpy astype fillna array asarray any sum copy reset_index flatnonzero where nonzero items values keys sorted
        set list tuple zip enumerate Series tolist dropna cat dict tensor
        """
    )
)
_PASSED_ON = _PASSING | frozenset(listed("str lower upper strip round"))
_COUNTED = frozenset(
    listed(
        """
        range split arange linspace permutation randint integers shuffle len argmax abs isnan type rand random choice
        """
    )
)
_DRAWN = frozenset(listed("integers randint random rand randn normal uniform permutation binomial choice"))
_NAMED = re.compile(
    r"groups?|slices?|segments?|sub_?groups?|cohorts?|bands?|sex|gender|age_?\w*|race|ethnicity", re.IGNORECASE
)
# What cuts a score into parts.
_CUTTING = frozenset(listed("cut qcut digitize apply map where select"))
_SCORE = re.compile(r"(?:^|_)(?:proba?|probabilit(?:y|ies)|y_?hat|score)(?:$|_)", re.IGNORECASE)
_VIEWS = frozenset(listed("values index loc iloc array str dt cat"))


class Divisions:
    """Reads what stands in one scope, which may call the module's `own` functions."""

    def __init__(self, scope: Scope, own: dict[str, ast.FunctionDef | ast.AsyncFunctionDef]) -> None:
        self._scope = scope
        self._own = own

    def divides(self, node: ast.AST, depth: int = 8) -> bool:  # noqa: C901 - a kind a branch
        """Whether an expression tells groups of the data from one another."""
        if depth <= 0:
            return False
        if isinstance(node, ast.Name):
            values = [*self._scope.values.get(node.id, ()), *self._scope.looped_around(node)]
            if any(self.divides(value, depth - 1) for value in values):
                return True
            return not self._scope.values.get(node.id) and bool(_NAMED.fullmatch(node.id))
        if isinstance(node, ast.Compare):
            side = node.comparators[0] if isinstance(node.left, ast.Constant) else node.left
            return not any(isinstance(other, ast.Constant) and other.value is None for other in node.comparators) and (
                self._is_feature(side)
            )
        if isinstance(node, (ast.BoolOp, ast.List, ast.Tuple, ast.Set, ast.Dict)):
            parts = node.elts if isinstance(node, (ast.List, ast.Tuple, ast.Set)) else node.values
            return any(self.divides(part, depth - 1) for part in parts)
        if isinstance(node, ast.BinOp):
            return self.divides(node.left, depth - 1) or self.divides(node.right, depth - 1)
        if isinstance(node, ast.UnaryOp):
            return self.divides(node.operand, depth - 1)
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp)):
            return self.divides(node.elt, depth - 1)
        if isinstance(node, ast.DictComp):
            return self.divides(node.value, depth - 1)
        if isinstance(node, ast.Attribute):
            return node.attr in _VIEWS and self.divides(node.value, depth - 1)
        if isinstance(node, ast.Subscript):
            return self.divides(node.value, depth - 1) or self.divides(node.slice, depth - 1)
        return isinstance(node, ast.Call) and self._call_tells(node, depth - 1)

    def _call_tells(self, call: ast.Call, depth: int) -> bool:
        name = name_called(call)
        on = call.func.value if isinstance(call.func, ast.Attribute) else None
        arguments = [on] if on is not None and dotted(on) not in ("np", "pd", "numpy", "pandas", "torch") else []
        arguments += call.args
        if name in _TELLING or name in _BINNING:
            if name in GROUPING:
                return self.is_grouping(call)
            return bool(arguments) and self._is_feature(arguments[0])
        if name in _PASSING:
            return any(self.divides(argument, depth) for argument in arguments)
        function = self._own.get(name)
        return function is not None and any(
            isinstance(node, ast.Compare) and self._is_feature(node.left) for node in walk(function)
        )

    def _is_feature(self, node: ast.AST, depth: int = 4) -> bool:  # noqa: C901 - a kind a branch
        """Whether an expression is of the data, not the truth, a prediction, a split or a counter."""
        while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and name_called(node) in _PASSED_ON:
            node = node.func.value
        if isinstance(node, ast.Constant) or depth <= 0:
            return False
        if isinstance(node, ast.Call):
            return (
                not asks(node)
                and name_called(node) not in _COUNTED
                and any(self._is_feature(part, depth - 1) for part in _inside(node))
            )
        if isinstance(node, ast.Subscript):
            key = string(node.slice)
            if key is not None:
                return not NO_GROUP.fullmatch(key)
            return self._is_feature(node.value, depth - 1)
        if isinstance(node, ast.Attribute):
            if node.attr in _VIEWS:
                return self._is_feature(node.value, depth - 1)
            return not NO_GROUP.fullmatch(node.attr) and node.attr not in ("shape", "size", "ndim", "columns")
        if isinstance(node, ast.BinOp):
            return self._is_feature(node.left, depth - 1)
        if isinstance(node, ast.UnaryOp):
            return self._is_feature(node.operand, depth - 1)
        if isinstance(node, ast.Name):
            if NO_GROUP.fullmatch(node.id):
                return False
            values = self._scope.of(node.id)
            return not values or any(
                not isinstance(value, ast.Constant) and not asks(value) and self._is_data(value, depth - 1)
                for value in values
            )
        return False

    def _is_data(self, value: ast.expr, depth: int) -> bool:
        """Whether what a name stands for may be of the data: no range, counter or collection of models."""
        if isinstance(value, ast.Call):
            name = name_called(value)
            if name in ("range", "len", "enumerate", "split", "arange", "linspace", "open", "predict"):
                return False
            if name in _DRAWN:
                return False
            if name in _BINNING:
                return any(self._is_feature(part, depth) for part in _inside(value)[:1])
            return name not in _PASSING or not any(
                NO_GROUP.fullmatch(dotted(part).rpartition(".")[2]) for part in value.args[:1]
            )
        if isinstance(value, (ast.Name, ast.Attribute, ast.Subscript)):
            return self._is_feature(value, depth)
        return True

    def is_grouping(self, node: ast.expr) -> bool:
        """Whether an expression is a table or column taken apart by something of the data."""
        node = _of_which(node)
        if isinstance(node, ast.Name):
            behind = map(_of_which, self._scope.values.get(node.id, ()))
            return any(
                self.is_grouping(value)
                for value in behind
                if isinstance(value, ast.Call) and name_called(value) in GROUPING
            )
        if not isinstance(node, ast.Call):
            return False
        if name_called(node) not in GROUPING:
            return isinstance(node.func, ast.Attribute) and self.is_grouping(node.func.value)
        by = node.args[0] if node.args else next((part.value for part in node.keywords if part.arg == "by"), None)
        keys = by.elts if isinstance(by, (ast.List, ast.Tuple)) else [by]
        return (
            all(
                not NO_GROUP.fullmatch(name) if (name := string(key)) is not None else self._is_feature(key)
                for key in keys
                if key is not None
            )
            and by is not None
        )


def told_by_score(module: Module) -> frozenset[str]:
    """The columns that a module cuts out of what a model says: `table["segment"] = pd.cut(table["churn_proba"], 3)`.

    Whoever is in such a part is there by the score, and belongs to no group.
    """
    return frozenset(
        column
        for node in module.assignments
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript)
        if (column := string(node.targets[0].slice)) and isinstance(node.value, ast.Call)
        if name_called(node.value) in _CUTTING
        and any(
            (read := string(part.slice)) and _SCORE.search(read)
            for part in walk(node.value)
            if isinstance(part, ast.Subscript)
        )
    )


def _of_which(node: ast.expr) -> ast.expr:
    """What an expression takes a part of: the table of `table["column"]`."""
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node


def _inside(call: ast.Call) -> list[ast.expr]:
    on = [call.func.value] if isinstance(call.func, ast.Attribute) else []
    return [*(part for part in on if dotted(part) not in ("np", "pd", "numpy", "pandas")), *call.args]


def asks(node: ast.AST) -> bool:
    """Whether an expression asks a model."""
    return any(isinstance(part, ast.Call) and name_called(part) in _ANSWERS for part in walk(node))
