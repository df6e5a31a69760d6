"""A repository as it was read: its files, texts, notebooks, Python modules, dependencies and measured figures."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from portfolio_kit import lazily as re
from portfolio_kit.repository.data.connections import opened
from portfolio_kit.repository.data.origins import Origin, origins
from portfolio_kit.repository.data.people import Subject, subject
from portfolio_kit.repository.data.secrets import Secret, secrets
from portfolio_kit.repository.data.supply import Supply
from portfolio_kit.repository.held_out import training_scores
from portfolio_kit.repository.listing import listing
from portfolio_kit.repository.measuring.evaluation import Evaluation, evaluation
from portfolio_kit.repository.models.found_stages import Stages
from portfolio_kit.repository.models.predicted import Predicted, predicted
from portfolio_kit.repository.models.stages import EVALUATE, PREDICT, TRAIN
from portfolio_kit.repository.models.stand_ins import stand_ins
from portfolio_kit.repository.results.made import Makers
from portfolio_kit.repository.results.shown import Shown, shown
from portfolio_kit.repository.results.support import Support
from portfolio_kit.repository.results.typed_files import TypedFiles
from portfolio_kit.repository.serving.apps import App
from portfolio_kit.repository.serving.node_services import NodeService, node_services
from portfolio_kit.repository.serving.serving import Serving
from portfolio_kit.repository.testing.tests_found import Tests
from portfolio_kit.repository.texts import readmes
from portfolio_kit.repository.texts.stories import Stories, stories
from portfolio_kit.repository.texts.told import Told, invented, told
from portfolio_kit.repository.texts.vocabulary import vocabulary
from portfolio_kit.repository.watching.observability import Observability
from portfolio_kit.repository.work import has_work
from portfolio_kit.repository.writings import Writings

_SHORTEST_STEM = 7


class Repository(Writings):
    """What was read of a tree, each part when it is first asked for. Nothing of the repository is run."""

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
    def stages(self) -> Stages:
        """Where the code prepares, trains, evaluates, saves, loads and predicts."""
        return Stages(self.modules, self.live)

    @cached_property
    def stand_ins(self) -> frozenset[str]:
        """The apps that fit a model to numbers of their own making, where the project's is not at hand."""
        return stand_ins(self)

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
        """The secrets, the databases of persons and the histories of shells that are committed."""
        return (*secrets(self), *opened(self))

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
    def node_services(self) -> tuple[NodeService, ...]:
        """The services in JavaScript that start one of its scripts."""
        return tuple(node_services(self.files, {module.file.name for module in self.scripts}))

    @cached_property
    def stories(self) -> Stories:
        """The narratives that a reader may take for the case study."""
        led_to = [document for document in self.documents if document.path not in self.aside]
        return stories(self.readme, led_to, self.notebook_documents, self.claims)

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
        typed_files = TypedFiles(self.scripts)
        shown = [
            (item.figure, item.place)
            for item in readable
            if item.path not in told - written and not typed_files.hold(item.path, item.figure.fraction)
        ]
        known = told | {item.path for item in self.made}
        typed = [
            (item.path.rpartition("/")[2], item.figure, item.place) for item in self.shown if item.path not in known
        ]
        return Support(shown, self.notebooks, self._idle_notebooks, typed)

    @cached_property
    def tests(self) -> Tests:
        """Its tests, those that assert something of it told from those that do not."""
        return Tests(self.modules, tuple(self.by_path), self.files, self.environment.declared)

    @cached_property
    def observability(self) -> Observability:
        """What its service or pipeline logs and monitors."""
        return Observability(self.modules, self.apps, self.serving, self.live, self.files)

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


def _written_as(name: str) -> list[str]:
    """How code may name a file: in full, or with a part of the name filled in (`f"report_{model}.txt"`)."""
    cuts = [match.end() for match in re.finditer(r"[_-]", name) if match.end() >= _SHORTEST_STEM]
    return [name, *(f"{name[:cut]}{{" for cut in cuts)]


def read(root: Path, name: str | None = None) -> Repository:
    """Read the repository in the folder `root`. Raises UserError when that is not a folder that can be read."""
    return Repository(root, listing(root), name or root.resolve().name)
