"""What a container lacks of what the code that it starts needs: its app's name, packages, pages, the model's file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.criteria.model_files import named
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.criteria.production.model_places import outside
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import string
from portfolio_kit.repository.containers.image import Image, Problem
from portfolio_kit.repository.environment.packages import comes_along, is_declared, is_known
from portfolio_kit.repository.models.asking import loads_model
from portfolio_kit.repository.models.stages import SAVE, stage_of
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.shell import Command

_OBJECT = re.compile(r"[A-Za-z_][\w.]*:([A-Za-z_]\w*)(?:\(.*\))?")
_SERVERS = frozenset({"uvicorn", "gunicorn", "hypercorn", "waitress-serve"})
_PROGRAMS = {
    "uvicorn": "uvicorn", "gunicorn": "gunicorn", "hypercorn": "hypercorn", "streamlit": "streamlit", "flask": "flask",
    "waitress-serve": "waitress", "chainlit": "chainlit", "bentoml": "bentoml",
}  # fmt: skip
# What lets an app listen, or starts a program that may.
_LISTENING = frozenset(
    {"run", "run_server", "run_app", "run_simple", "launch", "serve", "serve_forever", "listen", "start", "Server"}
    | {"main", "Popen", "call", "check_call", "system", "execvp", "start_server", "execute_from_command_line"}
)
# What brings a server along that the packages' own table does not know.
_BRINGS = re.compile(
    r"^(?:fastapi\[|fastapi-|mlflow|bentoml|prefect|gradio|chainlit|litserve|evidently|ray\[|zenml|langserve)"
)
_PAGES = frozenset({"st.page_link", "st.switch_page", "st.Page", "streamlit.page_link", "streamlit.switch_page"})
_OPEN_LIST = re.compile(r"^[ \t]*(?:-|\.|git\+|https?:)|://", re.MULTILINE)
_FETCHES = re.compile(r"download|retrieve|fetch|wget|get_file|pull|from_pretrained|train", re.IGNORECASE)


def lacking(repository: Repository, image: Image, start: Sequence[Command], starts: str) -> Problem | None:
    """Return what keeps what is started from running in an image that can be built; None where nothing is known."""
    module = next((module for module in repository.scripts if module.path == starts), None)
    if module is None or module.is_beyond:
        return None
    reached = repository.reach.reached(module)
    found = (
        _name(module, start),
        _unserved(repository, module, start, reached),
        _packages(repository, image, start, reached),
        _page(repository, image, module),
    )
    words = next((words for words in found if words), None)
    if words:
        return Problem(words, 0)
    return _model(repository, image, module, reached) if len(_own(start)) == 1 else None


def answers_the_same(repository: Repository, starts: str) -> bool:
    """Whether what is started is an API of which every answer is written out, and which leads to no app but such."""
    module = next((module for module in repository.scripts if module.path == starts), None)
    if module is None or module.is_beyond:
        return False
    reached = repository.reach.reached(module)
    apps = [app for app in repository.apps if app.module in reached]
    return any(app.module is module for app in apps) and all(
        app.kind == "api" and repository.serving.says_the_same(app) and not repository.serving.loading(app)
        for app in apps
    )


def _own(start: Sequence[Command]) -> list[Command]:
    """The commands that do more than to go somewhere or to wait."""
    return [command for command in start if command.program not in ("cd", "sleep", "echo", "export", "mkdir")]


def _name(module: Module, start: Sequence[Command]) -> str | None:
    """Whether a server is told a name that the module does not have."""
    for command in start:
        match = next((match for word in command.words if (match := _OBJECT.fullmatch(word))), None)
        if command.program not in _SERVERS or match is None or module.mentions("__getattr__"):
            continue
        # Of several things that are started it may be told of another.
        name = module.path.removesuffix(".py").removesuffix("/__init__").rpartition("/")[2]
        if match[0].partition(":")[0].rpartition(".")[2] == name and not module.binds([match[1]]):
            return f"it starts {match[0]}, and {module.path} makes nothing called {match[1]}"
    return None


def _unserved(
    repository: Repository, module: Module, start: Sequence[Command], reached: Sequence[Module]
) -> str | None:
    """Whether Python is started on a module that makes the routes of an API, and nothing lets that listen."""
    is_api = any(app.kind == "api" and app.module is module and app.routes for app in repository.apps)
    name = module.path.rpartition("/")[2]
    is_started = any(
        command.is_python and command.operands[:1] and command.operands[0].rpartition("/")[2] == name
        for command in _own(start)
    )
    if not is_api or not is_started:
        return None
    if any(call.last in _LISTENING for other in reached for call in repository.live.calls(other)):
        return None
    return (
        f"it starts {module.path} with Python, which makes the routes there and ends: no server is run to answer them"
    )


def unserved(repository: Repository, image: Image, start: Sequence[Command]) -> str | None:
    """Return which server is started that nothing in the image installs; None where that is not known."""
    given = _installed(repository, image)
    if not given:
        return None
    for command in start:
        program = _PROGRAMS.get(command.program)
        if program and not _has(program, given):
            return f"it starts {command.program}, which it does not install"
    return None


def _installed(repository: Repository, image: Image) -> set[str] | None:
    """The packages that an image installs, by their names; None where it may install others as well."""
    if image.packages.is_open or image.has_unknown:
        return None
    names = {name.partition("[")[0] for name in image.packages.named} | set(image.packages.named)
    for path in image.packages.lists:
        declared = next((item for item in repository.dependency_files if item.file.path == path), None)
        text = re.sub(r"#.*", "", repository.by_path[path].text) if path in repository.by_path else "-"
        if _OPEN_LIST.search(text) or (declared is None and text.strip()):
            return None
        names |= {dependency.name for dependency in (declared.dependencies if declared else ())}
        names |= {f"{name}[" for name in re.findall(r"^[ \t]*([\w.-]+)\[", text, re.MULTILINE)}
    return names


def _packages(repository: Repository, image: Image, start: Sequence[Command], reached: list[Module]) -> str | None:
    """Whether the server or, where packages are installed by their names only, a package of the code is left out."""
    given = _installed(repository, image)
    if given is None:
        return None
    if not given and image.packages.lists:
        return f"it installs from {image.packages.lists[0]}, which lists nothing"
    if (words := unserved(repository, image, start)) or not given:
        return words
    listed = bool(image.packages.lists)
    # What a list leaves out may come along with what it names, unless it is a package of its own that is known.
    for found in repository.environment.missing if listed else repository.environment.imports:
        if found.module in reached and not _has(found.package, given) and (is_known(found.package) or not listed):
            return f"it does not install {found.distribution}, which {found.module.path}:{found.line} imports"
    return None


def _has(package: str, given: set[str]) -> bool:
    return (
        is_declared(package, given)
        or comes_along(package, given)
        or (package in _PROGRAMS.values() and any(map(_BRINGS.match, given)))
    )


def _page(repository: Repository, image: Image, module: Module) -> str | None:
    """Whether an app leads to a page of its own that was not copied."""
    below = f"{module.file.folder}/" if module.file.folder else ""
    for call in module.calls if module.mentions("page_link", "switch_page", "st.Page") else ():
        text = string(call.node.args[0]) if call.name in _PAGES and call.node.args else None
        if text and text.endswith(".py") and repository.exists(f"{below}{text}") and not image.covers(f"{below}{text}"):
            return f"it starts {module.path}, which leads to {below}{text}, and that is not in the image"
    return None


def _model(repository: Repository, image: Image, module: Module, reached: list[Module]) -> Problem | None:
    """Whether the model's file that is loaded as the service starts or answers can't be in the image."""
    if image.has_unknown or image.makes or any(stage_of(call) == SAVE for other in reached for call in other.calls):
        return None
    loads = [(other, call) for other in reached for call in other.calls if loads_model(call)]
    elsewhere = outside(repository, loads)
    if elsewhere is not None and not _is_mounted(repository):
        name = elsewhere[0].rpartition("/")[2]
        where = f"by an absolute path ({cited(elsewhere[1])}) that is not in the image"
        return Problem(f"it starts {module.path}, which loads {name} {where}", 0)
    loaded = list(_loaded(repository, reached))
    if not loaded or any(map(image.covers, loaded)) or _is_mounted(repository):
        return None
    return Problem(f"it starts {module.path}, which loads {loaded[0]}, and that is not in the image", 0)


def _loaded(repository: Repository, reached: list[Module]) -> Iterator[str]:
    """The files of models that are loaded by one name only, as the repository has them or as the code tells them."""
    for module in reached:
        if module.mentions("environ", "getenv", "BaseSettings") or any(
            _FETCHES.search(call.last) for call in module.calls
        ):
            continue
        for call in module.calls:
            if not loads_model(call):
                continue
            names = named(repository, module, call)
            if len(names) == 1:
                text = names.pop().removeprefix("./")
                there = [file.path for file in repository.files if f"/{file.path}".endswith(f"/{text.lstrip('./')}")]
                if len(there) == 1:
                    yield there[0]


def _is_mounted(repository: Repository) -> bool:
    """Whether a text tells to start the container with a folder of the host's in it."""
    return any(
        "docker" in command.text and re.search(r"\s(?:-v|--volume|--mount)[ =]", command.text)
        for command in repository.commands
    )
