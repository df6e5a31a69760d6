"""Statements that can never run, by their syntax alone: below `if False`, after `return`, in a loop over nothing."""

from __future__ import annotations

import ast

_LEAVING = frozenset({"exit", "quit", "sys.exit", "os._exit"})
_LISTS = ("body", "orelse", "finalbody", "handlers", "cases")


def prune(tree: ast.Module) -> ast.Module:
    """Take out of a tree what can never run, in place, without recursion; of `if TYPE_CHECKING` the imports stay."""
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        for field in _LISTS:
            statements = getattr(node, field, None)
            if not isinstance(statements, list) or not statements:
                continue
            if field == "body":
                _empty_body(node)
                statements = node.body  # type: ignore[attr-defined]
            elif field == "orelse" and isinstance(node, ast.If) and _truth(node.test):
                statements[:] = []
            for position, statement in enumerate(statements[:-1]):
                if _leaves(statement):
                    del statements[position + 1 :]
                    break
            pending.extend(statements)
    return tree


def _empty_body(node: ast.AST) -> None:
    """Leave nothing in the body of a condition that is never true, of a loop over nothing, of a handler of nothing."""
    if isinstance(node, (ast.If, ast.While)):
        if _truth(node.test) is False:
            node.body = [_nothing(node.body[0])]
        elif isinstance(node, ast.If) and _is_for_types(node.test):
            node.body = [part for part in node.body if isinstance(part, (ast.Import, ast.ImportFrom))] or [
                _nothing(node.body[0])
            ]
    elif isinstance(node, (ast.For, ast.AsyncFor)):
        if isinstance(node.iter, (ast.Tuple, ast.List)) and not node.iter.elts:
            node.body = [_nothing(node.body[0])]
    elif isinstance(node, ast.Try) and all(isinstance(part, ast.Pass) for part in node.body):
        for handler in node.handlers:
            handler.body = [_nothing(handler.body[0])]


def _nothing(place: ast.stmt) -> ast.stmt:
    return ast.copy_location(ast.Pass(), place)


def _truth(test: ast.expr) -> bool | None:
    """What a condition always is, None where that depends on something."""
    if isinstance(test, ast.Constant):
        return bool(test.value)
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) and isinstance(test.operand, ast.Constant):
        return not test.operand.value
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        constants = [value for value in test.values if isinstance(value, ast.Constant)]
        return False if any(not constant.value for constant in constants) else None
    return None


def _is_for_types(test: ast.expr) -> bool:
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )


def _leaves(statement: ast.stmt) -> bool:
    if isinstance(statement, (ast.Return, ast.Raise, ast.Continue, ast.Break)):
        return True
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
        return False
    function = statement.value.func
    name = function.id if isinstance(function, ast.Name) else ""
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        name = f"{function.value.id}.{function.attr}"
    return name in _LEAVING
