"""A repository as it was read: its files, texts, notebooks, Python modules, dependencies and measured figures."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from portfolio_kit import lazily as re
from portfolio_kit.repository.code import starters, text_notebook, unsuffixed
from portfolio_kit.repository.code.launch import Launch
from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.notebook import Notebook
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.reach import Reach
from portfolio_kit.repository.code.unimportable import Absent, Surroundings, unimportable
from portfolio_kit.repository.containers.compose import Service, is_compose, services
from portfolio_kit.repository.containers.dockerfile import Dockerfile, is_dockerfile_name
from portfolio_kit.repository.containers.dockerfile import parse as parse_dockerfile
from portfolio_kit.repository.data.origins import Origin, origins
from portfolio_kit.repository.data.people import Subject, subject
from portfolio_kit.repository.data.secrets import Secret, secrets
from portfolio_kit.repository.data.supply import Supply
from portfolio_kit.repository.environment.dependencies import DependencyFile, dependency_file
from portfolio_kit.repository.environment.imports import Environment
from portfolio_kit.repository.file import File
from portfolio_kit.repository.held_out import training_scores
from portfolio_kit.repository.homes import Homes
from portfolio_kit.repository.limits import LIMITS
from portfolio_kit.repository.listing import Listing, listing
from portfolio_kit.repository.measuring.evaluation import Evaluation, evaluation
from portfolio_kit.repository.models.found_stages import Stages
from portfolio_kit.repository.models.predicted import Predicted, predicted
from portfolio_kit.repository.models.stages import EVALUATE, PREDICT, TRAIN, is_test
from portfolio_kit.repository.results import figures
from portfolio_kit.repository.results.figures import Figure
from portfolio_kit.repository.results.made import Makers
from portfolio_kit.repository.results.shown import Shown, shown
from portfolio_kit.repository.results.support import Support
from portfolio_kit.repository.running import commands
from portfolio_kit.repository.running.commands import Command
from portfolio_kit.repository.running.tasks import Tasks
from portfolio_kit.repository.running.workflow import Workflow, is_workflow, workflow
from portfolio_kit.repository.serving.apps import App
from portfolio_kit.repository.serving.serving import Serving
from portfolio_kit.repository.showing import pictures
from portfolio_kit.repository.showing.pictures import Picture
from portfolio_kit.repository.testing.tests_found import Tests
from portfolio_kit.repository.texts import papers, readmes
from portfolio_kit.repository.texts.markdown import Document
from portfolio_kit.repository.texts.orders import is_order
from portfolio_kit.repository.texts.stories import Stories, stories
from portfolio_kit.repository.texts.told import Told, invented, told
from portfolio_kit.repository.texts.vocabulary import vocabulary
from portfolio_kit.repository.watching.observability import Observability
from portfolio_kit.repository.work import has_work
from portfolio_kit.rubric.finding import Evidence

_TEXTS = {".md", ".markdown", ".mdx", ".rst", ".adoc", ".qmd", ".rmd"}
# A report of scikit-learn's is code output in a file of its own; what somebody says of models is a text.
_TEXT_NAMES = re.compile(
    r"(?:readme|case[-_ ]?study|write-?up|challenge|model[-_ ]?card|summary|notes|description|about|results?)"
    r"[\w .-]*\.txt|(?!classification)[\w .-]{0,80}(?:report|relatorio|informe|rapport|bericht|laporan|comparison)"
    r"[\w .-]*\.txt|readme", re.IGNORECASE)  # fmt: skip
_README = re.compile(
    r"(?:read[-_ ]?me|leia[-_ ]?me|l[eé]e?a?[-_ ]?me|lisez[-_ ]?moi|lies[-_ ]?mich|leggi[-_ ]?mi|"
    r"baca(?:[-_ ]?saya|lah|an)?|beni[-_ ]?oku|oku[-_ ]?beni|przeczytaj(?:[-_ ]?mnie)?"
    r"|czytaj[-_ ]?to|lees[-_ ]?mij|прочти(?:[-_ ]?меня)?|"
    r"читай(?:[-_ ]?меня)?|自述(?:文件)?|说明|使用说明|はじめに|読んでね)"
    r"(?:[._-][\w-]+)*(?:\.(?:md|markdown|mdx|rst|txt|adoc|qmd))?",
    re.IGNORECASE,
)
# Texts about working on a project, not about what it is.
_ABOUT_WORK = re.compile(
    r"(?:licen[cs]e|copying|contributing|code[-_]of[-_]conduct|changelog|changes|history|security|support|authors|"
    r"maintainers|codeowners|pull_request_template|issue_template|bug_report|feature_request|agents|claude|gemini|"
    r"copilot-instructions|cursorrules)[\w.-]*", re.IGNORECASE)  # fmt: skip
# Texts in capitals that English speakers keep beside a README.
_ONE_SIDE = frozenset({"TODO", "NOTES", "ROADMAP", "INSTALL", "DATA", "API", "CARD", "DEPLOY", "USAGE", "FAQ", "NEWS"})
_NEAR = 40
_DOCKERFILE = re.compile(r"^(?:docker|container)file|\.dockerfile$", re.IGNORECASE)
_NO_PACKAGE = re.compile(r"^package(?:-mode)?\s*=\s*false", re.MULTILINE)
_SETTINGS = frozenset({"", ".md", ".rst", ".txt", ".yml", ".yaml", ".toml", ".cfg", ".ini", ".sh", ".bat", ".json"})
_LARGEST = 100_000
# What code that works with models speaks of.
_OF_MODELS = (".fit(", ".backward(", ".predict(", ".predict_proba(", ".train(", "joblib", "mlflow", "train_test_split")
# As how many folders further down files count that speak of no models, where not all code is parsed.
_OTHERS = 1
_SHORTEST_STEM = 7
# How a Dockerfile under any name begins.
_BUILD = re.compile(r"(?:\s|#[^\n]*\n)*+FROM[ \t]+[\w./:@-]+", re.IGNORECASE)


class Repository:
    """What was read of a tree, each part when it is first asked for. Nothing of the repository is run."""

    def __init__(self, root: Path, found: Listing, name: str) -> None:
        self.root = root
        self.name = name
        self.kept: dict[Callable[[Repository], Any], Any] = {}
        """What others read of it and keep with it."""
        self.files = found.own
        self.runs = found.runs
        self.commit = found.commit
        self.notes = list(found.notes)
        self.budget = found.budget
        self.repositories = found.repositories
        self.untracked = found.untracked

    @cached_property
    def by_path(self) -> dict[str, File]:
        """The files by path."""
        return {file.path: file for file in self.files}

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder that holds a file, at any depth."""
        found: set[str] = set()
        for file in self.files:
            folder = file.folder
            while folder and folder not in found:
                found.add(folder)
                folder = folder.rpartition("/")[0]
        return frozenset(found)

    def exists(self, path: str) -> bool:
        """Whether a file or folder of that path is there."""
        path = path.removeprefix("./").rstrip("/")
        return path in ("", ".") or path in self.by_path or path in self.folders

    def is_anywhere(self, path: str) -> bool:
        """Whether a file or folder of that path is there, be it among what is left out."""
        return self.exists(path) or os.path.lexists(self.root / path)

    def suffixed(self, *suffixes: str) -> Iterator[File]:
        """Yield the files whose names end so."""
        return (file for file in self.files if file.suffix in suffixes)

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
            return tuple(Module(file) for file in files) + tuple(unsuffixed.scripts(self.files, LIMITS.parsed - size))
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
        return tuple(Module(file, is_beyond=file.path not in near) for file in files)

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
    def has_code(self) -> bool:
        """Whether there is a program, in whatever language: a text alone is no project."""
        return readmes.any_code(self.modules, self.files)

    @cached_property
    def has_work(self) -> bool:
        """Whether anything of what its texts may tell is really done here: a model trained, measured or asked, data
        analysed, an app, or a program in another language. Where nothing is, the texts are only words.
        """
        return has_work(self)

    @cached_property
    def specifics(self) -> Told:
        """The models, methods, tools and measures that its texts name, and those of them that its code shows."""
        return told(self)

    @cached_property
    def invented(self) -> str:
        """Why what its texts tell is about something else than what its code does; empty where it is not."""
        return invented(self)

    @cached_property
    def live(self) -> Live:
        """Which of its functions, methods and classes can run; those that only tests call are none of them."""
        return Live([module for module in self.modules if not is_test(module.path)], self.files)

    @cached_property
    def unimportable(self) -> dict[str, Absent]:
        """The modules that Python can't import, by path, each with the module of the project that is not there."""
        return unimportable(
            self.scripts, Surroundings(self.is_anywhere, self.is_somewhere, self.environment.is_foreign)
        )

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
    def stages(self) -> Stages:
        """Where the code prepares, trains, evaluates, saves, loads and predicts."""
        return Stages(self.modules, self.live)

    @cached_property
    def evaluation(self) -> Evaluation:
        """How the code measures its models."""
        return evaluation(self.modules, self.live)

    @cached_property
    def predicted(self) -> Predicted:
        """What the models predict: classes, quantities, what comes next, or groups."""
        return predicted(self)

    @cached_property
    def subject(self) -> Subject:
        """What the data is about: people or things."""
        return subject(self)

    @cached_property
    def secrets(self) -> tuple[Secret, ...]:
        """The secrets and the databases of persons that are committed."""
        return tuple(secrets(self))

    @cached_property
    def origins(self) -> tuple[Origin, ...]:
        """Where the data comes from, the most plainly named source first."""
        return origins(self)

    @cached_property
    def supply(self) -> Supply:
        """How the data is to be had."""
        return Supply(self)

    @cached_property
    def serving(self) -> Serving:
        """What the calls of an app lead to."""
        return Serving(self.modules)

    @cached_property
    def apps(self) -> tuple[App, ...]:
        """How the model can be asked from outside."""
        return tuple(self.serving.apps())

    @cached_property
    def readmes(self) -> tuple[Document, ...]:
        """The README files, the one that a visitor sees first in front; those of data and code folders after it."""
        found = [file for file in self.files if _README.fullmatch(file.name) and file.text.strip()]
        found.sort(key=lambda file: (file.path.count("/"), len(file.stem), file.path))
        if not any("/" not in file.path for file in found):
            found = self._shouted() + found
        return tuple(self._document(file.path, file.text, file.evidence) for file in found)

    def _shouted(self) -> list[File]:
        """The text that asks to be read first in a language of which we know no word for it: the only one at the root
        that is called in capitals.
        """
        texts = [
            file
            for file in self.files
            if "/" not in file.path
            and file.suffix in (".md", ".rst", ".adoc")
            and file.stem.isalpha()
            and file.stem.isupper()
            and file.stem not in _ONE_SIDE
            and file.text.strip()
            and not _ABOUT_WORK.fullmatch(file.name)
        ]
        return texts if len(texts) == 1 else []

    @cached_property
    def readme(self) -> Document | None:
        """The README that a visitor sees first: at the root, else the one that is nearest to it."""
        return self.readmes[0] if self.readmes else None

    @cached_property
    def project_readmes(self) -> tuple[Document, ...]:
        """The README files that are about the project: without a framework's own, and one that covers a corner only.

        Where the root has none, the one in front must cover half of the code.
        """
        return readmes.of_project(self.readmes, self.modules)

    @cached_property
    def homes(self) -> Homes:
        """Which of several projects a file belongs to."""
        return Homes(self.readmes, self.modules)

    @cached_property
    def near_documents(self) -> tuple[Document, ...]:
        """The README files and as many other texts as a visitor may open; the manual of a library has hundreds."""
        return self.documents[:_NEAR]

    @cached_property
    def commands(self) -> tuple[Command, ...]:
        """The commands that the texts tell a reader to type."""
        return tuple(self._with_tasks(command) for command in commands.commands(self.near_documents))

    def _with_tasks(self, command: Command) -> Command:
        """What a task is for is what its recipe does: `make prepare` may install the packages."""
        if not command.text.startswith(("make ", "just ")) or commands.INSTALL in command.purposes:
            return command
        steps = self.tasks.expanded(command.text)
        if any(step.program in ("pip", "pip3", "uv", "conda") and "install" in step.words for step in steps):
            return command._replace(purposes=command.purposes | {commands.INSTALL})
        return command

    def told(self, purpose: str) -> list[Command]:
        """Return the sentences of the README files that tell a reader to do something, without a command."""
        return [sentence for sentence in self._sentences if purpose in sentence.purposes]

    @cached_property
    def _sentences(self) -> tuple[Command, ...]:
        return tuple(commands.in_prose(self.project_readmes))

    @cached_property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures and recordings that a visitor can look at."""
        return tuple(pictures.pictures(self.near_documents, self.files, self.exists))

    @cached_property
    def _endings(self) -> frozenset[str]:
        found: set[str] = set()
        for path in self.by_path:
            ending = path
            while ending:
                found.add(ending)
                ending = ending.partition("/")[2]
        return frozenset(found)

    def ends_with(self, path: str) -> bool:
        """Whether a file's path is `path` or ends with it: a command may be typed in any folder."""
        return path in self._endings

    def runs_something(self, path: str) -> bool:
        """Whether there is such a file, and it is no script without a line in it."""
        if not self.ends_with(path) or not path.endswith(".py") or path.endswith("__init__.py"):
            return self.ends_with(path)
        return any(file.size and file.text.strip() for file in self.files if f"/{file.path}".endswith(f"/{path}"))

    def is_somewhere(self, path: str) -> bool:
        """Whether a file or folder is called so, or its path ends so."""
        return self.ends_with(path) or any(folder == path or folder.endswith(f"/{path}") for folder in self.folders)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The README files and every other text about the project, notebooks and what asks for work left out."""
        own = {document.path for document in self.readmes}
        others = [
            self._document(file.path, file.text, file.evidence)
            for file in self.files
            if file.path not in own
            and (file.suffix in _TEXTS or _TEXT_NAMES.fullmatch(file.name))
            and not _ABOUT_WORK.fullmatch(file.name)
            and not file.path.startswith(".github/")
            and file.text.strip()
            and not is_order(file.text)
        ]
        others.sort(key=lambda document: document.path.count("/"))
        room = LIMITS.texts
        near: list[Document] = []
        for document in others:
            room -= len(document.source)
            if room < 0:
                self.notes.append(
                    f"{len(near):,} of {len(others):,} texts beside the README were read, those nearest to the root"
                )
                break
            near.append(document)
        return self.readmes[:_NEAR] + tuple(near) + self.papers

    @cached_property
    def papers(self) -> tuple[Document, ...]:
        """The reports about the project that are no plain text, those nearest to the root."""
        return tuple(
            self._document(file.path, text.source, partial(papers.evidence, file, text))
            for file, text in papers.papers(self.files)
            if not is_order(text.source)
        )

    def _document(self, path: str, source: str, evidence: Callable[[int], Evidence]) -> Document:
        return Document(path, self.budget.beginning(path, source), evidence)

    @cached_property
    def notebook_documents(self) -> tuple[Document, ...]:
        """The markdown cells of each notebook, taken together as one text."""
        found = []
        for notebook in self.notebooks:
            source = "\n\n".join(cell.source for cell in notebook.markdown)
            if source.strip():
                found.append(self._document(notebook.file.path, source, _in_notebook(notebook)))
        return tuple(found)

    @cached_property
    def texts(self) -> tuple[Document, ...]:
        """All that people are to read: README, docs, model card, case study, and markdown cells."""
        return self.documents + self.notebook_documents

    @cached_property
    def stories(self) -> Stories:
        """The narratives that a reader may take for the case study."""
        return stories(self.readme, self.documents, self.notebook_documents, self.claims)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The beginnings of the words that its own code and data use; empty where they tell nothing."""
        return vocabulary(self)

    @cached_property
    def support(self) -> Support:
        """What artefacts show, to hold the figures against that texts state.

        A report is an artefact as well as a text where the code writes it: no text bears itself out.
        """
        told = {document.path for document in self.documents}
        names = {path: _written_as(path.rpartition("/")[2]) for path in told}
        written = {path for path in told if any(module.mentions(*names[path]) for module in self.modules)}
        # What a reader can open is quoted before a database that gives the same.
        readable = sorted(self.made, key=lambda item: item.path.endswith((".db", ".sqlite", ".sqlite3")))
        shown = [(item.figure, item.place) for item in readable if item.path not in told - written]
        known = told | {item.path for item in self.made}
        typed = [
            (item.path.rpartition("/")[2], item.figure, item.place) for item in self.shown if item.path not in known
        ]
        return Support(shown, self.notebooks, self._idle_notebooks, typed)

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

    @cached_property
    def tests(self) -> Tests:
        """Its tests, those that assert something of it told from those that do not."""
        return Tests(self.modules, tuple(self.by_path), self.files, self.environment.declared)

    @cached_property
    def observability(self) -> Observability:
        """What its service or pipeline logs and monitors."""
        return Observability(self.modules, self.apps, self.serving, self.live, self.files)

    @cached_property
    def claims(self) -> tuple[tuple[Document, Figure], ...]:
        """The figures that the texts state."""
        return tuple((document, figure) for document in self.texts for figure in figures.in_text(document.lines))

    @cached_property
    def shown(self) -> tuple[Shown, ...]:
        """The figures that artefacts show: notebooks' outputs, metrics files, logs, records of tracked runs."""
        found = shown(self.notebooks, self.files, self.runs, self._idle_notebooks)
        return tuple(
            item
            if item.path.endswith(".ipynb")
            else item._replace(figure=training_scores.in_file(item.figure, self.evaluation))
            for item in found
        )

    @cached_property
    def _idle_notebooks(self) -> frozenset[str]:
        """The notebooks that neither train nor measure nor ask a model: what they print of one was typed in."""
        found = self.stages.in_notebooks
        busy = {use.module.path for stage in (TRAIN, EVALUATE, PREDICT) for use in found[stage]}
        return frozenset(notebook.file.path for notebook in self.notebooks) - busy

    @cached_property
    def made(self) -> tuple[Shown, ...]:
        """Those figures that a run of its own can have left behind: a file that nothing of it names shows nothing."""
        makers = Makers(self.modules, self.files)
        return tuple(
            item
            for item in self.shown
            if item.path not in self.by_path
            or item.path.endswith((".ipynb", ".db", ".sqlite", ".sqlite3"))
            or makers.may_have_written(item.path)
        )


def _in_notebook(notebook: Notebook) -> Callable[[int], Evidence]:
    # As its document is put together: the cells with an empty line between each two.
    lines = [(text, cell.number) for cell in notebook.markdown for text in (*cell.source.split("\n"), "")]

    def evidence(line: int) -> Evidence:
        return notebook.evidence(*lines[line - 1]) if 1 <= line <= len(lines) else notebook.evidence("")

    return evidence


def _written_as(name: str) -> list[str]:
    """How code may name a file: in full, or with a part of the name filled in (`f"report_{model}.txt"`)."""
    cuts = [match.end() for match in re.finditer(r"[_-]", name) if match.end() >= _SHORTEST_STEM]
    return [name, *(f"{name[:cut]}{{" for cut in cuts)]


def _sets_path(file: File) -> bool:
    return file.size < _LARGEST and file.suffix in (*_SETTINGS, ".dockerfile") and "PYTHONPATH" in file.text


def read(root: Path, name: str | None = None) -> Repository:
    """Read the repository in the folder `root`. Raises UserError when that is not a folder that can be read."""
    return Repository(root, listing(root), name or root.resolve().name)
