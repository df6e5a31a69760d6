"""What the project's Python does, read from its syntax tree; comments and strings are never taken for code.

A module is parsed at most once, and only when a criterion asks for it.
"""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.code import threads
from portfolio_kit.repository.code.dead import prune
from portfolio_kit.repository.code.facts import Call, Facts, Function
from portfolio_kit.repository.code.fixed import settle
from portfolio_kit.repository.code.notebook import Notebook, python
from portfolio_kit.repository.code.syntax import is_main, parsed, texts_in, walk
from portfolio_kit.repository.code.unsaid import ASKING, Unsaid
from portfolio_kit.repository.file import File
from portfolio_kit.rubric.finding import Evidence

if TYPE_CHECKING:
    from portfolio_kit.repository.code.around import Around

# What is there without having been imported: Python's own names, and those of hosted notebooks.
_GIVEN = frozenset(dir(builtins)) | {"__file__", "spark", "dbutils", "sc", "sqlContext", "display", "get_ipython"}
_IMPORT = re.compile(
    r"[ \t]*(?:from[ \t]+([A-Za-z_][\w.]*)[ \t]+import\b|"
    r"import[ \t]+([A-Za-z_][\w.]*(?:[ \t]+as[ \t]+\w+)?(?:[ \t]*,[ \t]*[A-Za-z_][\w.]*(?:[ \t]+as[ \t]+\w+)?)*))"
)
_NAME = re.compile(r"\w+")
# Of as many rules it is kept what names they ask for.
_RULES = 1024


class Module:
    """A Python file, or the code cells of a notebook taken together.

    Its facts are empty where the source does not parse; `error` then says so.
    """

    def __init__(
        self,
        file: File,
        notebook: Notebook | None = None,
        *,
        is_beyond: bool = False,
        around: Around | None = None,
        heeds_switches: bool = False,
    ) -> None:
        self.file = file
        self._around = around
        self._heeds_switches = heeds_switches
        self.has_switch = False
        """Whether a condition in it only hangs on a switch that nothing turns; known once it was parsed."""
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
            found = False
            names = self._names_in_source
            for word, name in _with_names(words):
                if name in names and (name == word or word in self.source):
                    found = True
                    break
            self._mentioned[words] = found
        return found

    @cached_property
    def _names_in_source(self) -> str:
        """Every name and word of the source, each once: a fifth of it, so that most of what is not there is not
        looked for in all of it.
        """
        return "\n".join(dict.fromkeys(_NAME.findall(self.source)))

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
            return () if tree is None else ((self._pruned(tree), 0),)
        trees, start = [], 0
        for cell in self.notebook.code:
            code = python(cell.source)
            tree = parsed(code)
            if tree is not None:
                self._take_from_threads(tree)
                trees.append((prune(tree, shows_values=True), start))
            start += code.count("\n") + 1
        return tuple(trees)

    def _take_from_threads(self, tree: ast.Module) -> None:
        if self.mentions(*threads.WORDS):
            threads.call_directly(tree)

    def _pruned(self, tree: ast.Module) -> ast.Module:
        self._take_from_threads(tree)
        around = self._around
        if around is None:
            return prune(tree)
        self.has_switch = settle(
            tree,
            lambda name: around.switch(name, self),
            named=self.path.removesuffix(".py").split("/"),
            heeds_switches=self._heeds_switches,
            read=around.settings,
            unsaid=self._unsaid(tree, around),
        )
        return prune(
            tree,
            is_absent=lambda name: around.is_absent(name, self),
            is_elsewhere=lambda name: around.is_elsewhere(name, self),
        )

    def _unsaid(self, tree: ast.Module, around: Around) -> Unsaid | None:
        if not self.mentions(*ASKING):
            return None
        # What `walk` finds is kept, and the tree is still to change.
        nodes = list(ast.walk(tree))
        return Unsaid(nodes, self.source, lambda word: around.is_said(word, self), lambda: around.is_told(self))

    @cached_property
    def is_broken(self) -> bool:
        """Whether there is source, and none of it parses."""
        return bool(self.source.strip()) and not self.is_beyond and not self.trees

    @cached_property
    def _facts(self) -> Facts:
        return Facts(self.trees)

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
        return self._binds_any or all(name in self._bound or name in _GIVEN for name in names)

    @cached_property
    def _binds_any(self) -> bool:
        if any(alias.endswith("*") for alias in self._facts.aliases) or self.mentions(
            "exec(", "globals()", "%run", "%load", "%store", "%%"
        ):
            return True
        return not self.is_read_whole

    @property
    def is_read_whole(self) -> bool:
        """Whether all its cells parse, where it is a notebook."""
        return self.notebook is None or len(self.trees) >= sum(
            bool(python(cell.source).strip()) for cell in self.notebook.code
        )

    @cached_property
    def _bound(self) -> frozenset[str]:
        facts = self._facts
        defined = {function.last for function in facts.functions} | {node.name for node in facts.classes}
        return frozenset(facts.bound | facts.aliases.keys() | defined)

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
            texts = list(texts_in(node.value)) if node.value is not None else []
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
            if not self.mentions(package.partition(".")[0]):
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


@lru_cache(maxsize=_RULES)
def _with_names(words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """What is looked for, each with the longest part of it that is a name or a piece of one: `fit` of `.fit(`."""
    return tuple((word, max(_NAME.findall(word), key=len, default="")) for word in words)


STANDARD = sys.stdlib_module_names
