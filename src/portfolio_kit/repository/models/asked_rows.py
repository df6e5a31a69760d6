"""What a model is asked about: a part of the data that is learned from, something new, or values that stand there."""

from __future__ import annotations

import ast

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import walk

_NEW = re.compile(r"new|novo|nuev|sample|input|user|future|custom|example|query|unseen|request|entrada", re.IGNORECASE)
_SPLIT = re.compile(r"test|val(?:id)?(?:ation)?(?:_|$)|(?:^|_)train|holdout|_tr$|_te$|_ts$|fold|oof", re.IGNORECASE)


def is_new(call: Call) -> bool:
    """Whether a prediction is for something new by the name of what is predicted."""
    return bool(call.node.args) and any(
        isinstance(node, ast.Name) and _NEW.search(node.id) for node in walk(call.node.args[0])
    )


def is_thrown_away(module: Module, asked: Call) -> bool:
    """Whether a prediction for values that stand there is thrown away: `model.predict([[0, 0]])` alone on its line."""
    call = asked.node
    if not call.args or any(isinstance(part, ast.Name) for given in call.args for part in walk(given)):
        return False
    return any(isinstance(node, ast.Expr) and node.value is call for tree, _ in module.trees for node in walk(tree))


def is_split(call: Call) -> bool:
    """Whether a call is given what is called as a part of the data that is learned from: `predict(X_test)`."""
    return bool(call.node.args) and any(
        isinstance(node, (ast.Name, ast.Attribute))
        and _SPLIT.search(node.id if isinstance(node, ast.Name) else node.attr)
        for node in walk(call.node.args[0])
    )


def names_split(name: str) -> bool:
    """Whether a name is that of a part of the data that is learned from."""
    return bool(_SPLIT.search(name))
