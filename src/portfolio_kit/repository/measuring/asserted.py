"""Accuracy that a test works out: how many of its labelled cases a model answers right, held against a limit."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from portfolio_kit.repository.code.syntax import walk
from portfolio_kit.repository.models.stages import is_test

if TYPE_CHECKING:
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence


def asserted_accuracy(repository: Repository) -> Evidence | None:
    """Return where a test first divides the right answers that it counted by all cases, and asserts what comes out."""
    asking = {(test.evidence.path, test.name) for test in repository.tests.found if test.exercises_inference}
    for module in repository.scripts:
        if is_test(module.path) and module.mentions("+=") and module.mentions("assert"):
            for function in sorted(module.functions, key=lambda function: function.line):
                if (module.path, function.last) in asking:
                    for line in sorted(_shares(function.node)):
                        return module.evidence(line)
    return None


def _shares(function: ast.AST) -> Iterator[int]:
    """Yield the lines at which a count of right answers is divided, where an assertion looks at what comes out."""
    counted = {
        part.target.id
        for loop in walk(function)
        if isinstance(loop, ast.For)
        for condition in walk(loop)
        if isinstance(condition, ast.If) and _is_equal(condition.test)
        for part in condition.body
        if isinstance(part, ast.AugAssign) and isinstance(part.op, ast.Add) and isinstance(part.target, ast.Name)
    }
    if not counted:
        return
    asserted = [node.test for node in walk(function) if isinstance(node, ast.Assert)]
    looked_at = {part.id for test in asserted for part in walk(test) if isinstance(part, ast.Name)}
    for node in walk(function):
        if isinstance(node, ast.Assign) and _is_share(node.value, counted):
            if any(isinstance(target, ast.Name) and target.id in looked_at for target in node.targets):
                yield node.lineno
        elif isinstance(node, ast.Assert) and any(_is_share(part, counted) for part in walk(node.test)):
            yield node.lineno


def _is_equal(test: ast.expr) -> bool:
    return isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq)


def _is_share(node: ast.AST, counted: set[str]) -> bool:
    return (
        isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Div)
        and isinstance(node.left, ast.Name)
        and node.left.id in counted
    )
