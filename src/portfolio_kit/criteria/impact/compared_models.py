"""Which models or settings of its own a repository compares, in the figures of a text or in code."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.criteria.alternatives import alternatives
from portfolio_kit.criteria.impact.compared_runs import compared_runs
from portfolio_kit.criteria.impact.configured_models import configured_models
from portfolio_kit.criteria.impact.measured_in_turn import measured_in_turn
from portfolio_kit.criteria.impact.tuned_models import tuned_beside_plain
from portfolio_kit.criteria.results import projects, reported
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.literals import typed_in, typed_results
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called, walk
from portfolio_kit.repository.measuring.by_hand import METRIC
from portfolio_kit.repository.measuring.sliced import compares_itself
from portfolio_kit.repository.measuring.unscored import scored_dummies
from portfolio_kit.repository.models import models
from portfolio_kit.repository.models.layered import rival_networks
from portfolio_kit.repository.models.stages import TRAIN, is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.results.measured import names_baseline
from portfolio_kit.repository.results.support import Claim
from portfolio_kit.rubric.finding import Evidence

# Parts of the names that a guess goes by in code.
_NAIVE = ("naive", "naif", "ingenu", "baseline", "persistence", "naiwn")
# What a function of the project's own is called that takes several metrics.
_METRICS = re.compile(r"(?!(?:print|log|save|write|load|read|plot)_)\w{0,40}_metrics", re.IGNORECASE)
# How a function of the project's own is called that measures whatever it is handed.
_EVALUATES = re.compile(
    r"_*(?:evaluat|scor|measur|comput|calculat)\w{0,3}_?(?:\w*(?:predict|model|metric|score|error|perf)\w*)?$",
    re.IGNORECASE,
)
_MEASURES = ("_error", "_score", "evaluat", "metrics")
_MOST_KINDS = 6
# How the classes of libraries begin that train by a function as well.
_CLASSES_OF = {"XGBoost": "XGB", "LightGBM": "LGBM"}
_LABEL = 80
_SETTING = re.compile(
    r"\b(?:frozen|unfrozen|full(?: fine-?tun\w{1,3})?|(?:un)?tuned|fine-?tuned"
    r"|(?:with|without|no) (?:smote|augmentation|class weights|tuning|scaling|dropout|oversampling))\b",
    re.IGNORECASE,
)


class Comparison(NamedTuple):
    """Something that results are set beside: what it is in words, and where."""

    what: str
    evidence: tuple[Evidence, ...]
    has_baseline: bool = False
    """Whether a baseline is among what code compares."""


def among_models(repository: Repository) -> Comparison | None:
    """Return where several models or settings are compared, in figures of a text or in code."""
    return _in_texts(reported(repository), repository) or _in_code(repository)


def typed_values(repository: Repository) -> set[float]:
    """Return the values that code has written out as results, which it measured nowhere."""
    typed = {value for module in repository.scripts if not is_test(module.path) for value in typed_in(module)}
    # Where models are trained results are measured; a page may show what was.
    return typed | {value for use in repository.stages.of(TRAIN) for value in typed_results(use.module)}


def _in_texts(results: list[Claim], repository: Repository) -> Comparison | None:
    """Different values of one metric beside the names of different models."""
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for result in results:
        groups[result.document.path, result.figure.metric].append(result)
    for (_, metric), group in groups.items():
        kinds = list(dict.fromkeys(kind for result in group for kind in sorted(models.kinds(result.figure.context))))
        values = {result.figure.fraction for result in group}
        if len(kinds) <= 1 and len(values) > 1:
            kinds = list(dict.fromkeys(found for result in group if (found := _setting(result))))
        if len(kinds) <= 1 and len(values) > 1:
            typed = typed_values(repository)
            kinds = alternatives([result for result in group if result.figure.fraction not in typed])
        if len(kinds) > 1 and len(values) > 1:
            return Comparison(
                f"{metric.replace('_', ' ')} of {', '.join(kinds[:_MOST_KINDS])}",
                tuple(result.evidence for result in group),
            )
    return None


def _setting(result: Claim) -> str:
    """The words of a figure's context that say how the model was set, so that two settings are told apart."""
    return " ".join(match[0].lower() for match in _SETTING.finditer(result.figure.context[:_LABEL]))


def _named_once(kinds: dict[str, Evidence]) -> dict[str, Evidence]:
    """The models without those of a library that code also makes by a class of it: `lgb.train` and `LGBMRegressor`."""
    return {
        name: place
        for name, place in kinds.items()
        if name not in _CLASSES_OF or not any(other != name and other.startswith(_CLASSES_OF[name]) for other in kinds)
    }


def _in_code(repository: Repository) -> Comparison | None:
    """Models of different kinds, of one project and fitted to one column, or one in a loop over its settings."""
    own = [module for module in repository.modules if not is_test(module.path) and module.mentions(*models.HINTS)]
    # Code that makes one of several models, whichever it is asked for, shows less of a comparison than one of all.
    own.sort(key=_chooses)
    folders = sorted({*projects(repository), *_services(repository)}, key=len, reverse=True)
    wrappers = _wrappers(own)
    made: dict[str, dict[str, Evidence]] = defaultdict(dict)
    for module in own:
        folder = next((folder for folder in folders if module.path.startswith(f"{folder}/")), "")
        if _only_asks(module, repository):
            continue
        rivals = models.rivals(module, _is_tried(module, repository))
        for at, names in enumerate(rivals):
            group = f"{module.path}#{at}" if len(rivals) > 1 else folder
            for name, line in names.items():
                made[group].setdefault(name, module.evidence(line))
    for kinds in (_named_once(_unwrapped(group, wrappers)) for group in made.values()):
        if len(models.families(kinds)) > 1:
            dummies = [name for name in sorted(kinds) if models.is_dummy(name)]
            named = sorted(kinds, key=lambda name: (name not in dummies, name))
            places = tuple(kinds[name] for name in named) if dummies else tuple(kinds.values())
            return Comparison(f"{', '.join(named[:5])} in code", places, has_baseline=bool(dummies))
    for module in own:
        for name, line in models.swept(module):
            return Comparison(f"several settings of {name} in code", (module.evidence(line),))
        if lines := rival_networks(module):
            return Comparison(f"{len(lines)} networks of different layers in code", tuple(map(module.evidence, lines)))
    configured = _configured(repository)
    naive = _naive_in_code(repository) or _of_naive_function(repository)
    return naive or configured or _of_runs(repository) or _in_turn(repository) or _of_search(repository)


def _chooses(module: Module) -> bool:
    """Whether a module makes models of different kinds in branches of which one is taken."""
    if not module.mentions("elif", "else"):
        return False
    return any(
        len({name for branch in (node.body, node.orelse) if (name := _first_made(branch))}) > 1
        for tree, _ in module.trees
        for node in walk(tree)
        if isinstance(node, ast.If) and node.orelse
    )


def _first_made(branch: list[ast.stmt]) -> str:
    calls = (part for statement in branch for part in walk(statement) if isinstance(part, ast.Call))
    return next((name for call in calls if (name := models.estimator(dotted(call.func)))), "")


def _configured(repository: Repository) -> Comparison | None:
    """Models of several kinds that settings name, of which something is measured."""
    if not (repository.stages.trains() and repository.evaluation.off_training):
        return None
    named = configured_models(repository)
    if not named:
        return None
    path = next(iter(named.values())).path
    return Comparison(f"{', '.join(list(named)[:5])}, made as {path} names them", tuple(named.values()))


def _only_asks(module: Module, repository: Repository) -> bool:
    """Whether a module fits models and asks them, and neither it nor what imports it measures any answer: what is
    averaged, or shown to somebody, is compared with nothing.
    """
    calls = {call.last for call in module.calls}
    if module.is_notebook or not {"fit", "predict"} <= calls:
        return False
    measured = repository.evaluation.by_module
    measuring = {other for other in repository.modules if (found := measured.get(other.path)) and found.metrics}
    functions = {function.last for other in measuring for function in other.functions}
    # Its classes may be imported through the package that it is a part of.
    own = {module.file.stem, *(node.name for node in module.classes)}
    return not (
        module in measuring
        or calls & functions
        or any(
            not own.isdisjoint(name.split("."))
            for other in measuring
            for name in (*other.imported, *other.aliases.values())
        )
    )


def _services(repository: Repository) -> list[str]:
    """The folders at the root that are projects of their own, each with its text and what it needs: each does another
    task; none where there is one at most that trains.
    """
    told = {document.path.partition("/")[0] for document in repository.documents if document.path.count("/") == 1}
    declared = [declared.file.path for declared in repository.dependency_files]
    needs = {path.partition("/")[0] for path in declared if path.count("/") == 1}
    trains = {use.module.path.partition("/")[0] for use in repository.stages.of(TRAIN) if "/" in use.module.path}
    found = sorted(told & needs & trains)
    return found if len(found) > 1 else []


def _wrappers(modules: list[Module]) -> dict[str, set[str]]:
    """The project's own classes that make another model in what they do, with those models."""
    found: dict[str, set[str]] = {}
    for module in modules:
        for node in module.classes:
            calls = (part for part in walk(node) if isinstance(part, ast.Call))
            if made := {name for call in calls if (name := models.estimator(dotted(call.func)))} - {node.name}:
                found[node.name] = made
    return found


def _unwrapped(kinds: dict[str, Evidence], wrappers: dict[str, set[str]]) -> dict[str, Evidence]:
    """Some models without the classes around one of them: each is that model, unless several are built of it."""

    def is_only_around(name: str) -> bool:
        inner = wrappers.get(name, set()) & kinds.keys()
        return bool(inner) and not any(
            inner & wrappers[other] for other in kinds if other != name and other in wrappers
        )

    return {name: place for name, place in kinds.items() if not is_only_around(name)}


def _of_naive_function(repository: Repository) -> Comparison | None:
    """A function with a baseline's name that trains nothing, in which a metric is taken of a guess."""
    for module in repository.modules if repository.stages.of(TRAIN) else ():
        if is_test(module.path) or not module.mentions(*_NAIVE) or not module.mentions("metric", "_error", "_score"):
            continue
        calls = [call for call in repository.live.calls(module) if names_baseline(call.scope.replace("_", " "))]
        trained = {call.scope for call in calls if call.last.startswith("fit") or models.estimator(call.name)}
        for call in calls:
            is_metric = METRIC.match(call.last) or _METRICS.fullmatch(call.last)
            if is_metric and call.scope not in trained and not compares_itself(call.node):
                return Comparison(
                    f"{call.scope} beside the model in code", (module.evidence(call.line),), has_baseline=True
                )
    return None


def _naive_in_code(repository: Repository) -> Comparison | None:
    """What a baseline's name is given where a metric is taken: `naive = mean_absolute_error(next_day, today)`, or where
    a function that measures is called once for it and once for another: `baseline_scores = evaluate(first)`.
    """
    for module in repository.modules:
        if is_test(module.path) or not module.mentions(*_MEASURES) or not module.mentions(*_NAIVE):
            continue
        for scope in repository.live.scopes(module):
            for nodes, start in scope.parts:
                # What watches for drift calls the time before it the baseline.
                for name, line in _given_to_baseline(nodes, is_watching=module.mentions("drift")):
                    return Comparison(
                        f"{name} beside the model in code", (module.evidence(line + start),), has_baseline=True
                    )
    return None


def _given_to_baseline(nodes: Iterable[ast.AST], *, is_watching: bool) -> Iterator[tuple[str, int]]:
    """Yield the names called after a baseline that a measured value is given to."""
    given = [
        (node.targets[0].id, node.value, node.lineno)
        for node in nodes
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Call)
    ]
    others = {name_called(call) for name, call, _ in given if not names_baseline(name.replace("_", " "))}
    for name, call, line in given:
        if not names_baseline(name.replace("_", " ")) or compares_itself(call):
            continue
        called = name_called(call)
        if METRIC.match(called) or (not is_watching and _EVALUATES.match(called) and called in others):
            yield name, line


def _is_tried(module: Module, repository: Repository) -> Callable[[Call], bool]:
    """Whether a call makes a model of which something can be known: where it can run, and a dummy that is scored.

    What a notebook's author called once and then took out of its cells is taken for tried.
    """
    scored = frozenset() if module.path in repository.unimportable else scored_dummies(module)

    def is_tried(call: Call) -> bool:
        if models.is_dummy(call.name):
            return id(call.node) in scored and repository.live.makes(module, call)
        return module.is_notebook or repository.live.makes(module, call)

    return is_tried


def _in_turn(repository: Repository) -> Comparison | None:
    found = measured_in_turn(repository, [module for module in repository.modules if not is_test(module.path)])
    return Comparison(f"{found[0]}, measured by one function", found[1]) if found else None


def _of_runs(repository: Repository) -> Comparison | None:
    found = compared_runs(repository)
    return Comparison(found[0], tuple(found[1])) if found else None


def _of_search(repository: Repository) -> Comparison | None:
    found = tuned_beside_plain(repository)
    return Comparison("a model with its first settings and with those of a search, in code", found) if found else None
