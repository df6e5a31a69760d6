"""What a test runner takes for tests: by the name of the file, the class that they stand in, and conftest.py."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from fnmatch import fnmatch

from portfolio_kit.repository.python import Module, dotted, string, walk

_IGNORING = frozenset({"collect_ignore", "collect_ignore_glob"})
_Function = ast.FunctionDef | ast.AsyncFunctionDef


class Collected:
    """Which files of tests the runner passes over, as a conftest.py says."""

    def __init__(self, modules: Sequence[Module]) -> None:
        self._ignored: list[str] = []
        for module in modules:
            if module.file.name == "conftest.py" and module.mentions("collect_ignore"):
                below = f"{module.file.folder}/" if module.file.folder else ""
                self._ignored += [f"{below}{pattern}" for pattern in _ignored(module)]

    def passes_over(self, module: Module) -> bool:
        """Whether a file is left out, alone or with its folder."""
        return any(fnmatch(module.path, pattern) or module.path.startswith(f"{pattern}/") for pattern in self._ignored)


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
