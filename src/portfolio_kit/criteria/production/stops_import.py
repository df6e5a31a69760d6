"""What stops a test before it begins: a module that raises as it is imported where files are not there."""

from __future__ import annotations

import ast

from portfolio_kit.criteria.phrases import cited
from portfolio_kit.repository.code.facts import Function
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import name_called, walk
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

_ASKS_FOR_FILES = frozenset({"exists", "isfile", "is_file", "isdir", "is_dir"})
_INIT = "__init__.py"


def stopping(repository: Repository) -> tuple[Evidence, str] | None:
    """Return where a module calls, as it is imported, a function of the project's that raises where a file is not
    there, and the function's name; that of a package comes first, which stops all that is in it.
    """
    raising = {
        function.last
        for module in repository.scripts
        for function in module.functions
        if not function.in_class and _raises_without_files(module, function)
    }
    if not raising:
        return None
    modules = [module for module in repository.scripts if module.file.name == _INIT and not is_test(module.path)]
    for module in sorted(modules, key=lambda one: one.path.count("/")):
        for tree, start in module.trees:
            for statement in tree.body:
                call = statement.value if isinstance(statement, ast.Expr) else None
                if isinstance(call, ast.Call) and name_called(call) in raising:
                    return module.evidence(statement.lineno + start), name_called(call)
    return None


def first(repository: Repository) -> str:
    """What to do about it, as a sentence that others follow; empty where nothing stops."""
    found = stopping(repository)
    if found is None:
        return ""
    place, name = found
    package = place.path.rpartition("/")[0]
    return (
        f"First move the call of {name}() at {cited(place)} into {_start(repository, package)}: it stops every import "
        f"of {package.rpartition('/')[2]} where the data is not there, that of a test, too. "
    )


def _start(repository: Repository, package: str) -> str:
    """Where the call belongs: into what starts the program."""
    started = [
        module.path
        for module in repository.scripts
        if module.path.startswith(f"{package}/") and (module.file.name == "__main__.py" or module.has_main)
    ]
    return started[0] if started else "the function that reads the data"


def _raises_without_files(module: Module, function: Function) -> bool:
    """Whether a function raises an error after it asked whether a file is there."""
    calls = module.calls_in.get(function.name, ())
    return any(call.last in _ASKS_FOR_FILES for call in calls) and any(
        isinstance(node, ast.If)
        and any(isinstance(part, ast.Call) and name_called(part) in _ASKS_FOR_FILES for part in walk(node.test))
        and any(isinstance(part, ast.Raise) for below in node.body for part in walk(below))
        for node in walk(function.node)
    )
