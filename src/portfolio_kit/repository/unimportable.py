"""Modules that Python can't import: they, or what they import, import a module of the project that is not there.

A folder that .gitignore keeps out, `models/` above all, and a file that was renamed leave such imports behind. Only
relative imports are judged, as nothing but the project can answer them, and only those that run with the import: at the
top of a module, in no `try`, condition or function.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.reach import Reach

if TYPE_CHECKING:
    from portfolio_kit.repository.python import Module
    from portfolio_kit.rubric.finding import Evidence

# Compiled, or written when the project is built.
_SUFFIXES = (".py", ".pyi", ".pyx", ".so", ".pyd", ".c", ".cpp", ".pyx.tp")
_WRITTEN = re.compile(r"(?:^|/)_*version_*$|_pb2(?:_grpc)?$", re.IGNORECASE)


class Absent(NamedTuple):
    """A module of the project that is imported and not there: its path without suffix, and who imports it where."""

    path: str
    evidence: Evidence

    @property
    def words(self) -> str:
        """What stands where, to follow the name of a module that can't be imported."""
        return f"{self.evidence.path}:{self.evidence.line} imports {self.path}, which is not there"


def unimportable(scripts: Sequence[Module], exists: Callable[[str], bool]) -> dict[str, Absent]:
    """Return the modules that can't be imported, by path, each with what is absent."""
    found: dict[str, Absent] = {}
    for module in scripts:
        if absent := next(_absent(module, exists), None):
            found[module.path] = absent
    if not found:
        return found
    reach = Reach(scripts)
    importers: dict[str, list[str]] = {}
    for module in scripts:
        for name in _names(module):
            for other in reach.named(name, module):
                importers.setdefault(other.path, []).append(module.path)
    pending = list(found)
    for path in pending:
        for importer in importers.get(path, ()):
            if importer not in found:
                found[importer] = found[path]
                pending.append(importer)
    return found


def _absent(module: Module, exists: Callable[[str], bool]) -> Iterator[Absent]:
    folder = module.file.folder.split("/") if module.file.folder else []
    for node, start in _imports(module):
        if isinstance(node, ast.ImportFrom) and node.module and 0 < node.level <= len(folder) + 1:
            above = folder[: len(folder) - node.level + 1]
            path = "/".join([*above, *node.module.split(".")])
            if not _WRITTEN.search(path) and not any(exists(f"{path}{suffix}") for suffix in ("", *_SUFFIXES)):
                yield Absent(path, module.evidence(node.lineno + start))


def _names(module: Module) -> Iterator[str]:
    """Yield the modules that the top of a module imports, as Python names them: with the packages that they are in."""
    for node, _ in _imports(module):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            base = "." * node.level + (f"{node.module}." if node.module else "")
            names = [f"{base}{alias.name}" for alias in node.names]
        for name in names:
            parts = name.lstrip(".").split(".")
            dots = name[: len(name) - len(name.lstrip("."))]
            yield from (dots + ".".join(parts[:count]) for count in range(1, len(parts) + 1))


def _imports(module: Module) -> Iterator[tuple[ast.Import | ast.ImportFrom, int]]:
    for tree, start in module.trees if not module.is_beyond else ():
        for node in tree.body:
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                yield node, start
