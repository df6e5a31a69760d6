"""What the names of a module stand for: the expressions that they are given, function by function."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from portfolio_kit.repository.code.syntax import walk

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_LOOPS = (ast.For, ast.AsyncFor, ast.comprehension)
# The kinds of nodes that bind names: most nodes are of others, which is told quickest by their type.
_BINDING = frozenset({ast.Assign, ast.AnnAssign, ast.NamedExpr, *_LOOPS})
_MOST = 20_000


class Scope:
    """A function, or the top of a module with all cells of a notebook: its nodes, and what its names stand for."""

    def __init__(self, parts: Sequence[tuple[list[ast.AST], int]]) -> None:
        self.parts = parts
        """Its nodes, and the line that they start after; of a notebook, those of each cell."""
        self.values: dict[str, list[ast.expr]] = {}
        self.looped: dict[str, list[ast.expr]] = {}
        """What each name goes through, one after the other, in a loop or a comprehension."""
        self._loops: dict[str, list[tuple[frozenset[int], ast.expr]]] = {}
        for node in (node for nodes, _ in parts for node in nodes if type(node) in _BINDING):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    _bind(self.values, target, node.value)
            elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)) and node.value is not None:
                _bind(self.values, node.target, node.value)
            elif isinstance(node, _LOOPS):
                _bind(self.looped, node.target, node.iter)

    def placed(self) -> Iterator[tuple[ast.AST, int]]:
        """Yield its nodes, each with the line that its cell starts after."""
        return ((node, start) for nodes, start in self.parts for node in nodes)

    def of(self, name: str) -> list[ast.expr]:
        """Return what a name is given or goes through here."""
        return [*self.values.get(name, ()), *self.looped.get(name, ())]

    def looped_around(self, node: ast.Name) -> Sequence[ast.expr]:
        """Return what the innermost loop around a name goes through, of those that bind it; where none of them stands
        around it, what all of them go through.
        """
        every = self.looped.get(node.id, ())
        if len(every) <= 1:
            return every
        if node.id not in self._loops:
            self._loops[node.id] = list(self._loops_of(node.id))
        around = [(len(inside), at) for at, (inside, _) in enumerate(self._loops[node.id]) if id(node) in inside]
        return [self._loops[node.id][min(around)[1]][1]] if around else every

    def _loops_of(self, name: str) -> Iterator[tuple[frozenset[int], ast.expr]]:
        """Yield the loops that bind a name: the nodes in each, and what it goes through."""
        for node in (node for nodes, _ in self.parts for node in nodes):
            if isinstance(node, (ast.For, ast.AsyncFor)):
                rounds: Sequence[ast.For | ast.AsyncFor | ast.comprehension] = [node]
            elif isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)):
                rounds = node.generators
            else:
                continue
            for part in rounds:
                if any(isinstance(inner, ast.Name) and inner.id == name for inner in walk(part.target)):
                    yield frozenset(map(id, walk(node))), part.iter

    def given(self, node: ast.expr) -> list[ast.expr]:
        """Return what a name is given here; nothing for what is no name."""
        return self.values.get(node.id, []) if isinstance(node, ast.Name) else []

    def behind(self, node: ast.expr) -> ast.expr:
        """Return what a name stands for, where it is given one thing."""
        values = self.given(node)
        return values[0] if len(values) == 1 else node

    def names_behind(self, node: ast.AST) -> set[str]:
        """Return the names that a node reads, and those that they are worked out from, up to what loops give."""
        found: set[str] = set()
        waiting: list[ast.AST] = [node]
        while waiting:
            for part in walk(waiting.pop()):
                if isinstance(part, ast.Name) and part.id not in found:
                    found.add(part.id)
                    if part.id not in self.looped:
                        waiting += self.values.get(part.id, [])
        return found


def scopes(module: Module, runs: Callable[[str], bool]) -> Iterator[Scope]:
    """Yield a module's top, and those of its functions that run, by their names."""
    yield Scope([(outside(tree.body), start) for tree, start in module.trees])
    for function in module.functions:
        if runs(function.name):
            nodes = walk(function.node)
            if len(nodes) <= _MOST:
                yield Scope([(nodes, function.line - function.node.lineno)])


def outside(statements: Iterable[ast.stmt]) -> list[ast.AST]:
    """Return the nodes of statements without those of functions and classes among them."""
    return [node for statement in statements if not isinstance(statement, _FUNCTIONS) for node in walk(statement)]


def _bind(names: dict[str, list[ast.expr]], target: ast.expr, value: ast.expr) -> None:
    if isinstance(target, ast.Name):
        names.setdefault(target.id, []).append(value)
    elif isinstance(target, (ast.Tuple, ast.List)):
        parts = value.elts if isinstance(value, (ast.Tuple, ast.List)) else []
        for position, part in enumerate(target.elts):
            _bind(names, part, parts[position] if len(parts) == len(target.elts) else value)
