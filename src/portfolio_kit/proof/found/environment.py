"""How the environment is made: which of the repository's files say what to install, the most exact one first."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass, replace

from portfolio_kit import lazily as re
from portfolio_kit.proof.found import conda, pins
from portfolio_kit.proof.found.overrides import override
from portfolio_kit.proof.found.packaged import packaged
from portfolio_kit.proof.found.python_version import Declared, declared
from portfolio_kit.proof.found.requirements import beside, best, plain
from portfolio_kit.proof.model import Command
from portfolio_kit.proof.sandbox import PROJECT
from portfolio_kit.repository.environment.dependencies import DependencyFile, dependency_file
from portfolio_kit.repository.file import File
from portfolio_kit.repository.plain_toml import load_toml
from portfolio_kit.repository.repository import Repository

_DEPENDENCIES = re.compile(r"\bdependencies\s*=\s*\[\s*\S|\[tool\.poetry\.dependencies\]")


@dataclass(frozen=True, slots=True)
class Installation:
    """What is installed, and by which file of the repository.

    `command` is what a person would type. Where uv does not read the file, or not as it is, `wanted` are the lines of a
    requirements file that say the same, held to the versions of `held`. `more` are lines that other files add for tests
    or the service: they are left out where they contradict the first. `unavailable` is what only conda has; `package`
    is the folder of the project itself where it can be installed.
    """

    file: File
    command: Command
    wanted: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    unavailable: tuple[str, ...] = ()
    package: str | None = None
    python: Declared | None = None

    @property
    def folder(self) -> str:
        """The folder that the project is in."""
        return self.file.folder


def environment(repository: Repository, trained_in: str | None = None) -> Installation | None:
    """Return how the environment is made; None where no file says what to install.

    Of a repository of several projects it is that of the folder `trained_in`, or of the one nearest to the root.
    """
    given = override(repository, "environment").get("files")
    if isinstance(given, list) and given:
        own = [file for path in given if isinstance(path, str) and (file := repository.by_path.get(path))]
        if own and (found := _requirements(repository, own[0], tuple(own[1:]))):
            return found
    files = {declares.file.path: declares for declares in repository.dependency_files}
    for folder in _folders(files, trained_in):
        for reader in _READERS:
            if found := reader(repository, folder, files):
                return found
    return None


def _folders(files: dict[str, DependencyFile], trained_in: str | None) -> list[str]:
    """The folders that declare dependencies: that of the training and those around it, then the root, then others."""
    folders = {_project_folder(declares.file) for declares in files.values()}
    around: list[str] = []
    while trained_in:
        around.append(trained_in)
        trained_in = posixpath.dirname(trained_in)
    # A project of the root is one project, whatever its parts bring along.
    nearest = [""] if "" in folders else around
    return sorted(folders, key=lambda folder: (folder not in nearest, folder.count("/") + bool(folder), folder))


def _project_folder(file: File) -> str:
    """The folder of the project that a dependency file is for: `requirements/` and the like belong to the one above."""
    parent, _, name = file.folder.rpartition("/")
    return parent if name.lower() in _SHELVES else file.folder


_SHELVES = frozenset({"requirements", "reqs", "env", "envs", "environment", "conda", "deps", "dependencies"})


def _uv_lock(repository: Repository, folder: str, _: dict[str, DependencyFile]) -> Installation | None:
    file, text = _pair(repository, folder, "uv.lock")
    if file is None or not text:
        return None
    document, options = load_toml(text), list[str]()
    extras = pins.table(pins.table(document, "project"), "optional-dependencies")
    for option, names in (("--extra", extras), ("--group", pins.table(document, "dependency-groups"))):
        options += [word for name in names if pins.WANTED.fullmatch(name) for word in (option, name)]
    return _made(repository, file, ("uv", "sync", "--frozen", *options))


def _poetry_lock(repository: Repository, folder: str, _: dict[str, DependencyFile]) -> Installation | None:
    for name, typed in (("poetry.lock", ("poetry", "install")), ("pdm.lock", ("pdm", "install"))):
        file, text = _pair(repository, folder, name)
        wanted = [*pins.poetry(text), *pins.project(text)] if file else []
        if file and wanted:
            return _made(repository, file, typed, wanted=wanted, held=pins.locked(file.text))
    return None


def _pipfile_lock(repository: Repository, folder: str, _: dict[str, DependencyFile]) -> Installation | None:
    file = repository.by_path.get(_in(folder, "Pipfile.lock"))
    wanted = pins.pipfile_lock(file.text) if file else []
    return _made(repository, file, ("pipenv", "sync", "--dev"), wanted=wanted) if file and wanted else None


def _pylock(repository: Repository, folder: str, _: dict[str, DependencyFile]) -> Installation | None:
    file = repository.by_path.get(_in(folder, "pylock.toml"))
    return _made(repository, file, ("uv", "pip", "install", "-r", "pylock.toml")) if file else None


def _pinned(repository: Repository, folder: str, files: dict[str, DependencyFile]) -> Installation | None:
    return _of_requirements(
        repository,
        folder,
        files,
        lambda file: file.is_lock or 2 * sum(one.pin == "exact" for one in file.dependencies) > len(file.dependencies),
    )


def _loose(repository: Repository, folder: str, files: dict[str, DependencyFile]) -> Installation | None:
    return _of_requirements(repository, folder, files, lambda _: True)


def _of_requirements(
    repository: Repository, folder: str, files: dict[str, DependencyFile], is_good: Callable[[DependencyFile], bool]
) -> Installation | None:
    candidates = [
        declares
        for declares in files.values()
        if declares.kind == "requirements" and _project_folder(declares.file) == folder
    ]
    main = best([declares for declares in candidates if is_good(declares)])
    return _requirements(repository, main, tuple(beside(main, candidates))) if main else None


def _requirements(repository: Repository, file: File, others: tuple[File, ...]) -> Installation | None:
    declares = dependency_file(file)
    if declares is None or declares.kind != "requirements":
        return None
    more = [line for other in others for line in plain(other) or [f"-r {PROJECT}/{other.path}"]]
    typed = ("uv", "pip", "install", "-r", file.path.removeprefix(f"{_project_folder(file)}/"))
    return _made(repository, file, typed, wanted=plain(file) or [], more=more)


def _pyproject(repository: Repository, folder: str, _: dict[str, DependencyFile]) -> Installation | None:
    file = repository.by_path.get(_in(folder, "pyproject.toml"))
    if file is None or not _DEPENDENCIES.search(file.text):
        return None
    wanted = [*pins.project(file.text), *pins.poetry(file.text)]
    return _made(repository, file, ("uv", "pip", "install", "-e", "."), wanted=wanted) if wanted else None


def _setup(repository: Repository, folder: str, files: dict[str, DependencyFile]) -> Installation | None:
    for name in ("setup.py", "setup.cfg"):
        declares = files.get(_in(folder, name))
        if declares:
            itself = f"-e {PROJECT}/{folder}".rstrip("/")
            made = _made(repository, declares.file, ("uv", "pip", "install", "-e", "."), wanted=[itself])
            return replace(made, package=None)
    return None


def _pipfile(repository: Repository, folder: str, _: dict[str, DependencyFile]) -> Installation | None:
    file = repository.by_path.get(_in(folder, "Pipfile"))
    wanted = pins.pipfile(file.text) if file else []
    return _made(repository, file, ("pipenv", "install", "--dev"), wanted=wanted) if file and wanted else None


def _conda(repository: Repository, folder: str, files: dict[str, DependencyFile]) -> Installation | None:
    for declares in files.values():
        if declares.kind == "conda" and _project_folder(declares.file) == folder:
            found = conda.environment(declares.file.text)
            if found.requirements:
                typed = ("conda", "env", "create", "-f", declares.file.path)
                return _made(
                    repository, declares.file, typed, wanted=list(found.requirements), unavailable=found.unavailable
                )
    return None


def _pixi(repository: Repository, folder: str, _: dict[str, DependencyFile]) -> Installation | None:
    for name in ("pixi.toml", "pyproject.toml"):
        file = repository.by_path.get(_in(folder, name))
        document = load_toml(file.text) if file else {}
        if name == "pyproject.toml":
            document = pins.table(pins.table(document, "tool"), "pixi")
        specs = list(conda.pixi(document))
        if file and specs:
            translated = [conda.translated(spec) for spec in specs]
            wanted = [requirement for _, requirement in translated if requirement] + pins.pixi(document)
            unavailable = tuple(only for only, requirement in translated if only and not requirement)
            return _made(repository, file, ("pixi", "install"), wanted=wanted, unavailable=unavailable)
    return None


_READERS = (
    _uv_lock,
    _poetry_lock,
    _pipfile_lock,
    _pylock,
    _pixi,
    _pinned,
    _loose,
    _pyproject,
    _setup,
    _pipfile,
    _conda,
)


def _made(
    repository: Repository,
    file: File,
    typed: tuple[str, ...],
    *,
    wanted: list[str] | None = None,
    held: list[str] | None = None,
    more: list[str] | None = None,
    unavailable: tuple[str, ...] = (),
) -> Installation:
    folder = _project_folder(file)
    return Installation(
        file,
        Command(typed, folder or ".", {}, file.evidence()),
        tuple(wanted or ()),
        tuple(held or ()),
        tuple(more or ()),
        unavailable,
        packaged(repository, folder),
        declared(repository, folder),
    )


def _pair(repository: Repository, folder: str, lock: str) -> tuple[File | None, str]:
    """A lock file, and the text of the pyproject.toml beside it."""
    file, beside_it = repository.by_path.get(_in(folder, lock)), repository.by_path.get(_in(folder, "pyproject.toml"))
    return (file, beside_it.text) if file and beside_it else (None, "")


def _in(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
