"""Tests that never run, or that go home before they ask anything."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Function
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called, string, walk

_SKIPPING = re.compile(r"(?:^|\.)(?:skip|skipTest)$")
_EXISTENCE = re.compile(r"(?:^|\.)(?:exists|isfile|isdir|is_file|is_dir)$")


def is_skipped(function: Function, owner: ast.ClassDef | None = None) -> bool:
    """Whether it is never run, or may fail: `skip`, `skipif(True)`, `xfail`, of its own or of its class, and
    `parametrize` over nothing.
    """
    nodes = [*function.node.decorator_list, *(owner.decorator_list if owner is not None else ())]
    return any(_is_skip(node) or _is_over_nothing(node) for node in nodes)


def is_module_skipped(module: Module, is_absent: Callable[[str], bool]) -> bool:
    """Whether all tests of a module are: by its `pytestmark`, by a skip at its top, or for want of a module of the
    project's that is not there (`is_absent`).
    """
    for tree, _ in module.trees:
        for node in tree.body:
            if isinstance(node, ast.Assign) and any(dotted(target) == "pytestmark" for target in node.targets):
                marks = node.value.elts if isinstance(node.value, (ast.List, ast.Tuple)) else [node.value]
                if any(map(_is_skip, marks)):
                    return True
            value = node.value if isinstance(node, (ast.Expr, ast.Assign)) else None
            if not isinstance(value, ast.Call):
                continue
            name = name_called(value)
            if name == "skip" and any(keyword.arg == "allow_module_level" for keyword in value.keywords):
                return True
            if name == "importorskip" and value.args and is_absent(string(value.args[0]) or ""):
                return True
    return False


def goes_home(node: ast.AST, is_there: Callable[[str], bool]) -> bool:
    """Whether a test passes without a word where a file is missing that is not in the repository."""
    for statement in node.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) else ():
        if isinstance(statement, ast.If) and [type(part) for part in statement.body] == [ast.Return]:
            test = statement.test
            if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) and _is_question(test.operand):
                named = [text for part in walk(test) if (text := string(part))]
                return bool(named) and not any(map(is_there, named))
    return False


def _is_question(test: ast.expr) -> bool:
    return isinstance(test, ast.Call) and bool(_EXISTENCE.search(dotted(test.func)))


def _is_over_nothing(node: ast.expr) -> bool:
    if not isinstance(node, ast.Call) or not dotted(node.func).endswith("parametrize"):
        return False
    over = next((keyword.value for keyword in node.keywords if keyword.arg == "argvalues"), None)
    over = over or (node.args[1] if len(node.args) > 1 else None)
    return isinstance(over, (ast.List, ast.Tuple)) and not over.elts


def _is_skip(node: ast.expr) -> bool:
    call = node if isinstance(node, ast.Call) else None
    name = dotted(call.func if call is not None else node)
    given: Iterable[ast.expr] = call.args[:1] if call is not None else []
    always = not given or all(isinstance(part, ast.Constant) and bool(part.value) for part in given)
    return bool(_SKIPPING.search(name)) or (always and name.rpartition(".")[2] in ("skipif", "skipIf", "xfail"))
