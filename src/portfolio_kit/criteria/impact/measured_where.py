"""Where the code measures the model that stands for a project, and where it holds out what that one is measured on."""

from __future__ import annotations

from portfolio_kit import lazily as re
from portfolio_kit.criteria import headline, results
from portfolio_kit.repository.measuring.evaluation import HELD_OUT_BY_NAME
from portfolio_kit.repository.models import models
from portfolio_kit.repository.repository import Repository
from portfolio_kit.repository.results.figures import Figure
from portfolio_kit.rubric.finding import Evidence

_LABEL = 120
_BRACKETS = re.compile(r"(?<=\d|%|\*)[\s*]{0,4}\([^()]{1,40}\)")
# Kinds of one family, by what their classes are called after.
_SHORT = {
    r"xg ?boost|\bxgb": "xgb",
    r"light ?gbm|\blgbm?\b": "lgbm",
    r"cat ?boost": "catboost",
    r"gradient ?boost": "gradient",
}


def of_headline(repository: Repository, fitting: dict[str, Evidence]) -> dict[str, Evidence]:
    """Return the metrics with their places, those first that the module takes which makes the headline's model.

    Where no text says which model that is, or no module makes it and measures, they stay as they were found.
    """
    stated = [result for result in results.reported(repository) if not results.is_example(result)]
    if not stated:
        return fitting
    told = _whose(headline.of_texts(stated).figure)
    wanted = models.model_families(told)
    kind = next((short for name, short in _SHORT.items() if re.search(name, told, re.IGNORECASE)), "")
    first = next(iter(fitting.values())).path
    for path in dict.fromkeys([first, *repository.evaluation.by_module]) if len(wanted) == 1 else ():
        one = repository.evaluation.by_module.get(path)
        module = next((module for module in repository.modules if module.path == path), None)
        if one is None or module is None or not one.fitting:
            continue
        named = " ".join(models.estimators(module)).replace("LightGBM", "LGBM")
        made = models.model_families(named)
        if path == first and not made:
            # It measures whatever it is handed, the headline's model with the others.
            return fitting
        if wanted <= made and kind in named.lower():
            own = {name: place for name, place in one.fitting.items() if name in fitting}
            return {**own, **{name: place for name, place in fitting.items() if name not in own}}
    return fitting


def _whose(figure: Figure) -> str:
    """The words around a figure that tell whose it is: those before it, and what follows in brackets."""
    at = figure.context.find(f"{figure.value:.{min(max(figure.decimals, 0), 9)}f}")
    if at <= 0:
        return figure.context[:_LABEL]
    after = _BRACKETS.search(figure.context, at, at + _LABEL)
    return f"{figure.context[max(0, at - _LABEL) : at]} {after[0] if after else ''}"


def held_out_beside(repository: Repository, measured: Evidence) -> list[Evidence]:
    """Return where data is held out for what is measured at a place: in the same module, if it does, else anywhere.

    A call that splits the data shows it better than a name does.
    """
    found = repository.evaluation.held_out
    one = repository.evaluation.by_module.get(measured.path)
    own = one.held_out if one and found else {}
    ways = sorted((own or found).items(), key=lambda item: item[0] == HELD_OUT_BY_NAME)
    return [place for _, place in ways[:1]]
