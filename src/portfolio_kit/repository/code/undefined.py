"""Names that code reads and that nothing binds: Python stops there with a NameError."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit.repository.code.syntax import walk

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module

# What tools put into the modules that they run.
_PUT_IN = frozenset({"_", "snakemake", "get_config", "profile", "reveal_type", "WindowsError"})


class Undefined(NamedTuple):
    """A name that means nothing where it is read, and the line of that."""

    name: str
    line: int


def on_import(module: Module) -> Undefined | None:
    """Return the first name without a meaning that is read whenever a module is imported.

    That is what stands at its top and in its classes, in no condition and no `try`, and of functions what is read as
    they are defined: decorators, defaults and annotations, where those are not put off.
    """
    unknown = {name for names in module.own_names.values() for name in names if not _is_known(module, name)}
    if not unknown or module.is_beyond:
        return None
    puts_off = "annotations" in module.aliases and module.mentions("from __future__")
    for tree, start in module.trees:
        for node in _run(tree.body, puts_off=puts_off):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in unknown:
                return Undefined(node.id, node.lineno + start)
    return None


def in_function(module: Module, scope: str) -> str | None:
    """Return the first name without a meaning that a function or method reads as it runs."""
    return next((name for name in sorted(module.own_names.get(scope, ())) if not _is_known(module, name)), None)


def _is_known(module: Module, name: str) -> bool:
    return name in _PUT_IN or name.startswith("__") or module.binds([name])


def _run(statements: list[ast.stmt], *, puts_off: bool) -> Iterator[ast.AST]:
    """Yield what Python surely evaluates of some statements as it imports a module."""
    for statement in statements:
        if getattr(statement, "type_params", None):
            continue
        for part in _parts(statement, puts_off=puts_off):
            yield from _evaluated(part)
        if isinstance(statement, ast.ClassDef):
            yield from _run(statement.body, puts_off=puts_off)


def _parts(statement: ast.stmt, *, puts_off: bool) -> list[ast.expr | ast.stmt]:
    """The expressions of a statement that are evaluated whenever it is run."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
        defaults = [value for value in (*statement.args.defaults, *statement.args.kw_defaults) if value is not None]
        return [*statement.decorator_list, *defaults, *(() if puts_off else _annotations(statement))]
    if isinstance(statement, ast.ClassDef):
        return [*statement.decorator_list, *statement.bases, *(word.value for word in statement.keywords)]
    if isinstance(statement, ast.AnnAssign):
        value = [statement.value] if statement.value is not None else []
        return [*value, *(() if puts_off else (statement.annotation,))]
    return [statement] if isinstance(statement, (ast.Expr, ast.Assign, ast.AugAssign)) else []


def _annotations(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.expr]:
    arguments = function.args
    for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg):
        if argument is not None and argument.annotation is not None:
            yield argument.annotation
    if function.returns is not None:
        yield function.returns


def _evaluated(node: ast.AST) -> list[ast.AST]:
    """What is evaluated with an expression: nothing of the functions that it only makes, and no second choice."""
    later = [
        inner
        for part in walk(node)
        for inner in (
            [part.body]
            if isinstance(part, ast.Lambda)
            else [part.body, part.orelse]
            if isinstance(part, ast.IfExp)
            else part.values[1:]
            if isinstance(part, ast.BoolOp)
            else []
        )
    ]
    put_off = {id(part) for inner in later for part in walk(inner)}
    return [part for part in walk(node) if id(part) not in put_off]
