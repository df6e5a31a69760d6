"""What a module only seems to start: a generator nobody goes through, a coroutine nobody awaits, a thread nobody
starts, a job whose schedule nobody runs, a function that another of its name replaces or a decorator throws away.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import NamedTuple

from portfolio_kit.repository.code.kept import TELLING, TELLS, forget_kept, is_lazy
from portfolio_kit.repository.code.syntax import own_nodes, walk

Function = ast.FunctionDef | ast.AsyncFunctionDef

LAMBDA = "lambda"
"""Marks a function that was a lambda, kept under the name of what holds it."""
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_WRAPS = frozenset({"wraps", "update_wrapper"})


class _Waiting(NamedTuple):
    """Calls that hand a function to what waits, and what has to be called for it to be called ever."""

    calls: frozenset[str]
    package: str
    """What the module has to import for the calls to be those; empty where their names say enough."""
    starts: frozenset[str]
    in_any_module: bool
    """Whether another module may do so."""


_WAITING = (
    _Waiting(frozenset({"Thread", "Process", "Timer"}), "", frozenset({"start", "run"}), in_any_module=False),
    _Waiting(
        frozenset({"signal"}),
        "signal",
        frozenset(
            {"alarm", "raise_signal", "setitimer", "kill", "pause", "sigwait", "sleep", "wait", "join", "mainloop"}
            | {"run_forever", "serve_forever", "run", "start"}
        ),
        in_any_module=True,
    ),
    _Waiting(frozenset({"do"}), "schedule", frozenset({"run_pending", "run_all"}), in_any_module=True),
)


def forget_unstarted(tree: ast.Module, *, is_cell: bool, is_elsewhere: Callable[[str], bool] = lambda _: False) -> None:
    """Take out of a tree, in place, what is written as if it ran; of a cell, what no other cell can start.

    `is_elsewhere` says of a name whether another module speaks of it.
    """
    nodes = walk(tree)
    functions = [node for node in tree.body if isinstance(node, _FUNCTIONS)]
    changed = _forget_replaced(tree.body)
    for node in nodes:
        if isinstance(node, ast.ClassDef):
            changed |= _forget_replaced(node.body)
    decorated = [node for node in nodes if isinstance(node, _FUNCTIONS) and node.decorator_list]
    if decorated:
        changed |= _empty_thrown_away(decorated, {function.name: function for function in functions})
    beginning = [function for function in functions if not function.decorator_list and _only_begins(function)]
    if beginning:
        bound = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        idle = {function.name for function in beginning} - bound
        for node in nodes if idle else ():
            for statements in _statements(node):
                statements[:] = [_nothing(part) if _is_bare_call(part, idle) else part for part in statements]
        changed = True
    if not is_cell:
        for waiting in _WAITING:
            changed |= _forget_waiting(waiting, nodes, is_elsewhere)
        changed |= _forget_told(tree, nodes, {function.name for function in functions})
        changed |= forget_kept(tree, nodes, is_elsewhere)
    if changed:
        # What was found below the tree is found anew.
        del tree.__dict__["walked"]


def _forget_replaced(statements: list[ast.stmt]) -> bool:
    """Leave nothing of a function that another of its name replaces before anything runs that could call it; whether
    there was one.
    """
    last: dict[str, int] = {}
    found = False
    for position, statement in enumerate(statements):
        # Of tests that are lost so, their criterion tells.
        if isinstance(statement, _FUNCTIONS) and not statement.decorator_list and not statement.name.startswith("test"):
            before = last.get(statement.name)
            if before is not None:
                statements[before] = _nothing(statements[before])
                found = True
            last[statement.name] = position
        elif not isinstance(statement, (ast.Import, ast.ImportFrom, ast.Pass)) and not (
            isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        ):
            last.clear()
    return found


def _empty_thrown_away(decorated: list[Function], decorators: dict[str, Function]) -> bool:
    """Leave nothing in what the module's own decorators put something else in the place of, without ever calling it;
    whether there was such a function.
    """
    found = False
    for function in decorated:
        for decorator in function.decorator_list:
            name = decorator.func if isinstance(decorator, ast.Call) else decorator
            maker = decorators.get(name.id) if isinstance(name, ast.Name) else None
            if maker is not None and isinstance(decorator, ast.Call):
                maker = _returned(maker)
            if maker is not None and maker is not function and _throws_away(maker):
                function.body = [_nothing(function.body[0])]
                found = True
    return found


def _returned(function: Function) -> Function | None:
    """The function inside that one gives back; None where that is something else, or may be."""
    names = [
        node.value.id if isinstance(node.value, ast.Name) else ""
        for node in own_nodes(function)
        if isinstance(node, ast.Return)
    ]
    if len(names) != 1:
        return None
    return next((part for part in function.body if isinstance(part, _FUNCTIONS) and part.name == names[0]), None)


def _throws_away(decorator: Function) -> bool:
    """Whether a decorator gives back a function of its own that has no more of the one it is given than its name."""
    arguments = [*decorator.args.posonlyargs, *decorator.args.args]
    if len(arguments) != 1 or _returned(decorator) is None:
        return False
    given = arguments[0].arg
    told: set[int] = set()
    for node in ast.walk(decorator):
        if isinstance(node, ast.Attribute) and node.attr in TELLING:
            told.add(id(node.value))
        elif isinstance(node, ast.Call) and _last(node.func) in _WRAPS:
            told.update(map(id, node.args))
    return not any(
        isinstance(node, ast.Name) and node.id == given and id(node) not in told for node in ast.walk(decorator)
    )


def _only_begins(function: Function) -> bool:
    """Whether a call of a function runs nothing of it: that of a coroutine, or of a generator."""
    return isinstance(function, ast.AsyncFunctionDef) or any(
        isinstance(node, (ast.Yield, ast.YieldFrom)) for node in own_nodes(function)
    )


def _forget_told(tree: ast.Module, nodes: list[ast.AST], functions: set[str]) -> bool:
    """Leave nothing of the functions of a module, its own and those that it imports, where they are only told of, and
    of what a statement makes to be gone through and keeps nowhere; whether there was any of it.
    """
    imported = {
        alias.asname or alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    given = {node.id for node in nodes if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    known = (functions | imported) - given
    known |= {part.name for part in tree.body if isinstance(part, ast.FunctionDef) and part.type_comment == LAMBDA}
    found = False
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TELLS:
            told = {id(part) for part in node.args if _is_one(part, known)}
            node.args = [_none(part) if id(part) in told else part for part in node.args]
            found |= bool(told)
        elif isinstance(node, ast.FormattedValue) or (isinstance(node, ast.Attribute) and node.attr in TELLING):
            if _is_one(node.value, known):
                node.value, found = _none(node.value), True
        elif isinstance(node, ast.Expr) and is_lazy(node.value):
            node.value, found = _none(node.value), True
    return found


def _none(place: ast.expr) -> ast.expr:
    return ast.copy_location(ast.Constant(value=None), place)


def _is_one(node: ast.expr, names: set[str]) -> bool:
    return isinstance(node, ast.Name) and node.id in names


def _forget_waiting(waiting: _Waiting, nodes: list[ast.AST], is_elsewhere: Callable[[str], bool]) -> bool:
    """Hand nothing to what waits where nothing starts it; whether there is such a call."""
    calls = [node for node in nodes if isinstance(node, ast.Call) and _last(node.func) in waiting.calls]
    if not calls or (waiting.package and not _imports(waiting.package, nodes)):
        return False
    named = {_last(node) for node in nodes if isinstance(node, (ast.Name, ast.Attribute))}
    if not named.isdisjoint(waiting.starts) or (waiting.in_any_module and any(map(is_elsewhere, waiting.starts))):
        return False
    for call in calls:
        call.args = list(map(_none, call.args))
        for keyword in call.keywords:
            if keyword.arg in ("target", "function"):
                keyword.value = _none(keyword.value)
    return True


def _imports(package: str, nodes: list[ast.AST]) -> bool:
    return any(
        (isinstance(node, ast.Import) and any(alias.name.partition(".")[0] == package for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == package)
        for node in nodes
    )


def _statements(node: ast.AST) -> Iterator[list[ast.stmt]]:
    for field in ("body", "orelse", "finalbody"):
        found = getattr(node, field, None)
        if isinstance(found, list):
            yield found


def _is_bare_call(statement: ast.stmt, names: set[str]) -> bool:
    """Whether a statement calls one of some functions, and nothing takes what comes of it."""
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Call)
        and isinstance(statement.value.func, ast.Name)
        and statement.value.func.id in names
    )


def _last(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def _nothing(place: ast.stmt) -> ast.stmt:
    return ast.copy_location(ast.Pass(), place)
