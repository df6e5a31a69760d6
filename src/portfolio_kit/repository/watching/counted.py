"""What a service counts of itself by hand: names of a module that its functions add to, and a route or a log that
reports them.

`STATS["requests"] += 1` in the route that predicts, and `return STATS` in another one, or `log.info("%s", STATS)`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from portfolio_kit.repository.code.facts import Call, Function
from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, walk
from portfolio_kit.repository.serving.apis import Route
from portfolio_kit.repository.watching.logs import is_log

_COUNTING = frozenset(
    {"append", "appendleft", "update", "add", "inc", "increment", "record", "observe", "track", "count"}
)

# What is added to a text or a list.
_TEXTS = (ast.List, ast.Tuple, ast.JoinedStr, ast.ListComp, ast.Dict)


def counted(reporting: Route, live: Live, *, in_numbers: bool = False) -> tuple[str, int] | None:
    """Return what a route reports and other functions of its module add to, and the line of the first that does.

    A function that nobody calls adds nothing. `in_numbers` asks for a sum that grows: a list may be anything.
    """
    module, reports = reporting.module, reporting.function
    kept = kept_at_top(module) & module.own_names.get(reports.name, set())
    for function in module.functions if kept else ():
        shared = kept - _local(function.node)
        if function.name == reports.name or not shared or not live.runs(module, function.name):
            continue
        for name, line in _summed(function.node) if in_numbers else added_to(function.node):
            if name.partition(".")[0] in shared:
                return name, line
    return None


def counted_in_log(answering: Sequence[Sequence[tuple[Module, Call]]]) -> Iterator[tuple[str, Module, int]]:
    """Yield what a route that predicts leads to adds a number to and logs: its name, the module and the line."""
    for reached in answering:
        for module, function in functions_of(reached):
            logged = {
                part.id
                for call in module.calls_in.get(function.name, ())
                if is_log(call)
                for argument in (*call.node.args, *call.node.keywords)
                for part in walk(argument)
                if isinstance(part, ast.Name)
            }
            shared = kept_at_top(module) & logged - _local(function.node)
            for name, line in _summed(function.node) if shared else ():
                if name.partition(".")[0] in shared:
                    yield name, module, line
                    break


def functions_of(reached: Sequence[tuple[Module, Call]]) -> Iterator[tuple[Module, Function]]:
    """Yield the functions in which what is reached stands."""
    scopes = {(module.path, call.scope): module for module, call in reached}
    for (_, scope), module in scopes.items():
        yield from ((module, function) for function in module.functions if function.name == scope)


def kept_at_top(module: Module) -> set[str]:
    """Return the names that a module gives a value at its top."""
    found: set[str] = set()
    for tree, _ in module.trees:
        for node in tree.body:
            if isinstance(node, (ast.Assign, ast.AnnAssign)):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                found.update(target.id for target in targets if isinstance(target, ast.Name))
    return found


def _local(function: ast.AST) -> set[str]:
    """The names that mean something of the function's own in it."""
    given: set[str] = set()
    shared: set[str] = set()
    for node in walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            given.add(node.id)
        elif isinstance(node, ast.arg):
            given.add(node.arg)
        elif isinstance(node, ast.Global):
            shared.update(node.names)
    return given - shared


def _summed(function: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield the names of the entries that a function adds a number to: `answers[kind] += 1`, `total += seconds`."""
    for node in walk(function):
        if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add) and not isinstance(node.value, _TEXTS):
            yield from ((name, line) for name, line in added_to(node) if line == node.lineno)


def added_to(function: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield the names that a function adds to, with the line."""
    for node in walk(function):
        if isinstance(node, ast.AugAssign):
            target: ast.expr = node.target
            while isinstance(target, ast.Subscript):
                target = target.value
            yield dotted(target), node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _COUNTING:
            yield dotted(node.func.value), node.lineno
