"""The written-down commands that train the model: what each leads to, and what stands in the way of repeating it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.launch import PROGRAM
from portfolio_kit.repository.code.localpaths import local_paths, only_elsewhere
from portfolio_kit.repository.code.program import is_program, registers_only, running, waits
from portfolio_kit.repository.code.reach import starts_programs
from portfolio_kit.repository.code.settings import Unset, local_in_settings, unset
from portfolio_kit.repository.data.fetching import MADE
from portfolio_kit.repository.data.misplaced import misplaced
from portfolio_kit.repository.data.own_stores import unfilled
from portfolio_kit.repository.data.unplaced import unplaced
from portfolio_kit.repository.measuring.by_hand import worked_out
from portfolio_kit.repository.models.stages import EVALUATE, READ, SAVE, TRAIN, is_test, stage_of
from portfolio_kit.repository.running.elsewhere import settings_elsewhere
from portfolio_kit.repository.running.prompts import asks, left_out, unknown
from portfolio_kit.repository.running.seeds import Seeding, seeding
from portfolio_kit.repository.running.unmade import Unmade, unmade
from portfolio_kit.repository.running.written import Command, written_commands

if TYPE_CHECKING:
    from portfolio_kit.repository.code.facts import Call
    from portfolio_kit.repository.code.launch import Refused
    from portfolio_kit.repository.code.live import Live
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.code.unimportable import Absent
    from portfolio_kit.repository.data.misplaced import Misplaced
    from portfolio_kit.repository.data.own_stores import Unfilled
    from portfolio_kit.repository.data.unplaced import Unplaced
    from portfolio_kit.repository.file import File
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.repository.running.prompts import Wanted as Option
    from portfolio_kit.rubric.finding import Evidence

_MEASURES = re.compile(
    r"^(?:log_metrics?|evals_result|evaluate\w*|compute_metrics\w*|calculate_metrics\w*|backtest\w*"
    r"|write_metrics\w*|save_metrics\w*|\w*_metrics?)$",
    re.IGNORECASE,
)
_STARTING = (
    "subprocess.",
    "os.system",
    "os.popen",
    "os.exec",
    "os.spawn",
    "runpy.",
    "mlflow.",
    "importlib.",
    "asyncio.create_subprocess",
)
_STARTS_DEPLOYMENT = "prefect deployment run"
_IN_IMAGE = re.compile(r"docker|container|podman|compose|kube", re.IGNORECASE)
_DUMMY = re.compile("dummy", re.IGNORECASE)
_DATA_FILE = re.compile(
    r"([\w .()+-]{1,80}\.(?:csv|tsv|parquet|xlsx?|feather|data|arff|jsonl|h5|hdf5|npz|npy|zip))$", re.IGNORECASE
)


class Run(NamedTuple):
    """A written-down command that trains: the modules that it leads to, and what was found in them."""

    command: Command
    modules: tuple[Module, ...]
    measured: Evidence | None
    seeding: Seeding
    local: tuple[Evidence, ...]
    broken: tuple[Module, ...]
    absent: Absent | None
    """What of the project one of the modules imports that is not there."""
    refused: Refused | None
    """An import that fails where the module is run as the command runs it."""
    unset: Unset | None
    """A file of settings that is not there."""
    unplaced: Unplaced | None
    """Data that it reads, where that is neither here nor said how to get it to where it is read."""
    unmade: Unmade | None
    """A table that it reads, where only a script that nothing written down starts makes it."""
    unfilled: Unfilled | None
    """A table of a database, or a bucket, that it reads and nothing here fills."""
    outside: Evidence | None
    """A path of the data that leads out of the repository where the command is typed at its root."""
    asked: Evidence | None
    """Where it waits for somebody to type something."""
    waiting: Evidence | None
    """Where it only makes deployments of flows, which no written-down command starts."""
    elsewhere: Evidence | None
    """Where it takes its settings from a run of a tracking server that is named outside the repository."""
    left_out: Option | None
    """An option that the command has to give and does not."""
    unknown: Option | None
    """An option that the command gives and its program does not know."""
    misplaced: Misplaced | None
    """A file of data that it reads from a folder where it is not, while it is in another."""


def training_runs(repository: Repository) -> Iterator[Run]:
    """Yield the written-down commands that train a model, those that a reader is told of first."""
    reach = repository.reach
    live = repository.live
    commands = [command for command in written_commands(repository) if not is_test(command.module.path)]
    # What a command trains, another of the texts may measure.
    also = next(
        (place for command in commands if command.in_text and (place := _measured([command.module], live))), None
    )
    commanded = frozenset(module.path for command in commands for module in reach.reached(command.module))
    started = any(_STARTS_DEPLOYMENT in document.source for document in repository.documents)
    for command in commands:
        if waits(command.module) or command.module.path in repository.stand_ins:
            continue
        modules = reach.reached(command.module)
        broken = tuple(module for module in modules if module.is_broken)
        if not broken and not _may_train(modules, live):
            continue
        runs = running(modules) if is_program(command) else live
        if broken or (_trains(command.module, modules, repository, runs) and not _makes_up(modules, repository, runs)):
            yield Run(
                command,
                tuple(modules),
                _measured(modules, runs) or also,
                seeding(modules, runs),
                tuple(place for module in modules for place in of_one_machine(module, repository)),
                broken,
                next((absent for module in modules if (absent := repository.unimportable.get(module.path))), None),
                refused_import(command, repository),
                unset(command, tuple(modules), runs, repository.ends_with),
                unplaced(modules, repository, is_told=command.in_text),
                unmade(modules, commanded, repository, runs),
                unfilled(modules, repository),
                _outside(command, modules),
                asks(modules, runs),
                None if started else registers_only(command.module),
                next(settings_elsewhere(modules, runs), None),
                left_out(command),
                unknown(command),
                misplaced(modules, repository),
            )


def leading_to(module: Module, repository: Repository) -> Iterator[Module]:
    """Yield the scripts that start a module as a program, as a pipeline does its steps."""
    scripts = [other for other in repository.scripts if other is not module and not is_test(other.path)]
    starting = [other for other in scripts if starts_programs(other) and _starts(other, repository.live)]
    yield from (other for other in starting if module in repository.reach.reached(other))


def started_for(module: Module, repository: Repository) -> Module | None:
    """Return the script that trains by a module which only defines how, where it is no program itself: of several, one
    that imports it before one that leads to it by others, then one that keeps what it trains.
    """
    calls = [call for call in repository.live.calls(module) if _learns(call)]
    if module.is_notebook or module.has_main or not calls or not all(call.scope for call in calls):
        return None
    apps = {app.module.path for app in repository.apps}
    found: list[tuple[bool, bool, str, Module]] = []
    for other in repository.scripts:
        if other is module or other.path in apps or is_test(other.path) or other.path in repository.stand_ins:
            continue
        modules = repository.reach.reached(other)
        if module not in modules:
            continue
        runs = running(modules)
        if any(_learns(call) for call in runs.calls(module)) and _trains(other, modules, repository, runs):
            imports = {near.path for name in other.imports for near in repository.reach.named(name, other)}
            keeps = any(stage_of(call) == SAVE for where in modules for call in runs.calls(where))
            found.append((module.path not in imports, not keeps, other.path, other))
    return min(found, key=lambda one: one[:3])[3] if found else None


def of_one_machine(module: Module, repository: Repository) -> list[Evidence]:
    """Return where a module, or else the settings that it reads, name a path of their author's machine; not what
    it only tries where a file of data that is here is not found.
    """

    def named(path: str) -> File | None:
        """The file that a script means, from the root or from its own folder."""
        name = posixpath.basename(path)
        ending = f"/{posixpath.normpath(path).lstrip('./')}"
        return next((file for file in repository.files if file.name == name and f"/{file.path}".endswith(ending)), None)

    places = local_paths(module)
    if only_elsewhere(module, places):
        here = {file.name for file in repository.supply.tables}
        places = [] if any(text.rpartition("/")[2] in here for text, _ in module.strings) else places
    return places or list(local_in_settings(module, named))


def refused_import(command: Command, repository: Repository) -> Refused | None:
    """What fails to be imported as a command runs its module: Python looks in the folder of a file that it runs, and of
    a module that it runs by name in the folder of its package; where the project is installed, anywhere.
    """
    if command.module.is_notebook or not command.name:
        return None
    file = f"/{command.module.path}"
    name, root = command.name, posixpath.dirname(file)
    if name != PROGRAM:
        plain = file.removesuffix(".py").removesuffix("/__init__").removesuffix("/__main__")
        ending = f"/{name.replace('.', '/')}"
        if not plain.endswith(ending):
            return None
        root = plain.removesuffix(ending) or "/"
        name += ".__main__" if file.endswith("/__main__.py") else ""

    def at(path: str) -> str | None:
        return path.lstrip("/") if path.strip("/") and repository.exists(path.lstrip("/")) else None

    place = command.evidence
    is_in_image = repository.is_found_in_images and bool(_IN_IMAGE.search(f"{place.path} {place.excerpt}"))
    is_open = repository.is_found_anywhere or is_in_image
    return repository.launch(at, (root,), is_open=is_open).refused(file, name)


def _may_train(modules: Sequence[Module], live: Live) -> bool:
    """Whether anything of some modules trains a model, whoever runs it."""
    return any(_learns(call) for module in modules for call in live.calls(module))


def _learns(call: Call) -> bool:
    """Whether a call trains a model that learns something, as a dummy beside which it is measured does not."""
    return stage_of(call) == TRAIN and not _DUMMY.search(call.name)


def _trains(started: Module, modules: Sequence[Module], repository: Repository, live: Live) -> bool:
    """Whether a command trains: in the module that it starts, while that imports another, or in what it calls there;
    `live` knows what runs with the command.

    To import the function that trains is not to call it, as the app does that shares a module with the training.
    """
    places = [(module, call) for module in modules for call in live.calls(module) if _learns(call)]
    if starts_programs(started) and not started.is_notebook and not _starts(started, live):
        return any(module is started for module, _ in places)
    if any(module is started or (not call.scope and not module.has_main) for module, call in places) or starts_programs(
        started
    ):
        return bool(places)
    bare = {started.aliases.get(name, name) for names in started.own_names.values() for name in names}
    read = {name.rpartition(".")[2] for name in bare.union(*started.own_attributes.values())}
    # A bare name of a function of its own means that, and none of the same name elsewhere: `main`.
    its_own = bare & {function.name for function in started.functions} - set().union(*started.own_attributes.values())
    called = {
        (module.path, call.line)
        for where in modules
        for function in where.functions
        if (function.last in read and (where is started or function.last not in its_own)) or function.in_class in read
        for module, call in repository.serving.reached_from(where, function.name)
    }
    return any((module.path, call.line) in called for module, call in places)


def _starts(started: Module, live: Live) -> bool:
    """Whether a script that may start others as programs does so where it runs."""
    return any(call.name.startswith(_STARTING) or "load_assets_from_" in call.name for call in live.calls(started))


def _makes_up(modules: Sequence[Module], repository: Repository, live: Live) -> bool:
    """Whether what runs learns from numbers that it makes up and from nothing else, while the project reads data."""
    calls = [call for module in modules if module.mentions("make_") for call in live.calls(module)]
    return (
        any(call.name.startswith(MADE) for call in calls)
        and bool(repository.stages.of(READ))
        and not any(stage_of(call) == READ for module in modules for call in live.calls(module))
    )


def _measured(modules: Sequence[Module], live: Live) -> Evidence | None:
    """Where some modules first measure a model: by a metric before what only writes one down, and where it is trained
    before elsewhere.
    """
    told: Evidence | None = None
    found: Evidence | None = None
    for module in modules:
        by_hand = worked_out(module)
        calls = live.calls(module)
        measuring = min(
            (call for call in calls if stage_of(call) == EVALUATE or id(call.node) in by_hand),
            key=lambda call: call.line,
            default=None,
        )
        if measuring is not None:
            found = found or module.evidence(measuring.named_at)
            if any(map(_learns, calls)):
                return module.evidence(measuring.named_at)
        elif told is None:
            told = next((module.evidence(call.named_at) for call in calls if _MEASURES.match(call.last)), None)
    return found or told


def _outside(command: Command, modules: list[Module]) -> Evidence | None:
    """Where a script of a folder, run from the root, reads data from `../`."""
    if "/" not in command.module.path or command.module.path not in command.evidence.excerpt:
        return None
    return next(
        (
            module.evidence(line)
            for module in modules
            if not module.mentions("__file__", "chdir")
            for text, line in module.strings
            if text.startswith("../") and _DATA_FILE.search(text)
        ),
        None,
    )
