"""Tables of functions: what is only put into one runs where something takes it out again, and not where it is counted,
named or looked for.

`STEPS = {"train": train}` and `@step("train")` start nothing; `STEPS["train"]()` and a loop over it do.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit.repository.code.decorators import PUTS, decorated, named, table_of
from portfolio_kit.repository.code.syntax import CHILDREN, attribute_asked

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_TABLES = (ast.Dict, ast.List, ast.Tuple, ast.Set)
# What tells of a table, and what gives its keys or parts in another form.
_TELLS = frozenset({"len", "print", "str", "repr", "bool", "type", "isinstance", "join", "info", "debug", "warning"})
_PASSES = frozenset({"list", "sorted", "tuple", "set", "enumerate", "reversed", "iter", "keys", "values", "items"})
_TELLING = frozenset({"__name__", "__qualname__", "__doc__", "__module__"})
_MOST, _MOST_TABLES = 50, 300


class Registry(NamedTuple):
    """A table that functions are put into: where, which of the names that are read there it alone reads, and where
    something is taken out of it.
    """

    path: str
    scope: str
    names: frozenset[str]
    attributes: frozenset[str]
    users: frozenset[tuple[str, str]]
    decorated: str = ""
    """The function that a decorator puts into it, or into none, by its whole name; empty where none does."""


class _Place(NamedTuple):
    """A node with the function that it stands in, and the node around it."""

    node: ast.AST
    scope: str
    above: ast.AST | None


def registries(modules: Sequence[Module]) -> list[Registry]:
    """Return the tables that the modules put functions of theirs into."""
    functions = {function.last for module in modules for function in module.functions}
    functions |= {node.name for module in modules for node in module.classes}
    found: list[Registry] = []
    users: dict[str, frozenset[tuple[str, str]]] = {}
    seen: dict[str, list[_Place]] = {}

    def taken(name: str) -> frozenset[tuple[str, str]]:
        if name not in users:
            users[name] = frozenset(_users(name, modules, seen))
        return users[name]

    for module in modules:
        # What a module has, or imports: another's function of the name of a variable is none of it.
        own = {function.last for function in module.functions} | {node.name for node in module.classes}
        own |= functions & {full.rpartition(".")[2] for full in module.aliases.values()}
        if any(_puts(node, own) for node in module.assignments):
            found += _tables(module, own, seen, taken)
        if len(found) > _MOST_TABLES:
            return []
    for module, function, kinds in decorated(modules):
        held = frozenset({function.last})
        outer = function.name.rpartition(".")[0]
        for table in kinds or [""]:
            takers = taken(table) if table else frozenset()
            found.append(Registry(module.path, outer, held, frozenset(), takers, function.name))
    return found


def _puts(node: ast.Assign | ast.AnnAssign, own: set[str]) -> bool:
    value = node.value
    is_table = isinstance(value, (*_TABLES, ast.Name)) or (isinstance(value, ast.Call) and _is_partial(value))
    return value is not None and is_table and any(named(part) in own for part in _parts(value))


def _is_partial(call: ast.Call) -> bool:
    """Whether a call only keeps a function, to be called later."""
    return named(call.func) == "partial" and bool(call.args)


def _parts(table: ast.expr) -> Iterator[ast.Name | ast.Attribute]:
    """Yield the names that a table holds, in tables within it too; what is called there runs at once."""
    pending: list[ast.AST] = [table]
    while pending:
        node = pending.pop()
        if isinstance(node, (ast.Name, ast.Attribute)):
            yield node
        elif isinstance(node, ast.Call) and _is_partial(node):
            pending.append(node.args[0])
        elif isinstance(node, _TABLES):
            pending.extend(ast.iter_child_nodes(node))


def _tables(
    module: Module, own: set[str], seen: dict[str, list[_Place]], taken: Callable[[str], frozenset[tuple[str, str]]]
) -> Iterator[Registry]:
    places = _places(module, seen)
    reads = Counter((place.scope, named(place.node)) for place in places if _reads(place.node))
    for node, scope, _ in places:
        if not isinstance(node, (ast.Assign, ast.AnnAssign)) or not _puts(node, own):
            continue
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        name = table_of(targets[0]) if len(targets) == 1 else ""
        if not name or node.value is None:
            continue
        within = Counter(named(part) for part in _parts(node.value))
        held = {part for part in within.keys() & own if within[part] == reads[scope, part]}
        if held:
            yield Registry(module.path, scope, frozenset(held), frozenset(held), taken(name))


def _reads(node: ast.AST) -> bool:
    return isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Load)


def _below(node: ast.AST) -> Iterator[ast.AST]:
    return (place.node for place in _walk(node))


def _users(name: str, modules: Iterable[Module], seen: dict[str, list[_Place]]) -> Iterator[tuple[str, str]]:
    """Yield the functions in which something is taken out of a table."""
    for module in modules:
        names = {name} | {alias for alias, full in module.aliases.items() if full.rpartition(".")[2] == name}
        if not module.mentions(name):
            continue
        places = _places(module, seen)
        above = {id(place.node): place.above for place in places}
        for node, scope, _ in places:
            if (_reads(node) and named(node) in names and _takes(node, above)) or (
                isinstance(node, ast.Call) and attribute_asked(node) == name
            ):
                yield module.path, scope


def _takes(node: ast.AST, above: dict[int, ast.AST | None]) -> bool:  # noqa: C901 - a way to use a table each
    """Whether what stands around a table takes a function out of it: by its key, in a loop, or by handing it on."""
    for _ in range(_MOST):
        outer = above.get(id(node))
        if isinstance(outer, ast.Attribute):
            if outer.attr in PUTS:
                return False
            if outer.attr not in _PASSES:
                return True
        elif isinstance(outer, ast.Call):
            called = named(outer.func) if outer.func is not node else ""
            if called in _TELLS:
                return False
            if called not in _PASSES:
                return True
        elif isinstance(outer, (ast.For, ast.comprehension)) and outer.iter is node:
            return _uses_parts(outer.target, outer if isinstance(outer, ast.For) else above.get(id(outer)), above)
        elif isinstance(outer, (ast.Expr, ast.FormattedValue, ast.If, ast.While)):
            return False
        elif isinstance(outer, ast.Compare):
            return not all(isinstance(kind, (ast.In, ast.NotIn)) for kind in outer.ops)
        elif isinstance(outer, ast.Subscript):
            return isinstance(outer.ctx, ast.Load) and outer.value is node
        elif not isinstance(outer, (ast.UnaryOp, ast.Starred)):
            return True
        node = outer
    return True


def _uses_parts(target: ast.expr, loop: ast.AST | None, above: dict[int, ast.AST | None]) -> bool:
    """Whether a loop does more with what it goes through than to tell it."""
    names = {part.id for part in ast.walk(target) if isinstance(part, ast.Name)}
    for node in _below(loop) if loop is not None else ():
        if isinstance(node, ast.Name) and node.id in names and isinstance(node.ctx, ast.Load):
            outer = above.get(id(node))
            is_told = (
                (isinstance(outer, ast.Attribute) and outer.attr in _TELLING)
                or isinstance(outer, ast.FormattedValue)
                or (isinstance(outer, ast.Call) and named(outer.func) in _TELLS)
            )
            if not is_told:
                return True
    return False


def _places(module: Module, seen: dict[str, list[_Place]]) -> list[_Place]:
    found = seen.get(module.path)
    if found is None:
        found = seen[module.path] = [place for tree, _ in module.trees for place in _walk(tree)]
    return found


def _walk(top: ast.AST) -> Iterator[_Place]:
    """Yield a node and all below it, each with the name of the function or class that it stands in."""
    pending = [_Place(top, "", None)]
    while pending:
        place = pending.pop()
        yield place
        node, scope, _ = place
        inner = scope
        if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            inner = f"{scope}.{node.name}" if scope else node.name
        for name, _ in CHILDREN[type(node)]:
            value = getattr(node, name, None)
            where = inner if name == "body" else scope
            children = value if isinstance(value, list) else [value]
            pending.extend(_Place(child, where, node) for child in children if isinstance(child, ast.AST))
