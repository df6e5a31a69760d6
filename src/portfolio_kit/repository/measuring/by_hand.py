"""Metrics that a module works out itself, without a library's function for them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import name_called, string, walk

METRIC = re.compile(
    r"(?:(?:compute|calc|calculate|get)_)?"
    r"(?:accuracy|precision|recall|f1|fbeta|roc_auc|auc|r2|mean_(?:squared|absolute)\w*|"
    r"mean_absolute_percentage\w*|root_mean\w*|log_loss|confusion|classification|silhouette|matthews\w*|"
    r"average_precision|rmse|mae|(?:s|w)?mape|wape|mase|rmsle|crps|mrr|ndcg)(?:_score|_error|_matrix|_report|_curve)?$",
    re.IGNORECASE,
)
"""What a function or a name is called that is a metric."""
SEVERAL = re.compile(
    r"(?!_?(?:plot|draw|show|print|log|save|write|format|load|read)_)\w*?(?:^|_)(?:accuracy|precision|recall)_(?:precision|recall|f_?1"
    r"|f_?beta|f_?score)(?:$|_)",
    re.IGNORECASE,
)
"""What a function is called that works out several of them at once: `boxes_precision_recall_f1`."""
IN_OTHER_WORDS = re.compile(
    r"(?:rappel|justesse|exactitude?|exhaustivi(?:dad|te)|revoca(?:cao|cion)|sensibili(?:dade?|te)|acuracia|genauigkeit|"
    r"trefferquote|treffer|richiamo|accuratezza|precis(?:ao|ione)|rmse|mae|eam|eqm|hits?_at|mrr|ndcg)(?:_?(?:a|at|bei|em|en))?_?\d{0,2}"
    r"|(?:(?:mean_)?average_precision|precision|recall|ndcg|map|mrr|hit_?rate)_at_(?:k|n|\d{1,3})",
    re.IGNORECASE,
)
"""What a function of the project's own that works a metric out is called, in other languages or at a rank."""

# What a ranking is measured by, as a name or as the key of a result: `recall@3`, `mrr`, `hit_rate@`.
_OF_RANKS = re.compile(
    r"(?:(?:recall|precision|hits?|hit_?rate|ndcg|map)[@_](?:\d+|k)?|hit_?rate|mrr|ndcg)$", re.IGNORECASE
)
_FOLDING = frozenset({"mean", "sqrt", "sum"})
_COUNTING = frozenset({"mean", "sum"})
_CASTS = frozenset({"float", "int", "long", "double", "astype", "type", "to", "cpu"})
_EQUAL = frozenset({"eq", "equal"})
_RIGHT = re.compile(r"(?:^|_)(?:acc|accuracy|correct|right|hits)(?:$|_)", re.IGNORECASE)
_HELD_OUT = re.compile(r"(?:^|_)(?:test|val|valid|validation|eval|holdout)(?:$|_)", re.IGNORECASE)


def worked_out(module: Module) -> set[int]:
    """Return the calls that work out what is named as a metric, or that count the right answers of a model."""
    found: set[int] = set()
    if module.mentions(
        "mae",
        "mse",
        "mape",
        "accuracy",
        "precision",
        "recall",
        "ndcg",
        "MAE",
        "MSE",
        "mrr",
        "MRR",
        "hit",
        "wape",
        "mase",
    ):
        found.update(_named(module))
    return found | counted(module)


def counted(module: Module) -> set[int]:
    """Return the calls that count the right answers of a model, which is its accuracy."""
    return set(_counted(module)) if module.mentions("acc", "correct") else set()


def _named(module: Module) -> Iterator[int]:
    """Yield the calls whose value gets a metric's name: `rmse = np.sqrt(...)`, `{"mae": np.mean(...)}`."""
    for tree, _ in module.trees:
        for node in walk(tree):
            pairs: list[tuple[str, ast.AST]] = []
            if isinstance(node, ast.Dict):
                pairs = [
                    (string(key) or "", value)
                    for key, value in zip(node.keys, node.values, strict=True)
                    if key is not None
                ]
            elif isinstance(node, ast.Assign):
                pairs = [(target.id, node.value) for target in node.targets if isinstance(target, ast.Name)]
            for name, value in pairs:
                if METRIC.match(name) or _OF_RANKS.match(name):
                    yield from (
                        id(part) for part in walk(value) if isinstance(part, ast.Call) and name_called(part) in _FOLDING
                    )


def _counted(module: Module) -> Iterator[int]:
    """Yield the calls that count where answers equal the truth, `(predicted == labels).sum()`, in a function that
    speaks of right answers; one that also trains must speak of held-out data as well.
    """
    equal = {
        target.id
        for node in module.assignments
        if isinstance(node, ast.Assign) and _compares(_as_numbers(node.value))
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for call in module.calls:
        if call.last in _COUNTING and any(_is_equality(part, equal) for part in walk(call.node)):
            names = module.own_names.get(call.scope, set()) | module.own_attributes.get(call.scope, set())
            trains = any(other.last == "backward" for other in module.calls_in.get(call.scope, ()))
            if any(map(_RIGHT.search, names)) and (not trains or any(map(_HELD_OUT.search, names))):
                yield id(call.node)


def _is_equality(node: ast.AST, equal: set[str]) -> bool:
    return _compares(node) or (isinstance(node, ast.Name) and node.id in equal)


def _as_numbers(node: ast.AST) -> ast.AST:
    """What is made numbers of by a cast or a product with one: the comparison of `((a == b) * 1).float()`."""
    while True:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CASTS:
            node = node.func.value
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) and isinstance(node.right, ast.Constant):
            node = node.left
        else:
            return node


def _compares(node: ast.AST) -> bool:
    """Whether a node asks where two values are equal, neither of them a constant."""
    if isinstance(node, ast.Call):
        return name_called(node) in _EQUAL
    return (
        isinstance(node, ast.Compare)
        and len(node.ops) == 1
        and isinstance(node.ops[0], ast.Eq)
        and not any(isinstance(side, ast.Constant) for side in (node.left, *node.comparators))
    )
