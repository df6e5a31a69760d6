"""How plainly a test shows what it is of, so that the plainest stands for all: ranks, the lower the better.

One that fits a model or cleans rows tells of the data, one that reads a setting does not; one that asks the route that
predicts and looks at the answer tells of inference, one that is refused or only greets the service does not.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.syntax import name_called, string, walk
from portfolio_kit.repository.models.stages import PREDICT, PREPARE, TRAIN, stage_of

_DATA = re.compile(
    r"prep(?!ared_request)|clean|feature|transform|encod|imput|split|dataset|schema|dedup|outlier|missing|scaler"
    r"|tokeni|normali|augment|train|(?:^|_)fit|validate_\w*(?:data|frame|df)|load_(?:\w+_)?(?:data|raw|train)|pipeline",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"predict|infer(?!no)|recommend|classif(?:y|ies)|forecast|detect|(?:^|_)scor(?:e|ing)|prever|predecir|previs|chat",
    re.IGNORECASE,
)
# What makes what is asked, or what it is told in, asks nothing.
_MAKING = re.compile(
    r"build|config|schema|request|response|_row|_model$|(?:Request|Response|Input|Output|Form|Config|Error)$|plot|report"
)
_BESIDE = re.compile(
    r"config|settings|download|health|root|home|info|version|metadata|imports?(?:_|$)|exists|docs|cli(?:_|$)|docker"
    r"|constants|paths?(?:_|$)|logg|plot|init(?:iali[sz]ation)?(?:_|$)|creat(?:e|ion)(?:_|$)|not_found|returns_200",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"invalid|missing|fail|error|reject|without|bad_|empty|422|400|404|500|503|wrong|raises|not_|unknown"
)
_METHODS = frozenset({"post", "get", "put", "simulate_post"})
_LOWEST, _HIGHEST = 400, 599


def of_data(name: str, node: ast.AST, touched: Iterable[str], calls: Sequence[Call]) -> int:
    """How plainly a test tells of data handling or the model."""
    named = [name, *(what.rpartition(":")[2] for what in touched)]
    works = any(stage_of(call) in (PREPARE, TRAIN) for call in calls)
    rank = 0 if works or any(map(_DATA.search, named[1:])) else 4
    rank += 0 if _DATA.search(name) else 2
    rank += 3 if _BESIDE.search(name) else 0
    return rank + (1 if _is_refused(name, node) else 0) + (2 if _asks(named[1:], calls) else 0)


def of_inference(name: str, node: ast.AST, touched: Iterable[str], calls: Sequence[Call]) -> int:
    """How plainly a test tells of the inference path."""
    named = [what.rpartition(":")[2] for what in touched]
    rank = 0 if _asks((), calls) else 2 if any(map(_asks_by_name, named)) else 4
    rank += 0 if _ASKING.search(name) else 1
    rank += 3 if _BESIDE.search(name) else 0
    return rank + (3 if _is_refused(name, node) else 0) + (0 if _looks_at_answer(node) else 1)


def _asks_by_name(name: str) -> bool:
    return bool(_ASKING.search(name)) and not _MAKING.search(name)


def _asks(named: Sequence[str], calls: Sequence[Call]) -> bool:
    """Whether a test asks a path or a model, or calls what is called after a prediction."""
    return any(map(_asks_by_name, named)) or any(
        stage_of(call) == PREDICT
        or (call.last in _METHODS and call.node.args and bool(_ASKING.search(string(call.node.args[0]) or "")))
        for call in calls
    )


def _is_refused(name: str, node: ast.AST) -> bool:
    """Whether a test is about what is refused: an error, a status of one."""
    parts = walk(node)
    if any(isinstance(part, ast.Call) and name_called(part) == "raises" for part in parts):
        return True
    refused = {
        part.value
        for compare in parts
        if isinstance(compare, ast.Compare)
        for side in compare.comparators
        for part in walk(side)
        if isinstance(part, ast.Constant) and type(part.value) is int and _LOWEST <= part.value <= _HIGHEST
    }
    return bool(refused) or bool(_REFUSED.search(name))


def _looks_at_answer(node: ast.AST) -> bool:
    """Whether it asserts more than a status: what an answer holds, or what it is."""
    return any(
        not any(isinstance(inner, ast.Attribute) and inner.attr in ("status_code", "status") for inner in walk(part))
        for part in walk(node)
        if isinstance(part, ast.Assert)
    )
