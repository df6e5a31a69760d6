"""What runs where a module is started as a program: its top, and what that leads to.

A script that only defines functions does nothing when it is started, and a server trains nothing until somebody asks
it to. What elsewhere calls the functions, a route or a deployment, does not run with the command.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.launch import PROGRAM
from portfolio_kit.repository.code.live import Live, registers
from portfolio_kit.repository.code.syntax import dotted, walk
from portfolio_kit.repository.models.stages import TRAIN, stage_of

if TYPE_CHECKING:
    from portfolio_kit.repository.code.facts import Function
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.running.written import Command
    from portfolio_kit.rubric.finding import Evidence

# What registers a function to be called later, by whoever asks a server for something or clicks.
_ASKED = re.compile(
    r"(?:^|\.)(?:route|get|post|put|patch|delete|head|websocket|api_route|on_event|before_request|errorhandler"
    r"|before_first_request|api_view|csrf_exempt|require_\w+|resource|subscribe|schedule|scheduled_job|fixture)$"
)
# What makes of a function something else that is still to be called by its name.
_STILL_TO_BE_CALLED = re.compile(
    r"^(?:prefect|hydra|zenml|metaflow|click|fire|mlflow|ray|modal|dask|tensorflow|tf|jax|numba|torch|lightning_fabric"
    r"|sacred|wandb|joblib|memory|accelerate)\.(?!.*group$)"
)
# What makes a function a command of an app, which has to be started itself, and what starts it.
_REGISTERED = frozenset({"command", "main"})
_STARTS = frozenset({"main", "run", "invoke", "start", "cli", "run_commandline"})
# An app of these shows a page and runs as a whole for whoever looks at it.
_SHOWN_IN_A_BROWSER = ("streamlit",)
# What makes a deployment of a flow, which waits for whoever starts it.
_DEPLOYING = ("to_deployment", "build_from_flow", "from_source", "serve", "deploy")
_CLICKED = frozenset({"button", "form_submit_button", "checkbox", "toggle"})


def is_program(command: Command) -> bool:
    """Whether a command starts a module as Python does, so that its top runs and nothing else by itself."""
    if command.module.is_notebook or not command.name:
        return False
    plain = command.module.path.removesuffix(".py").removesuffix("/__init__").removesuffix("/__main__")
    return command.name == PROGRAM or f"/{plain}".endswith(f"/{command.name.replace('.', '/')}")


def waits(module: Module) -> bool:
    """Whether a module is an app that learns only from what somebody uploads to its page, or when they click there."""
    if not module.imports_any(*_SHOWN_IN_A_BROWSER):
        return False
    if any(call.last == "file_uploader" for call in module.calls):
        return True
    clicked = {call.line for call in module.calls if call.last in _CLICKED}
    trained = {call.line for call in module.calls if stage_of(call) == TRAIN}
    on_click: set[int] = set()
    for tree, start in module.trees if clicked else ():
        for node in walk(tree):
            if isinstance(node, ast.If) and node.test.lineno + start in clicked:
                on_click.update(range(node.body[0].lineno + start, (node.body[-1].end_lineno or 0) + start + 1))
    return bool(trained) and trained <= on_click


def registers_only(module: Module) -> Evidence | None:
    """Return where a module hands a flow to a server of Prefect's, as one of its deployments, and runs none of them by
    itself: nothing trains before somebody starts the deployment, or its day comes.
    """
    if not module.mentions(*_DEPLOYING) or module.imports_any("prefect") is None:
        return None
    handed: set[str] = set()
    place = None
    for call in module.calls:
        if call.last in _DEPLOYING and not call.scope:
            place = place or module.evidence(call.line)
            handed.add(call.name.rpartition(".")[0].rpartition(".")[2])
            values = [*call.node.args, *(keyword.value for keyword in call.node.keywords if keyword.arg == "flow")]
            handed |= {dotted(value).rpartition(".")[2] for value in values}
    return None if any(call.last in handed and not call.scope for call in module.calls) else place


def running(modules: Sequence[Module]) -> Live:
    """Return what of some modules runs where one of them is started as a program and leads to the others."""
    started_too = set(_started_objects(modules))

    def hands_over(function: Function) -> bool:
        """Whether somebody calls a function by its decorators, while the program runs."""
        return not any(map(_ASKED.search, function.decorators)) and any(
            registers(decorator) and not _STILL_TO_BE_CALLED.match(decorator) and _is_used(decorator, started_too)
            for decorator in function.decorators
        )

    return Live(modules, hands_over=hands_over)


def _started_objects(modules: Sequence[Module]) -> Iterator[str]:
    """Yield the names that are called, or whose `main` or `run` is: `app()`, `cli.main()`."""
    for module in modules:
        for call in module.calls:
            yield call.last
            if call.last in _STARTS:
                yield call.name.rpartition(".")[0].rpartition(".")[2]


def _is_used(decorator: str, started: set[str]) -> bool:
    """Whether what a function is registered with is started too: the `app` of `@app.command()`."""
    owner, _, last = decorator.rpartition(".")
    return last not in _REGISTERED or not owner or owner.rpartition(".")[2] in started
