"""What syntax trees hold, gathered in one walk: calls, functions, imports, names, strings and assignments."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any, NamedTuple

from portfolio_kit.repository.code.syntax import CHILDREN, attribute_asked, dotted, is_main, string

_PAIR = ("true", "predicted")


class Call(NamedTuple):
    """A call: `name` with the imports resolved (`sklearn.metrics.f1_score`, `model.fit`), where it stands, its node.

    `last` is the name after the last dot, `scope` the function or method that the call stands in, empty at the top of
    the module.
    """

    name: str
    last: str
    line: int
    scope: str
    node: ast.Call

    def keyword(self, name: str) -> ast.expr | None:
        """Return what is passed as `name=`."""
        return next((keyword.value for keyword in self.node.keywords if keyword.arg == name), None)

    @property
    def named_at(self) -> int:
        """The line on which the name that is called stands: in a chain over several lines not that where it begins."""
        return self.line + (self.node.func.end_lineno or self.node.lineno) - self.node.lineno

    def line_of(self, part: ast.expr) -> int:
        """The line on which a part of the call stands."""
        return self.line + part.lineno - self.node.lineno

    @property
    def compares_itself(self) -> bool:
        """Whether what it holds against one another is one and the same: `f1_score(y_test, y_test)`."""
        given = {keyword.arg: keyword.value for keyword in self.node.keywords}
        pair = [*self.node.args[:2], *(given[name] for name in ("y_true", "y_pred") if name in given)][:2]
        names = [dotted(node) for node in pair if isinstance(node, (ast.Name, ast.Attribute))]
        return len(names) == len(_PAIR) and names[0] == names[1]

    def text(self, position: int = 0) -> str | None:
        """Return the positional argument at `position` where it is a string that stands there."""
        arguments = self.node.args
        return string(arguments[position]) if position < len(arguments) else None


class Function(NamedTuple):
    """A function or method: `name` with the classes and functions around it, and its decorators' calls or names."""

    name: str
    line: int
    node: ast.FunctionDef | ast.AsyncFunctionDef
    decorators: tuple[str, ...]
    in_class: str = ""

    @property
    def last(self) -> str:
        """The name after the last dot."""
        return self.name.rpartition(".")[2]

    @property
    def is_only_declared(self) -> bool:
        """Whether it leaves what it is for to others: there is nothing in it but a text, or an error that is raised."""
        return all(
            isinstance(statement, (ast.Pass, ast.Raise))
            or (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
            for statement in self.node.body
        )


class Facts:
    """What the trees of one module hold."""

    def __init__(self, trees: Iterable[tuple[ast.Module, int]]) -> None:
        self.calls: list[Call] = []
        self.functions: list[Function] = []
        self.classes: list[ast.ClassDef] = []
        self.imports: dict[str, int] = {}
        self.aliases: dict[str, str] = {}
        self.names: set[str] = set()
        self.attributes: dict[str, set[str]] = {}
        self.bound: set[str] = set()
        self.own_names: dict[str, set[str]] = {}
        self.strings: list[tuple[str, int]] = []
        self.asserts: list[tuple[ast.Assert, str]] = []
        self.assignments: list[ast.Assign | ast.AnnAssign] = []
        self.has_main = False
        for tree, start in trees:
            self._start = start
            self._called: list[tuple[ast.Call, str]] = []
            self._defined: list[tuple[ast.FunctionDef | ast.AsyncFunctionDef, str, str]] = []
            self._gather(_body(tree.body), "", "")
            self._resolve()
            # What has a name now is not kept a second time.
            del self._called, self._defined
        self.names.update(*self.attributes.values())

    def _gather(self, pending: list[ast.AST], scope: str, in_class: str) -> None:  # noqa: C901, PLR0912, PLR0915 - a kind a branch
        """Gather what stands in a module, function or class, and in those within: Python nests them a hundred deep."""
        read: set[str] = set()
        written: set[str] = set()
        attributes: set[str] = set()
        start = self._start
        while pending:
            node: Any = pending.pop()
            kind = type(node)
            if kind is ast.Name:
                (read if type(node.ctx) is ast.Load else written).add(node.id)
                continue
            if kind is ast.Constant:
                if type(node.value) is str:
                    self.strings.append((node.value, node.lineno + start))
                continue
            if kind is ast.Attribute:
                attributes.add(node.attr)
                pending.append(node.value)
                continue
            if kind is ast.Call:
                self._called.append((node, scope))
                if asked := attribute_asked(node):
                    attributes.add(asked)
            elif kind is ast.Import or kind is ast.ImportFrom:
                self._import(node)
                continue
            elif kind in (ast.FunctionDef, ast.AsyncFunctionDef):
                name = f"{scope}.{node.name}" if scope else node.name
                self._defined.append((node, name, in_class))
                self._gather(_body(node.body), name, "")
                pending += [*node.decorator_list, node.args]
                if node.returns is not None:
                    pending.append(node.returns)
                continue
            elif kind is ast.ClassDef:
                self.classes.append(node)
                self._gather(_body(node.body), f"{scope}.{node.name}" if scope else node.name, node.name)
                pending += [*node.bases, *node.keywords, *node.decorator_list]
                continue
            elif kind is ast.arg:
                self.bound.add(node.arg)
            elif kind in (ast.ExceptHandler, ast.MatchAs, ast.MatchStar) and node.name:
                self.bound.add(node.name)
            elif kind is ast.Assert:
                self.asserts.append((node, scope))
            elif kind is ast.Assign or kind is ast.AnnAssign:
                self.assignments.append(node)
            elif kind is ast.If and is_main(node):
                self.has_main = True
            for name, holds_nodes in CHILDREN[kind]:
                value = getattr(node, name, None)
                if holds_nodes:
                    pending += value or ()
                elif type(value) is list:
                    pending += [child for child in value if isinstance(child, ast.AST)]
                elif isinstance(value, ast.AST):
                    pending.append(value)
        if read:
            self.own_names.setdefault(scope, set()).update(read)
        if attributes:
            self.attributes.setdefault(scope, set()).update(attributes)
        self.names |= read | written
        self.bound |= written

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        line = node.lineno + self._start
        if isinstance(node, ast.Import):
            for alias in node.names:
                self.imports.setdefault(alias.name, line)
                first = alias.name.partition(".")[0]
                self.aliases[alias.asname or first] = alias.name if alias.asname else first
            return
        base = "." * node.level + (node.module or "")
        self.imports.setdefault(base, line)
        for alias in node.names:
            full = base + alias.name if base.endswith(".") else f"{base}.{alias.name}"
            self.imports.setdefault(full, line)
            self.aliases[alias.asname or alias.name] = full

    def _resolve(self) -> None:
        """Name what was called and defined, now that all imports are known: a function may make them further down."""
        for call, scope in self._called:
            name = _resolved(dotted(call.func), self.aliases)
            self.calls.append(Call(name, name.rpartition(".")[2], call.lineno + self._start, scope, call))
        for node, name, in_class in self._defined:
            decorators = tuple(
                _resolved(dotted(decorator.func if isinstance(decorator, ast.Call) else decorator), self.aliases)
                for decorator in node.decorator_list
            )
            self.functions.append(Function(name, node.lineno + self._start, node, decorators, in_class))


def _body(statements: list[ast.stmt]) -> list[ast.AST]:
    """The statements without those that are only a string: docstrings and commented-out code."""
    return [
        statement
        for statement in statements
        if not (
            isinstance(statement, ast.Expr)
            and isinstance(statement.value, ast.Constant)
            and isinstance(statement.value.value, str)
        )
    ]


def _resolved(name: str, aliases: dict[str, str]) -> str:
    first, dot, rest = name.partition(".")
    called = first.endswith("()")
    full = aliases.get(first.removesuffix("()"))
    if full is None:
        return name
    return f"{full}{'()' if called else ''}{dot}{rest}"
