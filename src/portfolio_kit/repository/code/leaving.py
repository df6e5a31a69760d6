"""Statements after which nothing more of a list of statements runs."""

from __future__ import annotations

import ast
from collections.abc import Callable

from portfolio_kit.repository.code.syntax import own_nodes
from portfolio_kit.repository.code.truth import truth

_LEAVING = frozenset(
    {"exit", "quit", "sys.exit", "os._exit", "pytest.skip", "pytest.xfail", "self.skipTest", "skipTest"}
)
_DIVIDING = (ast.Div, ast.FloorDiv, ast.Mod)


def leaves(statement: ast.stmt, ending: frozenset[str] = frozenset()) -> bool:
    """Whether nothing that stands after a statement runs; `ending` are the module's functions that never return."""
    if isinstance(statement, (ast.Return, ast.Raise, ast.Continue, ast.Break)):
        return True
    if isinstance(statement, ast.Assert):
        return truth(statement.test) is False
    if isinstance(statement, ast.If):
        return bool(truth(statement.test)) and leaves(statement.body[-1], ending)
    if isinstance(statement, (ast.Expr, ast.Assign)) and _fails(statement.value):
        return True
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
        return False
    function = statement.value.func
    name = function.id if isinstance(function, ast.Name) else ""
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        name = f"{function.value.id}.{function.attr}"
    return name in _LEAVING or name in ending


def _fails(value: ast.expr) -> bool:
    """Whether an expression of constants can only fail: `1 / 0`, `[][0]`."""
    if isinstance(value, ast.BinOp) and isinstance(value.op, _DIVIDING):
        return isinstance(value.right, ast.Constant) and value.right.value in (0, 0.0)
    return isinstance(value, ast.Subscript) and (
        (isinstance(value.value, (ast.List, ast.Tuple)) and not value.value.elts)
        or (isinstance(value.value, ast.Dict) and not value.value.keys)
    )


def never_return(tree: ast.Module) -> frozenset[str]:
    """The functions at the top of a module that end in an error or in the end of the program, whoever calls them."""
    found: dict[str, bool] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            ends = (
                not node.decorator_list
                and any(leaves(part) for part in node.body)
                and not any(isinstance(part, (ast.Return, ast.Yield, ast.YieldFrom)) for part in own_nodes(node))
            )
            found[node.name] = ends and node.name not in found
    return frozenset(name for name, ends in found.items() if ends)


def imports_absent(statement: ast.stmt, is_absent: Callable[[str], bool]) -> bool:
    """Whether a statement imports a module that is nowhere."""
    if isinstance(statement, ast.Import):
        return any(is_absent(alias.name) for alias in statement.names)
    return isinstance(statement, ast.ImportFrom) and is_absent("." * statement.level + (statement.module or ""))
