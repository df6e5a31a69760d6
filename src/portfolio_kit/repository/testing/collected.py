"""What a test runner takes for tests: by the name of the file, the class that they stand in, and conftest.py."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from fnmatch import fnmatch

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, string, walk
from portfolio_kit.repository.file import File

_CONFIGURING = frozenset({"pytest.ini", "pyproject.toml", "setup.cfg", "tox.ini", ".pytest.ini"})
_COLLECTS_ONLY = re.compile(r"^[ \t]*addopts\s*=[^\n]*--(?:collect-only|co|setup-plan)\b", re.MULTILINE)
_IGNORE = re.compile(r"--ignore(?:-glob)?[= ][\"']?(?:\./)?([\w./*-]+)")
_FOLDERS = re.compile(r"^[ \t]*norecursedirs\s*=\s*(\[[^\]]*\]|[^\n]*(?:\n[ \t]+[^\n]+)*)", re.MULTILINE)
_NAME = re.compile(r"[\w./*-]+")
_SKIPS_ALL = re.compile(r"^(?:items\.clear\(\)|items\[:\] = \[\]|del items\[:\])$")
_MARKS = re.compile(r"add_marker\(.*\bskip\b")
_IGNORING = frozenset({"collect_ignore", "collect_ignore_glob"})
_Function = ast.FunctionDef | ast.AsyncFunctionDef


class Collected:
    """Which files of tests the runner passes over, as a conftest.py says."""

    def __init__(self, modules: Sequence[Module], files: Sequence[File] = ()) -> None:
        self._ignored: list[str] = []
        self._all_below = [
            module.file.folder
            for module in modules
            if module.file.name == "conftest.py" and module.mentions("pytest_collection_modifyitems") and _drops(module)
        ]
        for file in files:
            if (file.name in _CONFIGURING and "norecursedirs" in file.text) or "addopts" in _of_configuration(file):
                self._configure(file)
        for module in modules:
            if module.file.name == "conftest.py" and module.mentions("collect_ignore"):
                below = f"{module.file.folder}/" if module.file.folder else ""
                self._ignored += [f"{below}{pattern}" for pattern in _ignored(module)]

    def passes_over(self, module: Module) -> bool:
        """Whether a file is left out, alone or with its folder."""
        return any(
            fnmatch(module.path, pattern) or module.path.startswith(f"{pattern}/") for pattern in self._ignored
        ) or any(not folder or module.path.startswith(f"{folder}/") for folder in self._all_below)

    def _configure(self, file: File) -> None:
        """Take what a configuration of pytest has it pass over: folders that it names, or all tests."""
        text = _of_configuration(file)
        below = f"{file.folder}/" if file.folder else ""
        if _COLLECTS_ONLY.search(text):
            self._all_below.append(file.folder)
        self._ignored += [f"{below}{match[1].rstrip('/')}" for match in _IGNORE.finditer(text)]
        for match in _FOLDERS.finditer(text):
            self._ignored += [f"{below}{name.strip('./')}" for name in _NAME.findall(match[1])]


def _of_configuration(file: File) -> str:
    return file.text if file.name in _CONFIGURING else ""


def _drops(module: Module) -> bool:
    """Whether a conftest.py takes every test out, or marks each as skipped, without a condition."""
    for function in module.functions:
        if function.name != "pytest_collection_modifyitems":
            continue
        for statement in function.node.body:
            if isinstance(statement, (ast.For, ast.Assign, ast.Delete, ast.Expr)) and not any(
                isinstance(part, (ast.If, ast.IfExp, ast.BoolOp, ast.comprehension)) for part in walk(statement)
            ):
                text = ast.unparse(statement)
                if _SKIPS_ALL.search(text) or (isinstance(statement, ast.For) and _MARKS.search(text)):
                    return True
            elif isinstance(statement, (ast.If, ast.Return)):
                # What comes after may depend on a condition.
                return False
    return False


def _ignored(module: Module) -> list[str]:
    """The patterns that a conftest.py writes out at its top; what it decides by a condition may be otherwise."""
    return [
        text
        for tree, _ in module.trees
        for node in tree.body
        if isinstance(node, ast.Assign) and any(dotted(target) in _IGNORING for target in node.targets)
        for part in walk(node.value)
        if (text := string(part))
    ]


def may_hold_tests(owner: ast.ClassDef | None) -> bool:
    """Whether the tests of a class are run: pytest passes over one that is not called Test… or is made with arguments,
    unless it is a case of somebody's.
    """
    if owner is None or owner.bases:
        return True
    return owner.name.startswith("Test") and not any(
        isinstance(item, _Function) and item.name in ("__init__", "__new__") for item in owner.body
    )


def never_called(test: ast.AST) -> set[int]:
    """What stands in functions inside of a test that the test does not even name."""
    inner = [part for part in walk(test) if isinstance(part, _Function) and part is not test]
    if not inner:
        return set()
    named = {part.id for part in walk(test) if isinstance(part, ast.Name)}
    return {id(part) for function in inner if function.name not in named for part in walk(function)}
