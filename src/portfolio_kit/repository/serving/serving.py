"""How the model can be asked from outside: APIs, interactive apps and commands, told apart by what is called."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call, Function
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.running import running
from portfolio_kit.repository.code.syntax import dotted, name_called, walk
from portfolio_kit.repository.models.asking import asked_directly, asks_loaded, asks_model, loads_model, weighs
from portfolio_kit.repository.models.found_stages import is_handed_model
from portfolio_kit.repository.models.handed_out import HandedOut
from portfolio_kit.repository.models.hollow import Hollow
from portfolio_kit.repository.models.own_models import loads_own, own_models
from portfolio_kit.repository.models.rules import Rules
from portfolio_kit.repository.models.stages import EVALUATE, READ, TRAIN, is_test, stage_of
from portfolio_kit.repository.serving.answering import answers, is_answer
from portfolio_kit.repository.serving.apis import PACKAGES, Route, api_of, takes_event
from portfolio_kit.rubric.finding import Evidence

__all__ = ["App", "Route", "Serving", "asks_model", "loads_model"]

# By the package that is imported.
_APPS = (
    "streamlit",
    "gradio",
    "dash",
    "panel",
    "shiny",
    "nicegui",
    "chainlit",
    "tkinter",
    "PyQt5",
    "PyQt6",
    "PySide6",
    "customtkinter",
    "kivy",
    "flet",
    "pywebio",
    "taipy",
    "telebot",
    "telegram",
    "aiogram",
    "discord",
)
_APP_PACKAGES = frozenset(_APPS)
_WIDGETS = frozenset(
    {
        "text_input",
        "text_area",
        "number_input",
        "slider",
        "select_slider",
        "selectbox",
        "multiselect",
        "file_uploader",
        "chat_input",
        "date_input",
        "time_input",
        "camera_input",
        "data_editor",
        "audio_input",
        "pills",
        "segmented_control",
    }
)
_COMMANDS = ("argparse.ArgumentParser", "click.command", "typer.Typer", "typer.run", "fire.Fire", "hydra.main", "input")
_COMMAND_DECORATOR = re.compile(r"\.(?:command|main)$")
_OUTPUT = frozenset(
    {"to_csv", "to_parquet", "to_excel", "to_json", "to_sql", "writerow", "savetxt", "write_csv", "write_parquet"}
)
_FOR_PREDICTING = re.compile(
    r"predict|infer|scor(?:e|ing)|submi|batch|forecast|recommend|classif|detect|estimat", re.IGNORECASE
)
_HTML = frozenset({"render_template", "render_template_string", "TemplateResponse", "render", "HTMLResponse"})
_BESIDE_A_PAGE = frozenset({"redirect", "RedirectResponse", "url_for", "str", "abort"})
_PREDICTING = (
    "predict",
    "forecast",
    "recommend",
    "decision_function",
    "score_samples",
    "infer",
    "model(",
    "generate",
    "from_pretrained(",
    "pipeline(",
)
_CALLING_BACK = frozenset({
    "add_task", "Thread", "Process", "submit", "run_in_threadpool", "to_thread", "run_in_executor", "map", "partial",
    "Depends", "run_sync", "map_batches",
})  # fmt: skip
_DEEPEST = 5
_FEW = 6
# A test of a model on days that are over: it asks, and answers nobody.
_BACKTEST = re.compile(r"back_?test", re.IGNORECASE)


class App(NamedTuple):
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
        self._hollow = Hollow(self._scripts)
        self._rules = Rules(self._scripts)
        self._handed_out = HandedOut(self._scripts)
        self._run_by: dict[str, list[tuple[Module, Call]]] = {}

    def apps(self) -> Iterator[App]:
        """Yield the apps: APIs first, then interactive ones, then commands."""
        for module in self._modules:
            api = api_of(module, self._modules)
            if api is not None:
                yield App("api", api.framework, module, api.evidence, api.routes)
        yield from self._interactive()
        yield from self._commands()

    def _interactive(self) -> Iterator[App]:
        for module in self._modules:
            if module.is_beyond or _APP_PACKAGES.isdisjoint(module.packages):
                continue
            for package in _APPS:
                if module.imports_any(package) and (package == "gradio" or not module.is_notebook):
                    used = next((call for call in module.calls if call.name.split(".")[0] == package), None)
                    if used is not None:
                        line = module.imports.get(package, used.line)
                        yield App("interactive", package, module, module.evidence(line))
                        break

    def _commands(self) -> Iterator[App]:
        """Scripts that load a model and predict: from their top, their main part or the commands of a CLI.

        One that also trains counts only for a command that does not; one that measures the model is an evaluation,
        unless it is for predicting and writes what it predicts.
        """
        for module in self._scripts:
            if module.is_beyond or not module.mentions(*_PREDICTING, "argv", "argparse"):
                continue
            entries = [
                function.name
                for function in module.functions
                if any(_COMMAND_DECORATOR.search(name) for name in function.decorators)
            ]
            at_top = module.calls_in.get("", [])
            if (
                not entries
                and not module.mentions("(event")
                and (not at_top or any(stage_of(call) == TRAIN for call in at_top))
            ):
                continue
            asks = bool(entries) or any(call.name in _COMMANDS for call in module.calls) or "argv" in module.names
            events = [function.name for function in module.functions if takes_event(function)]
            for entry in ["", *entries, *events]:
                predicting = self._batch(module, entry, is_command=asks)
                if predicting is not None:
                    kind = "event" if entry in events else "command line" if asks else "script"
                    yield App("command", kind, module, predicting)
                    break

    def _batch(self, module: Module, entry: str, *, is_command: bool) -> Evidence | None:
        """Where a script predicts when it is started at `entry`; None where that is not what it is for."""
        reached = self.reached_from(module, entry)
        calls = [call for _, call in reached]
        directly = {id(call.node) for call in asked_directly(module)}
        predicting = next(
            (
                place
                for place in reached
                if asks_model(place[1]) or id(place[1].node) in directly or self._asks_by_function(place[1])
            ),
            None,
        )
        stages = {stage_of(call) for call in calls}
        if predicting is None or TRAIN in stages or not any(map(loads_model, calls + module.calls)):
            return None
        if _BACKTEST.search(module.file.stem):
            return None
        writes = any(call.last in _OUTPUT for call in calls)
        if EVALUATE in stages and not (writes and _FOR_PREDICTING.search(module.file.stem)):
            return None
        if is_command or writes or (READ in stages and _FOR_PREDICTING.search(module.file.stem)):
            return predicting[0].evidence(predicting[1].line)
        return None

    def _asks_by_function(self, call: Call) -> bool:
        """Whether a call hands a model to a function of the project that predicts: `predict_logistic(model, row)`."""
        return is_handed_model(call) and call.last in self._targets

    def reached(self, module: Module, function: Function | None) -> list[tuple[Module, Call]]:
        """Return the calls that a function makes, and those of the project's functions that it leads to.

        Without a function, those of the module's top level.
        """
        return self.reached_from(module, function.name if function else "")

    def reached_from(self, module: Module, scope: str) -> list[tuple[Module, Call]]:
        """Return the same for a function by its name."""
        found: list[tuple[Module, Call]] = []
        pending = [(module, scope, 0)]
        seen: set[tuple[str, str]] = set()
        while pending:
            where, inside, depth = pending.pop()
            if (where.path, inside) in seen or depth > _DEEPEST:
                continue
            seen.add((where.path, inside))
            for call in where.calls_in.get(inside, ()):
                if self._hollow.is_asked(where, call):
                    continue
                handed = _handed(call)
                found += [(where, made) for made in (call, *handed)]
                for called in (call.last.removesuffix("()"), *(made.last for made in handed)):
                    targets = self._targets.get(called) or self._instances.get(called, [])
                    # The module's own function of that name is meant before those of others, but not by a function
                    # that passes a request on to a service's method of the same name.
                    targets = self._named_by_import(call, targets) or targets
                    own = [target for target in targets if target[0] is where]
                    passes_on = "." in call.name and own == [(where, inside)]
                    meant = targets[:_FEW] if passes_on or not own else own
                    meant = [target for target in meant if _may_lead_to(call, *target)]
                    pending += [(other, name, depth + 1) for other, name in meant]
        return found

    def _named_by_import(self, call: Call, targets: Sequence[tuple[Module, str]]) -> list[tuple[Module, str]]:
        """Of the functions of one name, the one of the module that a call's name says it was imported from."""
        owner = call.name.rpartition(".")[0].lstrip(".")
        module = self._by_import.get(owner) if len(targets) > 1 and owner else None
        return [target for target in targets if target[0] is module]

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

    @cached_property
    def _instances(self) -> dict[str, list[tuple[Module, str]]]:
        """How what is made of the project's own classes answers where it is called: by the names that it is kept
        under.
        """
        answering = {
            function.in_class: (module, function.name)
            for module in self._scripts
            for function in module.functions
            if function.last == "__call__" and function.in_class
        }
        table: dict[str, list[tuple[Module, str]]] = {}
        for module in self._scripts if answering else ():
            for node in module.assignments:
                made = name_called(node.value) if isinstance(node.value, ast.Call) else ""
                if made in answering:
                    for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                        if name := dotted(target).rpartition(".")[2]:
                            table.setdefault(name, []).append(answering[made])
        return table

    def loading(self, app: App) -> list[tuple[Module, Call]]:
        """Return the calls by which an app loads a model: in its module, or in what that leads to as it is started."""
        calls = self.run_by(app)
        for route in app.routes:
            calls += self.reached(route.module, route.function)
            if owner := route.function.name.rpartition(".")[0]:
                calls += self.reached_from(route.module, owner)
        calls += self.reached(app.module, None)
        # A server calls the function that makes the app (`--factory`, `--call`), where no code does.
        makers = {call.scope for call in app.module.calls if call.scope and call.line == app.evidence.line}
        calls += (found for maker in sorted(makers) for found in self.reached_from(app.module, maker))
        found = [found for found in calls if self._loads(found[1])]
        return found or [found for found in self._run_by_importers(app.module) if self._loads(found[1])]

    def _loads(self, call: Call) -> bool:
        return loads_model(call) or loads_own(call, self._own_models)

    @cached_property
    def _own_models(self) -> frozenset[str]:
        return own_models(self._scripts)

    def _run_by_importers(self, module: Module) -> Iterator[tuple[Module, Call]]:
        """Yield what runs where a module of routes is taken into the application that another makes."""
        for other in self._scripts:
            if other is not module and not PACKAGES.isdisjoint(other.packages):
                imported = self._imported_by(other)
                if any(found is module for found in imported):
                    yield from self._running(other, imported)

    def run_by(self, app: App) -> list[tuple[Module, Call]]:
        """Return the calls that can be made where an app is started: its own, and what it leads to elsewhere."""
        return list(self._running(app.module, self._imported_by(app.module)))

    def _running(self, module: Module, imported: Sequence[Module]) -> list[tuple[Module, Call]]:
        if module.path not in self._run_by:
            self._run_by[module.path] = running(module, imported)
        return self._run_by[module.path]

    def imported(self, module: Module) -> list[tuple[Module, Call]]:
        """Return the calls of the project's modules that a module imports, and of those that they import in turn."""
        return [(other, call) for other in self._imported_by(module) for call in other.calls]

    def _imported_by(self, module: Module) -> list[Module]:
        found: list[Module] = []
        pending, seen = [(module, 0)], {module.path}
        while pending:
            where, depth = pending.pop(0)
            for name in where.imports:
                other = self._by_import.get(name.lstrip("."))
                if other is not None and other.path not in seen:
                    seen.add(other.path)
                    found.append(other)
                    if depth < _DEEPEST:
                        pending.append((other, depth + 1))
        return found

    def predicting(self, route: Route) -> tuple[Module, Call] | None:
        """Return the call by which a route asks the model; of a route for predicting, any use of what was loaded."""
        calls = [
            (module, call)
            for module, call in self.reached(route.module, route.function)
            if not self._rules.are_asked(module, call)
            and (module is not route.module or answers(module, route.function, call))
        ]
        found = next((found for found in calls if asks_model(found[1])), None)
        if found is None and ("POST" in route.methods or _FOR_PREDICTING.search(f"{route.path} {route.function.last}")):
            found = asks_loaded(calls)
        return found or self._asks_handed_out(route)

    def _asks_handed_out(self, route: Route) -> tuple[Module, Call] | None:
        """Return the call by which a route asks what the project loads and hands out, or works with its weights."""
        return next(
            (
                (route.module, call)
                for call in route.module.calls_in.get(route.function.name, ())
                if (self._handed_out.is_asked(route.module, route.function, call) or weighs(route.module, call))
                and is_answer(route.module, route.function, call.node)
            ),
            None,
        )

    def is_rule(self, module: Module, call: Call) -> bool:
        """Whether a call asks a class that answers by rules written by hand."""
        return self._rules.are_asked(module, call)

    def asks_idly(self, route: Route) -> bool:
        """Whether a route asks a model and what it gets to know is no answer to what it was asked."""
        return any(
            module is route.module and not answers(module, route.function, call)
            for module, call in self.reached(route.module, route.function)
        )

    def renders_html(self, route: Route) -> bool:
        """Whether a route answers with a page instead of data."""
        if any(_declares_page(decorator) for decorator in route.function.node.decorator_list):
            return True
        values: dict[str, ast.expr] = {}
        returned: list[ast.expr] = []
        for node in walk(route.function.node):
            if isinstance(node, ast.Assign):
                values.update((target.id, node.value) for target in node.targets if isinstance(target, ast.Name))
            elif isinstance(node, ast.Return) and node.value is not None:
                returned.append(node.value)
        answers = [values.get(value.id, value) if isinstance(value, ast.Name) else value for value in returned]
        return bool(answers) and all(map(_is_page, answers)) and any(map(_is_rendered, answers))

    @cached_property
    def _by_import(self) -> dict[str, Module]:
        """The scripts by every dotted name that an import can call them by."""
        table: dict[str, Module] = {}
        for module in self._scripts:
            parts = module.path.removesuffix(".py").removesuffix("/__init__").split("/")
            for start in range(len(parts)):
                table.setdefault(".".join(parts[start:]), module)
        return table


def _may_lead_to(call: Call, module: Module, scope: str) -> bool:
    """Whether a call may be of a function: the `run` that starts an application, `app.run()`, is not."""
    if call.last != "run" or "." in scope or not isinstance(call.node.func, ast.Attribute):
        return True
    return call.name.split(".")[-2] in module.path.removesuffix(".py").split("/")


def _handed(call: Call) -> list[Call]:
    """The calls that are made later or elsewhere of what a call is handed: `to_thread(model.predict, row)`."""
    if call.last not in _CALLING_BACK:
        return []
    given = [*call.node.args, *(word.value for word in call.node.keywords)]
    return [
        call._replace(name=name, last=name.rpartition(".")[2])
        for node in given
        if isinstance(node, (ast.Name, ast.Attribute)) and (name := dotted(node))
    ]


def _declares_page(decorator: ast.expr) -> bool:
    """Whether a decorator says that the answer is a page, `response_class=HTMLResponse`."""
    return isinstance(decorator, ast.Call) and any(
        word.arg == "response_class" and dotted(word.value).rpartition(".")[2] in _HTML for word in decorator.keywords
    )


def _is_rendered(answer: ast.expr) -> bool:
    return isinstance(answer, ast.Call) and name_called(answer) in _HTML


def _is_page(answer: ast.expr) -> bool:
    """Whether a route's answer is a page, or text and redirects that belong to one."""
    if _is_rendered(answer):
        return True
    if isinstance(answer, ast.Call):
        return name_called(answer) in _BESIDE_A_PAGE
    return isinstance(answer, (ast.Constant, ast.JoinedStr))
