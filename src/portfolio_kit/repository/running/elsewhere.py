"""Where training takes its settings from a run that a tracking server keeps, and the repository doesn't.

`client.get_run(os.getenv("BEST_RUN")).data.params` gives what somebody else's server never heard of. A run that the
code itself has found or made, by `search_runs` or `start_run`, is another matter.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import dotted, string, walk

if TYPE_CHECKING:
    from portfolio_kit.repository.code.live import Live
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.rubric.finding import Evidence

_RUN = re.compile(r"[0-9a-f]{32}")
_ENVIRONMENT = re.compile(r"(?:^|\.)(?:getenv|environ)(?:\.|$)")


def settings_elsewhere(modules: Sequence[Module], live: Live) -> Iterator[Evidence]:
    """Yield the places where modules read the parameters of a run that is named by the environment or by its id."""
    for module in modules:
        if not module.mentions("get_run(") or not module.mentions(".params") or module.imports_any("mlflow") is None:
            continue
        values = {
            target.id: node.value
            for node in module.assignments
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for function in module.functions:
            arguments = function.node.args
            named = [*arguments.posonlyargs, *arguments.args][-len(arguments.defaults) or None :]
            values.update((name.arg, value) for name, value in zip(named, arguments.defaults, strict=False))
        for call in live.calls(module):
            if call.last == "get_run" and call.node.args:
                run = call.node.args[0]
                run = values.get(run.id, run) if isinstance(run, ast.Name) else run
                if _is_of_elsewhere(run):
                    yield module.evidence(call.line)


def _is_of_elsewhere(run: ast.expr) -> bool:
    return bool(_RUN.fullmatch(string(run) or "")) or any(
        isinstance(node, (ast.Name, ast.Attribute)) and _ENVIRONMENT.search(dotted(node)) for node in walk(run)
    )
