"""What the project's Python does, read from its syntax tree; comments and strings are never taken for code.

A module is parsed at most once, and only when a criterion asks for it.
"""

from __future__ import annotations

import ast
import builtins
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from portfolio_kit import lazily as re
from portfolio_kit.repository.dead import prune
from portfolio_kit.repository.file import File
from portfolio_kit.repository.notebook import Notebook, python
from portfolio_kit.rubric.finding import Evidence

_DEEPEST = 120
_LONGEST_LINE = 20_000
_LONGEST_CHAIN = 100
_NESTING = re.compile(r"[(\[{]{60,}|(?:[-+~]|not ){200,}")
# What is there without having been imported: Python's own names, and those of hosted notebooks.
_GIVEN = frozenset(dir(builtins)) | {"__file__", "spark", "dbutils", "sc", "sqlContext", "display", "get_ipython"}
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+([A-Za-z_][\w.]*)[ \t]+import\b|"
    r"import[ \t]+([A-Za-z_][\w.]*(?:[ \t]+as[ \t]+\w+)?(?:[ \t]*,[ \t]*[A-Za-z_][\w.]*(?:[ \t]+as[ \t]+\w+)?)*))",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Call:
    """A call: `name` with the imports resolved (`sklearn.metrics.f1_score`, `model.fit`), where it stands, its node.

    `scope` is the function or method that it stands in, empty at the top of the module.
    """

    name: str
    line: int
    scope: str
    node: ast.Call

    @property
    def last(self) -> str:
        """The name after the last dot."""
        return self.name.rpartition(".")[2]

    def keyword(self, name: str) -> ast.expr | None:
        """Return what is passed as `name=`."""
        return next((keyword.value for keyword in self.node.keywords if keyword.arg == name), None)

    def text(self, position: int = 0) -> str | None:
        """Return the positional argument at `position` where it is a string that stands there."""
        arguments = self.node.args
        return string(arguments[position]) if position < len(arguments) else None


@dataclass(frozen=True, slots=True)
class Function:
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


@dataclass
class _Facts:
    calls: list[Call] = field(default_factory=list)
    functions: list[Function] = field(default_factory=list)
    classes: list[ast.ClassDef] = field(default_factory=list)
    imports: dict[str, int] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    attributes: dict[str, set[str]] = field(default_factory=dict)
    bound: set[str] = field(default_factory=set)
    own_names: dict[str, set[str]] = field(default_factory=dict)
    strings: list[tuple[str, int]] = field(default_factory=list)
    asserts: list[tuple[ast.Assert, str]] = field(default_factory=list)
    assignments: list[ast.Assign | ast.AnnAssign] = field(default_factory=list)
    has_main: bool = False


class Module:
    """A Python file, or the code cells of a notebook taken together.

    Its facts are empty where the source does not parse; `error` then says so.
    """

    def __init__(self, file: File, notebook: Notebook | None = None, *, is_beyond: bool = False) -> None:
        self.file = file
        self.notebook = notebook
        self._mentioned: dict[tuple[str, ...], bool] = {}
        self.is_beyond = is_beyond
        """Whether there is so much code that this module's is not parsed."""

    def __repr__(self) -> str:
        return f"Module({self.path!r})"

    @property
    def path(self) -> str:
        """The file's path."""
        return self.file.path

    @property
    def is_notebook(self) -> bool:
        """Whether the code is that of a notebook."""
        return self.notebook is not None

    @cached_property
    def source(self) -> str:
        """The Python text; of a notebook, its code cells one below the other."""
        if self.notebook is None:
            return self.file.text
        return "\n".join(python(cell.source) for cell in self.notebook.code)

    def mentions(self, *words: str) -> bool:
        """Whether any of the words occurs in the source at all: whether parsing it can be worth while."""
        if self.is_beyond:
            # What is not parsed is not worth parsing.
            return False
        found = self._mentioned.get(words)
        if found is None:
            source = self.source
            found = False
            for word in words:
                if word in source:
                    found = True
                    break
            self._mentioned[words] = found
        return found

    @cached_property
    def imported(self) -> dict[str, int]:
        """What it imports, dotted, with the line, without parsing; text in strings may be among it."""
        found: dict[str, int] = {}
        line, position = 1, 0
        for match in _IMPORT.finditer(self.source):
            line += self.source.count("\n", position, match.start())
            position = match.start()
            for name in [match[1]] if match[1] else [part.split()[0] for part in match[2].split(",")]:
                found.setdefault(name, line)
        return found

    @cached_property
    def packages(self) -> frozenset[str]:
        """The packages that it imports, by their first name, without parsing; text in strings may be among it."""
        return frozenset(name.partition(".")[0] for name in self.imported)

    @cached_property
    def trees(self) -> tuple[tuple[ast.Module, int], ...]:
        """The syntax tree with the line that it starts after; of a notebook, that of each cell that parses."""
        if self.is_beyond:
            return ()
        if self.notebook is None:
            tree = parsed(self.source)
            return () if tree is None else ((prune(tree), 0),)
        trees, start = [], 0
        for cell in self.notebook.code:
            code = python(cell.source)
            tree = parsed(code)
            if tree is not None:
                trees.append((prune(tree, shows_values=True), start))
            start += code.count("\n") + 1
        return tuple(trees)

    @cached_property
    def is_broken(self) -> bool:
        """Whether there is source, and none of it parses."""
        return bool(self.source.strip()) and not self.is_beyond and not self.trees

    @cached_property
    def _facts(self) -> _Facts:
        facts = _Facts()
        for tree, start in self.trees:
            _collect(tree, start, facts)
        return facts

    @property
    def calls(self) -> list[Call]:
        """Its calls, in no particular order."""
        return self._facts.calls

    @cached_property
    def calls_in(self) -> dict[str, list[Call]]:
        """Its calls by the function that they stand in, those of inner functions too; by an empty name the top's."""
        found: dict[str, list[Call]] = {}
        for call in self.calls:
            scope = call.scope
            found.setdefault(scope, []).append(call)
            while "." in scope:
                scope = scope.rpartition(".")[0]
                found.setdefault(scope, []).append(call)
        return found

    @property
    def functions(self) -> list[Function]:
        """Its functions and methods."""
        return self._facts.functions

    @property
    def classes(self) -> list[ast.ClassDef]:
        """Its classes."""
        return self._facts.classes

    @property
    def imports(self) -> dict[str, int]:
        """What it imports, dotted and resolved, with the line; relative imports begin with a dot."""
        return self._facts.imports

    @property
    def names(self) -> set[str]:
        """Every name and attribute that it reads."""
        return self._facts.names

    @property
    def own_names(self) -> dict[str, set[str]]:
        """Every name, attributes left out, that it reads, by the function or class that it is read in."""
        return self._facts.own_names

    @property
    def own_attributes(self) -> dict[str, set[str]]:
        """Every attribute that it names, by the function or class that it is named in."""
        return self._facts.attributes

    @property
    def aliases(self) -> dict[str, str]:
        """What each imported name stands for, dotted; relative imports begin with a dot."""
        return self._facts.aliases

    def binds(self, names: Iterable[str]) -> bool:
        """Whether all the names mean something here: imported, assigned, an argument, built in; unknown ones from a
        cell that does not parse, `import *` or `%run` are believed.
        """
        return self._binds_any or all(name in self._bound for name in names)

    @cached_property
    def _binds_any(self) -> bool:
        if any(alias.endswith("*") for alias in self._facts.aliases) or self.mentions(
            "exec(", "globals()", "%run", "%load", "%store", "%%"
        ):
            return True
        return self.notebook is not None and len(self.trees) < sum(
            bool(python(cell.source).strip()) for cell in self.notebook.code
        )

    @cached_property
    def _bound(self) -> frozenset[str]:
        facts = self._facts
        defined = {function.last for function in facts.functions} | {node.name for node in facts.classes}
        return frozenset(facts.bound | facts.aliases.keys() | defined | _GIVEN)

    @property
    def strings(self) -> list[tuple[str, int]]:
        """Its string constants that are no docstrings, with their lines."""
        return self._facts.strings

    @property
    def asserts(self) -> list[tuple[ast.Assert, str]]:
        """Its assert statements, with the function that each stands in."""
        return self._facts.asserts

    @property
    def assignments(self) -> list[ast.Assign | ast.AnnAssign]:
        """Its assignments of names and attributes."""
        return self._facts.assignments

    @cached_property
    def assigned(self) -> dict[str, list[str]]:
        """The strings in what is assigned to each name or attribute, wherever in the module."""
        found: dict[str, list[str]] = {}
        for node in self._facts.assignments:
            texts = [text for part in walk(node.value) if (text := string(part))] if node.value is not None else []
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target]) if texts else ():
                name = (
                    target.id
                    if isinstance(target, ast.Name)
                    else target.attr
                    if isinstance(target, ast.Attribute)
                    else ""
                )
                if name:
                    found.setdefault(name, []).extend(texts)
        return found

    @property
    def has_main(self) -> bool:
        """Whether it has an `if __name__ == "__main__"`."""
        return self._facts.has_main

    def imports_any(self, *packages: str) -> str | None:
        """Return the first of the packages that it imports, also as a part (`sklearn` for `sklearn.metrics`)."""
        for package in packages:
            if package.split(".")[0] not in self.source:
                continue
            for name in self.imports:
                if name == package or name.startswith(f"{package}."):
                    return package
        return None

    def evidence(self, line: int) -> Evidence:
        """Return the place of a line of the source."""
        if self.notebook is None:
            return self.file.evidence(line)
        cells = [(text, cell.number) for cell in self.notebook.code for text in cell.source.split("\n")]
        if line <= len(cells):
            return self.notebook.evidence(*cells[line - 1])
        lines = self.source.split("\n")
        return self.notebook.evidence(lines[min(line, len(lines)) - 1])


def parsed(source: str) -> ast.Module | None:
    """Return the syntax tree, None where the source does not parse, or is too deeply nested to try."""
    if not source.strip() or _NESTING.search(source) or len(max(source.split("\n"), key=len)) > _LONGEST_LINE:
        return None
    if source.count("\n") < source.count("(") - 4 * _LONGEST_LINE:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return None


def string(node: ast.AST | None) -> str | None:
    """Return the text of a string constant; of an f-string, what is fixed in it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    return None


def dotted(node: ast.AST) -> str:
    """Return `a.b().c` for a chain of attributes and calls; an index is passed over (`models["best"].predict` is
    `models.predict`), and what has no name becomes an empty first part.

    Of a chain of hundreds, the last parts.
    """
    parts: list[str] = []
    called = ""
    for _ in range(_LONGEST_CHAIN):
        if isinstance(node, ast.Attribute):
            parts.append(node.attr + called)
            called, node = "", node.value
        elif isinstance(node, ast.Call):
            called, node = f"{called}()", node.func
        elif isinstance(node, ast.Subscript) and parts:
            node = node.value
        else:
            break
    parts.append((node.id if isinstance(node, ast.Name) else "") + called)
    return ".".join(reversed(parts))


STANDARD = sys.stdlib_module_names


class _Children(dict[type[ast.AST], tuple[str, ...]]):
    """The fields of each kind of node that hold nodes or lists of them, without what only says how a name is used."""

    _PLAIN = frozenset(
        "arg attr conversion ctx id is_async kind level module rest simple type_comment".split()  # noqa: SIM905
    )
    _PLAIN_IN: Mapping[type[ast.AST], frozenset[str]] = {
        ast.Constant: frozenset({"value"}),
        ast.alias: frozenset({"name", "asname"}),
        ast.FunctionDef: frozenset({"name"}),
        ast.AsyncFunctionDef: frozenset({"name"}),
        ast.ClassDef: frozenset({"name"}),
        ast.ExceptHandler: frozenset({"name"}),
        ast.MatchAs: frozenset({"name"}),
        ast.MatchStar: frozenset({"name"}),
        ast.MatchSingleton: frozenset({"value"}),
    }

    def __missing__(self, kind: type[ast.AST]) -> tuple[str, ...]:
        plain = self._PLAIN | self._PLAIN_IN.get(kind, frozenset())
        self[kind] = tuple(name for name in kind._fields if name not in plain)
        return self[kind]


_CHILDREN = _Children()


def walk(node: ast.AST) -> list[ast.AST]:
    """Return a node and all below it, those further up first, as `ast.walk` does and several times as quickly."""
    if "walked" in node.__dict__:
        whole: list[ast.AST] = node.__dict__["walked"]
        return whole
    found = [node]
    if type(node) is ast.Module:
        # Several criteria walk a whole module.
        node.__dict__["walked"] = found
    for outer in found:
        for name in _CHILDREN[type(outer)]:
            value = getattr(outer, name, None)
            if type(value) is list:
                found += [child for child in value if isinstance(child, ast.AST)]
            elif isinstance(value, ast.AST):
                found.append(value)
    return found


def _collect(tree: ast.Module, start: int, facts: _Facts) -> None:  # noqa: C901, PLR0912, PLR0915 - a kind a branch
    """Gather the facts of one tree in one pass, without recursion."""
    aliases, own = facts.aliases, facts.own_names
    # Imports first: a name may be used above the import that a function makes.
    pending: list[tuple[ast.AST, str, str, bool]] = [(tree, "", "", True)]
    order: list[tuple[ast.Call, str]] = []
    definitions: list[tuple[ast.FunctionDef | ast.AsyncFunctionDef, str, str]] = []
    while pending:
        node, scope, in_class, _ = pending.pop()
        kind = type(node)
        if kind is ast.Name:
            facts.names.add(node.id)  # type: ignore[attr-defined]
            if type(node.ctx) is not ast.Load:  # type: ignore[attr-defined]
                facts.bound.add(node.id)  # type: ignore[attr-defined]
            elif scope in own:
                own[scope].add(node.id)  # type: ignore[attr-defined]
            else:
                own[scope] = {node.id}  # type: ignore[attr-defined]
            continue
        if kind is ast.Constant:
            value = node.value  # type: ignore[attr-defined]
            if type(value) is str:
                facts.strings.append((value, node.lineno + start))  # type: ignore[attr-defined]
            continue
        if kind is ast.Attribute:
            facts.names.add(node.attr)  # type: ignore[attr-defined]
            facts.attributes.setdefault(scope, set()).add(node.attr)  # type: ignore[attr-defined]
            pending.append((node.value, scope, in_class, False))  # type: ignore[attr-defined]
            continue
        if kind is ast.Call:
            order.append((node, scope))  # type: ignore[arg-type]
        elif kind is ast.Import:
            for alias in node.names:  # type: ignore[attr-defined]
                facts.imports.setdefault(alias.name, node.lineno + start)  # type: ignore[attr-defined]
                aliases[alias.asname or alias.name.split(".")[0]] = (
                    alias.name if alias.asname else alias.name.split(".")[0]
                )
            continue
        elif kind is ast.ImportFrom:
            base = "." * node.level + (node.module or "")  # type: ignore[attr-defined]
            facts.imports.setdefault(base, node.lineno + start)  # type: ignore[attr-defined]
            for alias in node.names:  # type: ignore[attr-defined]
                full = f"{base}.{alias.name}" if not base.endswith(".") else base + alias.name
                facts.imports.setdefault(full, node.lineno + start)  # type: ignore[attr-defined]
                aliases[alias.asname or alias.name] = full
            continue
        elif kind in (ast.FunctionDef, ast.AsyncFunctionDef):
            name = f"{scope}.{node.name}" if scope else node.name  # type: ignore[attr-defined]
            definitions.append((node, name, in_class))  # type: ignore[arg-type]
            pending += [(decorator, scope, in_class, False) for decorator in node.decorator_list]  # type: ignore[attr-defined]
            arguments = node.args  # type: ignore[attr-defined]
            pending.append((arguments, scope, in_class, False))
            if node.returns is not None:  # type: ignore[attr-defined]
                pending.append((node.returns, scope, in_class, False))  # type: ignore[attr-defined]
            pending.extend((child, name, "", False) for child in _body(node.body))  # type: ignore[attr-defined]
            continue
        elif kind is ast.ClassDef:
            facts.classes.append(node)  # type: ignore[arg-type]
            name = f"{scope}.{node.name}" if scope else node.name  # type: ignore[attr-defined]
            around = (*node.bases, *node.keywords, *node.decorator_list)  # type: ignore[attr-defined]
            pending.extend((child, scope, in_class, False) for child in around)
            pending.extend((child, name, node.name, False) for child in _body(node.body))  # type: ignore[attr-defined]
            continue
        elif kind is ast.arg:
            facts.bound.add(node.arg)  # type: ignore[attr-defined]
        elif kind in (ast.ExceptHandler, ast.MatchAs, ast.MatchStar) and node.name:  # type: ignore[attr-defined]
            facts.bound.add(node.name)  # type: ignore[attr-defined]
        elif kind is ast.Assert:
            facts.asserts.append((node, scope))  # type: ignore[arg-type]
        elif kind is ast.Assign or kind is ast.AnnAssign:
            facts.assignments.append(node)  # type: ignore[arg-type]
        elif kind is ast.If and _is_main(node):  # type: ignore[arg-type]
            facts.has_main = True
        elif kind is ast.Module:
            pending.extend((child, scope, in_class, False) for child in _body(node.body))  # type: ignore[attr-defined]
            continue
        for name in _CHILDREN[kind]:
            value = getattr(node, name, None)
            if type(value) is list:
                pending.extend([(child, scope, in_class, False) for child in value if isinstance(child, ast.AST)])
            elif isinstance(value, ast.AST):
                pending.append((value, scope, in_class, False))
    for call, scope in order:
        facts.calls.append(Call(_resolved(dotted(call.func), aliases), call.lineno + start, scope, call))
    for node, name, in_class in definitions:
        decorators = tuple(
            _resolved(dotted(decorator.func if isinstance(decorator, ast.Call) else decorator), aliases)
            for decorator in node.decorator_list
        )
        facts.functions.append(Function(name, node.lineno + start, node, decorators, in_class))


def _body(statements: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements without those that are only a string: docstrings and commented-out code."""
    return (
        statement
        for statement in statements
        if not (
            isinstance(statement, ast.Expr)
            and isinstance(statement.value, ast.Constant)
            and isinstance(statement.value.value, str)
        )
    )


def _resolved(name: str, aliases: dict[str, str]) -> str:
    first, dot, rest = name.partition(".")
    called = first.endswith("()")
    full = aliases.get(first.removesuffix("()"))
    if full is None:
        return name
    return f"{full}{'()' if called else ''}{dot}{rest}"


def _is_main(node: ast.If) -> bool:
    test = node.test
    return isinstance(test, ast.Compare) and isinstance(test.left, ast.Name) and test.left.id == "__name__"
