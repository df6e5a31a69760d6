"""Whether the results can be regenerated (article section 9.5)."""

from __future__ import annotations

from collections.abc import Sequence

from portfolio_kit import lazily as re
from portfolio_kit.criteria.chief import ASIDE, around, trainings
from portfolio_kit.criteria.other_data import lacking
from portfolio_kit.criteria.phrases import cited, enumerated
from portfolio_kit.criteria.raw_data import handed_over, in_spite_of_rules
from portfolio_kit.criteria.unique.by_hand import by_hand
from portfolio_kit.criteria.unique.lacking_data import without_data
from portfolio_kit.criteria.unique.own_services import tracking_at_home
from portfolio_kit.criteria.unique.rerunning import drawing_at, obstacles, seed_for
from portfolio_kit.repository.code.localpaths import local_paths
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.data.unplaced import Unplaced
from portfolio_kit.repository.measuring.asserted import asserted_accuracy
from portfolio_kit.repository.models.borrowed import borrowed, published
from portfolio_kit.repository.models.stages import LOAD, PREDICT, PREPARE, READ, SAVE, TRAIN, is_test, stage_of
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.running.runs import Run, of_one_machine, training_runs
from portfolio_kit.repository.running.seeds import NETWORKS, Seeding, keyed
from portfolio_kit.rubric.finding import Evidence, Finding, met, missing, partial

_READ_ELSEWHERE = frozenset({"load_data", "download"})
_PREDICTS = re.compile(
    r"\bpredict(?:ion|ions|ing|or|s)?\b|predi[çc][ãa]o|predicci[óo]n|pr[ée]diction|vorhersage|previsione|prediksi|предсказ"
    r"|预测|予測",
    re.IGNORECASE,
)
_EVALUATING = re.compile(r"(?:^|/)eval", re.IGNORECASE)
# How many of the places that draw at random are shown.
_FEW = 4


def reproducible_runs(repository: Repository) -> Finding:
    """Level 0: no training code, where a model is used; or all of it, or all that the commands run, names a path of
    the author's machine; or the commands that train lead into modules that do not parse, or all both into imports that
    fail and to tables that nothing fills; or no command does, and all of it imports modules of the project that are not
    there; or the data is nowhere to be had (`data-access` is 0).
    Level 2: a command that is written down (a text, Makefile, dvc.yaml, MLproject, shell script, Dockerfile or
    workflow) runs code that trains and whose imports of the project Python finds as the command runs it, it or another
    command measures, what draws at random is seeded by what reaches it, no path leads out of the repository, the
    settings and data that it reads are there, made by what a command runs or a text names, or said where to get and
    where it reads them (of a run that a text tells of: who gives the data away), no table or bucket that it reads is
    left unfilled, every option that it requires is given and none that its parser does not know, and it waits for
    nobody to type an answer. What runs is the top of the script and what that leads to: no functions that nothing
    calls there, no routes, no page that waits for a click, and nothing that learns from made-up numbers while the
    project reads data.
    Level 1: training code that can be rerun, with one of these lacking; or, of a project without any model, which no
    title announces, code that reads and prepares its data, or, around a model of somebody else's, that prepares data
    for it or measures it.
    """
    training = _training(repository)
    if not training:
        return _untrained(repository)
    runs = list(training_runs(repository))
    failing = [run for run in runs if run.broken]
    if failing and len(failing) * 2 > len(runs):
        broken = failing[0].broken[0]
        return missing(
            "The training code does not parse.",
            f"Repair {broken.path}: it is no valid Python, so that the command of "
            f"{cited(failing[0].command.evidence)} fails.",
            [failing[0].command.evidence, broken.file.evidence()],
        )
    modules = list(training)
    local = [places[0] for module in modules if (places := of_one_machine(module, repository))]
    if len(local) == len(modules) or (runs and all(run.local for run in runs)):
        place = local[0] if len(local) == len(modules) else runs[0].local[0]
        return missing(
            "The training code reads from a path of its author's machine.",
            f"Replace the path at {cited(place)} by one inside the repository.",
            [place],
        )
    if (other := lacking(repository)) and not other.named:
        return missing(
            f"{other.path}, which the project's model learns from, is neither in the repository nor said where to get.",
            f"Say where {other.path} can be had, or add a sample of it: {cited(other.read)} reads it.",
            [other.read],
        )
    if not repository.supply.is_known:
        return without_data(repository, _reading(repository, modules[0]), training[modules[0]])
    if runs and all((run.absent or run.refused) and (run.unfilled or run.unmade) for run in runs):
        found = obstacles(runs[0])
        return missing(
            f"No written-down command that trains can work: {enumerated([obstacle.words for obstacle in found])}.",
            " ".join(obstacle.remedy for obstacle in found),
            [run.command.evidence for run in runs[:_FEW]],
        )
    runs = [_of_chief(run, modules[0]) for run in runs]
    order = {run.command.evidence: number for number, run in reversed(list(enumerate(runs)))}
    # Of what one command leads to, the script that trains stands for it.
    runs.sort(
        key=lambda run: (
            *_is_beside(run, modules[0]),
            order[run.command.evidence],
            run.command.module.path != modules[0].path,
        )
    )
    whole = next((run for run in runs if not obstacles(run)), None)
    drawing = _left_to_chance(runs)
    if whole and drawing:
        drawn = drawing.seeding.unseeded
        return partial(
            f"{whole.command.module.path} can be rerun, but what {drawing.command.module.path} trains "
            f"({cited(drawing.command.evidence)}) differs each time: {drawing_at(drawn)} at random without a seed.",
            seed_for(drawn),
            [drawing.command.evidence, *drawn[:_FEW]],
        )
    if whole and whole.measured:
        own = (modules[0].path, whole.command.module.path)
        seeds = sorted(whole.seeding.seeded, key=lambda place: place.path not in own) or list(keyed(whole.modules))
        return met(
            f"A written-down command runs {whole.command.module.path}, which trains and measures"
            + (", seeded." if seeds else ", and draws nothing at random without a seed."),
            [whole.command.evidence, whole.measured, *seeds[:1]],
        )
    if runs:
        # Of equals, the command that names the module itself, where it can be mended.
        best = _with_file(min(runs, key=lambda run: (len(obstacles(run)), not _names(run))))
        found = obstacles(best)
        reached = {module.path for module in best.modules}
        place = next((place for module, place in training.items() if module.path in reached), training[modules[0]])
        return partial(
            f"A written-down command starts {best.command.module.path}, but "
            f"{' and '.join(obstacle.words for obstacle in found)}.",
            f"{found[0].remedy}{_besides(repository, best)}",
            [best.command.evidence, *(best.seeding.unseeded[:_FEW] or [place])],
        )
    return by_hand(repository, training)


def _with_file(run: Run) -> Run:
    """The run with the name of the file that is to be brought along, where a function that reads is handed that."""
    if run.unplaced is None or run.unplaced.path or (handed := handed_over(run.modules)) is None:
        return run
    return run._replace(unplaced=Unplaced(*handed))


def _besides(repository: Repository, run: Run) -> str:
    """What else stops whoever mends a run, as sentences that follow others."""
    besides = ""
    if run.unplaced and (forced := in_spite_of_rules(repository, run.unplaced.path)):
        besides += f" Commit such a sample {forced.strip(' ()')}."
    if server := tracking_at_home(run.modules, repository):
        besides += (
            f" {cited(server)} logs to a tracking server on its author's machine, which nothing here starts: log to a "
            "folder there (./mlruns), or write down the command that starts the server."
        )
    return besides


def _of_chief(run: Run, chief: Module) -> Run:
    """The run without what networks beside the model of the project draw at random, where that model is none and what
    makes it is seeded: it comes out the same.
    """
    beside = {module.path for module in run.modules if module is not chief and module.imports_any(*NETWORKS)}
    drawn = run.seeding.unseeded
    if (
        not drawn
        or chief.imports_any(*NETWORKS)
        or not all(place.path in beside for place in drawn)
        or not any(place.path == chief.path for place in run.seeding.seeded)
    ):
        return run
    return run._replace(seeding=Seeding(run.seeding.seeded, []))


def _untrained(repository: Repository) -> Finding:
    """What can be rerun of a project in which no code trains a model."""
    if prepared := _data_work(repository):
        if announced := _announced(repository):
            return missing(
                f"No Python code trains the model that {cited(announced)} announces.",
                f"Commit the code that trains the model of {cited(announced)} on what {prepared.path} makes of the "
                "data, with the command that runs it.",
                [announced, prepared],
            )
        return partial(
            f"No model is trained here; what {prepared.path} does with the data can be rerun by hand.",
            f"Write down the commands that fetch the data and rerun {prepared.path}, in their order, and train a model "
            "on what comes out.",
            [prepared],
        )
    if (around := borrowed(repository)).is_worked_with:
        place = (around.cut if around.is_indexed else None) or around.prepared or around.measured
        return partial(
            "No model is trained here; what scripts do around one of somebody else's can be rerun by hand.",
            "Write down the one command that prepares the data, asks the model and prints the metrics, with the "
            "version of the model and its seed or temperature in the settings.",
            [place] if place else [],
        )
    if loaded := published(repository):
        counted = asserted_accuracy(repository)
        cases = f"the cases of {counted.path}" if counted else "labelled cases"
        return missing(
            f"No model is trained here: {cited(loaded)} loads a finished one, and no script measures what it answers.",
            f"Add a script that asks the code around the model of {cited(loaded)} about {cases} and prints the "
            "metrics, and write down the one command that runs it.",
            [loaded, *([counted] if counted else [])],
        )
    return missing(
        "No Python code trains the model.",
        "Commit the code that trains the model, so that its results can be regenerated.",
    )


def _left_to_chance(runs: Sequence[Run]) -> Run | None:
    """The run that a text tells of by its script and that would be whole, did nothing in it draw at random without a
    seed. One of the steps of a pipeline is no run of its own.
    """
    return next(
        (
            run
            for run in runs
            if run.command.in_text and _names(run) and run.seeding.unseeded and len(obstacles(run)) == 1
        ),
        None,
    )


def _is_beside(run: Run, chief: Module) -> tuple[bool, bool]:
    """Whether a run is of a script beside those that make the model, and whether it leads to another model than that of
    the project: what comes first is the run that makes the model.
    """
    path = run.command.module.path
    return bool(ASIDE.search(path) or _EVALUATING.search(path)), all(
        module.path != chief.path for module in run.modules
    )


def _reading(repository: Repository, chief: Module) -> Evidence | None:
    """Where the data is read that a module trains on: in it, or in what runs together with it."""
    uses = [use for use in repository.stages.of(READ) if use.module.path == chief.path]
    if all(use.call.last in _READ_ELSEWHERE for use in uses) and not chief.is_notebook:
        near = around(repository, [chief])
        uses = [use for use in repository.stages.in_scripts[READ] if use.module.path in near]
    # A function of the project's own may be called as those of libraries that read.
    uses.sort(key=lambda use: use.call.last in _READ_ELSEWHERE)
    return uses[0].evidence if uses else None


def _names(run: Run) -> bool:
    """Whether a command stands where its module is named, and is none of those that another leads to."""
    return run.command.module.file.name.removesuffix(".py") in run.command.evidence.excerpt


def _training(repository: Repository) -> dict[Module, Evidence]:  # noqa: C901
    """The modules that train a model, or make what it predicts from, each with the place."""
    found: dict[Module, Evidence] = {}
    for use in trainings(repository):
        found.setdefault(use.module, use.evidence)
    if found:
        return found
    for module in repository.modules:
        if not is_test(module.path):
            for call in module.calls:
                if stage_of(call) == TRAIN and not repository.stages.is_hollow(module, call):
                    found.setdefault(module, module.evidence(call.line))
    if not found:
        # What recommends by similarity is computed and saved, never fitted.
        for use in repository.stages.of(SAVE):
            if use.module.mentions("cosine_similarity", "linear_kernel", "pivot", "corr", "similarity"):
                found.setdefault(use.module, use.evidence)
    if not found:
        found = {
            module: module.file.evidence()
            for module in repository.scripts
            if module.is_broken and module.mentions(".fit(") and module.mentions("sklearn", "torch", "keras", "xgboost")
        }
    return found


def _announced(repository: Repository) -> Evidence | None:
    """Return where the title of a text says that the project predicts something."""
    for document in repository.documents:
        title = next((section for section in document.sections if section.title), None)
        if title and _PREDICTS.search(title.title):
            return document.evidence(title.number)
    return None


def _data_work(repository: Repository) -> Evidence | None:
    """Where a project without a model, nor one that was trained elsewhere, reads and prepares data that can be had."""
    found = repository.stages
    uses = [use for use in found.of(PREPARE) if not local_paths(use.module)]
    if (
        not uses
        or not found.of(READ)
        or found.of(LOAD)
        or found.of(PREDICT)
        or found.idle
        or not repository.supply.is_known
    ):
        return None
    return uses[0].evidence
