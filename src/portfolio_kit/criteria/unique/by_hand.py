"""Training that no written-down command starts: whether it runs at all, who asks for it, and what to write down."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from portfolio_kit import lazily as re
from portfolio_kit.criteria.chief import around
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.criteria.unique.own_services import tracking_at_home, uploading
from portfolio_kit.criteria.unique.rerunning import Obstacle, drawing_at, of_store
from portfolio_kit.repository.code import undefined
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import string, walk
from portfolio_kit.repository.code.unimportable import Absent
from portfolio_kit.repository.data.fetching import writes
from portfolio_kit.repository.data.misplaced import misplaced
from portfolio_kit.repository.data.own_stores import unfilled
from portfolio_kit.repository.models.stages import EVALUATE, is_test, stage_of
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.commands import RUN, leads_nowhere, serves
from portfolio_kit.repository.running.runs import leading_to, of_one_machine, started_for
from portfolio_kit.repository.running.seeds import seeding
from portfolio_kit.rubric.finding import Evidence, Finding, missing, partial

_TESTS = re.compile(r"^test", re.IGNORECASE)
# What a command that trains is called.
_MAY_TRAIN = re.compile(r"train|fit|pipeline|main|model|run_|all", re.IGNORECASE)
# A request to an app that runs, for its route that trains.
_ASKED = re.compile(
    r"(?:\bcurl\b|\bhttp\s|\bxh\s|Invoke-(?:RestMethod|WebRequest)|(?:requests|httpx)\.(?:post|get)\()[^\n]{0,200}?"
    r"(?:localhost|127\.0\.0\.1|0\.0\.0\.0|:\d{4,5}|\$\{?\w+\}?)[^\s\"'`]{0,80}?/(?:re)?train(?:ing)?(?![\w.-])",
    re.IGNORECASE,
)
# What code makes and nobody downloads, so that it is there only where something writes it.
_MADE = re.compile(r"[\w ()-]{1,80}\.(?:pkl|pickle|joblib|npy|npz|feather)$")
_OPENING = frozenset({"open", "load", "read_pickle", "read_feather"})
_KEEPING = ("dump", "save", "to_pickle", "savez", "to_feather", "savez_compressed", "copy", "move")
# What these write goes to a file that was opened before.
_TO_HANDLES = frozenset({"pickle.dump", "json.dump", "dill.dump", "cloudpickle.dump"})
_LONGEST = 600


def by_hand(repository: Repository, training: Mapping[Module, Evidence]) -> Finding:
    """The finding where no command that is written down runs the training, that of the first module above all: level 0
    where it reads a database or a bucket that nothing here fills, since no step to fill it is written down either, and
    where all that trains imports modules of the project that are not there.
    """
    first, place = next(iter(training.items()))
    absent = [
        repository.absent_from(module) if module.is_notebook else _unlisted(repository, module) for module in training
    ]
    if (gone := absent[0]) and all(absent):
        return missing(
            f"{first.path} can't be run: {_named(gone.evidence)} imports {gone.path}, which is not there.",
            gone.remedy,
            [gone.evidence, place],
        )
    # What only defines how to train is started by another.
    first = started_for(first, repository) or first
    near = [first] if first.is_notebook else repository.reach.reached(first)
    if kept := unfilled(near, repository):
        obstacle = of_store(kept)
        return missing(
            f"No written-down command trains the model, and {obstacle.words}.", obstacle.remedy, [kept.place, place]
        )
    dead = _dead(repository)
    stop = next(_stops(repository, first), None)
    if dead:
        starts = f"{cited(dead[0])} starts {dead[1]}, which is not there"
        return partial(
            f"No written-down command trains the model: {starts}, and {first.path} stops as it is run: {stop.words}."
            if stop
            else f"{first.path} can be rerun by hand, but {starts}.",
            f"Correct the command at {cited(dead[0])}: let it run the training of {first.path} and print its metrics.",
            [dead[0], place],
        )
    besides = _besides(first, repository)
    asked = next(_requests(repository), None)
    if asked and not first.is_notebook and _is_behind_an_app(repository, first):
        return partial(
            f"An app that has to run first is asked at {cited(asked)} to train by {first.path}; no command does so by "
            "itself.",
            f"Write down beside {cited(asked)} one command that trains without the app, with its metrics{besides}.",
            [asked, place],
        )
    starter = next(leading_to(first, repository), None)
    if starter is not None:
        fix = (
            f"{starter.path} starts it with what comes before: write down the command that runs {starter.path}, in "
            "the README or a Makefile"
        )
    elif first.is_notebook:
        fix = (
            f"Move the training of {first.path} into a script, and write down the one command that runs it and "
            "prints its metrics"
        )
    elif any(stage_of(call) == EVALUATE for module in near for call in repository.live.calls(module)):
        fix = (
            f"Write down one command that runs the training of {first.path} and prints its metrics, in the README or "
            "a Makefile"
        )
    else:
        fix = (
            f"Let {first.path} measure the model that it trains and print its metrics, and write down the one command "
            "that runs it, in the README or a Makefile"
        )
    if stop:
        then = fix if starter is not None else f"{fix[0].lower()}{fix[1:]}"
        return partial(
            f"No written-down command trains the model, and {first.path} stops as it is run: {stop.words}.",
            f"{stop.remedy} Then {then}{besides}.",
            [*([stop.place] if stop.place else []), place],
        )
    started = [first.evidence(_starting_line(first))] if first.path != place.path else []
    return partial(
        f"{first.path} can be rerun by hand; no written-down command trains the model.",
        f"{fix}{besides}.",
        [*started, place],
    )


def _starting_line(module: Module) -> int:
    """The line at which a script begins its work: the last call at its top that starts a function of its own."""
    own = {function.name for function in module.functions}
    return max((call.line for call in module.calls if not call.scope and call.last in own), default=1)


def _unlisted(repository: Repository, module: Module) -> Absent | None:
    """What of the project a script imports that is not there: a whole module, and no name in one."""
    absent = repository.unimportable.get(module.path)
    return absent if absent and not absent.name else None


def _stops(repository: Repository, first: Module) -> Iterator[Obstacle]:
    """What keeps a module from running wherever it is started."""
    if absent := repository.unimportable.get(first.path):
        yield Obstacle(absent.words, absent.remedy)
    if first.is_notebook and (unknown := undefined.on_import(first)):
        where = _named(first.evidence(unknown.line))
        yield Obstacle(
            f"{where} uses {unknown.name}, which no cell imports or defines",
            f"Import or define {unknown.name} in a cell of code before {where}.",
        )
    if local := of_one_machine(first, repository):
        where = _named(local[0])
        yield Obstacle(
            f"{where} is a path of its author's machine",
            f"Replace the path at {where} by one inside the repository.",
            local[0],
        )
    near = [first] if first.is_notebook else repository.reach.reached(first)
    if server := tracking_at_home(near, repository):
        where = _named(server)
        yield Obstacle(
            f"{where} logs to a tracking server on its author's machine, which nothing here starts",
            f"Log to a folder at {where} instead (./mlruns), or write down the command that starts the server.",
            server,
        )
    if unwritten := _unwritten(repository, first):
        where, name = _named(unwritten[0]), unwritten[1]
        yield Obstacle(
            f"{where} reads {name}, which is not here and which no code writes",
            f"Commit the code that writes {name}, or the file, for {where}.",
            unwritten[0],
        )


def _named(place: Evidence) -> str:
    """A place, of a notebook by its cell."""
    return f"cell {place.cell}" if place.cell else cited(place)


def _unwritten(repository: Repository, first: Module) -> tuple[Evidence, str] | None:
    """Where the top of a module opens a file that code makes, by its name, while none does and it is not here."""
    if not first.mentions(".pkl", ".pickle", ".joblib", ".npy", ".npz", ".feather") or first.mentions("exists("):
        return None
    if any(_is_kept_under_any_name(call) for call in first.calls):
        return None
    here = {file.name.lower() for file in repository.files}
    for call in repository.live.calls(first):
        if call.scope or call.last not in _OPENING:
            continue
        for node in walk(call.node):
            name = (string(node) or "").replace("\\", "/").rpartition("/")[2]
            if _MADE.fullmatch(name) and name.lower() not in here and not _is_told(repository, first, name):
                return first.evidence(call.named_at), name
    return None


def _is_kept_under_any_name(call: Call) -> bool:
    """Whether a call writes a file under a name that is put together of others, so that it may write any."""
    is_written = call.last in _KEEPING and call.name not in _TO_HANDLES
    is_written = is_written or (
        call.last == "open" and any(string(mode) in ("w", "wb") for mode in call.node.args[1:2])
    )
    return is_written and any(isinstance(node, ast.JoinedStr) for node in walk(call.node))


def _is_told(repository: Repository, first: Module, name: str) -> bool:
    """Whether a module writes a file, another names it, or a text or setting does."""
    stem = name.rpartition(".")[0]
    return (
        writes(first, name)
        or sum(text.endswith(name) for text, _ in first.strings) > 1
        or any(module is not first and module.mentions(stem) for module in repository.modules)
        or any(name in document.source for document in repository.documents)
        or any(name in file.text for file in repository.files if file.suffix in (".dvc", ".yaml", ".yml", ".sh"))
    )


def _requests(repository: Repository) -> Iterator[Evidence]:
    """Yield where a text, a Makefile or a shell script asks an app that runs to train."""
    for document in repository.near_documents:
        for number, line in enumerate(document.source_lines if "train" in document.source else (), start=1):
            if _ASKED.search(line[:_LONGEST]):
                yield document.evidence(number)
    for file in repository.files:
        if file.name.lower() == "makefile" or file.suffix == ".sh":
            for number, line in enumerate(file.lines, start=1):
                if _ASKED.search(line[:_LONGEST]) and not line.lstrip().startswith("#"):
                    yield file.evidence(number)


def _is_behind_an_app(repository: Repository, first: Module) -> bool:
    apps = [app.module for app in repository.apps if app.kind == "api" and not is_test(app.module.path)]
    return bool(apps) and first.path in around(repository, apps)


def _besides(module: Module, repository: Repository) -> str:
    """What else stands between the training of a module and the same result, for whoever writes the command down."""
    besides = []
    modules = [module] if module.is_notebook else repository.reach.reached(module)
    if unseeded := seeding(modules, repository.live).unseeded:
        besides.append(f"set a seed for what {drawing_at(unseeded)}")
    if lost := misplaced([module], repository):
        besides.append(f"read {lost.path} at {cited(lost.wanted.use.evidence)} from the repository's root")
    if sent := uploading(modules, repository):
        besides.append(
            f"make the upload at {cited(sent)} an option, since it takes the keys of whoever has that bucket"
        )
    return "".join(f", and {beside}" for beside in besides)


def _dead(repository: Repository) -> tuple[Evidence, str] | None:
    """The first command of the texts to run something that is not there, by its name the training."""
    for command in repository.commands:
        if RUN in command.purposes and _MAY_TRAIN.search(command.text) and not serves(command):
            name = leads_nowhere(command, repository.ends_with)
            # What only tests the model from outside is no training.
            if name and not _TESTS.search(name.rpartition("/")[2]):
                return command.evidence, name
    return None
