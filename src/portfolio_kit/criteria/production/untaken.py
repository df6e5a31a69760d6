"""Routes of a router that no app takes in, and the app that takes in those of others."""

from __future__ import annotations

import ast

from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called, walk
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.serving.apis import Route

# What has routes and is no app, what is one, and what takes the routes of the first into the second.
_ROUTERS = frozenset({"APIRouter", "Blueprint", "APIBlueprint"})
_WHOLE = frozenset({"FastAPI", "Flask", "Starlette", "Sanic", "APIFlask", "OpenAPI"})
_TAKING = frozenset(
    {"include_router", "register_blueprint", "register_blueprints", "mount", "register_api", "blueprint"}
)


def is_left_out(repository: Repository, route: Route) -> bool:
    """Whether a route is of a router that no code takes into the app that is made elsewhere."""
    made = {call.last for call in route.module.calls}
    if made.isdisjoint(_ROUTERS) or not made.isdisjoint(_WHOLE):
        return False
    called = {call.last for module in repository.scripts for call in module.calls}
    return not called.isdisjoint(_WHOLE) and (called.isdisjoint(_TAKING) or _is_passed_over(repository, route))


def started_with(repository: Repository, module: Module) -> Module:
    """Return the module that makes the app whose routes a module has, which is what a server starts; the module itself
    where it makes an app, or where none leads to it.
    """
    made = {call.last for call in module.calls}
    if made.isdisjoint(_ROUTERS) or not made.isdisjoint(_WHOLE):
        return module
    return next(
        (
            other
            for other in repository.scripts
            if not is_test(other.path)
            and not _WHOLE.isdisjoint(call.last for call in other.calls)
            and module in repository.reach.reached(other)
        ),
        module,
    )


def _is_passed_over(repository: Repository, route: Route) -> bool:
    """Whether a module has several routers by their names, some are taken into an app, and that of a route is not."""
    made = {
        target.id
        for node in route.module.assignments
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and name_called(node.value) in _ROUTERS
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    own = {
        dotted(node.func).rpartition(".")[0]
        for node in route.function.node.decorator_list
        if isinstance(node, ast.Call)
    } & made
    taken = {
        dotted(given).rpartition(".")[2]
        for module in repository.scripts
        for call in module.calls
        if call.last in _TAKING
        for given in (*call.node.args, *(word.value for word in call.node.keywords))
    }
    return (
        len(own) == 1
        and bool(taken & made)
        and own.isdisjoint(taken)
        and not _is_named_elsewhere(repository, route, own)
    )


def _is_named_elsewhere(repository: Repository, route: Route, own: set[str]) -> bool:
    """Whether another module imports the router under its name or another, or takes it from the module."""
    name = next(iter(own))
    return any(
        module is not route.module and (name in module.names or name in module.aliases) for module in repository.scripts
    ) or any(
        isinstance(part, ast.Name) and part.id == name
        for call in route.module.calls
        for given in call.node.args
        for part in walk(given)
    )
