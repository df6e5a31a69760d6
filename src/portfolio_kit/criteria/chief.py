"""Which of the code that trains makes the project's model: what a reader is told of first, and what goes with it."""

from __future__ import annotations

from collections.abc import Iterable

from portfolio_kit import lazily as re
from portfolio_kit.criteria.model_files import named
from portfolio_kit.criteria.once import once
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.models import stages
from portfolio_kit.repository.models.found_stages import Use
from portfolio_kit.repository.repository import Repository

# Scripts beside those that make the model: what is looked into, tried once or kept as it was.
ASIDE = re.compile(
    r"(?<![a-z])(?:debug|diagnos|analy[sz]|analisi|analise|scratch|inspect|explor|audit|compar|reject|archiv|parked|old(?![a-z])"
    r"|playground|sandbox|benchmark|baseline|smoke|sanity|overfit|ablat|legacy|reference|acceptance|random[-_]label"
    r"|grad[-_]?cam|profil|verif|explain|(?:^|/)experiments?/|templates?(?![a-z]))",
    re.IGNORECASE,
)
_LIKENESSES = frozenset({"cosine_similarity", "linear_kernel", "pairwise_distances", "sigmoid_kernel"})
_BEST = re.compile(
    r"\b(?:best|final|champion|winn(?:er|ing)|selected|chosen|deployed|served|melhor|mejor|meilleur|beste[rs]?|migliore"
    r"|terbaik)\b|лучш|最佳|最终|最終",
    re.IGNORECASE,
)
_LONGEST = 400
# What a model's file may be called without telling which model it is.
_ANY_MODEL = frozenset({
    "model", "models", "train", "training", "trainer", "notebook", "main", "final", "best", "pipeline", "regression",
    "classification", "classifier", "regressor", "prediction", "project", "data", "machine", "learning", "analysis",
    "modeling", "modelling", "with", "code", "build", "eval", "evaluation", "test", "script", "tuning", "modelo",
    "experiment", "experiments", "predict", "price", "preprocessing", "features", "feature", "linear", "forest",
    "random",
})  # fmt: skip
_STEM_WORDS = re.compile(r"[a-z]{4,}")


@once
def trainings(repository: Repository) -> list[Use]:
    """Return the calls that train, that which makes the project's model first.

    Scripts come before notebooks, what learns from data before what stands in for it in an app, and what is kept before
    what is tried beside it. Of equals, that one comes first whose model is saved there or by a script that leads to it,
    then that which is measured where it is trained; a notebook that is called after the model of the headline comes
    before its likes.
    """
    found = repository.stages
    uses = found.of(stages.TRAIN)
    if len({use.module.path for use in uses}) <= 1:
        return uses
    kept = _leading_to(repository, (use.module for use in found.of(stages.SAVE)))
    measured = {use.module.path for use in found.of(stages.EVALUATE)}
    apps = {app.module.path for app in repository.apps if app.kind != "command"}
    served = _making(repository, _served(repository))
    told = _told_of_the_best(repository)
    in_scripts = {(use.module.path, use.call.line) for use in found.in_scripts[stages.TRAIN]}

    def rank(use: Use) -> tuple[bool, ...]:
        path = use.module.path
        return (
            path in repository.stand_ins,
            # What only notebooks call is theirs, wherever it stands.
            (path, use.call.line) not in in_scripts,
            use.module.is_notebook,
            # A likeness that is reckoned may be a part of a loss or of an answer.
            use.call.last in _LIKENESSES,
            bool(ASIDE.search(path)),
            path in apps,
            path not in served,
            not _is_called_after(use.module, told),
            path not in kept,
            path not in measured,
        )

    return sorted(uses, key=rank)


def around(repository: Repository, modules: Iterable[Module]) -> set[str]:
    """Return the paths of the scripts that run together with some modules: what these lead to, and what leads to them
    with what that leads to.
    """
    reach = repository.reach
    wanted = {module.path: module for module in modules}
    found = set(wanted)
    for module in wanted.values():
        found |= {other.path for other in reach.reached(module)}
    for module in repository.scripts:
        if not stages.is_test(module.path) and (module.has_main or not module.functions):
            led = {other.path for other in reach.reached(module)}
            if not led.isdisjoint(wanted):
                found |= led
    return found


def _served(repository: Repository) -> set[str]:
    """The names of the files of the models that apps load, in their own modules or in what they lead to."""
    reach = repository.reach
    modules = {
        module.path: module
        for app in repository.apps
        for module in (app.module, *(() if app.module.is_notebook else reach.reached(app.module)))
    }
    return {
        name.rpartition("/")[2]
        for module in modules.values()
        for call in module.calls
        if stages.stage_of(call) == stages.LOAD
        for name in named(repository, module, call)
    }


def _making(repository: Repository, files: set[str]) -> set[str]:
    """The paths of the modules that save a model and name one of some files, and of those that they lead to."""
    if not files:
        return set()
    saving = (use.module for use in repository.stages.of(stages.SAVE) if use.module.mentions(*files))
    return _leading_to(repository, saving)


def _leading_to(repository: Repository, saving: Iterable[Module]) -> set[str]:
    """The paths of the modules that save a model, and of those that they lead to."""
    reach = repository.reach
    return {other.path for module in dict.fromkeys(saving) for other in reach.reached(module)}


def _told_of_the_best(repository: Repository) -> str:
    """The lines of texts that call a model or a file the best or final one, in small letters."""
    lines = (
        line.lower()
        for document in repository.project_readmes
        for line in document.source_lines
        if _BEST.search(line[:_LONGEST])
    )
    return "\n".join(line[:_LONGEST] for line in lines)


def _is_called_after(module: Module, told: str) -> bool:
    """Whether a word of a file's name, a model's most often, stands where texts name the best model."""
    stem = module.file.stem.lower()
    words = [word for word in _STEM_WORDS.findall(stem) if word not in _ANY_MODEL]
    return bool(told) and any(word in told for word in words)
