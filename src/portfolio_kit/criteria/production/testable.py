"""What of a project its tests could call: its own preparation, and its own route, handler or function that predicts."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from portfolio_kit import lazily as re
from portfolio_kit.criteria.production import stops_import, worth_testing
from portfolio_kit.criteria.production.installing import lacks_test_client
from portfolio_kit.repository.code.facts import Function
from portfolio_kit.repository.code.python import STANDARD, Module
from portfolio_kit.repository.code.syntax import walk
from portfolio_kit.repository.code.unimportable import Absent
from portfolio_kit.repository.environment import locks
from portfolio_kit.repository.models.asked_rows import is_split
from portfolio_kit.repository.models.asking import asks_model, loads_model
from portfolio_kit.repository.models.given_back import asks_for_its_caller
from portfolio_kit.repository.models.stages import LOAD, PREPARE, READ, SAVE, TRAIN, is_test, stage_of
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.serving.apis import HOSTED
from portfolio_kit.repository.serving.apps import App
from portfolio_kit.repository.testing import outside

_PREPARES = re.compile(
    r"clean|pre_?proc|prepare|feature|encode|(?<![a-z])load_data|tokeni|normali[sz]|limp|prepar|trata|(?:^|_)transform|extrair|"
    r"extraer|(?:^|_)prep(?:_|$)",
    re.IGNORECASE,
)
_ASKS = re.compile(r"predict|infer|classif|recommend|forecast|^score_|prever|predecir|clasific", re.IGNORECASE)
_NO_ASKING = re.compile(r"metric|evaluat|report|plot|train|fit|_error|_curve|inverse", re.IGNORECASE)
_NO_PREPARING = re.compile(
    r"plot|importance|visual|figure|draw|show|report|log_|save_|_name|names$|metric|unnorm|denorm|inverse|heatmap"
    r"|(?:^|(?<!pre)_)train(?!_test)|objective|model$|bootstrap|interval",
    re.IGNORECASE,
)
# What is sure to be about rows, before what only brings or splits them.
_OF_ROWS = re.compile(r"clean|pre_?proc|prepare|transform|limp|trata|engineer", re.IGNORECASE)
_DEPRECATED = re.compile(r"deprecat|obsolete", re.IGNORECASE)
_FITTED = frozenset({"fit_transform", "transform"})
_FOR_LATER = (
    "write the prediction{place} as a function ({load}prepare one row, ask the model, return its answer) and call that"
)
_TO_PREPARE = "put your preparation into a function and call that"
_MOST = 2_000


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
    """Return what a test of the data would do: which function of the project's to call, if any.

    That which training or the service calls stands before others, and what gives something back before what does not.
    """
    found = [
        (module, function)
        for module, function in _functions(repository)
        if not _NO_PREPARING.search(function.last)
        and not _is_of_asking(repository, module, function)
        and not outside.fetches(module, function)
        and not worth_testing.only_renames(function)
    ]
    running = [pair for pair in found if repository.live.runs(pair[0], pair[1].name)]
    best = _most_used(repository, _of_preparing(running) or _of_preparing(found))
    return _handed(repository) if best is None else _call(repository, *best)


def _handed(repository: Repository) -> str | None:
    """What to do where all that prepares reads a file of its own choice: to hand it what it reads."""
    for module in _importable(repository):
        for function in module.functions:
            reads = [call for call in module.calls_in.get(function.name, ()) if stage_of(call) == READ]
            if (
                reads
                and not function.in_class
                and not function.node.args.args
                and _PREPARES.search(function.last)
                and _gives_back(function)
                and repository.live.runs(module, function.name)
            ):
                return (
                    f"{_guarded(repository, module)}let {function.last}() of {module.path} take the table that line "
                    f"{reads[0].line} reads as an argument, and call it"
                )
    return None


def _of_preparing(found: Sequence[tuple[Module, Function]]) -> list[tuple[Module, Function]]:
    """Those functions that are called after what they prepare, else those that do a step of it."""
    return [pair for pair in found if _PREPARES.search(pair[1].last)] or [
        (module, function)
        for module, function in found
        if not _ASKS.search(function.last)
        and any(stage_of(call) == PREPARE for call in module.calls_in.get(function.name, ()))
    ]


def asking(repository: Repository) -> str | None:
    """Return what a test of the inference path would do: which route to ask, or which function to call, if any."""
    for app in repository.apps:
        routes = [route for route in app.routes if repository.serving.predicting(route) is not None]
        if routes and app.framework in HOSTED:
            return f"call {routes[0].function.last}() of {app.module.path}"
        if routes:
            best = next((route for route in routes if _ASKS.search(route.path)), routes[0])
            method = "POST" if "POST" in best.methods else (best.methods or ("GET",))[0]
            first = _first_apart(repository, app.module) or worth_testing.uncommitted(
                repository, best.module, best.function
            )
            client = f"the framework's test client{_with_httpx(repository, app)}"
            store = "" if first else worth_testing.in_store(repository, best.module)
            return f"{first}send a request to {method} {best.path or '/'} of {app.module.path} with {client}{store}"
    named = [
        (module, function)
        for module, function in _functions(repository)
        if (_is_of_asking(repository, module, function) and not _PREPARES.search(function.last))
        or asks_for_its_caller(module, function.name) is not None
    ]
    taken = [pair for pair in named if not worth_testing.answer_is_dropped(repository, *pair)]
    running = [pair for pair in taken if repository.live.runs(pair[0], pair[1].name)]
    best_named = _most_used(repository, running or taken)
    if best_named is None:
        return None
    first = f"{worth_testing.uncommitted(repository, *best_named)}{_trained_first(*best_named)}"
    return f"{first}{_call(repository, *best_named)}"


def _trained_first(module: Module, function: Function) -> str:
    """What to do before a method is asked whose class trains its model by another one, and loads none."""
    calls = module.calls_in.get(function.in_class, ()) if function.in_class else ()
    by = [call.scope.rpartition(".")[2] for call in calls if stage_of(call) == TRAIN and call.scope.count(".") == 1]
    named = [name for name in by if not name.startswith("_") and name != function.last]
    if not named or function.last in by or any(loads_model(call) for call in calls):
        return ""
    return f"train one on a few rows with {function.in_class}.{named[0]}(), "


def _with_httpx(repository: Repository, app: App) -> str:
    """What FastAPI's client for tests asks with, in brackets, where no list of packages has it."""
    if app.framework != "fastapi" or not lacks_test_client(repository):
        return ""
    tool = locks.of_project(repository.files)
    return f" (which needs httpx: {f'`{tool.add_for_tests} httpx`' if tool else 'add it to the dependencies'})"


def _first_apart(repository: Repository, service: Module) -> str:
    """What to do before a service can be imported by a test: one that downloads as it is imported, or leads to a module
    that does, needs a network, and often keys, for every test.
    """
    for module in repository.reach.reached(service):
        line = outside.asked_on_import(module)
        if line is not None:
            return (
                f"first move the download of {module.path}:{line}, which runs as the file is imported, into a "
                "function that the test can replace; then "
            )
    return ""


def first_tests(repository: Repository) -> str:
    """Return what to do where there are no tests: which functions to call, or to write for that."""
    prepare, ask = preparing(repository), asking(repository)
    # What answers for the whole is no test of the preparation alone.
    prepare = None if prepare == ask else prepare
    written = [module for module in repository.modules if not is_test(module.path) and module.calls]
    if prepare is None and ask is None and written and all(module.is_notebook for module in written):
        return (
            f"Move the preparation and the prediction of {written[0].path} into functions of a Python module, and add "
            "tests/test_data.py and tests/test_predict.py that call them on a few rows and assert what comes back."
        )
    done = repository.stages
    if ask is None and not any(done.of(stage) for stage in (TRAIN, SAVE, LOAD)) and not _asks_any(written):
        first = prepare or _TO_PREPARE
        return (
            f"Add tests/test_data.py: {first} on a few rows, and assert what comes back. Add tests/test_predict.py "
            "once there is a model."
        )
    asked = next((use for use in done.inference() if not is_split(use.call)), None)
    later = _FOR_LATER.format(
        place=f" of {asked.module.path}:{asked.evidence.line}" if asked is not None else "",
        load="load the model, " if done.of(SAVE) or done.of(LOAD) else "",
    )
    return (
        f"{stops_import.first(repository)}Add tests/test_data.py: {prepare or _TO_PREPARE} on a few rows, and assert "
        f"what comes back. Add tests/test_predict.py: {ask or later}{'' if ask else ' on a few rows'}, and assert the "
        "answer."
    )


def _asks_any(modules: Sequence[Module]) -> bool:
    """Whether code asks a model that it need not load, as one that is hosted."""
    return any(loads_model(call) or asks_model(call) for module in modules for call in module.calls)


def _is_of_asking(repository: Repository, module: Module, function: Function) -> bool:
    """Whether a function is called after a prediction, and asks a model itself or by what it calls."""
    return (
        bool(_ASKS.search(function.last))
        and not _NO_ASKING.search(function.last)
        and any(asks_model(call) for _, call in repository.serving.reached(module, function))
    )


def _call(repository: Repository, module: Module, function: Function) -> str:
    name = f"{function.in_class}.{function.last}" if function.in_class else function.last
    given_back = "" if _gives_back(function) else " (let it write to a temporary folder, and read that back)"
    if not given_back and outside.writes_its_own(module, function):
        given_back = " (after monkeypatch.chdir(tmp_path), for it writes a file)"
    return f"{_guarded(repository, module)}call {name}() of {module.path}{given_back}"


def _guarded(repository: Repository, module: Module) -> str:
    """What to do before a test can import a module that trains as it is imported: each test would make the model anew,
    and write over the one that is kept. A service is imported by its server, and has to have its model by then.
    """
    line = outside.trains_on_import(module)
    if line is None or any(app.module is module for app in repository.apps):
        return ""
    return (
        f"first put the calls from line {line} of {module.path} on, which train as the file is imported, below `if "
        '__name__ == "__main__":`; then '
    )


def _most_used(repository: Repository, found: Sequence[tuple[Module, Function]]) -> tuple[Module, Function] | None:
    """Return the function that training or a service calls, else one that anything calls, else the first."""
    wanted = {function.last for _, function in found} | {
        function.in_class for _, function in found if function.in_class
    }
    callers: dict[str, set[str]] = {}
    working: set[str] = set()
    services = {app.module.path for app in repository.apps}
    # Who imports a page for people starts it.
    pages = {app.module.path for app in repository.apps if app.kind == "interactive"}
    for module in repository.modules if len(found) > 1 else ():
        if is_test(module.path) or not module.mentions(*wanted):
            continue
        if module.path in services or any(stage_of(call) == TRAIN for call in module.calls):
            working.add(module.path)
        for call in module.calls:
            if call.last in wanted and call.scope.rpartition(".")[2] != call.last:
                callers.setdefault(call.last, set()).add(module.path)

    def rank(pair: tuple[Module, Function]) -> tuple[bool, int, bool, bool, bool, bool, bool]:
        module, function = pair
        by = callers.get(function.last, set())
        if function.in_class:
            by = by & callers.get(function.in_class, set()) if function.last in _FITTED else by
        usage = 0 if by & working else 1 if by else 2
        is_private = function.last.startswith("_")
        # What reads a file takes no rows, and what writes one of its own writes over that of the project.
        reads = any(stage_of(call) == READ for call in module.calls_in.get(function.name, ()))
        writes = outside.writes_its_own(module, function)
        on_page = module.path in pages and not module.has_main
        return on_page, usage, not _gives_back(function), reads, writes, is_private, not _OF_ROWS.search(function.last)

    return min(found, key=rank, default=None)


def _gives_back(function: Function) -> bool:
    return any(isinstance(node, (ast.Return, ast.Yield)) and node.value is not None for node in walk(function.node))


def _is_deprecated(function: Function) -> bool:
    """Whether a function says of itself that it is not to be used any more."""
    told = [ast.get_docstring(function.node) or "", *function.decorators]
    return any(_DEPRECATED.search(text[:_MOST]) for text in told) or any(
        isinstance(node, ast.Name) and node.id in ("DeprecationWarning", "PendingDeprecationWarning")
        for node in walk(function.node)
    )


def _can_be_named(path: str) -> bool:
    """Whether an import can name a module: not with a blank in it, nor below a folder called as one of Python's."""
    parts = path.removesuffix(".py").split("/")
    return parts[-1].isidentifier() and (len(parts) == 1 or parts[0] not in STANDARD)


def _functions(repository: Repository) -> list[tuple[Module, Function]]:
    """The functions and methods that a test could import and call, those nearest to the root first."""
    return [
        (module, function)
        for module in _importable(repository)
        for function in sorted(module.functions, key=lambda function: function.line)
        if function.name in (function.last, f"{function.in_class}.{function.last}")
        and function.last != "main"
        and not function.last.startswith("__")
        and function.last.strip("_")
        and len(function.node.args.args) > bool(function.in_class)
        and not (module.mentions("eprecat", "bsolete") and _is_deprecated(function))
    ]


def _importable(repository: Repository) -> list[Module]:
    """The modules that a test could import, those nearest to the root first."""
    modules = [
        module
        for module in repository.scripts
        if not is_test(module.path) and _can_be_named(module.path) and module.path not in repository.unimportable
    ]
    return sorted(modules, key=lambda module: module.path.count("/"))
