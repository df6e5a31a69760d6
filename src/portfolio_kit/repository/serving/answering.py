"""Whether a route's answer is the model's: what it asked is used, and it asked about what it was sent."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call, Function
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called, walk
from portfolio_kit.repository.models.asked_rows import names_split
from portfolio_kit.repository.models.asking import asks_model

_TOLD = re.compile(r"(?:^|\.)(?:log|logger|logging|print|_?log)\b|^print$")
_RECEIVED = frozenset({"request", "req", "event", "body", "payload"})
_BUILT_IN = frozenset(dir(builtins))
_OF_THE_KIND = frozenset({"len", "type", "id", "isinstance"})
# What only puts values into a table or an array.
_WRAPS = frozenset({"DataFrame", "Series", "array", "asarray", "tensor", "from_numpy", "DMatrix", "reshape", "astype"})
_LITERALS = (ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.Set, ast.UnaryOp, ast.USub, ast.expr_context)


def answers(module: Module, function: Function, call: Call) -> bool:
    """Whether what a route asks the model itself may be its answer; of what it asks elsewhere nothing is known."""
    if call.scope != function.name or not asks_model(call):
        return True
    return is_answer(module, function, call.node)


def is_answer(module: Module, function: Function, call: ast.Call) -> bool:
    """Whether what a call in a route gives is used, and about what the route was sent."""
    return _is_used(function.node, call) and _is_about_input(module, function, call)


def gives_literals(function: Function) -> bool:
    """Whether all that a function gives back, at least once, is written out in it."""
    returned = [node.value for node in walk(function.node) if isinstance(node, ast.Return) and node.value is not None]
    return bool(returned) and all(isinstance(part, _LITERALS) for value in returned for part in ast.walk(value))


def _is_used(function: ast.AST, call: ast.Call) -> bool:
    """Whether the value of a call goes anywhere but into a log: returned, kept, passed on or decided by."""
    kept: list[tuple[set[str], ast.expr]] = []
    needed: set[str] = set()
    if _is_written_over(function, call):
        return False
    for node in walk(function):
        names = _named(node)
        if names and isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            kept.append((names, node.value))
        elif not (isinstance(node, ast.Expr) and _is_idle(node.value, call)):
            for part in _heads(node):
                if _holds(part, call):
                    return True
                needed |= _read(part)
    return _leads_on(kept, needed, call)


def _is_written_over(function: ast.AST, call: ast.Call) -> bool:
    """Whether the name that keeps the value of a call is given another before anything reads it."""
    for node in walk(function):
        statements = getattr(node, "body", None)
        if not isinstance(statements, list):
            continue
        for position, statement in enumerate(statements):
            names = _named(statement) if isinstance(statement, ast.Assign) and _holds(statement.value, call) else set()
            for later in statements[position + 1 :] if len(names) == 1 else ():
                if names & _read(later) and not (isinstance(later, ast.Expr) and _tells(later.value)):
                    break
                if isinstance(later, ast.Assign) and _named(later) == names:
                    return True
    return False


def _leads_on(kept: list[tuple[set[str], ast.expr]], needed: set[str], call: ast.Call) -> bool:
    """Whether a call's value is among what is kept under names that are needed, or that those are made of."""
    for _ in kept:
        wanted = [value for names, value in kept if names & needed]
        if any(_holds(value, call) for value in wanted):
            return True
        more = needed.union(*map(_read, wanted))
        if more == needed:
            break
        needed = more
    return False


def _named(node: ast.AST) -> set[str]:
    """The names that a statement only keeps a value under; none where it puts it into something else."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    if not all(isinstance(target, (ast.Name, ast.Tuple)) for target in targets):
        return set()
    return {part.id for target in targets for part in walk(target) if isinstance(part, ast.Name)}


def _holds(outer: ast.AST, call: ast.Call) -> bool:
    return any(part is call for part in walk(outer))


def _is_idle(value: ast.expr, call: ast.Call) -> bool:
    """Whether a statement throws the value of a call away, or only tells something."""
    return value is call or _is_awaited(value, call) or _tells(value)


def _is_awaited(value: ast.expr, call: ast.Call) -> bool:
    return isinstance(value, ast.Await) and value.value is call


def _tells(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and bool(_TOLD.search(dotted(value.func)))


def _heads(node: ast.AST) -> Iterator[ast.AST]:
    """What a statement itself reads, without the statements within; nothing of what is no statement."""
    if not isinstance(node, ast.stmt) or isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (ast.stmt, ast.ExceptHandler, ast.match_case)):
            yield child
        elif isinstance(child, ast.match_case) and child.guard is not None:
            yield child.guard


def _read(node: ast.AST) -> set[str]:
    """The names of the values that are read, not those of which only the kind or the number is asked."""
    parts = walk(node)
    counted = {
        id(inner)
        for part in parts
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id in _OF_THE_KIND
        for given in part.args
        for inner in walk(given)
    }
    return {
        part.id
        for part in parts
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load) and id(part) not in counted
    }


def _is_about_input(module: Module, function: Function, call: ast.Call) -> bool:
    """Whether a route that receives something asks about that, not about a row of the test set or values of its own."""
    asked = _meant(module, [*call.args, *(word.value for word in call.keywords)])
    arguments = function.node.args
    received = {part.arg for part in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)} - {"self", "cls"}
    received |= {part.id for part in walk(function.node) if isinstance(part, ast.Name) and part.id in _RECEIVED}
    given = [*call.args, *(word.value for word in call.keywords)]
    if received and given and all(map(_is_written_out, given)):
        return False
    if not asked or not received:
        return True
    direct = set(asked)
    together = [names for statement in walk(function.node) if (names := _together(module, statement, call))]
    for _ in together:
        before = len(asked)
        for names in together:
            if names & asked:
                asked |= names
        if len(asked) == before:
            break
    return bool(asked & received) or not (
        any(map(names_split, asked)) or _are_literal(function.node, asked) or _are_of_module(module, function, direct)
    )


def _are_of_module(module: Module, function: Function, names: set[str]) -> bool:
    """Whether names are of values that a module made when it was started, and a function leaves as they are."""
    own = {part.id for part in walk(function.node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
    at_top = {
        target.id
        for tree, _ in module.trees
        for statement in tree.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    return names <= at_top - own


def _together(module: Module, statement: ast.AST, call: ast.Call) -> set[str]:
    """The names that a statement may carry a value from and to; not what is only returned together."""
    if isinstance(statement, (ast.Return, ast.If, ast.While, ast.Assert)):
        return set()
    heads = list(_heads(statement))
    return set() if any(part is call for head in heads for part in walk(head)) else _meant(module, heads)


def _meant(module: Module, nodes: list[ast.expr] | list[ast.AST]) -> set[str]:
    """The names of values in some expressions, without those of modules and of what is called."""
    called = {id(part.func) for node in nodes for part in walk(node) if isinstance(part, ast.Call)}
    return {
        part.id
        for node in nodes
        for part in walk(node)
        if isinstance(part, ast.Name)
        and id(part) not in called
        and (part.id in _RECEIVED or part.id not in module.aliases)
        and part.id not in _BUILT_IN
    }


def _are_literal(function: ast.AST, names: set[str]) -> bool:
    """Whether names are only ever given values that stand there."""
    given = [
        node
        for node in walk(function)
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id in names for target in node.targets)
    ]
    return bool(given) and all(_is_written_out(node.value) for node in given)


def _is_written_out(value: ast.expr) -> bool:
    """Whether a value stands there, by itself or put into a table: `pd.DataFrame([{"age": 41}])`."""
    while isinstance(value, ast.Call) and name_called(value) in _WRAPS:
        on = value.func.value if isinstance(value.func, ast.Attribute) else None
        inner = on if isinstance(on, ast.Call) else value.args[0] if value.args else None
        if inner is None:
            return False
        value = inner
    return all(isinstance(part, _LITERALS) for part in walk(value))
