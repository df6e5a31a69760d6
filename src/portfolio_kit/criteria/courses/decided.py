"""Where code starts something because a function of the project compares a watched figure with its threshold."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import dotted, walk
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

_ORDERED = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
# Not what reads the data for a training.
_TRAINS = re.compile(
    r"(?:^|[._])(?:re)?_?(?:train(?:ing)?|fit)(?:$|_(?:models?|pipeline|flow|job|step|and_\w+)$)", re.IGNORECASE
)


class Decided(NamedTuple):
    """Which function decides, what is called because of it, and where."""

    function: str
    called: str
    place: Evidence


def decided(
    repository: Repository, is_watched: Callable[[str], bool], is_response: Callable[[str], bool]
) -> Decided | None:
    """Return where the answer of a function that compares a watched figure leads to a response or a training.

    Its answer is asked in an `if`: the response stands in it, or below one that goes home where there is no need.
    """
    modules = [module for module in repository.scripts if not is_test(module.path)]
    deciding = {
        function.last
        for module in modules
        if module.mentions("drift", "threshold", "degrad")
        for function in module.functions
        if _decides(function.node, is_watched)
    }
    for module in modules if deciding else ():
        if not module.mentions(*deciding):
            continue
        for tree, start in module.trees:
            for block in _blocks(tree):
                if found := _led_to(block, deciding, is_response):
                    function, call = found
                    return Decided(function, dotted(call.func), module.evidence(call.lineno + start))
    return None


def _decides(function: ast.FunctionDef | ast.AsyncFunctionDef, is_watched: Callable[[str], bool]) -> bool:
    """Whether a function answers yes or no by how a watched figure compares."""
    compares = any(
        isinstance(node, ast.Compare)
        and isinstance(node.ops[0], _ORDERED)
        and any(is_watched(inner.id) for inner in walk(node) if isinstance(inner, ast.Name))
        for node in walk(function)
    )
    answers = [_answer(node.value) for node in walk(function) if isinstance(node, ast.Return)] if compares else []
    return any(isinstance(answer, ast.Compare) for answer in answers) or {
        answer.value for answer in answers if isinstance(answer, ast.Constant) and isinstance(answer.value, bool)
    } == {True, False}


def _answer(value: ast.expr | None) -> ast.expr | None:
    return value.elts[0] if isinstance(value, ast.Tuple) and value.elts else value


def _blocks(tree: ast.AST) -> Iterator[list[ast.stmt]]:
    """The statements of the module and of each of its functions."""
    for node in walk(tree):
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.body


def _led_to(
    block: Sequence[ast.stmt], deciding: set[str], is_response: Callable[[str], bool]
) -> tuple[str, ast.Call] | None:
    asked: dict[str, str] = {}
    for position, statement in enumerate(block):
        if isinstance(statement, ast.Assign) and (function := _asked(statement.value, deciding)):
            target = statement.targets[0]
            target = target.elts[0] if isinstance(target, ast.Tuple) and target.elts else target
            asked |= {target.id: function} if isinstance(target, ast.Name) else {}
        elif isinstance(statement, ast.If):
            name = next(
                (asked[node.id] for node in walk(statement.test) if isinstance(node, ast.Name) and node.id in asked),
                _asked(statement.test, deciding),
            )
            if name is None:
                continue
            # Who goes home where nothing is to be done does all the rest where something is.
            where = block[position + 1 :] if _goes_home(statement) else statement.body
            if call := _response(where, is_response):
                return name, call
    return None


def _asked(value: ast.expr, deciding: set[str]) -> str | None:
    calls = (dotted(node.func).rpartition(".")[2] for node in walk(value) if isinstance(node, ast.Call))
    return next((name for name in calls if name in deciding), None)


def _goes_home(statement: ast.If) -> bool:
    return any(isinstance(node, ast.Not) for node in walk(statement.test)) and isinstance(
        statement.body[-1], (ast.Return, ast.Raise)
    )


def _response(statements: Sequence[ast.stmt], is_response: Callable[[str], bool]) -> ast.Call | None:
    for statement in statements:
        for node in walk(statement):
            if isinstance(node, ast.Call):
                name = dotted(node.func)
                if is_response(name) or _TRAINS.search(name):
                    return node
    return None
