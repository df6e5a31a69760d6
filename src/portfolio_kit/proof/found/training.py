"""How the project is trained: every way that its files tell or show, the one that is said most plainly first."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from portfolio_kit import lazily as re
from portfolio_kit.proof.found import makefile, overrides, pipelines
from portfolio_kit.proof.found.told import told
from portfolio_kit.proof.model import Command
from portfolio_kit.proof.sandbox import PROJECT
from portfolio_kit.repository.code.notebook import Notebook
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.models.stages import TRAIN, is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.runs import training_runs

# How surely a script is the one that trains, by its name.
_RANKS = (
    re.compile(r"(?<!re)train|treina|entren|entrain|fit_|_fit|latih", re.IGNORECASE),
    re.compile(r"pipeline|main|run|workflow|flow|model|build", re.IGNORECASE),
)
_LAST = re.compile(
    r"predict|infer|serv|scor|feature|eval|plot|visual|eda|tun|regist|hpo|optim|search|blend|monitor|drift|explain|util|"
    r"analy|export|deploy|batch",
    re.IGNORECASE,
)
_SERVES = ("streamlit", "flask", "fastapi", "gradio", "dash", "chainlit", "django")
_DATA = re.compile(r"(?:\.{0,2}/)?[\w ./-]{1,120}\.(?:csv|tsv|parquet|xlsx?|json|yaml|yml|toml|data|txt|pkl|zip|db)")
_NUMBER = re.compile(r"\d+")
_MOST_SCRIPTS = 4
_MOST_NOTEBOOKS = 12
NOTEBOOK = "jupyter"


@dataclass(frozen=True, slots=True)
class Training:
    """One way to train: commands that follow each other. Of notebooks one that fails does not keep the next from it.

    An evaluation only measures what another way has trained.
    """

    commands: tuple[Command, ...]
    kind: Literal["script", "evaluation", "notebooks"] = "script"


def training(repository: Repository, folder: str = "") -> tuple[Training, ...]:
    """Return the ways to train the project of a folder, in the order in which they are tried."""
    given = overrides.commands(repository, "training")
    if given:
        return (Training(given),)
    entries = [module for module in _entries(repository) if _is_in(module.path, folder)]
    trainers = {module.path for module in entries} | {use.module.path for use in repository.stages.in_scripts[TRAIN]}
    ways: list[Training] = []
    for place in dict.fromkeys((folder, "")):
        ways += [Training((command,)) for command in makefile.trains(repository, place, trainers)]
        ways += [Training((command,), "evaluation") for command in makefile.evaluates(repository, place)]
        ways += [Training(commands) for commands in pipelines.pipelines(repository, place, trainers)]
    ways += [Training((command,)) for command in pipelines.console_scripts(repository, trainers)]
    ways += [Training(part.commands, part.kind) for part in told(repository, trainers)]
    ways += [Training((script(repository, module),)) for module in entries[:_MOST_SCRIPTS]]
    if notebooks := tuple(_notebooks(repository, folder)):
        ways.append(Training(notebooks, "notebooks"))
    unique: dict[tuple[tuple[str, tuple[str, ...]], ...], Training] = {}
    for way in ways:
        unique.setdefault(tuple((command.folder, command.arguments) for command in way.commands), way)
    return tuple(unique.values())


def trained_in(repository: Repository) -> str:
    """Return the folder of the code that trains, where there is one: of several projects, that one is proven."""
    paths = [module.path for module in _entries(repository)]
    paths += [use.module.path for use in repository.stages.of(TRAIN)]
    return posixpath.dirname(paths[0]) if paths else ""


def _entries(repository: Repository) -> Iterator[Module]:
    """The scripts that train when they are run: those that are written down first, then those that are called so."""
    written = dict.fromkeys(run.command.module for run in training_runs(repository))
    seen = {module.path for module in written}
    yield from sorted((one for one in written if not one.is_notebook and not _is_service(one)), key=_rank)
    training_modules = {use.module.path for use in repository.stages.in_scripts[TRAIN]}
    reach = repository.reach
    found = []
    for module in repository.scripts:
        if module.path in seen or is_test(module.path) or _is_service(module) or module.is_beyond:
            continue
        starts = module.has_main or module.path in training_modules
        if starts and any(other.path in training_modules for other in reach.reached(module)):
            found.append(module)
    imported = {other.path for module in found for other in reach.reached(module)[1:]}
    started = (module for module in found if module.has_main or module.path not in imported)
    yield from sorted(started, key=lambda module: (_rank(module), module.path.count("/"), module.path))


def _rank(module: Module) -> int:
    name = module.file.stem
    if _LAST.search(name) and not _RANKS[0].search(name):
        return len(_RANKS) + 1
    return next((rank for rank, pattern in enumerate(_RANKS) if pattern.search(name)), len(_RANKS))


def _is_in(path: str, folder: str) -> bool:
    return not folder or path.startswith(f"{folder}/")


def _is_service(module: Module) -> bool:
    return module.imports_any(*_SERVES) is not None


def script(repository: Repository, module: Module) -> Command:
    """Return how a script is run: from where its files are, and as a module where it needs the project around it."""
    path = module.path
    evidence = module.evidence(1)
    folders = posixpath.dirname(path).split("/") if "/" in path else []
    tops = {name.partition(".")[0] for name in module.imports if not name.startswith(".")}
    is_relative = any(name.startswith(".") for name in module.imports)
    for start, name in enumerate(folders):
        above = "/".join(folders[:start])
        if name in tops or (
            is_relative and start == len(folders) - 1 and f"{posixpath.dirname(path)}/__init__.py" in repository.by_path
        ):
            dotted = path.removeprefix(f"{above}/" if above else "").removesuffix(".py").replace("/", ".")
            return Command(("python", "-m", dotted), above or ".", {}, evidence)
    folder = _run_from(repository, module)
    variables = {"PYTHONPATH": PROJECT} if _needs_root(repository, module, tops) else {}
    return Command(("python", path.removeprefix(f"{folder}/") if folder else path), folder or ".", variables, evidence)


def _needs_root(repository: Repository, module: Module, tops: set[str]) -> bool:
    """Whether it imports a package of the root's, which only its author's editor puts on the path."""
    return "/" in module.path and any(
        f"{name}/__init__.py" in repository.by_path
        or (name in repository.folders and name in ("src", "utils", "config"))
        for name in tops
    )


def _run_from(repository: Repository, module: Module, usual: str = "") -> str:
    """The folder from which the files that it names are found: the usual one, unless another holds more of them."""
    own = module.file.folder
    named = [text for text, _ in module.strings if _DATA.fullmatch(text)]

    def held(folder: str) -> int:
        return sum(repository.exists(posixpath.normpath(posixpath.join(folder, text))) for text in named)

    return max(dict.fromkeys((usual, "", own.partition("/")[0], own)), key=held)


def _notebooks(repository: Repository, folder: str) -> Iterator[Command]:
    """The notebooks in their order, where one of them trains."""
    training_paths = [
        use.module.path for use in repository.stages.in_notebooks[TRAIN] if _is_in(use.module.path, folder)
    ]
    notebooks = [notebook for notebook in repository.notebooks if any(cell.source.strip() for cell in notebook.code)]
    if not training_paths:
        return
    first = min(training_paths, key=lambda path: path.count("/"))
    top = posixpath.dirname(first)
    near = [notebook for notebook in notebooks if notebook.file.folder == top]
    ordered = sorted(near, key=_order)
    last = max((place for place, notebook in enumerate(ordered) if notebook.file.path in training_paths), default=-1)
    wanted = ordered[: last + 1] if any(_NUMBER.match(notebook.file.name) for notebook in ordered) else [
        notebook for notebook in ordered if notebook.file.path in training_paths
    ]  # fmt: skip
    for notebook in wanted[-_MOST_NOTEBOOKS:]:
        module = next(module for module in repository.modules if module.path == notebook.file.path)
        # Jupyter runs a notebook in its own folder, editors in the root: where its data is found.
        folder = _run_from(repository, module, notebook.file.folder)
        name = notebook.file.path.removeprefix(f"{folder}/") if folder else notebook.file.path
        yield Command((NOTEBOOK, "execute", "--inplace", name), folder or ".", {}, notebook.file.evidence())


def _order(notebook: Notebook) -> tuple[list[int], str]:
    """By the number that a name starts with, then by name."""
    match = _NUMBER.match(notebook.file.name)
    return ([int(match[0])] if match else [10**6], notebook.file.name.lower())
