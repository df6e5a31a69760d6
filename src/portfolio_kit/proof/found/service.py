"""How the service is started: as its author says, else through the app object that a module makes."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from portfolio_kit.proof.found.app_object import app_object, imported_as
from portfolio_kit.proof.found.own_port import only_starts, own_port
from portfolio_kit.proof.found.places import folder_of, module_of, top_of
from portfolio_kit.proof.found.starting import PORT, Start, of_app, script, server, streamlit
from portfolio_kit.proof.found.told_services import told
from portfolio_kit.proof.model import Command
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.shell import Command as Typed
from portfolio_kit.repository.running.started import started
from portfolio_kit.repository.serving.apps import App
from portfolio_kit.rubric.finding import Evidence

_READY = ("ready", "readiness", "readyz", "health", "healthz", "healthcheck", "live", "livez", "status", "ping")


@dataclass(frozen=True, slots=True)
class Service:
    """What starts the service. `command` holds `PORT` where its port goes; `port` is the one that it insists on.

    `is_page` says that it is an app for people, that no program asks. `ready` are the paths that tell whether it is up.
    """

    command: Command
    is_page: bool = False
    ready: tuple[str, ...] = ()
    port: int | None = None
    module: Module | None = None

    def on(self, port: int) -> Command:
        """Return the command that makes it listen on that port."""
        listening = str(self.port or port)
        return Command(
            tuple(word.replace(PORT, listening) for word in self.command.arguments),
            self.command.folder,
            {name: value.replace(PORT, listening) for name, value in self.command.variables.items()},
            self.command.evidence,
        )


def service(repository: Repository, given: Sequence[Command] = ()) -> Service | None:
    """Return how the service is started, by the author's own command where one is `given`; None where there is none.

    Of several, one that programs can ask goes before a page, one that asks the model before one that does not, and what
    the texts say before what only the code shows.
    """
    for command in given:
        return _given(repository, command)
    apis = _predicting(repository)
    found = [*_told(repository), *_objects(repository)]
    return min(found, key=lambda each: (each.is_page, not _asks(repository, each, apis)), default=None)


def _given(repository: Repository, command: Command) -> Service:
    if any(PORT in word for word in command.arguments):
        return Service(command, ready=_ready(repository, None))
    start = server(command.arguments) or script(command.arguments, None)
    made = Command(start.arguments, command.folder, {**start.variables, **command.variables}, command.evidence)
    return Service(made, start.is_page, _ready(repository, start.ready))


def _predicting(repository: Repository) -> frozenset[str]:
    """The modules with a route that asks the model."""
    return frozenset(
        app.module.path
        for app in repository.apps
        if app.kind == "api" and any(repository.serving.predicting(route) for route in app.routes)
    )


def _asks(repository: Repository, found: Service, apis: frozenset[str]) -> bool:
    if found.module is None or found.module.path in apis:
        return True
    return any(module.path in apis for module, _ in repository.serving.imported(found.module))


def _told(repository: Repository) -> Iterator[Service]:
    """What the texts and files tell, where what it starts is there."""
    for each in told(repository):
        start = server(each.command.words)
        what = started(each.command, {})
        if what is None or what.kind not in ("module", "file") or not (start or each.command.is_python):
            continue
        if start and each.command.program == "flask" and "--app" not in " ".join(each.command.words):
            continue  # It names no app: the code does.
        module = module_of(repository, what)
        if module is None:
            continue
        if start is not None:
            yield _placed(repository, start, module, each.evidence, top_of(module, what))
        elif _serves(repository, module):
            yield _script(repository, module, each.command, each.evidence)


def _objects(repository: Repository) -> Iterator[Service]:
    """What the code shows, the modules nearest to the root first."""
    for app in sorted(repository.apps, key=lambda app: app.module.path.count("/")):
        if app.kind == "command" or app.module.is_notebook:
            continue
        if app.framework == "bentoml":
            yield from _bento(repository, app)
        elif app.framework == "streamlit":
            start = streamlit(("run", app.module.path))
            yield _placed(repository, start, app.module, app.evidence, "")
        elif (made := app_object(repository, app.module)) is not None and only_starts(app.module):
            start = of_app(made.kind, made.target, is_factory=made.is_factory)
            yield _placed(repository, start, app.module, app.module.evidence(made.line), made.roots[0])
        elif _serves(repository, app.module):
            yield _script(repository, app.module, Typed(("python", app.module.path)), app.evidence)


def _serves(repository: Repository, module: Module) -> bool:
    """Whether running a module starts a server."""
    own = [app for app in repository.apps if app.module is module and app.kind != "command"]
    starts = any(call.last in ("run", "launch", "serve", "run_server", "run_app", "listen") for call in module.calls)
    return starts and (bool(own) or bool(module.imports_any("uvicorn", "waitress", "gradio", "dash", "flask")))


def _script(repository: Repository, module: Module, command: Typed, evidence: Evidence) -> Service:
    """A module that starts its own server: through its app object where that is all it does, else as it is run."""
    made = app_object(repository, module)
    if made is not None and only_starts(module):
        start = of_app(made.kind, made.target, is_factory=made.is_factory)
        return _placed(repository, start, module, evidence, made.roots[0])
    port = own_port(module)
    words = ["python", *command.words[1:]]
    what = started(command, {})
    top = top_of(module, what) if what else ""
    found = _placed(repository, script(words, port), module, evidence, top)
    page = any(app.module is module and app.kind == "interactive" for app in repository.apps)
    return Service(found.command, page, found.ready, port, module)


def _placed(repository: Repository, start: Start, module: Module, evidence: Evidence, top: str) -> Service:
    """A start in the folder from which what it names and the files that it reads are found."""
    roots = imported_as(repository, module)[1]
    folder = folder_of(repository, module, top)
    arguments = start.arguments
    if top == "" and folder and module.path in arguments:
        arguments = tuple(posixpath.relpath(word, folder) if word == module.path else word for word in arguments)
    searched = [posixpath.relpath(root or ".", folder or ".") for root in (top, *roots)]
    beside = list(dict.fromkeys(each for each in searched if each != "."))
    variables: Mapping[str, str] = {**start.variables, **({"PYTHONPATH": ":".join(beside)} if beside else {})}
    command = Command(arguments, folder or ".", variables, evidence)
    return Service(command, start.is_page, _ready(repository, start.ready), None, module)


def _bento(repository: Repository, app: App) -> Iterator[Service]:
    """BentoML's service: a decorated class, or what `bentoml.Service` made."""
    module = app.module
    classes = [node.name for node in module.classes if any("service" in part for part in _decorators(node))]
    made = [name for name, texts in module.assigned.items() if texts and "bentoml.Service" in module.source]
    name = next(iter([*classes, *made]), None)
    start = server(("bentoml", "serve", f"{imported_as(repository, module)[0]}:{name}")) if name else None
    if start is not None:
        yield _placed(repository, start, module, app.evidence, imported_as(repository, module)[1][0])


def _decorators(node: ast.ClassDef) -> list[str]:
    return [ast.unparse(each) for each in node.decorator_list]


def _ready(repository: Repository, own: str | None) -> tuple[str, ...]:
    """The paths that tell whether the service is ready, the surest first."""
    if own is not None:
        return (own,)
    paths = {route.path for app in repository.apps for route in app.routes if "GET" in route.methods}
    told = [path for word in _READY for path in sorted(paths) if path.strip("/").rpartition("/")[2].lower() == word]
    return tuple(path for path in told if path.startswith("/") and "{" not in path and "<" not in path)
