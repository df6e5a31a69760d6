"""What the project's Python does, read from its syntax tree; comments and strings are never taken for code.

A module is parsed at most once, and only when a criterion asks for it.
"""

from __future__ import annotations

import ast
import builtins
import sys
import warnings
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.dead import prune
from portfolio_kit.repository.code.notebook import Notebook, python
from portfolio_kit.repository.file import File
from portfolio_kit.rubric.finding import Evidence

_DEEPEST = 120
_LONGEST_LINE = 20_000
_LONGEST_CHAIN = 100
_PAIR = ("true", "predicted")
_LONGEST_RETRIED = 100_000
_MOST_NESTED = 12
_FORMATTED = re.compile(r"\b(?:[rR]?[fF]|[fF][rR])([\"'])(?!\1\1).*\1")
# Each begins with one certain character, which `re` finds several times as quickly as a choice of beginnings.
_NESTING = (
    re.compile(r"[(\[{][(\[{]{59}"),
    re.compile(r"[-+~](?:[-+~]|not ){199}"),
    re.compile(r"not (?:[-+~]|not ){199}"),
)
# What is there without having been imported: Python's own names, and those of hosted notebooks.
_GIVEN = frozenset(dir(builtins)) | {"__file__", "spark", "dbutils", "sc", "sqlContext", "display", "get_ipython"}
_IMPORT = re.compile(
    r"[ \t]*(?:from[ \t]+([A-Za-z_][\w.]*)[ \t]+import\b|"
    r"import[ \t]+([A-Za-z_][\w.]*(?:[ \t]+as[ \t]+\w+)?(?:[ \t]*,[ \t]*[A-Za-z_][\w.]*(?:[ \t]+as[ \t]+\w+)?)*))"
)


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
        source = self.source
        found: dict[str, int] = {}
        line, before = 1, 0
        position = source.find("import")
        while position >= 0:
            start = source.rfind("\n", 0, position) + 1
            line += source.count("\n", before, start)
            before = start
            if match := _IMPORT.match(source, start):
                for name in [match[1]] if match[1] else [part.split()[0] for part in match[2].split(",")]:
                    found.setdefault(name, line)
            end = source.find("\n", position)
            position = source.find("import", end) if end >= 0 else -1
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
            if tree is None and self.source.strip():
                self.file.budget.no_python.add(self.path)
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
        return _Facts(self.trees)

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

    @cached_property
    def read_on_import(self) -> frozenset[str]:
        """The names and attributes that its top reads where it is imported, and not started as a program."""
        found: set[str] = set()
        for tree, _ in self.trees:
            for statement in tree.body:
                if isinstance(statement, ast.If) and is_main(statement):
                    continue
                parts: list[ast.AST] = [statement]
                if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                    parts = [*statement.decorator_list]
                for part in parts:
                    for node in walk(part):
                        if isinstance(node, ast.Name):
                            found.add(node.id)
                        elif isinstance(node, ast.Attribute):
                            found.add(node.attr)
        return frozenset(found)

    @cached_property
    def imported_names(self) -> frozenset[str]:
        """The parts of what it imports, whatever it then calls them."""
        return frozenset(part for name in self.imports for part in name.split("."))

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
        if line <= len(self._cell_lines):
            return self.notebook.evidence(*self._cell_lines[line - 1])
        lines = self.source.split("\n")
        return self.notebook.evidence(lines[min(line, len(lines)) - 1])

    @cached_property
    def _cell_lines(self) -> list[tuple[str, int]]:
        """The lines of a notebook's code, with the number of the cell of each."""
        code = self.notebook.code if self.notebook else ()
        return [(text, cell.number) for cell in code for text in cell.source.split("\n")]


def parsed(source: str) -> ast.Module | None:
    """Return the syntax tree, None where the source does not parse, or is too deeply nested to try."""
    if not source.strip() or len(max(source.split("\n"), key=len)) > _LONGEST_LINE:
        return None
    if any(pattern.search(source) for pattern in _NESTING):
        return None
    if source.count("\n") < source.count("(") - 4 * _LONGEST_LINE:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for _ in range(_MOST_NESTED if len(source) <= _LONGEST_RETRIED else 0):
                try:
                    return ast.parse(source)
                except SyntaxError as error:
                    plainer = _without_nested_quotes(source, error)
                    if plainer is None:
                        return None
                    source = plainer
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return None


def _without_nested_quotes(source: str, error: SyntaxError) -> str | None:
    """Return a source without the f-string on the line of an error, where it holds quotes of its own kind.

    Python reads those since 3.12; what is judged does not depend on the Python that judges.
    """
    lines = source.split("\n")
    number = (error.lineno or 0) - 1
    if not error.msg.startswith("f-string") or not 0 <= number < len(lines):
        return None
    match = _FORMATTED.search(lines[number])
    if match is None or match[0].count(match[1]) <= 2:  # noqa: PLR2004
        return None
    lines[number] = f'{lines[number][: match.start()]}""{lines[number][match.end() :]}'
    return "\n".join(lines)


def string(node: ast.AST | None) -> str | None:
    """Return the text of a string constant; of an f-string, what is fixed in it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    return None


def name_called(call: ast.Call) -> str:
    """Return the last name of what is called: `score` of `metrics.score(…)`."""
    function = call.func
    if type(function) is ast.Attribute:
        return function.attr
    return function.id if type(function) is ast.Name else dotted(function).rpartition(".")[2]


def dotted(node: ast.AST) -> str:
    """Return `a.b().c` for a chain of attributes and calls; an index is passed over (`models["best"].predict` is
    `models.predict`), and what has no name becomes an empty first part.

    Of a chain of hundreds, the last parts.
    """
    if type(node) is ast.Name:
        return node.id
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


class _Children(dict[type[ast.AST], tuple[tuple[str, bool], ...]]):
    """The fields of each kind of node that hold nodes or lists of them, without what only says how a name is used.

    With each, whether it holds a list of nodes and of nothing else, which need not be looked at one by one.
    """

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
        ast.Global: frozenset({"names"}),
        ast.Nonlocal: frozenset({"names"}),
    }
    _LISTS = frozenset(
        "args bases body cases comparators decorator_list defaults elts finalbody generators handlers ifs items "  # noqa: SIM905
        "keywords kwonlyargs names ops orelse posonlyargs targets values".split()
    )
    # What is a node there, and a list elsewhere.
    _SINGLE_IN: Mapping[type[ast.AST], frozenset[str]] = {
        ast.IfExp: frozenset({"body", "orelse"}),
        ast.Lambda: frozenset({"args", "body"}),
        ast.Expression: frozenset({"body"}),
        ast.FunctionDef: frozenset({"args"}),
        ast.AsyncFunctionDef: frozenset({"args"}),
    }

    def __missing__(self, kind: type[ast.AST]) -> tuple[tuple[str, bool], ...]:
        plain = self._PLAIN | self._PLAIN_IN.get(kind, frozenset())
        lists = self._LISTS - self._SINGLE_IN.get(kind, frozenset())
        self[kind] = tuple((name, name in lists) for name in kind._fields if name not in plain)
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
        for name, holds_nodes in _CHILDREN[type(outer)]:
            value = getattr(outer, name, None)
            if holds_nodes:
                found += value or ()
            elif type(value) is list:
                found += [child for child in value if isinstance(child, ast.AST)]
            elif isinstance(value, ast.AST):
                found.append(value)
    return found


class _Facts:
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
            for name, holds_nodes in _CHILDREN[kind]:
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


def is_main(node: ast.If) -> bool:
    """Whether a condition asks whether the module is started as a program."""
    test = node.test
    return isinstance(test, ast.Compare) and isinstance(test.left, ast.Name) and test.left.id == "__name__"
