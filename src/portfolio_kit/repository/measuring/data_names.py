"""What the names that code reads say of the data: what was held out, what was trained on."""
# ruff: noqa: E501 - lists of words and names

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import identifier, walk
from portfolio_kit.rubric.finding import Evidence

HELD_OUT_NAME = re.compile(
    r"(?:^|_)(?:x|y|df|data|ds)?_?(?:test|val|valid|validation|holdout|held_?out|oof|teste|prueba|eval)(?:$|_|\d|x$|y$|set|ing)|^(?:test(?!client|case)|val(?!u|idat(?:e|or|ing)|idar|id(?:ity)?(?:$|_))|xtest|ytest)",
    re.IGNORECASE,
)
_TRAINING_NAME = re.compile(r"(?:^|_)(?:x|y|df|data)?_?(?:train|tr|treino|entrenamiento)(?:$|_|\d|ing)", re.IGNORECASE)
_PAIR = frozenset({"y_true", "y_pred", "y_score"})
HELD_OUT_TEXT = re.compile(
    r"(?:^|[^a-z])(?:test|val|valid|validation|holdout|eval|dev|teste)(?:[^a-z]|$)", re.IGNORECASE
)
ASKED = frozenset({"predict", "predict_proba", "decision_function", "score", "evaluate"})


def stored_names(module: Module) -> Iterator[tuple[str, int]]:
    """Yield the variables of a module that are given a value; constants, such as `TESTING`, are settings."""
    for tree, start in module.trees:
        for node in walk(tree):
            if isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Store):
                name = identifier(node)
                if not name.isupper():
                    yield name, node.lineno + start


def held_out_by_name(module: Module) -> Evidence | None:
    """Return the first place where a name is read that a held-out part has: `X_test`, `val_loader`."""
    if not any(map(_is_held_out, module.names)):
        return None
    lines = (
        node.lineno + start
        for tree, start in module.trees
        for node in walk(tree)
        if isinstance(node, (ast.Name, ast.Attribute)) and _is_held_out(identifier(node))
    )
    return module.evidence(min(lines, default=1))


@lru_cache(maxsize=4096)
def _is_held_out(name: str) -> bool:
    """Whether a name is that of something held out; what cross-validates is a function, and may be asked for nothing."""
    return bool(HELD_OUT_NAME.search(name)) and not name.startswith("cross_val")


def asks_training_data(module: Module) -> bool:
    """Whether all that the models are asked about is what they were fitted to in the same place: `fit(X, y)` and
    `predict(X)`.
    """
    fitted = {given for call in module.calls if call.last == "fit" and (given := _given_data(call))}
    asked = {_given_data(call) for call in module.calls if call.last in ASKED and "." in call.name}
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


def is_on_training(call: ast.Call) -> bool:
    """Whether all that a metric is given is of the training data: `f1_score(y_train, model.predict(X_train))`."""
    given = [*call.args[:2], *(keyword.value for keyword in call.keywords if keyword.arg in _PAIR)]
    return len(given) > 1 and all(map(names_training, given))


def names_training(value: ast.expr) -> bool:
    """Whether an expression names training data and none that was held out."""
    names = [identifier(node) for node in walk(value) if isinstance(node, (ast.Name, ast.Attribute))]
    return any(map(_TRAINING_NAME.search, names)) and not any(map(HELD_OUT_NAME.search, names))


def of_training(node: ast.Call) -> bool:
    """Whether what a metric is taken of is training data: the truth or what was answered is, and neither held out."""
    given = [*node.args[:2], *(keyword.value for keyword in node.keywords if keyword.arg in _PAIR)]
    names = [identifier(part) for value in given for part in walk(value) if isinstance(part, (ast.Name, ast.Attribute))]
    return any(map(names_training, given)) and not any(map(HELD_OUT_NAME.search, names))
