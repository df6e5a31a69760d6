"""Modules that Python can't import: they, or what they import, import of the project what is not there.

A folder that .gitignore keeps out, `models/` above all, and a file that was renamed leave such imports. Judged are
those that nothing but the project can answer: relative ones, and those from a package that it imports more from, or
from `src`, or by a name that .gitignore keeps out and no package has, or that several of its modules import by a name
which no package has (`logs.logger`), where no folder has anything that is called so; names that a module of the
project binds in no way; and what a module reads and nobody gave it. They must run with the import: at the top of a
module, in no condition or function, and in no `try` but one that imports the same again where it fails.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code import undefined
from portfolio_kit.repository.code.reach import Reach

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.rubric.finding import Evidence

# Compiled, or written when the project is built.
SUFFIXES = (".py", ".pyi", ".pyx", ".so", ".pyd", ".c", ".cpp", ".pyx.tp")
_DYNAMIC = ("__getattr__", "setattr(", "sys.modules", "__dict__", "vars(")
# What projects call the folders of their own modules, and nobody a package that is installed.
_HOUSE = frozenset({
    "app", "common", "config", "configs", "core", "helpers", "logger", "loggers", "logs", "scripts", "settings", "src",
    "utils",
})  # fmt: skip
_SEVERAL = 2
_WRITTEN = re.compile(r"(?:^|/)_*version_*$|_pb2(?:_grpc)?$", re.IGNORECASE)


class Absent(NamedTuple):
    """What of the project is imported and not there: a module's path without suffix, or a name that a module or a
    folder has not; or a name that a module reads and has not itself; and who does so where.
    """

    path: str
    evidence: Evidence
    name: str = ""
    """What is imported from the module or folder at the path, which is there; empty where the module is not."""

    @property
    def words(self) -> str:
        """What stands where, to follow the name of a module that can't be imported."""
        place = f"{self.evidence.path}:{self.evidence.line}"
        if self.name and self.path == self.evidence.path:
            return f"{place} uses {self.name}, which is neither imported nor defined there"
        if self.name and not self.path.endswith(".py"):
            return f"{place} imports {self.name} from the folder {self.path}/, which has no __init__.py to define it"
        if self.name:
            return f"{place} imports {self.name} from {self.path}, which defines nothing of that name"
        return f"{place} imports {self.path}, which is not there"

    @property
    def remedy(self) -> str:
        """What to do about it."""
        if self.name and self.path == self.evidence.path:
            return f"Import or define {self.name} before {self.path}:{self.evidence.line} uses it."
        where = self.path if self.path.endswith(".py") else f"{self.path}/__init__.py"
        first = f"Define {self.name} in {where}" if self.name else f"Commit {self.path}"
        return f"{first}, or correct the import at {self.evidence.path}:{self.evidence.line}."


class Surroundings(NamedTuple):
    """What can answer an import beside the modules that are read."""

    exists: Callable[[str], bool]
    """Whether there is a file or folder of a path, be it among what is left out."""
    is_somewhere: Callable[[str], bool]
    """Whether a file or folder is called so below any folder."""
    is_foreign: Callable[[str], bool]
    """Whether a module of that name is Python's or a package's."""
    is_kept_out: Callable[[str], bool]
    """Whether the project's .gitignore keeps out a folder or module of that name."""


def unimportable(scripts: Sequence[Module], surroundings: Surroundings) -> dict[str, Absent]:
    """Return the modules that can't be imported, by path, each with what is absent."""
    reach = Reach(scripts)
    found: dict[str, Absent] = {}
    for module in scripts:
        if absent := next(_absent(module, surroundings.exists), None):
            found[module.path] = absent
    for module, absent in _absent_from_packages(scripts, reach, surroundings):
        found.setdefault(module.path, absent)
    for module in scripts:
        if module.path not in found and (absent := next(_unbound(module, reach, surroundings), None)):
            found[module.path] = absent
    for module in scripts:
        if module.path not in found and (unknown := undefined.on_import(module)):
            found[module.path] = Absent(module.path, module.evidence(unknown.line), unknown.name)
    return _with_importers(found, scripts, reach) if found else found


def absent_from(notebook: Module, scripts: Sequence[Module], surroundings: Surroundings) -> Absent | None:
    """Return the first module of the project that a notebook imports and that is not there."""
    if notebook.mentions("git clone"):
        return None
    found = _absent_from_packages([*scripts, notebook], Reach(scripts), surroundings)
    return next((absent for module, absent in found if module is notebook), None)


def _with_importers(found: dict[str, Absent], scripts: Sequence[Module], reach: Reach) -> dict[str, Absent]:
    """Add the modules that import one that can't be imported."""
    importers: dict[str, list[str]] = {}
    for module in scripts:
        for name in _needed_by(module):
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
    for node, start in imports(module):
        if isinstance(node, ast.ImportFrom) and node.module and 0 < node.level <= len(folder) + 1:
            above = folder[: len(folder) - node.level + 1]
            path = "/".join([*above, *node.module.split(".")])
            if not _WRITTEN.search(path) and not any(exists(f"{path}{suffix}") for suffix in ("", *SUFFIXES)):
                yield Absent(path, module.evidence(node.lineno + start))


def _absent_from_packages(
    scripts: Sequence[Module], reach: Reach, surroundings: Surroundings
) -> Iterator[tuple[Module, Absent]]:
    """Yield what is imported from the project's own packages by its whole name and stands in none of its folders."""
    own = {"src"}
    unanswered: list[tuple[Module, str, int]] = []
    for module in scripts:
        for name, line in _absolute(module):
            if reach.named(name, module):
                own.add(name.partition(".")[0])
            else:
                unanswered.append((module, name, line))
    if not surroundings.exists(".gitmodules"):
        own |= _of_the_house(unanswered, surroundings)
        own |= set(filter(surroundings.is_kept_out, {name.partition(".")[0] for _, name, _ in unanswered}))
    for module, name, line in unanswered:
        path = name.replace(".", "/")
        if (
            name.partition(".")[0] in own
            and not _WRITTEN.search(path)
            and not surroundings.is_foreign(name)
            and not any(_may_be(module, f"{path}{suffix}", surroundings) for suffix in ("", *SUFFIXES))
        ):
            yield module, Absent(path, module.evidence(line))


def _of_the_house(unanswered: Sequence[tuple[Module, str, int]], surroundings: Surroundings) -> set[str]:
    """The first names, such as a project calls its own folders, that several modules import from and nothing has."""
    importers: dict[str, set[str]] = {}
    for module, name, _ in unanswered:
        first = name.partition(".")[0]
        if first in _HOUSE and not module.mentions("sys.path.insert", "sys.path.extend", "PYTHONPATH"):
            importers.setdefault(first, set()).add(module.path)
    return {
        first
        for first, paths in importers.items()
        if len(paths) >= _SEVERAL and not any(surroundings.is_somewhere(f"{first}{end}") for end in ("", *SUFFIXES))
    }


def _unbound(module: Module, reach: Reach, surroundings: Surroundings) -> Iterator[Absent]:
    """Yield the names that are imported from the one module that can be meant, and that it binds in no way."""
    for node, start in imports(module):
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        base = "." * node.level + node.module
        source = reach.only(base, module)
        if source is None and (folder := reach.folder(base, module)):
            yield from _of_folder(module, node, start, folder, surroundings)
        if source is None or source is module or not source.trees or source.mentions(*_DYNAMIC):
            continue
        last = node.module.rpartition(".")[2]
        for alias in node.names:
            inner = f"{last}/{alias.name}"
            if (
                alias.name != "*"
                and not source.binds([alias.name])
                and not reach.named(f"{base}.{alias.name}", module)
                and not any(surroundings.is_somewhere(f"{inner}{suffix}") for suffix in ("", *SUFFIXES))
                and (node.level or not surroundings.is_foreign(node.module))
            ):
                yield Absent(source.path, module.evidence(node.lineno + start), alias.name)


def _of_folder(
    module: Module, node: ast.ImportFrom, start: int, folder: str, surroundings: Surroundings
) -> Iterator[Absent]:
    """Yield the names that are imported from a folder that is no package with an __init__.py, and are no modules."""
    last = folder.rpartition("/")[2]
    if surroundings.exists(f"{folder}.py") or any(
        surroundings.is_somewhere(f"{last}/__init__{suffix}") for suffix in SUFFIXES
    ):
        return
    if not node.level and surroundings.is_foreign(node.module or ""):
        return
    for alias in node.names:
        inner = f"{last}/{alias.name}"
        if alias.name != "*" and not any(surroundings.is_somewhere(f"{inner}{suffix}") for suffix in ("", *SUFFIXES)):
            yield Absent(folder, module.evidence(node.lineno + start), alias.name)


def _absolute(module: Module) -> Iterator[tuple[str, int]]:
    """Yield the modules of packages that the top of a module imports by their whole names, with the lines."""
    for node, start in _needed(module):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            names = [node.module] if node.module and not node.level else []
        yield from ((name, node.lineno + start) for name in names if "." in name)


def _may_be(module: Module, path: str, surroundings: Surroundings) -> bool:
    """Whether a file or folder is called so somewhere, or is among what is left out above or beside a module."""
    above = [""]
    for part in module.file.folder.split("/") if module.file.folder else ():
        above.append(f"{above[-1]}{part}/")
    return surroundings.is_somewhere(path) or any(surroundings.exists(f"{folder}{path}") for folder in above)


def imported_by(module: Module) -> Iterator[str]:
    """Yield the modules that the top of a module imports, as Python names them: with the packages that they are in."""
    yield from _named(node for node, _ in imports(module))


def _needed_by(module: Module) -> Iterator[str]:
    """Yield the same, with what the top of a module tries to import twice."""
    yield from _named(node for node, _ in _needed(module))


def _named(nodes: Iterable[ast.Import | ast.ImportFrom]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            base = "." * node.level + (f"{node.module}." if node.module else "")
            names = [f"{base}{alias.name}" for alias in node.names]
        for name in names:
            parts = name.lstrip(".").split(".")
            dots = name[: len(name) - len(name.lstrip("."))]
            yield from (dots + ".".join(parts[:count]) for count in range(1, len(parts) + 1))


def imports(module: Module) -> Iterator[tuple[ast.Import | ast.ImportFrom, int]]:
    """Yield the imports at the top of a module, each with the line that its numbers start after."""
    for tree, start in module.trees if not module.is_beyond else ():
        for node in tree.body:
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                yield node, start


def _needed(module: Module) -> Iterator[tuple[ast.Import | ast.ImportFrom, int]]:
    """Yield the same, and the imports in a `try` that each of its handlers repeats: one of the two must work."""
    yield from imports(module)
    for tree, start in module.trees if not module.is_beyond and module.mentions("except") else ():
        for node in tree.body:
            if isinstance(node, ast.Try) and node.handlers:
                again = [
                    {ast.dump(part) for part in handler.body if isinstance(part, (ast.Import, ast.ImportFrom))}
                    for handler in node.handlers
                ]
                for part in node.body:
                    if isinstance(part, (ast.Import, ast.ImportFrom)) and all(ast.dump(part) in one for one in again):
                        yield part, start
