"""Which stages scripts do outside notebooks: where they prepare the data, and where they ask the model."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.criteria import model_files
from portfolio_kit.criteria.chief import ASIDE
from portfolio_kit.repository.code import undefined
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import string, walk
from portfolio_kit.repository.data.data import Wanted
from portfolio_kit.repository.models import stages
from portfolio_kit.repository.models.asked_rows import is_split, is_thrown_away
from portfolio_kit.repository.models.asking import asked_directly, asks_model, loads_model
from portfolio_kit.repository.models.found_stages import EVALUATING, Stages, Use
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

_SPLITS = frozenset({"train_test_split", "randomSplit", "StratifiedShuffleSplit"})
# What only fits the input to the model; data that was prepared before goes through it all the same.
_FITTED = frozenset({
    "StandardScaler", "MinMaxScaler", "RobustScaler", "OneHotEncoder", "OrdinalEncoder", "LabelEncoder", "Normalizer",
    "ColumnTransformer", "DictVectorizer", "fit", "fit_transform", "transform", "astype", *_SPLITS,
})  # fmt: skip
_PREPARED = re.compile(r"processed|encoded|prepared|features?|scaled|interim|transformed|merged", re.IGNORECASE)
_TASKS = frozenset({"", ".yaml", ".yml", ".toml", ".sh", ".mk"})
_LARGEST = 100_000
# What a model has learned, what writes it down and what reads it again.
_WEIGHTS = frozenset({"params", "coef_", "intercept_", "coefficients", "fe_params"})
_KEEPS = frozenset({"dump", "save", "savez", "to_json", "to_csv", "to_pickle", "write_text"})
_READS = frozenset({"load", "loads", "read_json", "read_csv", "read_pickle"})
_WATCHING = re.compile(r"monitor|drift", re.IGNORECASE)
_FILE = re.compile(r"\w\.\w{2,5}$")
_LOADING = ("from_pretrained(", "load", "pipeline(", "InferenceSession")


def prepared(repository: Repository) -> list[Evidence]:
    """Return where scripts prepare the data that is learned from, not what an app is asked about, nor what is only held
    against other data for drift.
    """
    found = repository.stages
    # What divides rows for a test divides what is learned from, in an app that trains as well.
    training = {use.module.path for use in found.in_scripts[stages.TRAIN]}
    dividing = {use.module.path for use in found.in_scripts[stages.PREPARE] if use.call.last in _SPLITS}
    asking = {use.module.path for use in found.in_scripts[stages.PREDICT]} | {
        app.module.path for app in repository.apps if app.kind != "command"
    }
    uses = [
        use
        for use in found.in_scripts[stages.PREPARE]
        if (use.module.path in training | dividing or use.module.path not in asking)
        and use.module.path not in repository.stand_ins
        and not _only_watches(use, training)
    ]
    more = [use for use in uses if use.call.last not in _SPLITS]
    in_notebooks = [use for use in found.in_notebooks[stages.PREPARE] if use.call.last not in _SPLITS]
    if all(use.call.last in _FITTED for use in more) and prepared_elsewhere(repository) is not None:
        return []
    return [use.evidence for use in (more or ([] if in_notebooks else uses))]


def prepared_elsewhere(repository: Repository) -> Wanted | None:
    """Return a table of prepared data that a script trains on and that no script or task makes."""
    training = {use.module.path for use in repository.stages.in_scripts[stages.TRAIN]}
    return next(
        (
            read
            for read in repository.supply.reads
            if read.use.module.path in training
            and not read.use.module.is_notebook
            and _PREPARED.search(read.path)
            and not _is_made(repository, read)
        ),
        None,
    )


def _is_made(repository: Repository, read: Wanted) -> bool:
    """Whether another script, or a file of tasks or settings, names a table that is read, or it came as it is."""
    name = read.path.rpartition("/")[2]
    stem = name.rpartition(".")[0]
    by_notebook = any(module.is_notebook and module.mentions(stem) for module in repository.modules)
    if not by_notebook and any(file.name == name for file in repository.files):
        return True
    return any(
        module is not read.use.module and not stages.is_test(module.path) and module.mentions(stem)
        for module in repository.scripts
    ) or any(stem in file.text for file in repository.files if file.suffix in _TASKS and file.size < _LARGEST)


def asking(repository: Repository) -> list[Evidence]:
    """Return where the model is asked about something new: by calls outside notebooks, by routes and apps, else by
    scripts that load it; not where the file of the model is neither here nor made by any code, nor by scripts that
    stand beside the work: experiments, what explains or compares, what was laid aside.
    """
    return next(
        (within for found in _ways(repository) if (within := [one for one in found if not ASIDE.search(one.path)])), []
    )


def _ways(repository: Repository) -> Iterator[list[Evidence]]:
    """Yield where the model is asked, by each way to do so."""
    for uses in repository.stages.inference_ways():
        yield [use.evidence for use in uses if _absent(repository, use.module) is None]
    yield _by_apps(repository)
    yield _by_scripts(repository)
    yield _by_weights(repository)


def measuring(found: Stages) -> list[Evidence]:
    """Return where scripts measure the model; not what only watches it at work, whose labels come much later."""
    training = {use.module.path for use in found.in_scripts[stages.TRAIN]}
    return [use.evidence for use in found.in_scripts[stages.EVALUATE] if not _only_watches(use, training)]


def _only_watches(use: Use, training: set[str]) -> bool:
    """Whether something is done where the model at work is watched: for drift, and not for what is learned."""
    path = use.module.path
    return path not in training and bool(_WATCHING.search(path)) and "train" not in path.lower()


def stopping(found: Stages) -> tuple[Use, str] | None:
    """Return where all that trains, or all that evaluates, reads a name that nothing binds, and that name."""
    for stage in (stages.TRAIN, stages.EVALUATE):
        unknown = [(use, undefined.in_function(use.module, use.call.scope)) for use in found.in_scripts[stage]]
        if unknown and all(name and use.call.scope for use, name in unknown):
            use, name = unknown[0]
            return use, name or ""
    return None


def without_model(repository: Repository) -> tuple[Use, str] | None:
    """Return where a model is asked whose file is not there, and the file."""
    return next(
        (
            (use, file)
            for use in repository.stages.in_scripts[stages.PREDICT]
            if (file := _absent(repository, use.module)) is not None
        ),
        None,
    )


def _absent(repository: Repository, module: Module) -> str | None:
    """The file of the only model that a module loads, or lets what it imports load, where there is none."""
    if module.path not in {
        use.module.path for use in repository.stages.in_scripts[stages.LOAD]
    } and not module.mentions("loads("):
        return _absent_elsewhere(repository, module)
    loads = [call for call in module.calls if loads_model(call)]
    files = [model_files.absent(repository, module, call) for call in loads]
    return next((file for file in files if file), None)


def _absent_elsewhere(repository: Repository, module: Module) -> str | None:
    """The file that all of a module's models come from, where it only asks what the modules that it imports load."""
    if any(stages.stage_of(call) == stages.TRAIN for call in module.calls):
        return None
    imported = repository.serving.imported(module)
    if any(stages.stage_of(call) == stages.TRAIN for _, call in imported):
        return None
    files = [model_files.absent(repository, other, call) for other, call in imported if loads_model(call)]
    return files[0] if files and all(files) else None


def _by_apps(repository: Repository) -> list[Evidence]:
    routes = [route for app in repository.apps if app.kind == "api" for route in app.routes]
    interactive = [app for app in repository.apps if app.kind == "interactive" and app.takes_input]
    predicting = [(route, found) for route in routes if (found := repository.serving.predicting(route)) is not None]
    return [route.evidence for route, found in predicting if _absent(repository, found[0]) is None] + [
        app.evidence for app in interactive if any(asks_model(call) and not is_split(call) for call in app.module.calls)
    ]


def _by_weights(repository: Repository) -> list[Evidence]:
    """Return where scripts that neither train nor evaluate read the weights that the training wrote down, as a card of
    points does its scores.
    """
    found = repository.stages
    others = {use.module.path for stage in (stages.TRAIN, stages.EVALUATE) for use in found.of(stage)}
    training = {use.module.path: use.module for use in found.in_scripts[stages.TRAIN]}.values()
    kept = {
        name
        for module in training
        if module.mentions(*_WEIGHTS)
        for call in repository.live.calls(module)
        if call.last in _KEEPS
        and any(isinstance(part, ast.Attribute) and part.attr in _WEIGHTS for part in walk(call.node))
        for name in _files(call)
    }
    return [
        module.evidence(call.line)
        for module in found.modules
        if kept and not module.is_notebook and module.path not in others and module.mentions(*kept)
        for call in repository.live.calls(module)
        if call.last in _READS and not kept.isdisjoint(_files(call))
    ]


def _files(call: Call) -> list[str]:
    """The names of the files that a call names."""
    texts = [text for part in walk(call.node) if (text := string(part))]
    return [text.rpartition("/")[2] for text in texts if _FILE.search(text)]


def _by_scripts(repository: Repository) -> list[Evidence]:
    """Return where scripts that neither train nor evaluate ask the model that they load, by whatever name."""
    found = repository.stages
    others = {use.module.path for stage in (stages.TRAIN, stages.EVALUATE) for use in found.of(stage)}
    return [
        module.evidence(call.line)
        for module in found.modules
        if not module.is_notebook and module.path not in others and module.mentions(*_LOADING)
        if not EVALUATING.search(module.file.stem)
        if _absent(repository, module) is None
        for call in asked_directly(module)
        if repository.live.makes(module, call) and not is_thrown_away(module, call)
    ]
