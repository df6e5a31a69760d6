"""Modules beside a route's own that must be imported before it answers: the app that takes it in, what it imports."""

from __future__ import annotations

import ast

from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.reach import Reach
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.serving.serving import App, Route

_WHOLE = frozenset({"FastAPI", "Flask", "Starlette", "Sanic", "APIFlask", "OpenAPI", "Quart", "Litestar"})


def failing_takers(repository: Repository, app: App) -> list[str]:
    """Return the modules that make an application with a module of routes in it, where none of them can be imported;
    none where the module makes an application itself, or where one of them can.
    """
    if not repository.unimportable or _makes(app.module):
        return []
    reach = Reach(repository.scripts)
    takers = [
        module
        for module in repository.scripts
        if module is not app.module
        and not is_test(module.path)
        and _makes(module)
        and any(other is app.module for other in reach.reached(module))
    ]
    paths = [module.path for module in takers]
    return paths if all(path in repository.unimportable for path in paths) else []


def imported_inside(repository: Repository, route: Route) -> list[str]:
    """Return the modules that the function of a route imports itself, whatever happens in it."""
    if not repository.unimportable:
        return []
    reach = Reach(repository.scripts)
    names = []
    for node in route.function.node.body:
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append("." * node.level + (node.module or ""))
    return [other.path for name in names for other in reach.named(name, route.module)]


def _makes(module: Module) -> bool:
    return any(call.last in _WHOLE for call in module.calls)
