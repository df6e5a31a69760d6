"""What Python refuses of a module that is started as a program or by a name of its own, and takes of one in a package.

`python src/train.py` looks for modules in `src/` and knows of no package there: `from .data import table` and
`from src.data import table` both fail, though `python -m src.train` is right. What the modules import in turn is
followed, as Python would find it; only what runs with the import is judged, at the top of a module.
"""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit.repository.code.unimportable import imports

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.rubric.finding import Evidence

PROGRAM = "__main__"
_MOST = 300
_MOST_PARTS = 20


class Refused(NamedTuple):
    """An import that fails where a module is started as it is: the place, what stands in the import, and why."""

    evidence: Evidence
    imported: str
    why: str

    @property
    def words(self) -> str:
        """What stands where, to follow what is started."""
        return f"{self.evidence.path}:{self.evidence.line} imports {self.imported}, {self.why}"


class _Loaded(NamedTuple):
    """A module that is imported: its file, and the name that Python gives it."""

    file: str
    name: str

    @property
    def package(self) -> list[str]:
        """The parts of the name of the package that it is in; none where it is in none."""
        parts = [] if self.name == PROGRAM else self.name.split(".")
        return parts if posixpath.basename(self.file) == "__init__.py" else parts[:-1]


@dataclass(frozen=True)
class Launch:
    """Where modules are started: `at` gives the module's path in the repository of a file's there, `roots` are the
    folders that Python looks through, and `is_project` says whether a name that nothing in them answers is one of the
    project's.
    """

    modules: Mapping[str, Module]
    at: Callable[[str], str | None]
    roots: tuple[str, ...]
    is_project: Callable[[str, Module], bool]

    def refused(self, file: str, name: str) -> Refused | None:
        """Return the import that makes a start fail, if any: of the file that runs under `name`, or what it imports."""
        pending = [_Loaded(file, name)]
        seen = set(pending)
        elsewhere: Refused | None = None
        may_look_further = False
        for loaded in pending:
            module = self.modules.get(self.at(loaded.file) or "")
            if module is None or module.mentions("__package__", "__path__"):
                continue
            may_look_further |= module.mentions("sys.path", "addsitedir", "chdir")
            for node, start in imports(module):
                for found in self._led_to(node, module, loaded, start):
                    if isinstance(found, _Loaded):
                        if found not in seen and len(seen) < _MOST:
                            seen.add(found)
                            pending.append(found)
                    elif isinstance(node, ast.ImportFrom) and node.level:
                        return found
                    else:
                        elsewhere = elsewhere or found
        return None if may_look_further else elsewhere

    def _led_to(
        self, node: ast.Import | ast.ImportFrom, module: Module, loaded: _Loaded, start: int
    ) -> Iterator[_Loaded | Refused]:
        """Yield the modules that an import loads, or why it is refused."""
        place = module.evidence(node.lineno + start)
        if isinstance(node, ast.ImportFrom) and node.level:
            package = loaded.package
            if node.level > len(package):
                name = "." * node.level + (node.module or "")
                yield Refused(place, name, "which needs a package, and started so it is in none")
                return
            folder = posixpath.dirname(loaded.file)
            for _ in range(node.level - 1):
                folder = posixpath.dirname(folder)
            named = (node.module or "").split(".") if node.module else []
            package = package[: len(package) - node.level + 1]
            yield from self._below(folder, package, named, [alias.name for alias in node.names])
            return
        if isinstance(node, ast.Import):
            wanted: list[tuple[str, list[str]]] = [(alias.name, []) for alias in node.names]
        else:
            wanted = [(node.module or "", [alias.name for alias in node.names])]
        for name, names in wanted:
            root = self._root(name.partition(".")[0])
            if root is not None:
                yield from self._below(root, [], name.split("."), names)
            elif self.is_project(name, module):
                yield Refused(place, name, "which Python doesn't find when it is started so")

    def _root(self, first: str) -> str | None:
        """The folder that holds what the first part of a name means: a module or package before a bare folder."""
        for ends in (("/__init__.py", ".py"), ("",)):
            for root in self.roots:
                if any(self.at(f"{posixpath.join(root, first)}{end}") is not None for end in ends):
                    return root
        return None

    def _below(self, folder: str, package: list[str], named: list[str], names: list[str]) -> Iterator[_Loaded]:
        """Yield the packages and the module of a dotted name, and those of the names that are modules in it."""
        for part in named[:_MOST_PARTS]:
            folder = posixpath.join(folder, part)
            package = [*package, part]
            name = ".".join(package)
            if self.at(f"{folder}/__init__.py") is not None:
                yield _Loaded(f"{folder}/__init__.py", name)
            elif self.at(f"{folder}.py") is not None:
                yield _Loaded(f"{folder}.py", name)
                return
        for inner in names:
            if self.at(f"{posixpath.join(folder, inner)}.py") is not None:
                yield _Loaded(f"{posixpath.join(folder, inner)}.py", ".".join([*package, inner]))
