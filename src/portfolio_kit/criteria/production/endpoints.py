"""How far each app of a repository is a way to ask its model for a prediction."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.criteria import model_files
from portfolio_kit.criteria.production.unanswering import path_of, shortfall, unstarted
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, walk, words_in
from portfolio_kit.repository.models.asking import asked_directly, asks_model
from portfolio_kit.repository.models.hollow import ELSEWHERE
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.serving.apis import HOSTED, Route
from portfolio_kit.repository.serving.apps import App
from portfolio_kit.repository.serving.pages import renders_html
from portfolio_kit.rubric.finding import Evidence

_MODEL_SERVER = re.compile(r"tensorflow/serving|torchserve|tritonserver|seldonio/mlserver|kserve/\w+server")
# MLflow serves a model that it keeps by itself, or makes an image that does.
_MLFLOW_SERVES = re.compile(r"\bmlflow[\"',\s]{1,4}models[\"',\s]{1,4}(?:serve|build-docker)\b")
_SERVING_IMAGE = "serving_container_image_uri"
_FOR_PREDICTING = re.compile(r"predict|infer|classif|forecast|recommend|score", re.IGNORECASE)
_PREPARES = re.compile(rf"{model_files.PREPARING}|columns|feature_names|mapping", re.IGNORECASE)
_IS_MODEL = re.compile(rf"{model_files.MODEL}|predict|net\b", re.IGNORECASE)
# What may bring a model into an app: what reads, fetches or learns, and the packages that ask elsewhere.
_BRINGS = re.compile(r"load|open|read|fetch|download|^get_model|fit|train|from_|restore", re.IGNORECASE)
_OVER_THE_NET = frozenset({"requests", "httpx", "urllib", "aiohttp", "grpc", "boto3", "google", "azure", "openai"})


class Endpoint(NamedTuple):
    """One way to ask the model: `level` is what it is worth, `lacking` what it lacks for an API that answers."""

    level: int
    what: str
    lacking: str
    evidence: tuple[Evidence, ...]
    loads: bool = False
    """Whether the evidence shows that a model is loaded, not only what prepares its input."""
    remedy: str = "serve the model by an HTTP route, such as POST /predict, that answers with JSON"
    """What to do about what is lacking."""
    path: str = ""
    """The module of the app."""
    is_named: bool = True
    """Whether the route is called after what it predicts."""


def endpoints(repository: Repository) -> list[Endpoint]:
    """Return the ways to ask the model, the best first."""
    apis = {app.module.path for app in repository.apps if app.kind == "api"}
    found: list[Endpoint | None] = []
    for app in repository.apps:
        if app.kind == "api":
            answering = _api(repository, app)
            found.append(answering and answering._replace(path=app.module.path))
        elif app.kind == "interactive":
            found.append(_interactive(repository, app))
        elif app.module.path not in apis:
            found.append(_command(app))
    found += _model_servers(repository)
    there = [endpoint for endpoint in found if endpoint is not None] or list(_in_javascript(repository))
    return sorted(there, key=lambda endpoint: (-endpoint.level, not endpoint.is_named))


def _in_javascript(repository: Repository) -> Iterator[Endpoint]:
    """Services that are no Python and start the project's scripts: what their answers are made of is not followed."""
    for service in repository.node_services:
        yield Endpoint(
            1,
            f"the {service.framework} app in {service.path}",
            "from its JavaScript it can't be told whether they are the model's",
            (service.route, service.starts.showing("the script it starts")),
            remedy="serve the model by a route of a small FastAPI app, such as POST /predict, which loads it once, and "
            f"let {service.path} pass on its answer",
            path=service.path,
        )


def _model_servers(repository: Repository) -> Iterator[Endpoint]:
    """Images of model servers (TensorFlow Serving, TorchServe, Triton) that a Dockerfile puts a model into, and
    MLflow's own, which a command starts.
    """
    for dockerfile in repository.dockerfiles:
        for base in dockerfile.of("FROM"):
            if _MODEL_SERVER.search(base.command) and dockerfile.of("COPY", "ADD"):
                place = dockerfile.file.evidence(base.line)
                yield Endpoint(2, f"the model server of {dockerfile.file.path}", "", (place,), loads=True)
                break
    for service in repository.services:
        if _MODEL_SERVER.search(service.image) and service.volumes:
            yield Endpoint(
                2, f"the model server {service.name}", "", (service.file.evidence(service.line),), loads=True
            )
    yield from islice(_handed_to_cloud(repository), 1)
    if places := _served_by_mlflow(repository):
        yield Endpoint(2, "the model server of MLflow", "", places, loads=True)


def _handed_to_cloud(repository: Repository) -> Iterator[Endpoint]:
    """Where a script hands the model to a cloud together with the image that is to serve it."""
    for module in repository.scripts:
        for call in repository.live.calls(module) if module.mentions(_SERVING_IMAGE) else ():
            if call.last == "upload" and call.keyword(_SERVING_IMAGE) is not None:
                yield Endpoint(
                    1,
                    f"the model that {module.path} hands to the cloud with an image that serves it",
                    "no text and no test shows a request to its endpoint and the answer",
                    (module.evidence(call.line),),
                )


def _served_by_mlflow(repository: Repository) -> tuple[Evidence, ...]:
    """Where a command that is written down lets MLflow serve a model, and where the code hands one to it; nothing where
    it does not.
    """
    kept = next(
        (
            module.evidence(call.line)
            for module in repository.modules
            if module.mentions("mlflow")
            for call in repository.live.calls(module)
            if call.name.startswith("mlflow.") and call.last in ("log_model", "save_model")
        ),
        None,
    )
    if kept is None:
        return ()
    for dockerfile in repository.dockerfiles:
        for started in dockerfile.of("CMD", "ENTRYPOINT", "RUN"):
            if _MLFLOW_SERVES.search(started.command):
                return dockerfile.file.evidence(started.line), kept
    for service in repository.services:
        told = service.command or ""
        if _MLFLOW_SERVES.search(told if isinstance(told, str) else " ".join(told)):
            return service.file.evidence(service.line), kept
    return next(((typed.evidence, kept) for typed in repository.commands if _MLFLOW_SERVES.search(typed.text)), ())


def _api(repository: Repository, app: App) -> Endpoint | None:
    name = f"the {app.framework} {HOSTED.get(app.framework, 'app')} in {app.module.path}"
    predicting = [(route, call) for route in app.routes if (call := repository.serving.predicting(route)) is not None]
    loads = repository.serving.loading(app)
    load = loads[0] if loads else None
    whole = [found for found in loads if not _prepares(repository, *found)]
    shown = next((found for found in whole if _is_called_model(repository, *found)), whole[0] if whole else None)
    predicting = predicting or _kept_ready(repository, app)
    if not predicting:
        if load is None or not app.routes:
            return None
        return Endpoint(
            1,
            name,
            _lacking_answer(repository, app),
            (app.evidence, _place(shown or load)),
            remedy="answer a route such as POST /predict with what the loaded model predicts for what is sent to it",
        )
    answering = [route for route, _ in predicting if not renders_html(route)]
    named = [route for route in answering if _FOR_PREDICTING.search(f"{route.path} {route.function.last}")]
    route = next(iter(named or answering), predicting[0][0])
    evidence = [route.evidence, *([_place(shown)] if shown else [])]
    if renders_html(route):
        return Endpoint(
            1,
            f"the form of {app.module.path}",
            f"{path_of(route)} answers with a page for people, not with data for programs",
            tuple(evidence),
        )
    if load is None:
        # What can't be imported is not followed: what loads the model may stand behind it.
        broken = unstarted(repository, app, route)
        if broken is not None:
            return Endpoint(1, name, broken.lacking, (*evidence, *broken.evidence), remedy=broken.remedy)
        return Endpoint(1, name, f"nothing that {app.module.path} leads to loads a saved model", tuple(evidence))
    short = shortfall(repository, app, route, loads)
    if short is not None:
        return Endpoint(1, name, short.lacking, (*evidence, *short.evidence), remedy=short.remedy)
    answers = f"{_methods(route)} {path_of(route)} of {name}"
    if app.framework in HOSTED:
        answers = (
            f"the handler {route.function.last}() of the {app.framework} {HOSTED[app.framework]} in {app.module.path}"
        )
    return Endpoint(2, answers, "", tuple(evidence), loads=bool(shown), is_named=bool(named) or app.framework in HOSTED)


def _lacking_answer(repository: Repository, app: App) -> str:
    """What is said of an API none of whose routes answers with what the model predicts."""
    idle = next((route for route in app.routes if repository.serving.asks_idly(route)), None)
    if idle is None:
        return f"no route of {app.module.path} asks the model that it loads"
    return f"what {path_of(idle)} asks the model is not about what is sent to it, or the answer is not used"


def _place(found: tuple[Module, Call]) -> Evidence:
    return found[0].evidence(found[1].line)


def _prepares(repository: Repository, module: Module, call: Call) -> bool:
    """Whether what a call loads is called as a scaler, encoder or the like, and not as a model."""
    called = _called(repository, module, call)
    named = {model_files.PREPARING_PIPE.sub("preprocess", name) for name in called}
    return any(map(_PREPARES.search, named)) and not any(map(_IS_MODEL.search, named))


def _is_called_model(repository: Repository, module: Module, call: Call) -> bool:
    return any(map(_IS_MODEL.search, _called(repository, module, call) | {call.scope.rpartition(".")[2]}))


def _called(repository: Repository, module: Module, call: Call) -> set[str]:
    """The names of the file that a call loads and of what that is kept under: `MODEL_PATH`, `artifacts["scaler"]`."""
    given = {dotted(node) for node in call.node.args[:1] if isinstance(node, (ast.Name, ast.Attribute))}
    files = {file.rpartition("/")[2] for file in model_files.named(repository, module, call)}
    return (files or given) | {
        words_in(target)
        for node in module.assignments
        if node.value is not None and any(part is call.node for part in walk(node.value))
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    }


def _kept_ready(repository: Repository, app: App) -> list[tuple[Route, tuple[Module, Call]]]:
    """The routes for predicting that look up what the app's other modules have asked the model before."""
    run = repository.serving.run_by(app)
    asked = next((found for found in run if found[0] is not app.module and asks_model(found[1])), None)
    if asked is None:
        return []
    return [
        (route, asked)
        for route in app.routes
        if _FOR_PREDICTING.search(f"{route.path} {route.function.last}")
        and len(repository.serving.reached(route.module, route.function))
        > len(route.module.calls_in.get(route.function.name, ()))
        and any(where is asked[0] for where, _ in repository.serving.reached(route.module, route.function))
    ]


def _methods(route: Route) -> str:
    return "POST" if "POST" in route.methods else (route.methods or ("GET",))[0]


def _interactive(repository: Repository, app: App) -> Endpoint | None:
    calls = [*repository.serving.reached(app.module, None), *((app.module, call) for call in app.module.calls)]
    calls += repository.serving.imported(app.module)
    directly = {id(call.node) for call in asked_directly(app.module)}
    predicting = next(
        (
            call
            for module, call in calls
            if (asks_model(call) or id(call.node) in directly) and not repository.serving.is_rule(module, call)
        ),
        None,
    )
    if predicting is None or not app.takes_input or _has_no_model(repository, app):
        return None
    return Endpoint(
        1,
        f"the {app.framework} app {app.module.path}",
        "it is an app for people, without a prediction route for programs",
        (app.evidence,),
    )


def _has_no_model(repository: Repository, app: App) -> bool:
    """Whether nothing that an app leads to could bring a model: no library for models, no file and no address read."""
    modules = {id(module): module for module, _ in repository.serving.imported(app.module)}
    own = {function.last for module in (app.module, *modules.values()) for function in module.functions}
    return not app.module.is_notebook and not any(
        module.is_beyond
        or not ELSEWHERE.isdisjoint(module.packages)
        or not _OVER_THE_NET.isdisjoint(module.packages)
        or any(_BRINGS.search(call.last) and call.last not in own for call in module.calls)
        for module in (app.module, *modules.values())
    )


def _command(app: App) -> Endpoint:
    lacking = "it answers on the command line, not over HTTP"
    if app.framework == "event":
        lacking = "it is started by an event, and does not answer over HTTP"
    elif app.framework == "queue":
        lacking = "it takes messages from a queue, and does not answer over HTTP"
    return Endpoint(1, f"the script {app.module.path}", lacking, (app.evidence,))
