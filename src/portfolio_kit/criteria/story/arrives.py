"""Where the scores that a function of the project works out arrive: a file is written there once, with all of them."""

from __future__ import annotations

import ast

from portfolio_kit.repository.code.syntax import walk
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence


def arrives(repository: Repository, measured: Evidence) -> Evidence | None:
    """Return where a function that gives back what it measures at a place is called, if it is called for several
    models: more than once, or in a loop.
    """
    module = next((one for one in repository.scripts if one.path == measured.path), None)
    line = measured.line or 0
    for function in module.functions if module is not None else ():
        if function.line <= line <= function.line + (function.node.end_lineno or 0) - function.node.lineno and any(
            isinstance(node, ast.Return) and node.value is not None for node in walk(function.node)
        ):
            calls = [
                (other, call)
                for other in repository.scripts
                if not is_test(other.path) and other.mentions(function.last)
                for call in sorted(repository.live.calls(other), key=lambda call: call.line)
                if call.last == function.last and call.scope != function.name
            ]
            looped = [(other, call) for other, call in calls if _is_in_loop(other.trees, call.node)]
            if looped or len(calls) > 1:
                other, call = (looped or calls)[0]
                return other.evidence(call.line)
    return None


def _is_in_loop(trees: tuple[tuple[ast.Module, int], ...], call: ast.Call) -> bool:
    return any(
        any(part is call for part in walk(node))
        for tree, _ in trees
        for node in walk(tree)
        if isinstance(node, (ast.For, ast.While))
    )
