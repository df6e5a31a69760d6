"""Scripts that assert something of the project, and that no test runner collects."""

from __future__ import annotations

from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.models.stages import EVALUATE, LOAD, PREDICT, is_test, stage_of
from portfolio_kit.repository.repository import Repository

# Fewer are guards of what a script needs.
_FEWEST = 3
_ASKING = frozenset({None, PREDICT, EVALUATE, LOAD})
_WRITING = frozenset({"open", "write", "write_text", "write_bytes", "mkdir", "makedirs"})


def uncollected(repository: Repository) -> Module | None:
    """Return the script with the most asserts that is there for them: it calls the project's own modules, nothing
    imports it, and it neither reads data nor trains nor writes anything.
    """
    led_to = {
        other.path
        for module in repository.scripts
        if not is_test(module.path)
        for other in repository.reach.reached(module)[1:]
    }
    found = [
        module
        for module in repository.scripts
        if len(module.asserts) >= _FEWEST
        and not (is_test(module.path) or module.is_beyond or module.path in led_to)
        and len(repository.reach.reached(module)) > 1
        and all(stage_of(call) in _ASKING and call.last not in _WRITING for call in module.calls)
    ]
    return max(found, key=lambda module: len(module.asserts), default=None)
