"""What keeps a route that asks the model from answering with what it says."""

from __future__ import annotations

from typing import NamedTuple

from portfolio_kit.criteria import model_files
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.criteria.production.model_places import in_repository, outside
from portfolio_kit.criteria.production.unstarted import failing_takers, imported_inside, refused_field
from portfolio_kit.criteria.production.untaken import is_left_out
from portfolio_kit.repository.code import undefined
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.serving.apis import Route
from portfolio_kit.repository.serving.apps import App
from portfolio_kit.repository.serving.excuses import excuse
from portfolio_kit.repository.testing.swallowed import without_effect
from portfolio_kit.rubric.finding import Evidence

_REGISTERED = "models:/"
_REGISTERS = ("log_model", "save_model", "register_model", "registered_model_name", "autolog", "create_model_version")


class Shortfall(NamedTuple):
    """What a route lacks, in words, where that shows, and what to do about it."""

    lacking: str
    evidence: tuple[Evidence, ...]
    remedy: str


def shortfall(repository: Repository, app: App, route: Route, loads: list[tuple[Module, Call]]) -> Shortfall | None:
    """Return what keeps a route that asks the model from answering with what it says, without the app's name."""
    broken = unstarted(repository, app, route)
    if broken is not None:
        return broken
    absent = model_files.absent_of_all(repository, loads)
    if absent:
        return Shortfall(
            f"it loads {absent}, which is neither in the repository nor written by any code of it",
            (),
            remedy=f"let the training save {absent}, or say in the README where to download it",
        )
    unregistered = _unregistered(repository, loads)
    if unregistered is not None:
        name, place = unregistered
        return Shortfall(
            f"it loads {name} from a model registry ({cited(place)}), and no code of the repository registers a model",
            (place,),
            remedy="let the training log the model and register it under that name",
        )
    elsewhere = outside(repository, loads)
    if elsewhere is not None:
        path, place = elsewhere
        there = in_repository(repository, path)
        wanted = f"{there} of the repository" if there else "the file that the training saves in the repository"
        return Shortfall(
            f"it loads {path.rpartition('/')[2]} by an absolute path outside of the repository ({cited(place)}), and "
            "nothing puts it there",
            (place,),
            remedy=f"let {place.path} name {wanted}, by a path that does not depend on the machine",
        )
    unknown = _undefined(repository, route)
    if unknown is not None:
        where, scope, missing_name = unknown
        return Shortfall(
            f"{path_of(route)} fails: {scope.rpartition('.')[2]}() of {where.path} uses {missing_name}, "
            "which is not defined",
            (),
            remedy=f"import or define {missing_name} in {where.path}",
        )
    if is_left_out(repository, route):
        return Shortfall(
            f"no app takes the routes of {route.module.path} in",
            (),
            remedy="take them into the app that is started, by include_router() or register_blueprint()",
        )
    posed = excuse(route.module, route.function)
    if posed is not None:
        place = route.module.evidence(posed.lineno)
        return Shortfall(
            f"where there is no model to ask, {path_of(route)} answers with a value that stands in the code "
            f"({cited(place)})",
            (place,),
            remedy="let it answer with an error there, such as HTTP 503, and load the model as the app starts",
        )
    return None


def _unregistered(repository: Repository, loads: list[tuple[Module, Call]]) -> tuple[str, Evidence] | None:
    """Return the model of MLflow's registry that is all that an app loads, where nothing here logs any model."""
    named = [(module, text, line) for module in {module for module, _ in loads} for text, line in module.strings]
    found = [(module, text, line) for module, text, line in named if text.startswith(_REGISTERED)]
    if not found or not all(call.name.startswith("mlflow.") for _, call in loads):
        return None
    if any(
        call.last in _REGISTERS or call.keyword("registered_model_name") is not None
        for module in repository.modules
        for call in (module.calls if module.mentions(*_REGISTERS) else ())
    ):
        return None
    module, text, line = found[0]
    return text, module.evidence(line)


def unstarted(repository: Repository, app: App, route: Route) -> Shortfall | None:
    """Return what keeps an app from being started or a route from answering where a module can't be imported, without
    the app's name: its own, that of the app which takes its routes in, or one that the route itself imports.
    """
    modules = [app.module.path, route.module.path, *failing_takers(repository, app)]
    modules += imported_inside(repository, route)
    failing = next((repository.unimportable[path] for path in modules if path in repository.unimportable), None)
    if failing is None:
        refused = refused_field(app)
        return None if refused is None else _refused(*refused)
    remedy = failing.remedy.removesuffix(".")
    words = f"it can't be started: {failing.words}"
    return Shortfall(words, (failing.evidence,), remedy=f"{remedy[0].lower()}{remedy[1:]}")


def _refused(route: Route, name: str) -> Shortfall:
    place = route.module.evidence(route.function.line)
    return Shortfall(
        f"it can't be started: FastAPI makes no field of a {name}, and {route.function.last}() "
        f"({cited(place)}) declares one",
        (place,),
        remedy="declare a pydantic model of a row or a list of them, and make the table of it in the function",
    )


def _undefined(repository: Repository, route: Route) -> tuple[Module, str, str] | None:
    """Return the first function that a route leads to and that reads a name without a meaning, with the name."""
    reached = repository.serving.reached(route.module, route.function)
    scopes = [(route.module, route.function.name)]
    scopes += [(module, call.scope) for module, call in reached]
    for module, scope in dict.fromkeys(scopes):
        if (name := undefined.in_function(module, scope)) and (
            (module, scope) == scopes[0] or not _may_fail(reached, scope.rpartition(".")[2])
        ):
            return module, scope, name
    return None


def _may_fail(reached: list[tuple[Module, Call]], name: str) -> bool:
    """Whether a function is only called where its failure is taken, and something else done instead."""
    calls = [(module, call) for module, call in reached if call.last == name]
    return bool(calls) and all(
        any(part is call.node for tree, _ in module.trees for part in without_effect(tree)) for module, call in calls
    )


def path_of(route: Route) -> str:
    """Return the address that a route is asked at."""
    return route.path or "/"
