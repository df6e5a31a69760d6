"""What a module only keeps, tells of or drops: a generator that nobody goes through, a function that is given back and
taken by nobody, the default of an argument that is never read, an object of which only its making runs.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from portfolio_kit.repository.code.syntax import own_nodes, walk

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
TELLING = frozenset({"__name__", "__qualname__", "__doc__", "__module__"})
"""What tells of a function without calling it."""
TELLS = frozenset({"print", "callable", "isinstance", "type", "repr", "str", "id", "len", "bool", "hasattr"})
# What a call makes that does nothing until somebody goes through it or calls it.
_LAZY = frozenset({"map", "filter", "partial"})
# What Python calls of an object as it is made, told of or thrown away.
_MAKING = frozenset(
    {"__init__", "__new__", "__post_init__", "__init_subclass__", "__set_name__", "__class_getitem__", "__del__"}
    | {"__repr__", "__str__", "__format__", "__bool__", "__len__", "__eq__", "__hash__", "__getattribute__"}
    | {"__getattr__", "__setattr__"}
)


def forget_kept(tree: ast.Module, nodes: list[ast.AST], is_elsewhere: Callable[[str], bool]) -> bool:
    """Leave nothing of what a module, which is no cell, only keeps; whether there was any of it. `is_elsewhere` says
    of a name whether another module speaks of it.
    """
    kept = _Kept(tree, nodes, is_elsewhere)
    found = [kept.forget_generators(), kept.forget_defaults(), kept.forget_returned(), kept.forget_objects()]
    return any(found)


def is_lazy(value: ast.expr) -> bool:
    """Whether a value does nothing by being made: `(run() for _ in rows)`, `map(run, rows)`, `partial(run)`."""
    if isinstance(value, ast.Call):
        return (isinstance(value.func, ast.Name) and value.func.id in _LAZY) or (
            isinstance(value.func, ast.Attribute) and value.func.attr == "partial"
        )
    return isinstance(value, ast.GeneratorExp)


class _Kept:
    """The names of a module, and which of their uses do anything."""

    def __init__(self, tree: ast.Module, nodes: list[ast.AST], is_elsewhere: Callable[[str], bool]) -> None:
        self._tree = tree
        self._nodes = nodes
        self._is_elsewhere = is_elsewhere
        told = {id(part) for node in nodes for part in _told(node)}
        self._read = {
            node.id
            for node in nodes
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store) and id(node) not in told
        }
        self._told = told
        self._exports = any(isinstance(part, ast.Assign) and _names_all(part) for part in tree.body)

    def forget_generators(self) -> bool:
        found = False
        for node in self._nodes:
            if isinstance(node, ast.Assign) and is_lazy(node.value) and self._is_quiet(node):
                node.value, found = _none(node.value), True
        return found

    def forget_defaults(self) -> bool:
        found = False
        for node in self._nodes:
            if not isinstance(node, _FUNCTIONS) or not any(map(_is_named, _defaults(node))):
                continue
            read = {part.id for part in walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)}
            arguments = [*node.args.posonlyargs, *node.args.args]
            positional = node.args.defaults
            first = len(arguments) - len(positional)
            for position, value in enumerate(positional):
                if _is_named(value) and arguments[first + position].arg not in read | {"self"}:
                    positional[position], found = _none(value), True
            for position, keyword_value in enumerate(node.args.kw_defaults):
                if (
                    keyword_value is not None
                    and _is_named(keyword_value)
                    and node.args.kwonlyargs[position].arg not in read
                ):
                    node.args.kw_defaults[position], found = _none(keyword_value), True
        return found

    def forget_returned(self) -> bool:
        """Of a function that only gives back another, which nobody takes."""
        tops = {node.name for node in self._tree.body if isinstance(node, _FUNCTIONS)}
        givers: dict[str, list[ast.Return]] = {}
        for node in self._tree.body:
            if isinstance(node, ast.FunctionDef) and not node.decorator_list:
                inner = {part.name for part in walk(node) if isinstance(part, _FUNCTIONS)}
                returned = [part for part in own_nodes(node) if isinstance(part, ast.Return)]
                if returned and all(_gives(part.value, tops | inner) for part in returned):
                    givers[node.name] = returned
        dropped = self._dropped(set(givers))
        for name in dropped:
            for statement in givers[name]:
                if statement.value is not None:
                    statement.value = _none(statement.value)
        return bool(dropped)

    def forget_objects(self) -> bool:
        """Of classes whose objects are made and then used for nothing."""
        classes: dict[str, list[ast.FunctionDef | ast.AsyncFunctionDef]] = {}
        for node in self._tree.body:
            if isinstance(node, ast.ClassDef) and not node.decorator_list and not node.bases and not node.keywords:
                methods = [part for part in node.body if isinstance(part, _FUNCTIONS)]
                called = [
                    part
                    for part in methods
                    if part.name.startswith("__") and part.name.endswith("__") and part.name not in _MAKING
                ]
                if called and not any(map(_hands_itself_over, methods)):
                    classes[node.name] = called
        dropped = self._dropped(set(classes))
        for name in dropped:
            for method in classes[name]:
                method.body = [ast.copy_location(ast.Pass(), method.body[0])]
        return bool(dropped)

    def _dropped(self, names: set[str]) -> set[str]:
        """Of some names those that are called, and nobody takes what comes of any of the calls."""
        if not names:
            return set()
        calls: dict[str, set[int]] = {}
        for node in self._nodes:
            value = node.value if isinstance(node, (ast.Expr, ast.Assign)) else None
            if (
                isinstance(value, ast.Call)
                and isinstance(value.func, ast.Name)
                and value.func.id in names
                and (isinstance(node, ast.Expr) or (isinstance(node, ast.Assign) and self._is_quiet(node)))
            ):
                calls.setdefault(value.func.id, set()).add(id(value.func))
        for node in self._nodes:
            if isinstance(node, ast.Name) and node.id in calls and id(node) not in calls[node.id] | self._told:
                del calls[node.id]
        return {name for name in calls if not self._exports and not self._is_elsewhere(name)}

    def _is_quiet(self, statement: ast.Assign) -> bool:
        """Whether a statement keeps something under names by which nobody does anything with it."""
        names = [target.id for target in statement.targets if isinstance(target, ast.Name)]
        return (
            len(names) == len(statement.targets)
            and not self._exports
            and not any(name in self._read or self._is_elsewhere(name) for name in names)
        )


def _told(node: ast.AST) -> Iterator[ast.expr]:
    """Yield what a node only tells of."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TELLS:
        yield from node.args
    elif isinstance(node, ast.FormattedValue) or (isinstance(node, ast.Attribute) and node.attr in TELLING):
        yield node.value


def _defaults(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.expr]:
    return [value for value in (*function.args.defaults, *function.args.kw_defaults) if value is not None]


def _is_named(value: ast.expr) -> bool:
    return isinstance(value, (ast.Name, ast.Attribute))


def _gives(value: ast.expr | None, functions: set[str]) -> bool:
    """Whether a function gives back what does nothing until somebody calls it or goes through it."""
    if value is None:
        return False
    return isinstance(value, ast.Lambda) or is_lazy(value) or (isinstance(value, ast.Name) and value.id in functions)


def _hands_itself_over(method: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a method uses its object as a whole, and no attribute of it."""
    arguments = [*method.args.posonlyargs, *method.args.args]
    if not arguments:
        return False
    itself = arguments[0].arg
    owned = {id(node.value) for node in walk(method) if isinstance(node, ast.Attribute)}
    returned = {id(node.value) for node in walk(method) if isinstance(node, ast.Return)}
    return any(
        isinstance(node, ast.Name) and node.id == itself and id(node) not in owned | returned for node in walk(method)
    )


def _names_all(statement: ast.Assign) -> bool:
    return any(isinstance(target, ast.Name) and target.id == "__all__" for target in statement.targets)


def _none(place: ast.expr) -> ast.expr:
    return ast.copy_location(ast.Constant(value=None), place)
