"""What the project's code imports from outside, against what its dependency files declare."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.python import STANDARD, Module
from portfolio_kit.repository.code.syntax import walk
from portfolio_kit.repository.containers.dockerfile import Dockerfile
from portfolio_kit.repository.environment.dependencies import Dependency, DependencyFile, Pin, canonical
from portfolio_kit.repository.environment.files import is_aside, ranked
from portfolio_kit.repository.environment.fixtures import fixtures_asked
from portfolio_kit.repository.environment.installers import words_installed
from portfolio_kit.repository.environment.own_names import code_folders, defined_here
from portfolio_kit.repository.environment.package_names import OWN_NAMES, PROVIDED, STAND_INS, is_called_as_own
from portfolio_kit.repository.environment.packages import comes_along, distribution, imported_as, is_declared, is_known
from portfolio_kit.repository.file import File
from portfolio_kit.repository.ignoring import is_kept_out
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.rubric.finding import Evidence

_INSTALLED = re.compile(
    r"^[ \t]*[!%][ \t]*(?:[\w./]+\s+-m\s+)?(?:uv\s+)?(?:pip3?|conda|mamba)\s+install\b([^\n#]{0,400})", re.MULTILINE
)
# A command that installs from a list of packages.
_LISTED = re.compile(r"\s(?:-r|--requirement)[ =]?\S")
_MANY = 10
_WITH_EXTRAS = re.compile(r"^[ \t\"']*([A-Za-z0-9][\w.-]{0,60})\[[\w, -]{1,60}\]", re.MULTILINE)
_HELD = re.compile(r"[=~]=|<|\w=\d")
_VERSION = re.compile(r"[=<>~!\[]")
# `google.cloud.pubsub_v1` is a client for one state of what it asks.
_CLIENT_VERSION = re.compile(r"_v\d\w*$")
# The driver that SQLAlchemy imports for an address: `mysql+pymysql://`.
_DRIVEN = re.compile(r"\s?[a-z]{2,20}\+([a-z_\d]{3,30})://")
_DRIVERS = {
    "pymysql": "pymysql",
    "mysqldb": "MySQLdb",
    "mysqlconnector": "mysql",
    "aiomysql": "aiomysql",
    "asyncmy": "asyncmy",
    "mariadbconnector": "mariadb",
    "psycopg2": "psycopg2",
    "psycopg": "psycopg",
    "asyncpg": "asyncpg",
    "pg8000": "pg8000",
    "pyodbc": "pyodbc",
    "pymssql": "pymssql",
    "oracledb": "oracledb",
    "cx_oracle": "cx_Oracle",
    "aiosqlite": "aiosqlite",
}
_STRENGTH: dict[Pin, int] = {"exact": 3, "bounded": 2, "lower": 1, "none": 0}


class Import(NamedTuple):
    """A package that is imported, and where first."""

    package: str
    module: Module
    line: int

    @property
    def evidence(self) -> Evidence:
        """The place of the import."""
        return self.module.evidence(self.line)

    @property
    def how(self) -> str:
        """How the module asks for it: a driver of a database by its name in an address."""
        return "imports" if any(imported_as(name) == self.package for name, _ in _named(self.module)) else "asks for"

    @property
    def distribution(self) -> str:
        """The name to install it by: of the many clients for one cloud, the one that is imported."""
        if self.package == "google.cloud":
            parts = next((name.split(".") for name in self.module.imports if name.startswith("google.cloud.")), None)
            if parts is not None:
                return f"google-cloud-{_CLIENT_VERSION.sub('', parts[2]).replace('_', '-')}"
        return distribution(self.package)


class Environment:
    """The packages that are imported, those that are declared, and how well the ones cover the others."""

    def __init__(
        self,
        modules: Sequence[Module],
        folders: Iterable[str],
        files: Sequence[DependencyFile],
        dockerfiles: Sequence[Dockerfile] = (),
        ignored: File | None = None,
    ) -> None:
        self._modules = [
            module
            for module in modules
            if not is_test(module.path) and module.file.name not in ("setup.py", "conftest.py")
        ]
        self._tests = [module for module in modules if is_test(module.path) and not module.is_notebook]
        # A module that imports its own name, models/xgboost.py, is called after what it imports.
        self._own = {
            module.file.stem for module in modules if not module.is_notebook and module.file.stem not in module.packages
        } | set(defined_here(modules))
        self._own_folders = code_folders(modules)
        self._packages = {folder.rpartition("/")[2] for folder in folders}
        self.files = files
        self._dockerfiles = dockerfiles
        self._ignored = ignored

    @cached_property
    def usable(self) -> tuple[DependencyFile, ...]:
        """The files that can be installed elsewhere, without paths of the author's machine: what installs most of what
        the code imports first, what is for tests and development last.
        """
        found = [file for file in self.files if not file.local_paths]
        return ranked(found, [item.package for item in self.imports]) if found[1:] else tuple(found)

    @cached_property
    def declared(self) -> dict[str, Dependency]:
        """What the usable files declare, by name; of several declarations, the one that holds the version best. What
        tests are run with holds nothing of what the program is installed with.
        """
        found: dict[str, Dependency] = {}
        for file in self.usable or self.files:
            outside = set(found) if is_aside(file) else ()
            for dependency in file.dependencies:
                known = found.get(dependency.name)
                if known is None or (
                    1 < _STRENGTH[dependency.pin] > _STRENGTH[known.pin] and dependency.name not in outside
                ):
                    found[dependency.name] = dependency
        return found

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """What is imported from outside, each package once: by a script if one does."""
        found: dict[str, Import] = {}
        for module in self._modules:
            for name, line in _imported(module):
                package = imported_as(name)
                if package not in found and self._is_outside(package):
                    found[package] = Import(package, module, line)
        return tuple(found.values())

    @cached_property
    def packages_outside(self) -> frozenset[str]:
        """The first names of what is imported from outside."""
        found = {name.partition(".")[0] for module in self._modules for name in module.imported}
        return frozenset(name for name in found if self._is_outside(imported_as(name)))

    @cached_property
    def missing(self) -> tuple[Import, ...]:
        """What is imported, and neither declared, nor installed by its notebook in one version, nor needed by what is
        declared.
        """
        return tuple(found for found in self._unanswered if not self._is_own(found.package))

    @cached_property
    def uncommitted(self) -> tuple[Import, ...]:
        """What is imported like a package and is the project's own by its name, in a folder that was not committed."""
        return tuple(found for found in self._unanswered if self._is_own(found.package))

    @cached_property
    def needed_by_tests(self) -> tuple[Import, ...]:
        """What only tests import, or ask for as a fixture that a plugin of pytest brings, and no file declares."""
        found: dict[str, Import] = {}
        others = {item.package for item in self.imports}
        for module in self._tests:
            for name, line in [*_unguarded(module), *fixtures_asked(module)]:
                package = imported_as(name)
                if package not in found and package not in others and self._is_outside(package):
                    found[package] = Import(package, module, line)
        return tuple(
            item
            for item in found.values()
            if not is_declared(item.package, self.declared)
            and not comes_along(item.package, self.declared)
            and not self._is_own(item.package)
        )

    def _is_own(self, package: str) -> bool:
        return not is_known(package) and (is_called_as_own(package) or is_kept_out(package, self._ignored))

    @cached_property
    def _unanswered(self) -> tuple[Import, ...]:
        return tuple(
            Import(found.package, found.module, line)
            for found in self.imports
            if not is_declared(found.package, self.declared)
            and not comes_along(found.package, self.declared)
            and not is_declared(found.package, self._in_images)
            and not comes_along(found.package, self._in_images)
            and (line := self._imported_for_real(found)) is not None
        )

    @cached_property
    def is_nearly_whole(self) -> bool:
        """Whether all that is missing is one package of one module, or of notebooks, among many that are declared.

        A reader who holds the lists against the code sees that they were kept, and lets such a one pass.
        """
        if len(self.missing) != 1:
            return False
        (lacking,) = self.missing
        if lacking.module.is_notebook:
            return True
        users = sum(any(imported_as(name) == lacking.package for name, _ in _imported(one)) for one in self._modules)
        covered = sum(is_declared(one.package, self.declared) for one in self.imports)
        return users == 1 and covered >= _MANY

    @cached_property
    def along(self) -> tuple[tuple[str, str], ...]:
        """What is imported and not declared, and the declared package that brings it along."""
        found = []
        for item in self.imports:
            if not is_declared(item.package, self.declared):
                carrier = next((name for name in self.declared if comes_along(item.package, (name,))), None)
                if carrier is not None:
                    found.append((item.package, carrier))
        return tuple(found)

    @cached_property
    def _in_images(self) -> frozenset[str]:
        """What the project's images bring by themselves or have installed in one version, by name, and the packages
        that are declared with more than they bring alone: `fastapi[standard]`.
        """
        return frozenset(name for dockerfile in self._dockerfiles for name in _installed_in(dockerfile)) | {
            f"{canonical(match[1])}[]"
            for file in self.usable
            for match in _WITH_EXTRAS.finditer(file.file.text if not file.is_lock else "")
        }

    @cached_property
    def held(self) -> tuple[Dependency, ...]:
        """The declared packages that the code imports and whose version is held, exactly or between bounds."""
        return tuple(dependency for dependency in self._used if _is_held(dependency))

    @cached_property
    def loose(self) -> tuple[Dependency, ...]:
        """The declared packages that the code imports and whose version can be any later one."""
        return tuple(dependency for dependency in self._used if not _is_held(dependency))

    @cached_property
    def _used(self) -> tuple[Dependency, ...]:
        """The declared packages that are imported; all of them where none is."""
        found = [
            dependency
            for name, dependency in self.declared.items()
            if any(is_declared(used.package, (name,)) for used in self.imports)
            # Beside what it stands for, as a lock has both, a stand-in says nothing.
            and STAND_INS.get(name) not in self.declared
        ]
        return tuple(found or self.declared.values())

    def is_foreign(self, name: str) -> bool:
        """Whether what is imported by a name is Python's own, or of a package that is often used or declared."""
        first, package = name.partition(".")[0], imported_as(name)
        return bool({first, package} & (STANDARD | PROVIDED)) or any(
            is_known(part) or is_declared(part, self.declared) for part in (first, package)
        )

    def file_of(self, dependency: Dependency) -> DependencyFile:
        """Return the file that a dependency was read from."""
        return next(file for file in (*self.usable, *self.files) if dependency in file.dependencies)

    def _is_outside(self, package: str) -> bool:
        first = package.partition(".")[0]
        if first in STANDARD or first in OWN_NAMES or package in PROVIDED or first in PROVIDED or first in self._own:
            return False
        return is_known(package) or (first not in self._own_folders and first not in self._packages)

    def _imported_for_real(self, found: Import) -> int | None:
        """Return the line where a package is really imported, not in a string or under a guard for its absence."""
        for module in self._modules:
            if not module.mentions(found.package.rpartition(".")[2]):
                continue
            if any(found.package == imported_as(name) for name, _ in _imported(module)) and not _installs(
                module, found.package
            ):
                line = next((line for name, line in _unguarded(module) if imported_as(name) == found.package), None)
                if line is not None:
                    return line if module is found.module else found.line
        return None


def _is_held(dependency: Dependency) -> bool:
    """Whether the version of a package is held; that of an empty stand-in holds nothing of what it brings."""
    return _STRENGTH[dependency.pin] > 1 and dependency.name not in STAND_INS


def _imported(module: Module) -> Iterator[tuple[str, int]]:
    yield from _named(module)
    yield from _driven(module)


def _driven(module: Module) -> Iterator[tuple[str, int]]:
    """Yield the drivers that a module names in the addresses of databases that it asks through SQLAlchemy."""
    if module.mentions("sqlalchemy") and module.imports_any("sqlalchemy"):
        for text, line in module.strings:
            if "+" in text[:30] and (match := _DRIVEN.match(text)) and match[1] in _DRIVERS:
                yield _DRIVERS[match[1]], line


def _named(module: Module) -> Iterator[tuple[str, int]]:
    for name, line in module.imported.items():
        if name in ("google", "azure", "ruamel"):
            # Names that many packages share: what stands after `import` says which.
            yield from ((full, at) for full, at in module.imports.items() if full.startswith(f"{name}."))
        else:
            yield name, line


def _unguarded(module: Module) -> Iterator[tuple[str, int]]:
    yield from _driven(module)
    for tree, start in module.trees:
        pending: list[ast.AST] = [tree]
        while pending:
            node = pending.pop()
            if isinstance(node, ast.Try) and any(_catches_import(handler) for handler in node.handlers):
                continue
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield alias.name, node.lineno + start
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module, node.lineno + start
                for alias in node.names:
                    yield f"{node.module}.{alias.name}", node.lineno + start
            elif isinstance(node, (ast.stmt, ast.Module, ast.ExceptHandler)):
                pending.extend(ast.iter_child_nodes(node))


def _catches_import(handler: ast.ExceptHandler) -> bool:
    return handler.type is not None and any(
        isinstance(node, ast.Name) and node.id in ("ImportError", "ModuleNotFoundError") for node in walk(handler.type)
    )


def _installs(module: Module, package: str) -> bool:
    """Whether a notebook installs the package in one of its cells, in a version that it names."""
    if module.notebook is None:
        return False
    names = {
        canonical(_VERSION.split(word, maxsplit=1)[0])
        for cell in module.notebook.code
        for match in _INSTALLED.finditer(cell.source)
        for word in match[1].split()
        if not word.startswith("-") and _HELD.search(word)
    }
    return is_declared(package, names)


def _installed_in(dockerfile: Dockerfile) -> Iterator[str]:
    """Yield the packages that an image starts from, `apache/airflow`, or that it installs in one version."""
    for instruction in dockerfile.of("FROM"):
        image = next((word for word in instruction.words if not word.startswith("--")), "").partition(":")[0]
        yield canonical(image.rpartition("/")[2])
        yield canonical(image.replace("/", "-"))
    for instruction in dockerfile.of("RUN"):
        # Beside a list of packages it stands in for what that list lacks.
        if _LISTED.search(instruction.command):
            continue
        for word in words_installed(instruction.command):
            if _HELD.search(word):
                yield canonical(_VERSION.split(word, maxsplit=1)[0])
