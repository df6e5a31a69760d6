"""HTTP APIs that a module makes: the framework, the paths that it answers and the functions that answer them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call, Function
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called, string, walk
from portfolio_kit.repository.serving.django import views
from portfolio_kit.repository.serving.prefixes import full_path
from portfolio_kit.rubric.finding import Evidence

_ROUTERS = {
    "fastapi": ("fastapi.FastAPI", "fastapi.APIRouter", "fastapi.applications.FastAPI"),
    "flask": (
        "flask.Flask",
        "flask.Blueprint",
        "flask_restful.Api",
        "flask_restx.Api",
        "flask_restx.Namespace",
        "flask_openapi3.OpenAPI",
        "apiflask.APIFlask",
        "connexion.FlaskApp",
    ),
    "other": (
        "sanic.Sanic",
        "bottle.Bottle",
        "starlette.applications.Starlette",
        "aiohttp.web.Application",
        "tornado.web.Application",
        "quart.Quart",
        "litestar.Litestar",
        "falcon.App",
        "falcon.asgi.App",
        "blacksheep.Application",
        "microdot.Microdot",
        "pyramid.config.Configurator",
        "robyn.Robyn",
        "chalice.Chalice",
        "ninja.NinjaAPI",
        "azure.functions.FunctionApp",
    ),
    "bentoml": ("bentoml.Service", "bentoml.service", "bentoml.legacy.Service"),
    "litserve": ("litserve.LitServer",),
}
# Classes that a server calls: by what they are made from, or what decorates them.
_SERVED_CLASSES = {
    "litserve.LitAPI": "litserve",
    "mlserver.MLModel": "mlserver",
    "cog.BasePredictor": "cog",
    "ts.torch_handler.base_handler.BaseHandler": "torchserve",
    "kserve.Model": "kserve",
    "bentoml.service": "bentoml",
    "ray.serve.deployment": "ray serve",
    "ray.serve.ingress": "ray serve",
    "http.server.BaseHTTPRequestHandler": "http.server",
    "http.server.SimpleHTTPRequestHandler": "http.server",
    "aiohttp.web.View": "aiohttp",
    "starlette.endpoints.HTTPEndpoint": "starlette",
    "sanic.views.HTTPMethodView": "sanic",
    "tornado.web.RequestHandler": "tornado",
    "flask.views.MethodView": "flask",
    "flask_restful.Resource": "flask",
    "flask_restx.Resource": "flask",
    "litestar.Controller": "litestar",
}
# What is called so in several frameworks.
_PLAIN = frozenset({"App", "Application"})
_SERVED_METHODS = {"__call__", "predict", "predict_fn", "do_POST", "do_GET", "post", "get", "handle", "inference"}
_METHODS = frozenset({"get", "post", "put", "route", "api_route", "websocket"})
_ADDING = frozenset({"add_url_rule", "add_api_route", "add_route", "add_post", "add_get", "add_view", "Route"})
_LISTING = frozenset(
    {"aiohttp.web.post", "aiohttp.web.get", "aiohttp.web.put", "aiohttp.web.route", "aiohttp.web.view"}
)
_VERBS = frozenset({"GET", "POST", "PUT", "*"})
# What falcon calls of a class that a route is given, and what others do.
_ANSWERING = {"on_post": "POST", "on_get": "GET", "post": "POST", "get": "GET"}
_DECORATED = {
    "functions_framework.http": "Google Cloud Functions",
    "modal.web_endpoint": "Modal",
    "modal.fastapi_endpoint": "Modal",
    "firebase_functions.https_fn.on_request": "Firebase",
    "beam.endpoint": "Beam",
    "pyramid.view.view_config": "Pyramid",
    "spaces.GPU": "",
}
PACKAGES = frozenset(
    {name.partition(".")[0] for names in _ROUTERS.values() for name in names}
    | {name.partition(".")[0] for name in (*_SERVED_CLASSES, *_DECORATED)}
    | {"django", "rest_framework", "cherrypy"}
)
"""The packages that APIs are made with."""
# What a host calls by name has no routes that the project chose: it is a function or an endpoint of the host's.
HOSTED = {
    "AWS Lambda": "function",
    "RunPod": "function",
    "SageMaker": "endpoint",
    "Azure ML": "endpoint",
    "Azure Functions": "function",
}
_HOSTS = (
    "lambda_handler", "def handler", "predict_fn", "def run(", "EndpointHandler", "(event", "start_response", "receive",
    "runpod", "Servicer",
)  # fmt: skip
_OF_PREDICTING = re.compile(r"predict|infer|classif|forecast|recommend|score", re.IGNORECASE)
_EVENT = ["event", "context"]
# The arguments that a server calls an application with: WSGI's and ASGI's.
_CALLED_WITH = (("environ", "start_response"), ("scope", "receive", "send"))


class Route(NamedTuple):
    """A path that an API answers, and the function that answers it."""

    path: str
    methods: tuple[str, ...]
    module: Module
    function: Function

    @property
    def evidence(self) -> Evidence:
        """The place of the decorator that names the path."""
        line = self.function.node.decorator_list[0].lineno if self.function.node.decorator_list else self.function.line
        return self.module.evidence(line)


class Api(NamedTuple):
    """The routes of one module, and where its application is made."""

    framework: str
    module: Module
    evidence: Evidence
    routes: tuple[Route, ...]


def api_of(module: Module, scripts: Sequence[Module]) -> Api | None:
    """Return the API that a module makes or has routes of; None where it has none."""
    if module.is_beyond or (PACKAGES.isdisjoint(module.packages) and not module.mentions(*_HOSTS)):
        return None
    made = _made(module)
    routes = [*_decorated(module, scripts), *_added(module, scripts), *_in_classes(module)]
    routes += (Route(*view) for view in views(module, scripts))
    if not routes:
        made_by_host = next(iter(_hosted(module)), None)
        if made_by_host is not None:
            host, route = made_by_host
            return Api(host, module, module.evidence(route.function.line), (route,))
        routes += _called_by_server(module) if made is None else ()
    if not routes and made is None:
        return None
    framework, evidence = made or (_imported(module), routes[0].evidence)
    return Api(framework, module, evidence, tuple(sorted(routes, key=lambda route: route.function.line)))


def _imported(module: Module) -> str:
    return (
        module.imports_any("fastapi", "flask", "django", "bentoml", "rest_framework", "tornado", "litserve", "aiohttp")
        or "HTTP"
    )


def _made(module: Module) -> tuple[str, Evidence] | None:
    for call in module.calls:
        for framework, names in _ROUTERS.items():
            if call.name in names:
                named = call.name.partition(".")[0] if call.last in _PLAIN else call.last
                return framework if framework != "other" else named, module.evidence(call.line)
    return None


def _decorated(module: Module, scripts: Sequence[Module]) -> Iterator[Route]:
    for function in module.functions:
        for decorator, name in zip(function.node.decorator_list, function.decorators, strict=True):
            owner, _, last = name.rpartition(".")
            if (last == "api" and module.imports_any("bentoml")) or name == "cherrypy.expose":
                yield Route(f"/{function.last}", ("POST",), module, function)
            elif _DECORATED.get(name):
                yield Route("/", ("POST",), module, function)
            elif owner and last in _METHODS and isinstance(decorator, ast.Call):
                path = _path(decorator)
                if path is not None and (path.startswith("/") or path == "" or "FunctionApp" in module.names):
                    whole = full_path(module, dotted(decorator.func).rpartition(".")[0], path, scripts)
                    yield Route(whole, _methods(decorator, last), module, function)


def _path(call: ast.Call) -> str | None:
    if call.args:
        return string(call.args[0])
    return string(next((word.value for word in call.keywords if word.arg in ("path", "rule", "route")), None))


def _methods(call: ast.Call, last: str) -> tuple[str, ...]:
    methods = next((word.value for word in call.keywords if word.arg == "methods"), None)
    if methods is not None:
        return tuple(str(item.value).upper() for item in walk(methods) if isinstance(item, ast.Constant))
    return ("GET",) if last == "route" else (last.upper(),)


def _added(module: Module, scripts: Sequence[Module]) -> Iterator[Route]:
    """Routes that a call adds, `app.add_url_rule("/predict", view_func=predict)`; the function may be imported.

    The path may come after the method, as in `router.add_route("POST", "/predict", predict)`, or after the function.
    """
    own = {function.last: (module, function) for function in module.functions if not function.in_class}
    for call in module.calls:
        if call.last not in _ADDING and call.name not in _LISTING:
            continue
        given = [*call.node.args, *(word.value for word in call.node.keywords)]
        texts = [text for node in given if (text := string(node)) is not None]
        path = next((text for text in texts if text.upper() not in _VERBS), None)
        names = [name.removesuffix("()") for node in given if (name := dotted(node))]
        if path is None:
            continue
        found = next((own[name] for name in names if name in own), None) or _imported_from(module, names, scripts)
        found = found or _own_method(module, call, names)
        if found is not None:
            yield Route(path, _verbs(call.node, call.last, texts), *found)
            continue
        for where, function in _answering(module, names, scripts):
            yield Route(path, (_ANSWERING[function.last],), where, function)


def _own_method(module: Module, call: Call, names: Sequence[str]) -> tuple[Module, Function] | None:
    """Return the method of its own class that a call hands on, `self.router.add_api_route("/score", self.score)`."""
    owner = call.scope.rpartition(".")[0]
    wanted = {f"{owner}.{name.removeprefix('self.')}" for name in names if owner and name.startswith("self.")}
    return next(((module, function) for function in module.functions if function.name in wanted), None)


def _verbs(node: ast.Call, last: str, texts: Sequence[str]) -> tuple[str, ...]:
    """The HTTP methods of a route that a call adds."""
    named = tuple(text.upper() for text in texts if text.upper() in _VERBS - {"*"})
    verb = last.removeprefix("add_").upper()
    return named or ((verb,) if verb in _VERBS else _methods(node, "route"))


def _answering(module: Module, names: Sequence[str], scripts: Sequence[Module]) -> Iterator[tuple[Module, Function]]:
    """Yield the methods by which a class that a route is given answers, `app.add_route("/predict", Prediction())`."""
    for name in names:
        parts = module.aliases.get(name, "").strip(".").split(".")
        for other in (module, *(script for script in scripts if script is not module and script.file.stem in parts)):
            for function in other.functions:
                if function.in_class == (parts[-1] or name) and function.last in _ANSWERING:
                    yield other, function


def _imported_from(module: Module, names: Sequence[str], scripts: Sequence[Module]) -> tuple[Module, Function] | None:
    """Return the first function that a module imports by one of the names: by itself, of a module or of a class."""
    for name in names:
        first, _, last = name.rpartition(".")
        full = module.aliases.get((first or last).partition(".")[0], "")
        parts = full.strip(".").split(".")
        for other in scripts if full else ():
            if other is not module and other.file.stem in parts:
                for function in other.functions:
                    if function.name in (name, full.rpartition(".")[2]) or (first and function.name == last):
                        return other, function
    return None


def _in_classes(module: Module) -> Iterator[Route]:
    """Methods that a server calls for each request, of the classes that it knows."""
    served = {}
    for node in module.classes:
        names = [_full(module, base) for base in node.bases]
        names += [
            _full(module, decorator.func if isinstance(decorator, ast.Call) else decorator)
            for decorator in node.decorator_list
        ]
        if any(name in _SERVED_CLASSES for name in names) or node.name == "EndpointHandler":
            served[node.name] = node
    remote = {node.name for node in module.classes if any(dotted(base).endswith("Servicer") for base in node.bases)}
    for function in module.functions:
        arguments = [argument.arg for argument in function.node.args.args]
        if function.in_class in remote and arguments[1:] == ["request", "context"]:
            yield Route(f"/{function.last}", ("POST",), module, function)
        if function.in_class in served and function.last in _SERVED_METHODS:
            method = function.last.removeprefix("do_").upper() if function.last in ("do_GET", "get") else "POST"
            path = _path_of(module, served[function.in_class])
            path = _compared(function) if path == "/" and function.last.startswith("do_") else path
            yield Route(path, (method,), module, function)


def _path_of(module: Module, node: ast.ClassDef) -> str:
    """The path of a class of answers: by its decorator `@api.route("/predict")`, or by the call that adds it."""
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and name_called(decorator) == "route":
            return _path(decorator) or "/"
    for call in module.calls:
        if call.last in ("add_resource", "add_url_rule") and any(
            isinstance(part, ast.Name) and part.id == node.name for given in call.node.args for part in walk(given)
        ):
            return next((text for given in call.node.args if (text := string(given))), "/")
    return "/"


def _compared(function: Function) -> str:
    """The path that a handler of all requests compares the one of a request with: that of a prediction, if one is."""
    paths = [
        text
        for node in walk(function.node)
        if isinstance(node, ast.Compare) or (isinstance(node, ast.Call) and name_called(node) == "startswith")
        if any(isinstance(part, ast.Attribute) and part.attr == "path" for part in walk(node))
        for part in walk(node)
        if (text := string(part)) and text.startswith("/")
    ]
    return next((path for path in paths if _OF_PREDICTING.search(path)), paths[0] if paths else "/")


def _full(module: Module, node: ast.expr) -> str:
    """The dotted name of a class or decorator with the module's imports resolved."""
    first, dot, rest = dotted(node).partition(".")
    return f"{module.aliases.get(first, first)}{dot}{rest}"


def _hosted(module: Module) -> Iterator[tuple[str, Route]]:
    """Functions that a host calls by their name and signature: Lambda, SageMaker, Azure ML, Azure Functions."""
    functions = {function.last: function for function in module.functions if not function.in_class}
    for name, function in functions.items():
        is_named = name in ("lambda_handler", "handler") and _parameters(function) == len(_EVENT)
        if (is_named or takes_event(function)) and _answers(function):
            yield "AWS Lambda", Route("/", ("POST",), module, function)
    if module.imports_any("runpod"):
        for call in module.calls:
            handler = next(iter(_handler(call)), "") if call.name == "runpod.serverless.start" else ""
            if handler in functions:
                yield "RunPod", Route("/", ("POST",), module, functions[handler])
    if {"model_fn", "predict_fn"} <= functions.keys():
        yield "SageMaker", Route("/invocations", ("POST",), module, functions["predict_fn"])
    if (
        {"init", "run"} <= functions.keys()
        and _parameters(functions["init"]) == 0
        and _parameters(functions["run"]) == 1
    ):
        yield "Azure ML", Route("/score", ("POST",), module, functions["run"])
    if "main" in functions and module.imports_any("azure.functions"):
        yield "Azure Functions", Route("/", ("POST",), module, functions["main"])


def _handler(call: Call) -> Iterator[str]:
    """The names of what a host is handed as the handler, `start({"handler": answer})`."""
    for given in call.node.args:
        if isinstance(given, ast.Dict):
            for key, value in zip(given.keys, given.values, strict=True):
                if string(key) == "handler":
                    yield dotted(value)


def _called_by_server(module: Module) -> Iterator[Route]:
    """Functions that a server calls as they are, by the arguments of WSGI or ASGI, where no framework stands before."""
    for function in module.functions:
        arguments = tuple(argument.arg for argument in function.node.args.args if argument.arg != "self")
        if arguments in _CALLED_WITH and (not function.in_class or function.last == "__call__"):
            yield Route("/", ("POST",), module, function)


def takes_event(function: Function) -> bool:
    """Whether a host calls a function for what happens, by its arguments `event, context`."""
    return [argument.arg.lstrip("_") for argument in function.node.args.args] == _EVENT and "." not in function.name


def _answers(function: Function) -> bool:
    """Whether a function returns something to who calls it: one that a file's arrival or a clock starts does not, nor
    one that is declared to return None.
    """
    declared = function.node.returns
    if isinstance(declared, ast.Constant) and declared.value is None:
        return False
    return any(isinstance(node, ast.Return) and node.value is not None for node in walk(function.node))


def _parameters(function: Function) -> int:
    return len(function.node.args.args)
