"""What a repository sets its results beside: a baseline, or only other models and settings of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portfolio_kit.criteria import headline
from portfolio_kit.criteria.results import Result, reported
from portfolio_kit.repository import models
from portfolio_kit.repository.figures import Figure
from portfolio_kit.repository.measured import calls_baseline
from portfolio_kit.repository.python import Module
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.shown import Shown
from portfolio_kit.repository.stages import is_test
from portfolio_kit.rubric.finding import Evidence

# A script may use two models for two purposes; a notebook goes through them one after the other.
_FEWEST_IN_SCRIPT = 3
_FEWEST_IN_NOTEBOOK = 2


@dataclass(frozen=True, slots=True)
class Comparison:
    """Something that results are set beside: what it is in words, and where."""

    what: str
    evidence: tuple[Evidence, ...]


def with_baseline(repository: Repository) -> Comparison | None:
    """Return where a baseline's figure stands beside another of its metric: in a text, an output, a results file."""
    by_text: dict[str, list[tuple[Figure, Result | Shown]]] = defaultdict(list)
    for result in reported(repository):
        by_text[result.document.path].append((result.figure, result))
    for shown in repository.made:
        by_text[f"shown {shown.path}"].append((shown.figure, shown))
    for figures in by_text.values():
        found = _beside(figures)
        if found:
            return found
    return _in_notebook(repository)


def _beside(figures: Iterable[tuple[Figure, Result | Shown]]) -> Comparison | None:
    by_metric: dict[str, list[tuple[Figure, Result | Shown]]] = defaultdict(list)
    for figure, place in figures:
        if figure.metric and figure.metric != "loss":
            by_metric[figure.metric].append((figure, place))
    for metric, of_metric in by_metric.items():
        bases = [(figure, place) for figure, place in of_metric if figure.is_baseline]
        others = [(figure, place) for figure, place in of_metric if not figure.is_baseline]
        for base, place in bases:
            differing = [(figure, beside) for figure, beside in others if figure.fraction != base.fraction]
            if differing:
                best = headline.best(figure for figure, _ in differing)
                beside = next(beside for figure, beside in differing if figure is best)
                return Comparison(
                    f"the baseline's {metric.replace('_', ' ')} of {_value(base)} beside {_whose(best)}",
                    (place.evidence, beside.evidence),
                )
    return None


def _value(figure: Figure) -> str:
    return f"{figure.value:.6g}{' %' if figure.is_percent else ''}"


def _whose(best: Figure) -> str:
    """The best model's figure, with the kind of model that the words around it name."""
    kind = models.model_in_words(best.context)
    return f"the best model's {_value(best)}{f' ({kind})' if kind else ''}"


def _in_notebook(repository: Repository) -> Comparison | None:
    """A notebook that says which of its models is the baseline, and shows what each of them reaches."""
    shown: dict[str, dict[str, set[float]]] = defaultdict(lambda: defaultdict(set))
    places: dict[str, Shown] = {}
    for item in repository.made:
        if item.path.endswith(".ipynb") and item.figure.metric:
            shown[item.path][item.figure.metric].add(round(item.figure.fraction, 4))
            places.setdefault(item.path, item)
    texts = {document.path: document for document in repository.notebook_documents}
    for module in repository.modules:
        path = module.path
        if not module.is_notebook or not any(len(values) > 1 for values in shown[path].values()):
            continue
        dummy = next((call for call in module.calls if models.is_dummy(call.name)), None)
        if dummy:
            return Comparison(
                "a dummy model's figures beside the model's in the notebook's output",
                (module.evidence(dummy.line), places[path].evidence),
            )
        if len(models.families(models.estimators(module))) < 2:  # noqa: PLR2004
            continue
        document = texts.get(path)
        for line in document.lines if document else ():
            if line.kind in ("heading", "prose", "item") and calls_baseline(line.text) and document:
                return Comparison(
                    "the model called baseline and the others in the notebook's output",
                    (document.evidence(line.number), places[path].evidence),
                )
    return None


def among_models(repository: Repository) -> Comparison | None:
    """Return where several models or settings are compared, in figures of a text or in code."""
    return _in_texts(reported(repository)) or _in_code(repository)


def _in_texts(results: list[Result]) -> Comparison | None:
    """Figures of one metric in rows or lines of different models."""
    rows: dict[tuple[str, str], dict[str, Result]] = defaultdict(dict)
    for result in results:
        model = models.model_named(result.figure.context)
        if model:
            rows[result.document.path, result.figure.metric].setdefault(model, result)
    for (_, metric), of_models in rows.items():
        if len(of_models) > 1:
            return Comparison(
                f"{metric.replace('_', ' ')} of {', '.join(sorted(of_models)[:4])}",
                tuple(result.evidence for result in of_models.values()),
            )
    return None


def _in_code(repository: Repository) -> Comparison | None:
    by_folder: dict[str, dict[str, Evidence]] = defaultdict(dict)
    for module in repository.modules:
        if is_test(module.path) or not module.mentions(*models.HINTS):
            continue
        made = models.estimators(module)
        found = _in_module(module, made)
        if found:
            return found
        if module.is_notebook:
            for name, made_at in made.items():
                by_folder[module.file.folder].setdefault(name, module.evidence(made_at))
    for in_folder in by_folder.values():
        if len(models.families(in_folder)) > 1:
            return Comparison(f"{', '.join(sorted(in_folder)[:5])} in notebooks", tuple(in_folder.values()))
    return None


def _in_module(module: Module, made: Mapping[str, int]) -> Comparison | None:
    names, line = models.compared(module)
    kinds = len(models.families(made))
    if not names and kinds >= (_FEWEST_IN_NOTEBOOK if module.is_notebook else _FEWEST_IN_SCRIPT):
        names, line = sorted(made), max(made.values())
    if names:
        return Comparison(f"{', '.join(names[:5])} in code", (module.evidence(line),))
    dummy = next((call for call in module.calls if models.is_dummy(call.name)), None)
    if dummy and kinds > 1:
        return Comparison("a dummy model and another in code, without their figures", (module.evidence(dummy.line),))
    swept = next(models.swept(module), None)
    if swept:
        return Comparison(f"several settings of {swept[0]} in code", (module.evidence(swept[1]),))
    return None
