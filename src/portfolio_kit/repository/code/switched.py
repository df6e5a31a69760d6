"""What can run as a project's switches stand."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import name_called, walk
from portfolio_kit.rubric.finding import Evidence


class Switched(Live):
    """What can run of a project, without what only switches that are off lead to."""

    def __init__(self, runs: Callable[[Module, str], bool], is_made: Callable[[Module, Call], bool]) -> None:
        super().__init__(())
        self._runs = runs
        self._is_made = is_made

    def runs(self, module: Module, scope: str) -> bool:
        """Whether a function, a method or the top of a module can run as the switches stand."""
        return self._runs(module, scope)

    def makes(self, module: Module, call: Call) -> bool:
        """Whether a call is made as the switches stand."""
        return self._is_made(module, call)


def closing(module: Module, heeding: Module, path: str, line: int, name: str) -> Iterator[Evidence]:
    """Yield the conditions of a module that a switch decides, and that keep something from running: a line of it, or a
    function, by its name. `heeding` is the module without what its switches keep from running.
    """
    left = {(call.name, call.line) for call in heeding.calls}
    lines = {
        call.line
        for call in module.calls
        if (call.name, call.line) not in left
        and ((module.path == path and call.line == line) or (name and name_called(call.node) == name))
    }
    for tree, start in module.trees if lines else ():
        for node in walk(tree):
            if isinstance(node, ast.If) and any(
                node.lineno + start <= number <= (node.end_lineno or 0) + start for number in lines
            ):
                yield module.evidence(node.lineno + start)
