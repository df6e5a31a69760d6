"""Answers of a service that no model gave: values that stand in the code, for where the model is not there or fails."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Function
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called, string, walk
from portfolio_kit.repository.models.asking import loaded_names

_TELLS = re.compile(
    r"error|detail|message|status|warn|reason|fail|available|fallback|degraded|demo|mock", re.IGNORECASE
)
_PREDICTED = re.compile(r"predict|proba|score|class|label|result|risk|price|value|forecast|default|confidence|rating")
_DRAWN = re.compile(r"^(?:random|numpy\.random|np\.random|secrets|rng)\b")
_ANY_FAILURE = frozenset({"Exception", "BaseException"})
_OF_A_MODEL = frozenset({"ValueError", "TypeError", "AttributeError"})


def excuse(module: Module, function: Function) -> ast.expr | None:
    """Return the first value that a route answers with as if it were predicted, where there is no model to ask."""
    names = loaded_names(module)
    for body in _without_model(function.node, names):
        for statement in body:
            for node in walk(statement):
                if isinstance(node, ast.Return) and node.value is not None and _poses(module, node.value):
                    return node.value
    return _kept_for_the_case(module, function, names)


def _kept_for_the_case(module: Module, function: Function, names: set[str]) -> ast.expr | None:
    """Return the value that a prediction has where an `if model:` without an else does not give it another."""
    standing: dict[str, ast.expr] = {}
    for statement in function.node.body:
        if isinstance(statement, ast.If) and not statement.orelse and (asked := _asked_for(statement.test)):
            for node in statement.body if asked[0] in names and asked[1] else ():
                for name in _given(node):
                    if name in standing and _PREDICTED.search(name.lower()):
                        return standing[name]
        for name in _given(statement):
            value = statement.value if isinstance(statement, ast.Assign) else None
            is_standing = value is not None and _stands(module, value) and not _is_none(value)
            standing.pop(name, None)
            if is_standing and value is not None:
                standing[name] = value
    return None


def _given(statement: ast.stmt) -> list[str]:
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _without_model(function: ast.AST, names: set[str]) -> Iterator[list[ast.stmt]]:
    """Yield what is done where a loaded model is none, or where anything fails."""
    for node in walk(function):
        if isinstance(node, ast.If) and (name := _asked_for(node.test)) is not None and name[0] in names:
            yield node.orelse if name[1] else node.body
        elif isinstance(node, ast.ExceptHandler) and (node.type is None or _takes_any_failure(node.type)):
            yield node.body


def _takes_any_failure(kind: ast.expr) -> bool:
    """Whether a handler is for whatever fails, or for what a model raises that is not there or of other columns."""
    if isinstance(kind, ast.Tuple):
        named = {dotted(part) for part in kind.elts}
        return bool(named & _ANY_FAILURE) or len(named & _OF_A_MODEL) > 1
    return dotted(kind) in _ANY_FAILURE


def _asked_for(test: ast.expr) -> tuple[str, bool] | None:
    """The name that a condition asks for, and whether it asks that it be there."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return dotted(test.operand), False
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.comparators[0], ast.Constant):
        if test.comparators[0].value is None and isinstance(test.ops[0], (ast.Is, ast.IsNot, ast.Eq, ast.NotEq)):
            return dotted(test.left), isinstance(test.ops[0], (ast.IsNot, ast.NotEq))
        return None
    return (dotted(test), True) if isinstance(test, (ast.Name, ast.Attribute)) else None


def _poses(module: Module, value: ast.expr) -> bool:
    """Whether an answer looks like a prediction, says of no failure, and holds nothing but values that stand there."""
    answer = value.args[0] if isinstance(value, ast.Call) and value.args and _wraps(value) else value
    if isinstance(answer, ast.Name) and answer.id.isupper():
        answer = next(
            (
                node.value
                for node in module.assignments
                if node.value is not None and isinstance(node, ast.Assign) and dotted(node.targets[0]) == answer.id
            ),
            answer,
        )
    if not isinstance(answer, ast.Dict):
        return False
    keys = [string(key) or "" for key in answer.keys if key is not None]
    if any(map(_TELLS.search, keys)) or not any(_PREDICTED.search(key.lower()) for key in keys):
        return False
    return all(_stands(module, part) for part in answer.values) and any(
        (isinstance(part, ast.Constant) and part.value is not None) or isinstance(part, ast.Call)
        for inner in answer.values
        for part in walk(inner)
    )


def _wraps(call: ast.Call) -> bool:
    return name_called(call) in ("jsonify", "JSONResponse", "dumps") and not any(
        word.arg == "status_code" for word in call.keywords
    )


def _stands(module: Module, value: ast.expr) -> bool:
    """Whether a value is made of nothing but constants and what is drawn at random."""
    for part in walk(value):
        if isinstance(part, ast.Call):
            first, _, rest = dotted(part.func).partition(".")
            name = f"{module.aliases.get(first, first)}.{rest}".rstrip(".")
            if not (_DRAWN.match(name) or name in ("round", "float", "int")):
                return False
    called = {id(part) for node in walk(value) if isinstance(node, ast.Call) for part in walk(node.func)}
    return not any(isinstance(part, ast.Name) and id(part) not in called for part in walk(value))
