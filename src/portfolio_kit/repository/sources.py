"""The code of a repository, and what it runs in: notebooks, modules, dependencies, images, workflows and tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from portfolio_kit import lazily as re
from portfolio_kit.repository.code import starters, text_notebook, unsuffixed
from portfolio_kit.repository.code.around import Around
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.launch import Launch
from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.notebook import Notebook
from portfolio_kit.repository.code.python import STANDARD, Module
from portfolio_kit.repository.code.reach import Reach
from portfolio_kit.repository.code.switched import Switched, closing
from portfolio_kit.repository.code.unimportable import SUFFIXES, Absent, Surroundings, absent_from, unimportable
from portfolio_kit.repository.containers.compose import Service, is_compose, services
from portfolio_kit.repository.containers.dockerfile import Dockerfile, is_dockerfile_name
from portfolio_kit.repository.containers.dockerfile import parse as parse_dockerfile
from portfolio_kit.repository.environment.dependencies import DependencyFile, dependency_file
from portfolio_kit.repository.environment.imports import Environment
from portfolio_kit.repository.environment.package_names import PROVIDED
from portfolio_kit.repository.environment.packages import comes_along, imported_as, is_declared, is_known
from portfolio_kit.repository.file import File
from portfolio_kit.repository.ignoring import is_kept_out
from portfolio_kit.repository.limits import LIMITS
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.plain_yaml import load_yaml
from portfolio_kit.repository.running.tasks import Tasks
from portfolio_kit.repository.running.workflow import Workflow, is_workflow, workflow
from portfolio_kit.repository.tree import Tree
from portfolio_kit.rubric.finding import Evidence

_DOCKERFILE = re.compile(r"^(?:docker|container)file|\.dockerfile$", re.IGNORECASE)
_NO_PACKAGE = re.compile(r"^package(?:-mode)?\s*=\s*false", re.MULTILINE)
_SETTINGS = frozenset({"", ".md", ".rst", ".txt", ".yml", ".yaml", ".toml", ".cfg", ".ini", ".sh", ".bat", ".json"})
_TELLING = _SETTINGS | {".env", ".dockerfile", ".mk", ".ipynb", ".ps1", ".rmd", ".qmd", ".tf", ".html"}
_OF_SETTINGS = (".json", ".yaml", ".yml")
_LARGEST = 100_000
# What code that works with models speaks of.
_OF_MODELS = (".fit(", ".backward(", ".predict(", ".predict_proba(", ".train(", "joblib", "mlflow", "train_test_split")
# As how many folders further down files count that speak of no models, where not all code is parsed.
_OTHERS = 1
# How a Dockerfile under any name begins.
_BUILD = re.compile(r"(?:\s|#[^\n]*\n)*+FROM[ \t]+[\w./:@-]+", re.IGNORECASE)


class Sources(Tree):
    """The code among the files, each part read when it is first asked for."""

    @cached_property
    def notebooks(self) -> tuple[Notebook, ...]:
        """The notebooks that have cells."""
        found = tuple(Notebook(file) for file in self.suffixed(".ipynb"))
        return tuple(notebook for notebook in found if notebook.cells)

    @cached_property
    def scripts(self) -> tuple[Module, ...]:
        """The Python files that are not blank, nor as a template left them, and those without suffix.

        Where there is more code than is worth parsing, the nearest to the root is, and what works with models from
        further down; a fifth of it may be tests.
        """
        files = [file for file in self.suffixed(".py") if not file.is_blank and file.path not in self.starters]
        size = sum(file.size for file in files)
        if size <= LIMITS.parsed and len(files) <= LIMITS.modules:
            return tuple(Module(file, around=self._around) for file in files) + tuple(
                unsuffixed.scripts(self.files, LIMITS.parsed - size)
            )
        room = {True: LIMITS.parsed // 5, False: LIMITS.parsed * 4 // 5}
        near: set[str] = set()
        looked_at = files if size <= LIMITS.held // 4 else ()
        learning = {file.path for file in looked_at if any(word in file.text for word in _OF_MODELS)}
        # A copy of a model's code far down is not read before the project itself.
        away = {file.path: file.path.count("/") + _OTHERS * (file.path not in learning) for file in files}
        for file in sorted(files, key=lambda file: (away[file.path], file.path)):
            if file.size <= room[is_test(file.path)] and len(near) < LIMITS.modules:
                room[is_test(file.path)] -= file.size
                near.add(file.path)
        self.notes.append(
            f"{len(near):,} of {len(files):,} Python files were parsed, those nearest to the root and those that work "
            "with models"
        )
        return tuple(Module(file, is_beyond=file.path not in near, around=self._around) for file in files)

    @cached_property
    def starters(self) -> dict[str, Evidence]:
        """The Python files that are as a template left them, by path, each with the place that says so."""
        marked = ((file, starters.mark_of(file)) for file in self.suffixed(".py"))
        return {file.path: file.evidence(line) for file, line in marked if line}

    @cached_property
    def modules(self) -> tuple[Module, ...]:
        """All code: the Python files, then the notebooks."""
        room, beyond = LIMITS.parsed, 0
        found: list[Module] = []
        for notebook in self.notebooks:
            size = sum(len(cell.source) for cell in notebook.code)
            room -= size
            beyond += room < 0
            found.append(Module(notebook.file, notebook, is_beyond=room < 0))
        for text in text_notebook.text_notebooks(self.suffixed(*text_notebook.SUFFIXES), max(room, 0)):
            beyond += text.is_beyond
            found.append(text)
        if beyond:
            self.notes.append(f"the code of {beyond:,} of {len(found):,} notebooks was not parsed: too much in all")
        return self.scripts + tuple(found)

    @cached_property
    def live(self) -> Live:
        """Which of its functions, methods and classes can run; those that only tests call are none of them."""
        return Live([module for module in self.modules if not is_test(module.path)], self.files)

    def is_switched_on(self, module: Module, call: Call) -> bool:
        """Whether a call is made as the project's switches stand, those that nothing turns."""
        if self._switched is None:
            return True
        modules, live = self._switched
        same = modules.get(module.path, module)
        return live.runs(same, call.scope) and (same is module or (call.name, call.line) in _made(same))

    @cached_property
    def as_switched(self) -> Live:
        """What can run as its switches stand, those that nothing turns."""
        if self._switched is None:
            return self.live
        modules, live = self._switched
        return Switched(lambda module, scope: live.runs(modules.get(module.path, module), scope), self.is_switched_on)

    def closing(self, place: Evidence) -> Iterator[Evidence]:
        """Yield the switches that are off and keep what stands at a place from running."""
        modules = self._switched[0] if self._switched is not None else {}
        line = place.line or 0
        around = [
            function
            for module in self.modules
            if module.path == place.path
            for function in module.functions
            if function.line <= line <= (function.node.end_lineno or 0)
        ]
        name = around[-1].last if around else ""
        for module in self.modules:
            if module.path in modules:
                yield from closing(module, modules[module.path], place.path, line, name)

    @cached_property
    def _switched(self) -> tuple[dict[str, Module], Live] | None:
        """The modules that have switches, with nothing of what those keep from running, and what then runs of all."""
        modules = [module for module in self.modules if not is_test(module.path)]
        heeding = {
            module.path: Module(module.file, around=self._around, heeds_switches=True)
            for module in modules
            if module.trees and module.has_switch
        }
        if not heeding:
            return None
        return heeding, Live([heeding.get(module.path, module) for module in modules], self.files)

    @cached_property
    def _around(self) -> Around:
        return Around(lambda: self.modules, lambda: self.reach, self._is_absent, self._settings, lambda: self._telling)

    @cached_property
    def _telling(self) -> tuple[File, ...]:
        """The files that may tell how its programs are started: texts, settings, images, tasks and notebooks."""
        return tuple(file for file in self.files if file.suffix in _TELLING and file.size < _LARGEST)

    def _settings(self, name: str) -> object:
        """What a file of settings holds; None where none or several may be meant."""
        end = name.replace("\\", "/").lstrip("./")
        found = [file for file in self.suffixed(*_OF_SETTINGS) if f"/{file.path}".endswith(f"/{end}")]
        return load_yaml(found[0].text) if len(found) == 1 and found[0].size < _LARGEST else None

    def _is_absent(self, name: str, module: Module) -> bool:
        """Whether nothing at all is called like an import: no package, and no file or folder here."""
        bare = name.lstrip(".")
        first = bare.partition(".")[0]
        package = imported_as(bare)
        names = [dependency.name for declared in self.dependency_files for dependency in declared.dependencies]
        return bool(bare) and not (
            (first in STANDARD or first in PROVIDED or package in PROVIDED or is_known(first) or is_known(package))
            or is_declared(package, names)
            or comes_along(package, names)
            or self.reach.named(name, module)
            or any(self.is_somewhere(f"{first}{ending}") for ending in ("", *SUFFIXES))
        )

    @cached_property
    def unimportable(self) -> dict[str, Absent]:
        """The modules that Python can't import, by path, each with the module of the project that is not there."""
        return unimportable(self.scripts, self._surroundings)

    def absent_from(self, notebook: Module) -> Absent | None:
        """Return the first module of the project that a notebook imports and that is not there."""
        return absent_from(notebook, self.scripts, self._surroundings)

    @property
    def _surroundings(self) -> Surroundings:
        return Surroundings(self.is_anywhere, self.is_somewhere, self.environment.is_foreign, self._is_kept_out)

    def _is_kept_out(self, name: str) -> bool:
        """Whether .gitignore names a folder; one that names everything says nothing of any."""
        ignored = self.by_path.get(".gitignore")
        return is_kept_out(name, ignored) and not is_kept_out(f"{name}_", ignored)

    @cached_property
    def is_found_anywhere(self) -> bool:
        """Whether Python may find its modules from any folder: they can be installed, or PYTHONPATH is spoken of."""
        return any(
            file.name in ("setup.py", "setup.cfg")
            or (
                file.name == "pyproject.toml"
                and any(mark in file.text for mark in ("[build-system]", "[tool.poetry]"))
                # What is no package is not installed, only what it needs.
                and not _NO_PACKAGE.search(file.text)
            )
            or (_sets_path(file) and not _DOCKERFILE.search(file.name))
            for file in self.files
        )

    @cached_property
    def reach(self) -> Reach:
        """What each of its scripts leads to."""
        return Reach(self.scripts)

    @cached_property
    def is_found_in_images(self) -> bool:
        """Whether an image sets PYTHONPATH, for what is run in it and for nothing else."""
        return any(_DOCKERFILE.search(file.name) and _sets_path(file) for file in self.files)

    def launch(self, at: Callable[[str], str | None], roots: Iterable[str], *, is_open: bool) -> Launch:
        """Return what Python would find where its modules are started; where that is open, more than is known."""

        def is_project(name: str, module: Module) -> bool:
            return not is_open and bool(self.reach.named(name, module)) and not self.environment.is_foreign(name)

        return Launch({module.path: module for module in self.scripts}, at, tuple(roots), is_project)

    @cached_property
    def dependency_files(self) -> tuple[DependencyFile, ...]:
        """The files that declare dependencies, those at the root first."""
        found = [declared for file in self.files if (declared := dependency_file(file))]
        return tuple(sorted(found, key=lambda declared: declared.file.path.count("/")))

    @cached_property
    def environment(self) -> Environment:
        """What the code imports against what is declared."""
        ignored = self.by_path.get(".gitignore")
        return Environment(self.modules, self.folders, self.dependency_files, self.dockerfiles, ignored)

    @cached_property
    def dockerfiles(self) -> tuple[Dockerfile, ...]:
        """The Dockerfiles that hold a build, under whatever name."""
        found = []
        named = {service.built_by for service in self.services}
        for file in self.files:
            likely = (
                is_dockerfile_name(file.name)
                or file.path in named
                or (not file.suffix and _BUILD.match(file.head))
                or ("docker" in file.path.lower() and file.suffix in ("", ".txt", ".docker"))
            )
            if likely and (instructions := parse_dockerfile(file.text)):
                found.append(Dockerfile(file, instructions))
        return tuple(found)

    @cached_property
    def workflows(self) -> tuple[Workflow, ...]:
        """The files of CI systems."""
        return tuple(workflow(file) for file in self.files if is_workflow(file.path) and not file.is_blank)

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """The services of its compose files."""
        return tuple(service for file in self.files if is_compose(file.path) for service in services(file))

    @cached_property
    def tasks(self) -> Tasks:
        """What its Makefiles, tox, nox and scripts run."""
        return Tasks(self.by_path.get)


def _made(module: Module) -> set[tuple[str, int]]:
    return {(call.name, call.line) for call in module.calls}


def _sets_path(file: File) -> bool:
    return file.size < _LARGEST and file.suffix in (*_SETTINGS, ".dockerfile") and "PYTHONPATH" in file.text
