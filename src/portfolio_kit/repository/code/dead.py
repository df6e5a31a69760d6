"""What can never run, by its syntax alone: below `if False` or `if 1 > 2`, after `return`, in a loop over nothing.

A lambda that is kept under a name is made a function, so that it too counts only where something reads its name.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

from portfolio_kit.repository.code.unstarted import forget_unstarted

_LEAVING = frozenset(
    {"exit", "quit", "sys.exit", "os._exit", "pytest.skip", "pytest.xfail", "self.skipTest", "skipTest"}
)
_COMPARING: Mapping[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_NO_ARGUMENTS = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
_EVERYWHERE = frozenset(
    {"abc", "collections", "copy", "csv", "datetime", "functools", "io", "itertools", "json", "logging", "math", "os"}
    | {"pathlib", "random", "re", "string", "sys", "time", "typing", "warnings"}
)
_LISTS = ("body", "orelse", "finalbody", "handlers", "cases")


def prune(tree: ast.Module, *, shows_values: bool = False) -> ast.Module:
    """Take out of a tree what can never run, in place, without recursion; of `if TYPE_CHECKING` the imports stay.

    A name that stands alone does nothing but where its value is shown, as that of a notebook's cell is.
    """
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
            _name_lambdas(statements)
            if not shows_values:
                statements[:] = [_nothing(part) if _is_idle(part) else part for part in statements]
            pending.extend(statements)
    forget_unstarted(tree, is_cell=shows_values)
    return tree


def _name_lambdas(statements: list[ast.stmt]) -> None:
    """Make a function of each lambda that is kept under a name, so that it counts where that name is read.

    One that a call is handed stays what it is, and so does one that is returned; that of a default value, or of a
    statement that keeps it nowhere, gets a name that nothing can read.
    """
    for position in range(len(statements) - 1, -1, -1):
        statement = statements[position]
        kept = [node for part in _kept(statement) for node in _lambdas(part)]
        for node in kept:
            function = ast.FunctionDef(
                name=_keeper(statement),
                args=node.args,
                body=[ast.copy_location(ast.Return(value=node.body), node)],
                decorator_list=[],
                returns=None,
                type_comment=None,
            )
            statements.insert(position, ast.copy_location(function, node))
            # Nothing of it is left where it stood.
            node.args, node.body = _NO_ARGUMENTS, ast.copy_location(ast.Constant(value=None), node)


def _kept(statement: ast.stmt) -> list[ast.expr]:
    """The expressions whose value a statement keeps, or does nothing with."""
    if isinstance(statement, (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr)):
        return [statement.value] if statement.value is not None else []
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return [value for value in (*statement.args.defaults, *statement.args.kw_defaults) if value is not None]
    return []


def _lambdas(value: ast.expr) -> list[ast.Lambda]:
    """The lambdas in a value that no call is handed."""
    found: list[ast.Lambda] = []
    pending: list[ast.AST] = [value]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Lambda):
            found.append(node)
        elif isinstance(node, (ast.Dict, ast.List, ast.Tuple, ast.Set, ast.IfExp, ast.BoolOp, ast.NamedExpr)):
            pending.extend(ast.iter_child_nodes(node))
    return found


def _keeper(statement: ast.stmt) -> str:
    """The name by which what a statement keeps is found again."""
    target: ast.expr | None = None
    if isinstance(statement, ast.Assign):
        target = statement.targets[0]
    elif isinstance(statement, (ast.AnnAssign, ast.AugAssign)):
        target = statement.target
    while isinstance(target, ast.Subscript):
        target = target.value
    if isinstance(target, ast.Name):
        return target.id
    return target.attr if isinstance(target, ast.Attribute) else "<lambda>"


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
        if _is_nothing(node.iter):
            node.body = [_nothing(node.body[0])]
    elif isinstance(node, ast.Try) and all(map(_cannot_fail, node.body)):
        for handler in node.handlers:
            handler.body = [_nothing(handler.body[0])]


def _cannot_fail(statement: ast.stmt) -> bool:
    """Whether a statement does nothing, keeps a constant under a name or imports what every Python has."""
    if isinstance(statement, ast.Import):
        return all(alias.name in _EVERYWHERE for alias in statement.names)
    if isinstance(statement, ast.Assign):
        return isinstance(statement.value, ast.Constant) and all(
            isinstance(part, ast.Name) for part in statement.targets
        )
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


def _is_nothing(iterated: ast.expr) -> bool:
    """Whether a loop has nothing to go over: `()`, `[]`, `range(0)`."""
    if isinstance(iterated, (ast.Tuple, ast.List)):
        return not iterated.elts
    return (
        isinstance(iterated, ast.Call)
        and isinstance(iterated.func, ast.Name)
        and iterated.func.id == "range"
        and len(iterated.args) == 1
        and _truth(iterated.args[0]) is False
    )


def _is_idle(statement: ast.AST) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, (ast.Name, ast.Attribute, ast.Lambda))


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
    return _compared(test) if isinstance(test, ast.Compare) and len(test.ops) == 1 else None


def _compared(test: ast.Compare) -> bool | None:
    """What a comparison of two constants always is, and that of the name that a program is started under."""
    left, kind, right = test.left, type(test.ops[0]), test.comparators[0]
    if kind in (ast.Eq, ast.Is) and any(map(_is_new_object, (left, right))):
        # What has just been made is nothing that was there before.
        return False
    if not isinstance(right, ast.Constant):
        return None
    if isinstance(left, ast.Name) and left.id == "__name__" and kind is ast.Eq:
        # A module is called "__main__" or by its own name, which has no underscores around it.
        is_never = isinstance(right.value, str) and right.value.startswith("__") and right.value != "__main__"
        return False if is_never else None
    if not isinstance(left, ast.Constant) or kind not in _COMPARING:
        return None
    try:
        return bool(_COMPARING[kind](left.value, right.value))
    except TypeError:
        return None


def _is_new_object(value: ast.expr) -> bool:
    """Whether it is `object()`, which is equal to nothing but itself."""
    return (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Name)
        and value.func.id == "object"
        and not value.args
    )


def _is_for_types(test: ast.expr) -> bool:
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )


def _leaves(statement: ast.stmt) -> bool:
    if isinstance(statement, (ast.Return, ast.Raise, ast.Continue, ast.Break)):
        return True
    if isinstance(statement, ast.Assert):
        return _truth(statement.test) is False
    if isinstance(statement, ast.If):
        return bool(_truth(statement.test)) and _leaves(statement.body[-1])
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
        return False
    function = statement.value.func
    name = function.id if isinstance(function, ast.Name) else ""
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        name = f"{function.value.id}.{function.attr}"
    return name in _LEAVING
