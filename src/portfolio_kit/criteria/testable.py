"""What of a project its tests could call: its own preparation, and its own route, handler or function that predicts."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Function
from portfolio_kit.repository.code.python import STANDARD, Module
from portfolio_kit.repository.code.unimportable import Absent
from portfolio_kit.repository.models.given_back import asks_for_its_caller
from portfolio_kit.repository.models.stages import PREPARE, is_test, stage_of
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.serving.apis import HOSTED

_PREPARES = re.compile(
    r"clean|pre_?proc|prepare|feature|encode|load_data|tokeni|normali[sz]|limp|prepar", re.IGNORECASE
)
_ASKS = re.compile(r"predict|infer|classif|recommend|forecast|^score_|prever|predecir|clasific", re.IGNORECASE)
_NO_ASKING = re.compile(r"metric|evaluat|report|plot|train|fit|_error|_curve", re.IGNORECASE)


def failing(repository: Repository) -> dict[str, Absent]:
    """Return the test modules that can't be imported, for what they or a conftest.py above them import, by path."""
    absent = {path: what for path, what in repository.unimportable.items() if is_test(path)}
    shared = [(path.removesuffix("conftest.py"), what) for path, what in absent.items() if path.endswith("conftest.py")]
    for folder, what in shared:
        for module in repository.scripts:
            if module.path.startswith(folder):
                absent.setdefault(module.path, what)
    return absent


def preparing(repository: Repository) -> str | None:
    """Return what a test of the data would do: which function of the project's to call, if any."""
    named = _first(repository, _PREPARES)
    if named is None:
        named = next(
            (
                (module, function)
                for module, function in _functions(repository)
                if not _ASKS.search(function.last)
                and any(stage_of(call) == PREPARE for call in module.calls_in.get(function.name, ()))
            ),
            None,
        )
    return None if named is None else f"call {named[1].last}() of {named[0].path}"


def asking(repository: Repository) -> str | None:
    """Return what a test of the inference path would do: which route to ask, or which function to call, if any."""
    for app in repository.apps:
        routes = [route for route in app.routes if repository.serving.predicting(route) is not None]
        if routes and app.framework in HOSTED:
            return f"call {routes[0].function.last}() of {app.module.path}"
        if routes:
            best = next((route for route in routes if _ASKS.search(route.path)), routes[0])
            method = "POST" if "POST" in best.methods else (best.methods or ("GET",))[0]
            return f"ask {method} {best.path or '/'} of {app.module.path} through a test client"
    named = _first(repository, _ASKS) or next(
        (
            (module, function)
            for module, function in _functions(repository)
            if asks_for_its_caller(module, function.name) is not None
        ),
        None,
    )
    return None if named is None else f"call {named[1].last}() of {named[0].path}"


def _first(repository: Repository, name: re.Pattern[str]) -> tuple[Module, Function] | None:
    return next(
        (
            (module, function)
            for module, function in _functions(repository)
            if name.search(function.last) and (name is not _ASKS or not _NO_ASKING.search(function.last))
        ),
        None,
    )


def _can_be_named(path: str) -> bool:
    """Whether an import can name a module: not with a blank in it, nor below a folder called as one of Python's."""
    parts = path.removesuffix(".py").split("/")
    return parts[-1].isidentifier() and (len(parts) == 1 or parts[0] not in STANDARD)


def _functions(repository: Repository) -> list[tuple[Module, Function]]:
    """The functions that a test could import and call, those nearest to the root first."""
    modules = [module for module in repository.scripts if not is_test(module.path) and _can_be_named(module.path)]
    return [
        (module, function)
        for module in sorted(modules, key=lambda module: module.path.count("/"))
        for function in sorted(module.functions, key=lambda function: function.line)
        if "." not in function.name and function.last != "main" and function.node.args.args
    ]
