"""How the model can be asked from outside: HTTP APIs, interactive apps, batch commands, told apart by what is called."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from portfolio_kit.repository.python import Call, Function, Module, dotted, string
from portfolio_kit.repository.stages import LOAD, PREDICT, is_test, stage_of
from portfolio_kit.rubric.finding import Evidence

_ROUTERS = {
    "fastapi": ("fastapi.FastAPI", "fastapi.APIRouter", "fastapi.applications.FastAPI"),
    "flask": ("flask.Flask", "flask.Blueprint", "flask_restful.Api", "flask_restx.Api", "flask_openapi3.OpenAPI"),
    "other": ("sanic.Sanic", "bottle.Bottle", "starlette.applications.Starlette", "aiohttp.web.Application", "tornado.web.Application", "quart.Quart", "litestar.Litestar", "falcon.App", "robyn.Robyn", "chalice.Chalice"),
}  # fmt: skip
_METHODS = frozenset({"get", "post", "put", "route", "api_route", "websocket"})
_SERVERS = {
    "bentoml": ("bentoml.Service", "bentoml.service", "bentoml.legacy.Service"),
    "ray serve": ("ray.serve.deployment",),
    "litserve": ("litserve.LitServer",),
    "mlserver": ("mlserver.MLModel",),
}
_APPS = {
    "streamlit": "streamlit",
    "gradio": "gradio",
    "dash": "dash",
    "panel": "panel",
    "shiny": "shiny",
    "nicegui": "nicegui",
    "chainlit": "chainlit",
    "tkinter": "tkinter",
    "PyQt5": "PyQt5",
    "telebot": "telebot",
    "telegram": "telegram",
    "aiogram": "aiogram",
    "discord": "discord",
    "PySide6": "PySide6",
    "PyQt6": "PyQt6",
    "customtkinter": "customtkinter",
    "kivy": "kivy",
    "flet": "flet",
    "pywebio": "pywebio",
    "taipy": "taipy",
}
_COMMANDS = (
    "argparse.ArgumentParser",
    "click.command",
    "typer.Typer",
    "typer.run",
    "fire.Fire",
    "sys.argv",
    "hydra.main",
)
_WIDGETS = frozenset({"text_input", "text_area", "number_input", "slider", "select_slider", "selectbox", "multiselect", "file_uploader", "chat_input", "date_input", "time_input", "camera_input", "data_editor", "audio_input", "pills", "segmented_control"})  # fmt: skip
_HTML = frozenset({"render_template", "render_template_string", "TemplateResponse", "render", "HTMLResponse"})
_OUTPUT = frozenset(
    {
        "to_csv",
        "to_parquet",
        "to_excel",
        "to_json",
        "to_sql",
        "writerow",
        "savetxt",
        "write_csv",
        "write_parquet",
        "dump",
    }
)
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Route:
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


@dataclass(frozen=True, slots=True)
class App:
    """Something that can be started: `kind` is api, interactive or command."""

    kind: str
    framework: str
    module: Module
    evidence: Evidence
    routes: tuple[Route, ...] = ()

    @property
    def takes_input(self) -> bool:
        """Whether a user can give it something to answer: of Streamlit, whether it has any widget for that."""
        return self.framework != "streamlit" or any(call.last in _WIDGETS for call in self.module.calls)


class Serving:
    """The project's apps, and what a call in one of them leads to."""

    def __init__(self, modules: Sequence[Module]) -> None:
        self._modules = [module for module in modules if not is_test(module.path)]
        self._scripts = [module for module in self._modules if not module.is_notebook]

    def apps(self) -> Iterator[App]:
        """Yield the apps: APIs first, then interactive ones, then commands."""
        yield from self._apis()
        yield from self._interactive()
        yield from self._batch()

    def _apis(self) -> Iterator[App]:
        for module in self._scripts:
            if not module.mentions(
                "FastAPI",
                "APIRouter",
                "lask",
                "sanic",
                "bottle",
                "tarlette",
                "aiohttp",
                "tornado",
                "quart",
                "litestar",
                "falcon",
                "chalice",
                "bentoml",
                "serve",
                "mlserver",
                "lambda_handler",
                "handler",
                "django",
                "http.server",
            ):
                continue
            routes = tuple(self._routes(module))
            made = self._made(module)
            if routes or made:
                framework, evidence = made or (self._framework(module), routes[0].evidence)
                yield App("api", framework, module, evidence, routes)
            for function in module.functions:
                if function.last in ("lambda_handler", "handler") and len(function.node.args.args) == 2:  # noqa: PLR2004
                    route = Route("/", ("POST",), module, function)
                    yield App("api", "AWS Lambda", module, module.evidence(function.line), (route,))

    def _framework(self, module: Module) -> str:
        return "fastapi" if module.imports_any("fastapi") else "flask" if module.imports_any("flask") else "api"

    def _made(self, module: Module) -> tuple[str, Evidence] | None:
        for call in module.calls:
            for framework, names in (_ROUTERS | _SERVERS).items():
                if call.name in names:
                    return framework, module.evidence(call.line)
        for function in module.functions:
            if any(name in ("bentoml.service", "ray.serve.deployment") for name in function.decorators):
                return "bentoml", module.evidence(function.line)
        for node in module.classes:
            for decorator in node.decorator_list:
                text = ast.unparse(decorator)
                if text.startswith(("bentoml.service", "serve.deployment")):
                    return "bentoml" if text.startswith("bentoml") else "ray serve", module.evidence(node.lineno)
        return None

    def _routes(self, module: Module) -> Iterator[Route]:
        for function in module.functions:
            for decorator, name in zip(function.node.decorator_list, function.decorators, strict=True):
                owner, _, last = name.rpartition(".")
                if last == "api" and module.imports_any("bentoml"):
                    yield Route(f"/{function.last}", ("POST",), module, function)
                elif owner and last in _METHODS and isinstance(decorator, ast.Call):
                    path = (
                        string(decorator.args[0])
                        if decorator.args
                        else string(next((k.value for k in decorator.keywords if k.arg in ("path", "rule")), None))
                    )
                    if path is not None and (path.startswith("/") or path == ""):
                        methods = next((k.value for k in decorator.keywords if k.arg == "methods"), None)
                        named = (
                            tuple(
                                str(item.value).upper() for item in ast.walk(methods) if isinstance(item, ast.Constant)
                            )
                            if methods
                            else ("GET",)
                            if last == "route"
                            else (last.upper(),)
                        )
                        yield Route(path, named, module, function)
            if (
                function.in_class
                and function.last in ("post", "get")
                and module.imports_any("flask_restful", "flask_restx", "rest_framework")
            ):
                yield Route(f"/{function.in_class}", (function.last.upper(),), module, function)
        if module.imports_any("django") and module.file.name == "urls.py":
            views = {
                function.last: (other, function)
                for other in self._scripts
                if "views" in other.path
                for function in other.functions
            }
            for call in module.calls:
                if call.last in ("path", "re_path", "url") and len(call.node.args) > 1:
                    view = ast.unparse(call.node.args[1]).rpartition(".")[2]
                    if view in views:
                        yield Route(f"/{call.text() or ''}", ("GET", "POST"), *views[view])

    def _interactive(self) -> Iterator[App]:
        for module in self._scripts:
            if not module.mentions(*_APPS):
                continue
            for framework, package in _APPS.items():
                if module.imports_any(package):
                    used = next((call for call in module.calls if call.name.split(".")[0] == package), None)
                    if used is not None:
                        yield App(
                            "interactive", framework, module, module.evidence(module.imports.get(package, used.line))
                        )
                        break

    def _batch(self) -> Iterator[App]:
        for module in self._scripts:
            if not module.mentions("predict", "forecast", "recommend", "decision_function", "score_samples"):
                continue
            command = next((call for call in module.calls if call.name in _COMMANDS or call.name == "input"), None)
            decorated = next(
                (
                    function
                    for function in module.functions
                    if any(name in _COMMANDS or name.endswith(".command") for name in function.decorators)
                ),
                None,
            )
            if not (command or decorated or "sys.argv" in module.source or module.has_main or _runs_through(module)):
                continue
            loads = next((call for call in module.calls if stage_of(call) == LOAD), None)
            predicts = next((call for call in module.calls if stage_of(call) == PREDICT), None)
            if loads and predicts and not any(call.last in ("fit", "train_test_split") for call in module.calls):
                yield App("command", "script", module, module.evidence(predicts.line))

    def reached(self, module: Module, function: Function | None) -> list[tuple[Module, Call]]:
        """Return the calls that a function makes, and those of the project's functions that it leads to.

        Without a function, those of the module's top level.
        """
        found: list[tuple[Module, Call]] = []
        pending = [(module, function.name if function else "", 0)]
        seen: set[tuple[str, str]] = set()
        while pending:
            where, scope, depth = pending.pop()
            if (where.path, scope) in seen or depth > _DEEPEST:
                continue
            seen.add((where.path, scope))
            for call in where.calls:
                if call.scope == scope or (scope and call.scope.startswith(f"{scope}.")):
                    found.append((where, call))
                    pending += [(other, name, depth + 1) for other, name in self._targets.get(call.last, ())[:6]]
        return found

    @cached_property
    def _targets(self) -> dict[str, list[tuple[Module, str]]]:
        """The project's functions, methods and constructors by the name they are called by."""
        table: dict[str, list[tuple[Module, str]]] = {}
        for module in self._scripts:
            for function in module.functions:
                table.setdefault(function.last, []).append((module, function.name))
                if function.last in ("__init__", "__call__") and function.in_class:
                    table.setdefault(function.in_class, []).append((module, function.name))
        return table

    def loading(self, app: App) -> tuple[Module, Call] | None:
        """Return the call by which an app loads a model: in its module, or in what that leads to."""
        calls = [(app.module, call) for call in app.module.calls]
        for route in app.routes:
            calls += self.reached(route.module, route.function)
        calls += self.reached(app.module, None)
        calls += self.imported(app.module)
        return next((found for found in calls if stage_of(found[1]) == LOAD), None)

    def imported(self, module: Module) -> list[tuple[Module, Call]]:
        """Return the calls of the project's modules that a module imports, and of those that they import in turn."""
        found: list[tuple[Module, Call]] = []
        pending, seen = [(module, 0)], {module.path}
        while pending:
            where, depth = pending.pop(0)
            for name in where.imports:
                other = self._module_called(name)
                if other is not None and other.path not in seen:
                    seen.add(other.path)
                    found += [(other, call) for call in other.calls]
                    if depth < _DEEPEST:
                        pending.append((other, depth + 1))
        return found

    def predicting(self, route: Route) -> tuple[Module, Call] | None:
        """Return the call by which a route asks the model."""
        return next((found for found in self.reached(route.module, route.function) if asks_model(found[1])), None)

    def renders_html(self, route: Route) -> bool:
        """Whether a route answers with a page instead of data."""
        values: dict[str, ast.expr] = {}
        returned: list[ast.expr] = []
        for node in ast.walk(route.function.node):
            if isinstance(node, ast.Assign):
                values.update((target.id, node.value) for target in node.targets if isinstance(target, ast.Name))
            elif isinstance(node, ast.Return) and node.value is not None:
                returned.append(node.value)
        answers = [values.get(value.id, value) if isinstance(value, ast.Name) else value for value in returned]
        pages = [_is_page(answer) for answer in answers]
        return bool(pages) and all(pages) and any(map(_is_rendered, answers))

    def _module_called(self, name: str) -> Module | None:
        return self._by_import.get(name.lstrip("."))

    @cached_property
    def _by_import(self) -> dict[str, Module]:
        """The scripts by every dotted name that an import can call them by."""
        table: dict[str, Module] = {}
        for module in self._scripts:
            parts = module.path.removesuffix(".py").removesuffix("/__init__").split("/")
            for start in range(len(parts)):
                table.setdefault(".".join(parts[start:]), module)
        return table


def _runs_through(module: Module) -> bool:
    """Whether running the file predicts and writes what came out, without any function of its own."""
    top = [call for call in module.calls if not call.scope]
    return any(stage_of(call) == PREDICT for call in top) and any(call.last in _OUTPUT for call in top)


def _is_rendered(answer: ast.expr) -> bool:
    return isinstance(answer, ast.Call) and dotted(answer.func).rpartition(".")[2] in _HTML


def _is_page(answer: ast.expr) -> bool:
    """Whether a route's answer is a page, or text and redirects that belong to one."""
    if _is_rendered(answer):
        return True
    if isinstance(answer, ast.Call):
        return dotted(answer.func).rpartition(".")[2] in ("redirect", "RedirectResponse", "url_for", "str", "abort")
    return isinstance(answer, (ast.Constant, ast.JoinedStr))


def asks_model(call: Call) -> bool:
    """Whether a call asks a model for a prediction, by method or by calling the model itself."""
    if stage_of(call) == PREDICT:
        return True
    return call.last.lower() in (
        "model",
        "net",
        "classifier",
        "pipeline",
        "pipe",
        "predictor",
        "clf",
        "regressor",
        "session",
        "infer",
        "inference",
        "run",
        "recommend",
        "generate",
        "kneighbors",
    ) and bool(call.node.args or call.node.keywords)
