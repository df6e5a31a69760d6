"""What a model is asked about: a part of the data that is learned from, something new, or values that stand there; and
whether what it says is written to a file.
"""

from __future__ import annotations

import ast

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import walk, words_in

_NEW = re.compile(r"new|novo|nuev|sample|input|user|future|custom|example|query|unseen|request|entrada", re.IGNORECASE)
_SPLIT = re.compile(r"test|val(?:id)?(?:ation)?(?:_|$)|(?:^|_)train|holdout|_tr$|_te$|_ts$|fold|oof", re.IGNORECASE)
# What writes a table to a file, and what those of predictions are called.
WRITING = frozenset({"to_csv", "to_parquet", "to_excel", "to_json", "to_sql", "savetxt", "write_csv", "write_parquet"})
_SUBMITTED = re.compile(r"submi(?:ssion|t)|(?<![a-z_])(?:df_|sample_|final_)?sub(?:_df)?(?![a-z_])", re.IGNORECASE)
_PREDICTED = re.compile(r"predict|forecast", re.IGNORECASE)


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


def writes_predictions(call: Call) -> bool:
    """Whether a call writes a table of predictions to a file, by the names of the two."""
    return call.last in WRITING and bool(_PREDICTED.search(words := words_in(call.node)) or _SUBMITTED.search(words))


def writes_submission(call: Call) -> bool:
    """Whether a call writes what is handed in to a contest: predictions for rows whose answers nobody here has."""
    return call.last in WRITING and bool(_SUBMITTED.search(words_in(call.node)))
