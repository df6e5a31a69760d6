"""How far each app of a repository is a way to ask its model for a prediction."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.apis import HOSTED
from portfolio_kit.repository.python import Call, Module, walk
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.serving import App, Route, asks_model
from portfolio_kit.repository.stages import LOAD, SAVE, stage_of
from portfolio_kit.rubric.finding import Evidence

_MODEL_FILE = re.compile(
    r"\.(?:pkl|pickle|joblib|bin|h5|keras|pt|pth|onnx|json|cbm|ubj|model|sav|dill|skops|tflite|safetensors)$",
    re.IGNORECASE,
)
_BRINGS = re.compile(r"dump|download|retrieve|get_file|wget|fetch|pull", re.IGNORECASE)
_MODEL_SERVER = re.compile(r"tensorflow/serving|torchserve|tritonserver|seldonio/mlserver|kserve/\w+server")
_FOR_PREDICTING = re.compile(r"predict|infer|classif|forecast|recommend|score", re.IGNORECASE)
_PREPARES = re.compile(
    r"scaler|encoder|vectori[sz]er|imputer|tokenizer|tfidf|preprocess|columns|feature_names|label|mapping|transformer",
    re.IGNORECASE,
)
_IS_MODEL = re.compile(r"model|classif|regress|clf|pipe|predict|forest|boost|net\b|svm", re.IGNORECASE)
_LARGE = 100_000
_CONFIGURATION = (".yaml", ".yml", ".toml", ".sh", ".cfg", ".ini", ".env", ".dvc")


class Endpoint(NamedTuple):
    """One way to ask the model: `level` is what it is worth, `lacking` what it lacks for an API that answers."""

    level: int
    what: str
    lacking: str
    evidence: tuple[Evidence, ...]
    loads: bool = False
    """Whether the evidence shows that a model is loaded, not only what prepares its input."""


def endpoints(repository: Repository) -> list[Endpoint]:
    """Return the ways to ask the model, the best first."""
    apis = {app.module.path for app in repository.apps if app.kind == "api"}
    found: list[Endpoint | None] = []
    for app in repository.apps:
        if app.kind == "api":
            found.append(_api(repository, app))
        elif app.kind == "interactive":
            found.append(_interactive(repository, app))
        elif app.module.path not in apis:
            found.append(_command(app))
    found += _model_servers(repository)
    return sorted((endpoint for endpoint in found if endpoint is not None), key=lambda endpoint: -endpoint.level)


def _model_servers(repository: Repository) -> Iterator[Endpoint]:
    """Images of model servers (TensorFlow Serving, TorchServe, Triton) that a Dockerfile puts a model into."""
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


def _api(repository: Repository, app: App) -> Endpoint | None:
    name = f"the {app.framework} {HOSTED.get(app.framework, 'app')} in {app.module.path}"
    predicting = [(route, call) for route in app.routes if (call := repository.serving.predicting(route)) is not None]
    loads = repository.serving.loading(app)
    load = loads[0] if loads else None
    shown = next((found for found in loads if not _prepares(*found)), None)
    predicting = predicting or _kept_ready(repository, app)
    if not predicting:
        if load is None or not app.routes:
            return None
        return Endpoint(
            1,
            name,
            f"no route of {app.module.path} asks the model that it loads",
            (app.evidence, _place(shown or load)),
        )
    answering = [route for route, _ in predicting if not repository.serving.renders_html(route)]
    named = [route for route in answering if _FOR_PREDICTING.search(f"{route.path} {route.function.last}")]
    route = next(iter(named or answering), predicting[0][0])
    evidence = [route.evidence, *([_place(shown)] if shown else [])]
    if repository.serving.renders_html(route):
        return Endpoint(
            1,
            f"the form of {app.module.path}",
            f"{route.path or '/'} answers with a page for people, no data for programs",
            tuple(evidence),
        )
    if load is None:
        return Endpoint(1, name, f"nothing that {app.module.path} leads to loads a saved model", tuple(evidence))
    modules = (app.module.path, route.module.path)
    failing = next((repository.unimportable[path] for path in modules if path in repository.unimportable), None)
    if failing:
        return Endpoint(1, name, f"it can't be started: {failing.words}", tuple(evidence))
    loading = [call for call in load[0].calls if stage_of(call) == LOAD]
    absent = next((file for call in loading if (file := _absent_model(repository, load[0], call))), None)
    if absent:
        return Endpoint(
            1,
            name,
            f"it loads {absent}, which is neither in the repository nor written by any code of it",
            tuple(evidence),
        )
    answers = f"{_methods(route)} {route.path or '/'} of {name}"
    if app.framework in HOSTED:
        answers = (
            f"the handler {route.function.last}() of the {app.framework} {HOSTED[app.framework]} in {app.module.path}"
        )
    return Endpoint(2, answers, "", tuple(evidence), loads=bool(shown))


def _place(found: tuple[Module, Call]) -> Evidence:
    return found[0].evidence(found[1].line)


def _prepares(module: Module, call: Call) -> bool:
    """Whether what a call loads is called as a scaler, encoder or the like, and not as a model."""
    files = {text for text in _names_given(module, call) if _MODEL_FILE.search(text)}
    named = {file.replace("\\", "/").rpartition("/")[2] for file in files} | {
        target.id
        for node in module.assignments
        if node.value is not None and _encloses(node.value, call.node)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    return any(map(_PREPARES.search, named)) and not any(map(_IS_MODEL.search, named))


def _kept_ready(repository: Repository, app: App) -> list[tuple[Route, tuple[Module, Call]]]:
    """The routes for predicting that look up what the app's other modules have asked the model before."""
    asked = next((found for found in repository.serving.imported(app.module) if asks_model(found[1])), None)
    if asked is None:
        return []
    return [
        (route, asked)
        for route in app.routes
        if _FOR_PREDICTING.search(f"{route.path} {route.function.last}")
        and len(repository.serving.reached(route.module, route.function))
        > len(route.module.calls_in.get(route.function.name, ()))
    ]


def _methods(route: Route) -> str:
    return "POST" if "POST" in route.methods else (route.methods or ("GET",))[0]


def _absent_model(repository: Repository, module: Module, call: Call) -> str | None:
    """The model file that a call loads by name, where the repository neither has it nor writes or fetches it."""
    names = {text for text in _names_given(module, call) if _MODEL_FILE.search(text)}
    if len(names) != 1:
        return None
    wanted = names.pop().replace("\\", "/").rpartition("/")[2]
    is_there = any(file.name == wanted for file in repository.files)
    return None if is_there or _is_made(repository, module, wanted) else wanted


def _is_made(repository: Repository, module: Module, wanted: str) -> bool:
    """Whether code, a configuration or a download that the texts name brings a file of that name."""
    naming = [other for other in repository.modules if other.mentions(wanted)]
    if any(other.is_notebook or other.is_beyond for other in naming):
        return True
    if any(other is not module and not any(stage_of(made) == LOAD for made in other.calls) for other in naming):
        return True
    if any(stage_of(made) == SAVE or _BRINGS.search(made.last) for other in naming for made in other.calls):
        return True
    if any(wanted in file.text for file in repository.files if file.suffix in _CONFIGURATION and file.size < _LARGE):
        return True
    lines = (line.lower() for document in repository.documents for line in document.source_lines if wanted in line)
    return any("http" in line or "download" in line for line in lines)


def _names_given(module: Module, call: Call) -> set[str]:
    """The strings that a call is given, through the variables and opened files that they are put into."""
    made = _assigned(module, call)
    found: set[str] = set()
    seen: set[str] = set()
    pending: list[ast.AST] = [*call.node.args, *(keyword.value for keyword in call.node.keywords)]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.BinOp) and not isinstance(node.op, ast.Div)):
            continue  # a name that is put together is not known
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
        elif isinstance(node, ast.Name) and node.id not in seen:
            seen.add(node.id)
            pending += made.get(node.id, ())
        pending += ast.iter_child_nodes(node)
    return found


def _assigned(module: Module, call: Call) -> dict[str, list[ast.expr]]:
    """What each name of a module is given, and what is opened around a call."""
    made: dict[str, list[ast.expr]] = {}
    for node in (node for tree, _ in module.trees for node in walk(tree)):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    made.setdefault(target.id, []).append(node.value)
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                if isinstance(item.optional_vars, ast.Name) and _encloses(node, call.node):
                    made[item.optional_vars.id] = [item.context_expr]
    return made


def _encloses(outer: ast.AST, inner: ast.AST) -> bool:
    return any(node is inner for node in walk(outer))


def _interactive(repository: Repository, app: App) -> Endpoint | None:
    calls = [call for _, call in repository.serving.reached(app.module, None)] + app.module.calls
    calls += [call for _, call in repository.serving.imported(app.module)]
    predicting = next((call for call in calls if asks_model(call)), None)
    if predicting is None or not app.takes_input:
        return None
    return Endpoint(
        1,
        f"the {app.framework} app {app.module.path}",
        "it is an app for people, without a prediction route of its own for programs",
        (app.evidence,),
    )


def _command(app: App) -> Endpoint:
    lacking = "it answers on the command line, not a request over HTTP"
    return Endpoint(1, f"the script {app.module.path}", lacking, (app.evidence,))
