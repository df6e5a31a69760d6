"""What the project's own decorators do with a function: put it into a table, only wrap it, or hand it to somebody."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portfolio_kit.repository.code.facts import Function
    from portfolio_kit.repository.code.python import Module

PUTS = frozenset({"append", "add", "insert", "update", "setdefault", "extend"})
"""What puts something into a table."""
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_INNER = (*_FUNCTIONS, ast.Lambda, ast.ClassDef)
_WRAPS = frozenset({"wraps", "update_wrapper"})

_Maker = ast.FunctionDef | ast.AsyncFunctionDef


def decorated(modules: Sequence[Module]) -> Iterator[tuple[Module, Function, list[str]]]:
    """Yield the functions whose decorators are all the project's own, and hand them to nobody, with the tables that
    they are put into; none of them where they are only wrapped.
    """
    makers: dict[str, list[Function]] = {}
    marked = [(module, one) for module in modules for one in module.functions if one.decorators and not one.in_class]
    wanted = {decorator.rpartition(".")[2] for _, one in marked for decorator in one.decorators}
    for module in modules if wanted else ():
        for function in module.functions:
            if function.last in wanted:
                makers.setdefault(function.last, []).append(function)
    for module, function in marked if makers else ():
        tables: list[str] = []
        for node, name in zip(function.node.decorator_list, function.decorators, strict=True):
            maker = makers.get(name.rpartition(".")[2], [])
            found = _tables(maker[0].node, is_called=isinstance(node, ast.Call)) if len(maker) == 1 else None
            if found is None or maker[0] is function:
                break
            tables += found
        else:
            yield module, function, tables


def _tables(maker: _Maker, *, is_called: bool) -> list[str] | None:
    """The tables that a decorator puts a function into; None where it hands it to somebody else, or may."""
    taking = _returned(maker) if is_called else maker
    arguments = [argument.arg for argument in taking.args.args if argument.arg != "self"] if taking else []
    if taking is None or len(arguments) != 1:
        return None
    given = {arguments[0], *(part.name for part in taking.body if isinstance(part, _FUNCTIONS))}
    tables: list[str] = []
    passed: set[int] = set()
    for node in _own(taking):
        if isinstance(node, ast.Return) or (isinstance(node, ast.Call) and named(node.func) in _WRAPS):
            passed.update(map(id, [node.value] if isinstance(node, ast.Return) else node.args))
        elif isinstance(node, ast.Attribute):
            passed.add(id(node.value))
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript) and _is(node.value, given):
            tables.append(table_of(node.targets[0]))
            passed.add(id(node.value))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in PUTS:
            put = [part for one in node.args for part in ast.walk(one) if _is(part, given)]
            tables += [named(node.func.value)] * bool(put)
            passed.update(map(id, put))
    handed = any(_is(node, given) and id(node) not in passed for node in _own(taking))
    return None if handed or not all(tables) else tables


def _is(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names


def _returned(maker: _Maker) -> _Maker | None:
    """The function inside that one gives back; None where that is something else, or may be."""
    names = [named(node.value) for node in _own(maker) if isinstance(node, ast.Return) and node.value is not None]
    if len(names) != 1:
        return None
    return next((part for part in maker.body if isinstance(part, _FUNCTIONS) and part.name == names[0]), None)


def _own(function: _Maker) -> Iterator[ast.AST]:
    """Yield what stands in a function itself, and of those inside it what is evaluated as they are made."""
    pending: list[ast.AST] = list(function.body)
    while pending:
        node = pending.pop()
        yield node
        if isinstance(node, _FUNCTIONS):
            pending.extend(node.decorator_list)
        elif not isinstance(node, _INNER):
            pending.extend(ast.iter_child_nodes(node))


def table_of(target: ast.expr) -> str:
    """The name by which a table is found again."""
    while isinstance(target, ast.Subscript):
        target = target.value
    return named(target)


def named(node: ast.AST) -> str:
    """The last part of a name; empty for what is none."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
