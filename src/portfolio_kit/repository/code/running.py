"""What runs where a module is started: its own code, and of what it imports only what that leads to.

A function that the same project's training calls is none of it, nor is what an imported module does as a program.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import is_main, walk


def running(started: Module, imported: Sequence[Module]) -> list[tuple[Module, Call]]:
    """Return the calls that can be made where a module is started that imports the others."""
    live = Live([started, *imported], as_programs=[started])
    found = [(started, call) for call in live.calls(started)]
    for module in imported:
        as_program = {id(node) for node in _as_program(module)}
        found += [(module, call) for call in live.calls(module) if id(call.node) not in as_program]
    return found


def _as_program(module: Module) -> Iterator[ast.AST]:
    """Everything below `if __name__ == "__main__"`."""
    for tree, _ in module.trees:
        for statement in tree.body:
            if isinstance(statement, ast.If) and is_main(statement):
                yield from walk(statement)
