"""What a repository sets its results beside: a baseline, or only other models and settings of its own."""
# ruff: noqa: E501 - lists of words in many languages

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.criteria import headline
from portfolio_kit.criteria.compared_runs import compared_runs
from portfolio_kit.criteria.results import projects, reported
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.literals import typed_in, typed_results
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called, walk
from portfolio_kit.repository.measuring.by_hand import METRIC
from portfolio_kit.repository.measuring.sliced import compares_itself
from portfolio_kit.repository.measuring.unscored import scored_dummies
from portfolio_kit.repository.models import models
from portfolio_kit.repository.models.stages import TRAIN, is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.results.figures import Figure
from portfolio_kit.repository.results.measured import calls_baseline, names_baseline
from portfolio_kit.repository.results.shown import Shown
from portfolio_kit.repository.results.support import Claim
from portfolio_kit.repository.texts.lines import Line
from portfolio_kit.rubric.finding import Evidence

# Parts of the names that a guess goes by in code.
_NAIVE = ("naive", "naif", "ingenu", "baseline", "persistence", "naiwn")
# What a function of the project's own is called that takes several metrics.
_METRICS = re.compile(r"(?!(?:print|log|save|write|load|read|plot)_)\w{0,40}_metrics", re.IGNORECASE)
_MOST_KINDS = 6
_LABEL = 80
_SENTENCE = 400
# What no one class of a library stands for, so that code need not name it.
_NO_CLASS = frozenset({"dummy", "rule", "network", "bayes"})
_SETTING = re.compile(
    r"\b(?:frozen|unfrozen|full(?: fine-?tun\w{1,3})?|(?:un)?tuned|fine-?tuned"
    r"|(?:with|without|no) (?:smote|augmentation|class weights|tuning|scaling|dropout|oversampling))\b",
    re.IGNORECASE,
)
# That a model is better than a baseline says nothing of how good either is.
_COMPARES = re.compile(
    r"\b(?:beat(?:s|en|ing)?|(?:better|higher|lower|more \w+|stronger|weaker|worse|larger|greater) than|outperform\w*|surpass\w*|exceed\w*|"
    r"(?:well |far |clearly |much )(?:above|below|over|ahead|weaker|better|worse)|compared (?:to|with)|improve(?:s|d|ments?)? (?:over|on|upon)|superior to|"
    r"super(?:a|an|ou|ó|aram)\b|mejor(?:es)? que|melhor(?:es)? (?:que|do que)|d[ée]pass\w{1,4}|meilleure?s? que|besser als|schl[äa]gt|[üu]bertr[ie]fft|migliore? d\w{1,3}|batte|lebih baik|mengungguli)\b"
    r"|превосход|лучше|优于|超过|上回|보다",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(
    r"[\s*_]*(?:much |far )?(?:lower|higher|worse|weaker|poor(?:er)?|less|tbd|todo|n/?a|menor|pior|peor|schlechter|niedriger|inf[ée]rieure?)[\s*_.]*"
)
# What tells figures of one model apart: the part of the data, and the values themselves.
_PARTS = re.compile(
    r"\b(?:train(?:ing)?|valid(?:ation|ate)?|val|dev|tests?|testing|hold-?out|cv|treino|teste|validaci[óo]n|valida[çc][ãa]o|"
    r"entrenamiento|prueba|entra[îi]nement|set|split|data)(?=\b|_)|(?<=_)(?:train|val|valid|test)\b|[\d\W_]+",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s|(?<=[。！？；])")

_NUMBERS = re.compile(r"[\d\W_]+(?=\W|$)|\d+")
_FILE = re.compile(r"[\w./-]{0,80}\.(?:ya?ml|py|json|csv|ipynb|pkl|joblib|toml|sh|md)\b", re.IGNORECASE)

_Placed = tuple[Figure, Claim | Shown]


class Comparison(NamedTuple):
    """Something that results are set beside: what it is in words, and where."""

    what: str
    evidence: tuple[Evidence, ...]
    has_baseline: bool = False
    """Whether a baseline is among what code compares."""


def with_baseline(repository: Repository) -> Comparison | None:
    """Return where a baseline's figure stands beside another of its metric: in a text, an output, a results file.

    Or where a text calls one of its models the baseline, and values of several are stated or shown. A figure that the
    code has written out beside those that it measures was measured by nobody.
    """
    found = list(_by_metric(repository))
    typed = {value for module in repository.scripts if not is_test(module.path) for value in typed_in(module)}
    # Where models are trained results are measured; a page may show what was.
    typed |= {value for use in repository.stages.of(TRAIN) for value in typed_results(use.module)}
    untyped = ([item for item in group if item[0].fraction not in typed] for group in found)
    return next(filter(None, map(_beside, untyped)), None) or _called(repository, found)


def _by_metric(repository: Repository) -> Iterator[list[_Placed]]:
    """Yield the figures of one metric in one text or artefact, where they differ: texts first."""
    groups: dict[tuple[bool, str, str], list[_Placed]] = defaultdict(list)
    for result in reported(repository):
        groups[True, result.document.path, result.figure.metric].append((result.figure, result))
    for shown in repository.made:
        if shown.figure.metric:
            groups[False, shown.path, shown.figure.metric].append((shown.figure, shown))
    for (_, _, metric), group in groups.items():
        if metric != "loss" and len({round(figure.fraction, 4) for figure, _ in group}) > 1:
            yield group


def _beside(group: list[_Placed]) -> Comparison | None:
    bases = sorted(((figure, place) for figure, place in group if figure.is_baseline), key=_is_range)
    others = [(figure, place) for figure, place in group if not figure.is_baseline]
    if not bases or not others:
        return None
    others = _of_the_same_key(bases[0], others)
    # An error of nothing at all is more often a count beside the metric's name than any model's.
    others = [other for other in others if not headline.is_perfect(other[0])] or others
    best = headline.best(figure for figure, _ in others)
    place = next(place for figure, place in others if figure is best)
    for base, base_place in bases:
        if base.fraction != best.fraction:
            return Comparison(
                f"the baseline's {_of(base, base_place)} beside {_whose(best)}",
                (base_place.evidence, place.evidence),
            )
    return None


def _of_the_same_key(base: _Placed, others: list[_Placed]) -> list[_Placed]:
    """In a JSON file, the figures under the key that the baseline's stands under: what is listed by year is no model's."""
    figure, place = base
    if not (isinstance(place, Shown) and place.path.endswith(".json")):
        return others
    above, _, key = figure.context.rpartition(" ")
    same = [other for other in others if other[0].context.rpartition(" ")[2] == key]
    return same or [other for other in others if other[0].context.rpartition(" ")[0] == above] or others


def _is_range(placed: _Placed) -> bool:
    return placed[0].kind == "range"


def _of(base: Figure, place: Claim | Shown) -> str:
    """The metric of a baseline with its value, of a range with both ends."""
    if isinstance(place, Claim) and base.kind == "range":
        return f"{base.metric.replace('_', ' ')} of {place.name.removeprefix(base.metric.replace('_', ' ')).strip()}"
    return f"{base.metric.replace('_', ' ')} of {_value(base)}"


def _value(figure: Figure) -> str:
    return f"{figure.value:.6g}{' %' if figure.is_percent else ''}"


def _whose(best: Figure) -> str:
    """The best model's figure, with the kind of model that the words around it name."""
    kind = models.model_in_words(_up_to(best))
    return f"the best model's {_value(best)}{f' ({kind})' if kind else ''}"


def _up_to(figure: Figure) -> str:
    """The words around a figure without the sentences after it, which tell of other models."""
    at = figure.context.find(f"{figure.value:.{min(max(figure.decimals, 0), 9)}f}")
    end = _SENTENCE_END.search(figure.context, at) if at >= 0 else None
    return figure.context[: end.start()] if end else figure.context


def _called(repository: Repository, found: list[list[_Placed]]) -> Comparison | None:
    found = [group for group in found if _are_of_several(group)]
    if not found:
        return None
    values = max(found, key=len)[0][1].evidence
    shown = {place.path for group in found for _, place in group if isinstance(place, Shown)}
    for document in repository.texts:
        before = ""
        for line in document.lines:
            if line.kind in ("heading", "prose", "item", "table") and line.text:
                if (
                    _is_introduced(line, shows_values=document.path in shown)
                    and models.kinds(f"{before[:200]} {line.text}")
                    and _may_have_a_figure(line.text, found, repository)
                ):
                    return Comparison(
                        "the model called baseline, and figures of several", (document.evidence(line.number), values)
                    )
                before = line.text
    for module in repository.modules:
        if module.path not in shown:
            continue
        scored = scored_dummies(module)
        dummy = next((call for call in module.calls if id(call.node) in scored), None)
        if dummy:
            return Comparison(
                "a dummy model's figures beside the model's in the notebook's output",
                (module.evidence(dummy.line), values),
            )
    return None


def _are_of_several(group: list[_Placed]) -> bool:
    """Whether figures of a metric differ in more than the part of the data that they are of, as one model's do; those
    of one row of a text's table, below heads of such parts, are of one model.
    """
    rows = {(place.document.path, figure.line) for figure, place in group if isinstance(place, Claim)}
    if len(rows) == 1 and all(isinstance(place, Claim) and figure.measured for figure, place in group):
        return False
    told = {_NUMBERS.sub("", figure.context.lower()) for figure, _ in group}
    return len(told) == 1 or len({_PARTS.sub("", context) for context in told}) > 1


def _may_have_a_figure(text: str, found: list[list[_Placed]], repository: Repository) -> bool:
    """Whether the kind of model that a text calls the baseline is made by any code, or named beside any figure."""
    called = {
        family
        for part in _SENTENCE_END.split(text)
        if calls_baseline(part)
        for family in models.model_families(part[:_SENTENCE])
    } - _NO_CLASS
    if not called:
        return True
    beside = {
        family for group in found for figure, _ in group for family in models.model_families(figure.context[:_LABEL])
    }
    return not called.isdisjoint(beside) or any(
        not called.isdisjoint(models.model_families(" ".join(models.estimators(module))))
        for module in repository.modules
        if module.mentions(*models.HINTS)
    )


def _is_introduced(line: Line, *, shows_values: bool) -> bool:
    """Whether a line says which model is the baseline, rather than that one is better than a baseline.

    In a notebook that shows the values of several, either tells that the baseline is among them.
    """
    if not calls_baseline(_FILE.sub("", line.text)):
        # A file may be called after it.
        return False
    if line.kind == "table":
        return not any(_IN_WORDS.fullmatch(cell) for cell in line.text.lower().replace("|", "\n").split("\n"))
    return shows_values or any(
        calls_baseline(part) and not _COMPARES.search(part) for part in _SENTENCE_END.split(line.text)
    )


def among_models(repository: Repository) -> Comparison | None:
    """Return where several models or settings are compared, in figures of a text or in code."""
    return _in_texts(reported(repository)) or _in_code(repository)


def _in_texts(results: list[Claim]) -> Comparison | None:
    """Different values of one metric beside the names of different models."""
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for result in results:
        groups[result.document.path, result.figure.metric].append(result)
    for (_, metric), group in groups.items():
        kinds = list(dict.fromkeys(kind for result in group for kind in sorted(models.kinds(result.figure.context))))
        values = {result.figure.fraction for result in group}
        if len(kinds) <= 1 and len(values) > 1:
            kinds = list(dict.fromkeys(found for result in group if (found := _setting(result))))
        if len(kinds) > 1 and len(values) > 1:
            return Comparison(
                f"{metric.replace('_', ' ')} of {', '.join(kinds[:_MOST_KINDS])}",
                tuple(result.evidence for result in group),
            )
    return None


def _setting(result: Claim) -> str:
    """The words of a figure's context that say how the model was set, so that two settings are told apart."""
    return " ".join(match[0].lower() for match in _SETTING.finditer(result.figure.context[:_LABEL]))


def _in_code(repository: Repository) -> Comparison | None:
    """Models of different kinds, of one project and fitted to one column, or one in a loop over its settings."""
    own = [module for module in repository.modules if not is_test(module.path) and module.mentions(*models.HINTS)]
    folders = sorted({*projects(repository), *_services(repository)}, key=len, reverse=True)
    wrappers = _wrappers(own)
    made: dict[str, dict[str, Evidence]] = defaultdict(dict)
    for module in own:
        folder = next((folder for folder in folders if module.path.startswith(f"{folder}/")), "")
        alternatives = models.rivals(module, _is_tried(module, repository))
        for at, names in enumerate(alternatives):
            group = f"{module.path}#{at}" if len(alternatives) > 1 else folder
            for name, line in names.items():
                made[group].setdefault(name, module.evidence(line))
    for kinds in (_unwrapped(group, wrappers) for group in made.values()):
        if len(models.families(kinds)) > 1:
            dummies = [name for name in sorted(kinds) if models.is_dummy(name)]
            named = sorted(kinds, key=lambda name: (name not in dummies, name))
            places = tuple(kinds[name] for name in named) if dummies else tuple(kinds.values())
            return Comparison(f"{', '.join(named[:5])} in code", places, has_baseline=bool(dummies))
    for module in own:
        for name, line in models.swept(module):
            return Comparison(f"several settings of {name} in code", (module.evidence(line),))
    return _naive_in_code(repository) or _of_naive_function(repository) or _of_runs(repository)


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
    """What a baseline's name is given in code where a metric is taken: `naive = mean_absolute_error(next_day, today)`."""
    for module in repository.modules:
        if is_test(module.path) or not module.mentions("_error", "_score") or not module.mentions(*_NAIVE):
            continue
        for scope in repository.live.scopes(module):
            for nodes, start in scope.parts:
                for node in nodes:
                    if (
                        isinstance(node, ast.Assign)
                        and isinstance(node.targets[0], ast.Name)
                        and names_baseline(node.targets[0].id.replace("_", " "))
                        and isinstance(node.value, ast.Call)
                        and METRIC.match(name_called(node.value))
                        and not compares_itself(node.value)
                    ):
                        return Comparison(
                            f"{node.targets[0].id} beside the model in code",
                            (module.evidence(node.lineno + start),),
                            has_baseline=True,
                        )
    return None


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


def _of_runs(repository: Repository) -> Comparison | None:
    found = compared_runs(repository)
    return Comparison(found[0], tuple(found[1])) if found else None
