"""What can never run, by its syntax alone: below `if False` or `if 1 > 2`, after `return`, in a loop over nothing.

A lambda that is kept under a name is made a function, so that it too counts only where something reads its name.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from portfolio_kit.repository.code.leaving import imports_absent, leaves, never_return
from portfolio_kit.repository.code.truth import matched, truth
from portfolio_kit.repository.code.unstarted import LAMBDA, forget_unstarted

_NO_ARGUMENTS = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
_EVERYWHERE = frozenset(
    {"abc", "collections", "copy", "csv", "datetime", "functools", "io", "itertools", "json", "logging", "math", "os"}
    | {"pathlib", "random", "re", "string", "sys", "time", "typing", "warnings"}
)
_LISTS = ("body", "orelse", "finalbody", "handlers", "cases")


def prune(
    tree: ast.Module,
    *,
    shows_values: bool = False,
    is_absent: Callable[[str], bool] = lambda _: False,
    is_elsewhere: Callable[[str], bool] = lambda _: False,
) -> ast.Module:
    """Take out of a tree what can never run, in place, without recursion; of `if TYPE_CHECKING` the imports stay.

    A name that stands alone does nothing but where its value is shown, as that of a notebook's cell is. `is_absent`
    says which modules are nowhere: a `try` ends at such an import; `is_elsewhere`, which names other modules speak of.
    """
    ends = frozenset() if shows_values else never_return(tree)
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
            elif field == "orelse" and isinstance(node, ast.If) and truth(node.test):
                statements[:] = []
            elif field == "cases" and isinstance(node, ast.Match):
                _empty_cases(node)
            _cut(node, field, statements, ends, is_absent)
            _empty_loops(statements)
            _name_lambdas(statements)
            for part in statements:
                if isinstance(part, ast.Expr):
                    part.value = _evaluated(part.value)
            if not shows_values:
                statements[:] = [_nothing(part) if _is_idle(part) else part for part in statements]
            pending.extend(statements)
    forget_unstarted(tree, is_cell=shows_values, is_elsewhere=is_elsewhere)
    return tree


def _cut(
    node: ast.AST,
    field: str,
    statements: list[ast.stmt],
    ends: frozenset[str],
    is_absent: Callable[[str], bool],
) -> None:
    """Take away what follows on a statement after which nothing of the same list runs."""
    is_tried = isinstance(node, ast.Try) and field == "body"
    for position, statement in enumerate(statements):
        is_end = leaves(statement, ends)
        if is_end or (is_tried and imports_absent(statement, is_absent) and _goes_on(node)):
            # What else a `try` imports is asked for all the same.
            rest = [] if is_end else list(filter(_is_import, statements[position + 1 :]))
            statements[position + 1 :] = rest
            if isinstance(node, ast.Try) and is_tried:
                node.orelse = []
            return


def _empty_cases(match: ast.Match) -> None:
    """Leave nothing in the cases that a constant is never, and in those after the one that it is."""
    is_over = False
    for case in match.cases:
        found = False if is_over else matched(case.pattern, match.subject)
        if found is False or (case.guard is not None and truth(case.guard) is False):
            case.body = [_nothing(case.body[0])]
        is_over |= bool(found) and case.guard is None


def _empty_loops(statements: list[ast.stmt]) -> None:
    """Leave nothing in a loop over a list that was made empty before it and that nothing since then has named."""
    looped = {part.iter.id for part in statements if isinstance(part, ast.For) and isinstance(part.iter, ast.Name)}
    empty: set[str] = set()
    for statement in statements if looped else ():
        if isinstance(statement, ast.For) and isinstance(statement.iter, ast.Name) and statement.iter.id in empty:
            statement.body = [_nothing(statement.body[0])]
        if empty:
            empty -= {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
        if isinstance(statement, ast.Assign) and _is_nothing(statement.value):
            empty |= {target.id for target in statement.targets if isinstance(target, ast.Name)} & looped


def _goes_on(tried: ast.AST) -> bool:
    """Whether a `try` passes over what fails in it, and tells nobody to install something first."""
    handlers: list[ast.ExceptHandler] = getattr(tried, "handlers", [])
    return not any(leaves(handler.body[-1]) for handler in handlers)


def _is_import(statement: ast.stmt) -> bool:
    return isinstance(statement, (ast.Import, ast.ImportFrom))


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
                type_comment=LAMBDA,
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
        if truth(node.test) is False:
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
        and truth(iterated.args[0]) is False
    )


def _evaluated(value: ast.expr) -> ast.expr:
    """What is evaluated of a value that nothing keeps: of `False and run()` nothing more than the first part."""
    if isinstance(value, ast.BoolOp):
        first = truth(value.values[0])
        if first is not None and first is isinstance(value.op, ast.Or):
            return value.values[0]
    if isinstance(value, ast.IfExp) and (chosen := truth(value.test)) is not None:
        return value.body if chosen else value.orelse
    return value


def _is_idle(statement: ast.AST) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, (ast.Name, ast.Attribute, ast.Lambda))


def _nothing(place: ast.stmt) -> ast.stmt:
    return ast.copy_location(ast.Pass(), place)


def _is_for_types(test: ast.expr) -> bool:
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )
