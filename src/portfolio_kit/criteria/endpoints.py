"""How far each app of a repository is a way to ask its model for a prediction."""

from __future__ import annotations

import re
from dataclasses import dataclass

from portfolio_kit.repository.python import Call, Module, string
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.serving import App, Route, asks_model
from portfolio_kit.repository.stages import EVALUATE, LOAD, PREDICT, TRAIN, stage_of
from portfolio_kit.rubric.finding import Evidence

_MODEL_FILE = re.compile(r"[^/\\]+\.(?:pkl|pickle|joblib|bin|h5|keras|pt|pth|onnx|json|cbm|ubj|model|sav|dill|skops|txt|zip|tflite|safetensors)", re.IGNORECASE)
_OUTPUT = frozenset({"to_csv", "to_parquet", "to_excel", "to_json", "to_sql", "writerow", "savetxt", "write_csv", "write_parquet"})


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One way to ask the model: `level` is what it is worth, `lacking` what it lacks for an API that answers."""

    level: int
    what: str
    lacking: str
    evidence: tuple[Evidence, ...]


def endpoints(repository: Repository) -> list[Endpoint]:
    """Return the ways to ask the model, the best first."""
    apis = {app.module.path for app in repository.apps if app.kind == "api"}
    found = [
        endpoint
        for app in repository.apps
        if not (app.kind == "command" and app.module.path in apis)
        and (endpoint := (_api if app.kind == "api" else _interactive if app.kind == "interactive" else _command)(repository, app))
    ]
    return sorted(found, key=lambda endpoint: -endpoint.level)


def _api(repository: Repository, app: App) -> Endpoint | None:
    name = f"the {app.framework} app in {app.module.path}"
    predicting = [(route, call) for route in app.routes if (call := repository.serving.predicting(route)) is not None]
    load = repository.serving.loading(app)
    if not predicting:
        if load is None or not app.routes:
            return None
        return Endpoint(1, name, f"no route of {app.module.path} asks the model that it loads", (app.evidence, load[0].evidence(load[1].line)))
    route = next((route for route, _ in predicting if not repository.serving.renders_html(route)), predicting[0][0])
    evidence = [route.evidence, *([load[0].evidence(load[1].line)] if load else [])]
    if repository.serving.renders_html(route):
        return Endpoint(1, f"the form of {app.module.path}", f"{route.path} answers with a page for people, no data for programs", tuple(evidence))
    if load is None:
        return Endpoint(1, name, f"nothing that {app.module.path} leads to loads a saved model", tuple(evidence))
    absent = _absent_model(repository, *load)
    if absent:
        return Endpoint(1, name, f"it loads {absent}, which is neither in the repository nor written by any code of it", tuple(evidence))
    return Endpoint(2, f"{_methods(route)} {route.path} of {name}", "", tuple(evidence))


def _methods(route: Route) -> str:
    return "POST" if "POST" in route.methods else (route.methods or ("GET",))[0]


def _absent_model(repository: Repository, module: Module, call: Call) -> str | None:
    """The model file that a call loads by a name that stands there, where nothing of the repository has or writes it."""
    names = [text for argument in call.node.args[:1] if (text := string(argument))]
    if not names:
        names = _constants(module, call)
    for name in names:
        match = _MODEL_FILE.search(name)
        if match is None:
            continue
        wanted = match[0]
        if any(file.name == wanted for file in repository.files):
            return None
        if any(wanted in text for other in repository.modules if other is not module and other.mentions(wanted) for text, _ in other.strings):
            return None
        if any(wanted in file.text for file in repository.files if file.suffix in (".yaml", ".yml", ".toml", ".sh", ".cfg", ".ini", ".env")):
            return None
        if sum(wanted in text for text, _ in module.strings) > 1 or any(document for document in repository.documents if wanted in document.source):
            return None
        return wanted
    return None


def _constants(module: Module, call: Call) -> list[str]:
    """The strings on the lines that name what the call is given, where it is a constant of the module."""
    import ast

    wanted = {node.id for argument in call.node.args for node in ast.walk(argument) if isinstance(node, ast.Name)}
    found: list[str] = []
    for tree, _ in module.trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and any(isinstance(target, ast.Name) and target.id in wanted for target in node.targets):
                found += [text for inner in ast.walk(node.value) if (text := string(inner))]
    return found


def _interactive(repository: Repository, app: App) -> Endpoint | None:
    calls = [call for _, call in repository.serving.reached(app.module, None)] + app.module.calls
    calls += [call for _, call in repository.serving.imported(app.module)]
    predicting = next((call for call in calls if asks_model(call)), None)
    if predicting is None or not app.takes_input:
        return None
    return Endpoint(1, f"the {app.framework} app {app.module.path}", "it is an app for people; no program can ask it over HTTP", (app.evidence,))


def _command(repository: Repository, app: App) -> Endpoint | None:
    calls = app.module.calls
    stages = {stage_of(call) for call in calls}
    if TRAIN in stages or LOAD not in stages or PREDICT not in stages:
        return None
    if EVALUATE in stages and not any(call.last in _OUTPUT for call in calls):
        return None
    return Endpoint(1, f"the script {app.module.path}", "it answers whole files on the command line, not a request over HTTP", (app.evidence,))
