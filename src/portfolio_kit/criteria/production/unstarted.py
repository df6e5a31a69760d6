"""Modules beside a route's own that must be imported before it answers: the app that takes it in, what it imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.serving.apis import Route
from portfolio_kit.repository.serving.apps import App

# What FastAPI can make no field of: it refuses the function as the module is imported.
_NO_FIELDS = frozenset(
    {
        "pandas.DataFrame", "pandas.Series", "numpy.ndarray", "numpy.array", "polars.DataFrame", "torch.Tensor",
        "tensorflow.Tensor", "pyspark.sql.DataFrame",
    }
)  # fmt: skip
_GIVEN = frozenset({"Depends", "Security"})
_WHOLE = frozenset({"FastAPI", "Flask", "Starlette", "Sanic", "APIFlask", "OpenAPI", "Quart", "Litestar"})


def failing_takers(repository: Repository, app: App) -> list[str]:
    """Return the modules that make an application with a module of routes in it, where none of them can be imported;
    none where the module makes an application itself, or where one of them can.
    """
    if not repository.unimportable or _makes(app.module):
        return []
    reach = repository.reach
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
    reach = repository.reach
    names = []
    for node in route.function.node.body:
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append("." * node.level + (node.module or ""))
    return [other.path for name in names for other in reach.named(name, route.module)]


def refused_field(app: App) -> tuple[Route, str] | None:
    """Return the first route that FastAPI refuses for a table or an array that a request would be, or the answer, with
    what that is called; what a dependency gives is no part of a request.
    """
    if app.framework != "fastapi":
        return None
    for route in app.routes:
        arguments = route.function.node.args
        plain = [*arguments.posonlyargs, *arguments.args]
        defaults = [*[None] * (len(plain) - len(arguments.defaults)), *arguments.defaults]
        typed = [
            argument.annotation
            for argument, default in zip(
                [*plain, *arguments.kwonlyargs], [*defaults, *arguments.kw_defaults], strict=True
            )
            if not (isinstance(default, ast.Call) and name_called(default) in _GIVEN)
        ]
        decorators = route.function.node.decorator_list
        if decorators and not any("response_" in (word.arg or "") for word in _words(decorators)):
            typed.append(route.function.node.returns)
        for annotation in typed if decorators else ():
            if annotation is not None and (name := _whole_name(route.module, annotation)) in _NO_FIELDS:
                return route, name
    return None


def _words(decorators: list[ast.expr]) -> Iterator[ast.keyword]:
    for decorator in decorators:
        if isinstance(decorator, ast.Call):
            yield from decorator.keywords


def _whole_name(module: Module, annotation: ast.expr) -> str:
    first, dot, rest = dotted(annotation).partition(".")
    return f"{module.aliases.get(first, first)}{dot}{rest}"


def _makes(module: Module) -> bool:
    return any(call.last in _WHOLE for call in module.calls)
