"""What a module only seems to start: a generator nobody goes through, a coroutine nobody awaits, a thread nobody
starts, a function that another of its name replaces or a decorator throws away.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from portfolio_kit.repository.code.syntax import own_nodes, walk

Function = ast.FunctionDef | ast.AsyncFunctionDef

LAMBDA = "lambda"
"""Marks a function that was a lambda, kept under the name of what holds it."""
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_THREADS = frozenset({"Thread", "Process", "Timer"})
_STARTS = frozenset({"start", "run"})
_WRAPS = frozenset({"wraps", "update_wrapper"})
# What tells of a function without calling it.
_TELLING = frozenset({"__name__", "__qualname__", "__doc__", "__module__"})
_TELLS = frozenset({"print", "callable", "isinstance", "type", "repr", "str", "id", "len", "bool", "hasattr"})
# What a call makes that does nothing until somebody goes through it or calls it.
_LAZY = frozenset({"map", "filter", "partial"})


def forget_unstarted(tree: ast.Module, *, is_cell: bool) -> None:
    """Take out of a tree, in place, what is written as if it ran; of a cell, what no other cell can start."""
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
        changed |= _forget_threads(nodes)
        changed |= _forget_told(tree, nodes, {function.name for function in functions})
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
        if isinstance(node, ast.Attribute) and node.attr in _TELLING:
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
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _TELLS:
            told = {id(part) for part in node.args if _is_one(part, known)}
            node.args = [_none(part) if id(part) in told else part for part in node.args]
            found |= bool(told)
        elif isinstance(node, ast.FormattedValue) or (isinstance(node, ast.Attribute) and node.attr in _TELLING):
            if _is_one(node.value, known):
                node.value, found = _none(node.value), True
        elif isinstance(node, ast.Expr) and _is_lazy(node.value):
            node.value, found = _none(node.value), True
    return found


def _none(place: ast.expr) -> ast.expr:
    return ast.copy_location(ast.Constant(value=None), place)


def _is_lazy(value: ast.expr) -> bool:
    """Whether a value does nothing by being made: `(run() for _ in rows)`, `map(run, rows)`, `partial(run)`."""
    if isinstance(value, ast.Call):
        return (isinstance(value.func, ast.Name) and value.func.id in _LAZY) or _last(value.func) == "partial"
    return isinstance(value, ast.GeneratorExp)


def _is_one(node: ast.expr, names: set[str]) -> bool:
    return isinstance(node, ast.Name) and node.id in names


def _forget_threads(nodes: list[ast.AST]) -> bool:
    """Hand nothing to the threads of a module that starts none; whether there are any."""
    threads = [node for node in nodes if isinstance(node, ast.Call) and _last(node.func) in _THREADS]
    idle = threads and not any(isinstance(node, ast.Attribute) and node.attr in _STARTS for node in nodes)
    if idle:
        for thread in threads:
            thread.args = list(map(_none, thread.args))
            for keyword in thread.keywords:
                if keyword.arg in ("target", "function"):
                    keyword.value = _none(keyword.value)
    return bool(idle)


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
