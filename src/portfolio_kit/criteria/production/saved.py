"""Which of the models that a project saves or trains is the one to serve: that of its headline result, saved whole."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.criteria import headline, model_files, results
from portfolio_kit.criteria.phrases import cited
from portfolio_kit.repository.code.syntax import string, walk, words_in
from portfolio_kit.repository.models.found_stages import Use
from portfolio_kit.repository.models.models import model_families
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

# What is saved beside a model: what prepares its input, what was measured, what explains it.
_PREPARES = re.compile(rf"{model_files.PREPARING}|(?:^|\W)(?:dv|le|ohe|sc|cv)(?:\W|$)", re.IGNORECASE)
_BESIDE = re.compile(
    r"result|importan|metric|histor|shap|column|feature|predict(?!or)|cardinal|stats|threshold|(?:^|\W)[xy]_|mapping|split"
    r"|embedding|optimi[sz]er|params?\b|study",
    re.IGNORECASE,
)
_IS_MODEL = re.compile(rf"{model_files.MODEL}|\bnet\b|checkpoint|estimator", re.IGNORECASE)
# What stands in a table beside what prepares, and is no model either.
_BESIDE_PREPARING = re.compile(r"handler|config|settings|version|date|imput|selector", re.IGNORECASE)
_SEVERAL = re.compile(r"(?:^|_|\b)(?:models|modelos|modelle|mod[eè]les|classifiers|regressors)(?:_|\b)", re.IGNORECASE)
_WHOLE = re.compile(r"pipe|bundle|artifact|artefact|package", re.IGNORECASE)
_PREPARES_IT = re.compile(rf"{_PREPARES.pattern}|pipe|column|feature|categor", re.IGNORECASE)


def to_serve(repository: Repository, saved: Sequence[Use]) -> Use | None:
    """Return where the model is saved that a service should load; None where only what is beside one is saved.

    Of several it is that of the kind of model which the headline result names, then one that is in a file and not
    only in a tracker, then one that is saved together with what prepares its input, then the last.
    """
    models = [use for use in saved if _is_of_model(use)]
    return _best(repository, models) if models else None


def to_save(repository: Repository, trained: Sequence[Use]) -> Use:
    """Return where the model of the headline result is trained, else the first."""
    best = _families(repository)
    return next((use for use in trained if best & _named(use)), trained[0])


def in_words(use: Use, saved: Sequence[Use]) -> str:
    """What a service loads, as a sentence goes on after `loads`."""
    first = _first(use)
    place = _at(use.evidence)
    what = f"the best of the models that {place} saves" if _SEVERAL.search(first) else f"the model that {place} saves"
    if is_whole(use):
        return what
    beside = next((one for one in saved if one.module is use.module and _prepares(one)), None)
    beside = beside or next((one for one in saved if _prepares(one)), None)
    if beside is not None:
        return f"{what} and what prepares its input ({_at(beside.evidence)}),"
    return f"{what} and what prepares its input (save that beside it),"


def is_whole(use: Use) -> bool:
    """Whether a model is saved together with what prepares its input: a pipeline, a table of both."""
    tables = [part for given in use.call.node.args[:1] for part in walk(given) if isinstance(part, ast.Dict)]
    return bool(_WHOLE.search(_first(use))) or any(
        _PREPARES_IT.search(string(key) or "") for part in [*tables, *_table(use)] for key in part.keys
    )


def _table(use: Use) -> list[ast.Dict]:
    """The table that is written out under the name which is saved, in the same function or at the same top."""
    node = use.call.node.args[0] if use.call.node.args else None
    if isinstance(node, ast.Dict):
        return [node]
    if not isinstance(node, ast.Name):
        return []
    function = next((function for function in use.module.functions if function.name == use.call.scope), None)
    places = [function.node] if function is not None else [tree for tree, _ in use.module.trees]
    return [
        part.value
        for place in places
        for part in walk(place)
        if isinstance(part, ast.Assign)
        and isinstance(part.value, ast.Dict)
        and any(isinstance(target, ast.Name) and target.id == node.id for target in part.targets)
    ]


def _only_prepares(table: ast.Dict) -> bool:
    """Whether a table holds nothing but what prepares a model's input, and its settings."""
    entries = [f"{string(key) or ''} {words_in(value)}" for key, value in zip(table.keys, table.values, strict=True)]
    known = [bool(_PREPARES.search(words)) for words in entries]
    return any(known) and all(
        not _is_called_model(words) and (known or _BESIDE.search(words) or _BESIDE_PREPARING.search(words))
        for words, known in zip(entries, known, strict=True)
    )


def _is_called_model(words: str) -> bool:
    return bool(_IS_MODEL.search(model_files.PREPARING_PIPE.sub("preprocess", words)))


def _best(repository: Repository, models: Sequence[Use]) -> Use:
    wanted = _families(repository)
    order = {id(use): position for position, use in enumerate(models)}
    return max(
        models,
        # A file lies in the repository or an image; what only a tracker has, no stranger can load.
        key=lambda use: (
            bool(wanted & _named(use)),
            not use.module.is_notebook,
            use.call.last != "log_model",
            is_whole(use),
            order[id(use)],
        ),
    )


def _families(repository: Repository) -> set[str]:
    """The kinds of model that the headline result is of."""
    stated = results.reported(repository)
    return model_families(headline.of_texts(stated).figure.context) if stated else set()


def _named(use: Use) -> set[str]:
    return model_families(f"{use.module.path} {words_in(use.call.node)}")


def _first(use: Use) -> str:
    """What is saved: the first thing that a call is given, or what its method is of."""
    given: Iterable[ast.AST] = use.call.node.args[:1]
    text = " ".join(words_in(node) for node in given)
    if text == "self":
        # A class that saves what is made of it is called after that.
        return use.call.scope.partition(".")[0]
    of = use.call.name.rpartition(".")[0]
    return f"{of} {text}" if use.call.last in ("save", "save_model", "save_weights", "save_pretrained") else text


def _is_of_model(use: Use) -> bool:
    table = _table(use)
    if table and all(map(_only_prepares, table)):
        return False
    told = _first(use) + " " + " ".join(words_in(node) for node in use.call.node.args[1:2])
    return _is_called_model(_first(use)) or not (_PREPARES.search(told) or _BESIDE.search(told))


def _prepares(use: Use) -> bool:
    if (table := _table(use)) and all(map(_only_prepares, table)):
        return True
    return bool(_PREPARES.search(_first(use))) and not _is_called_model(_first(use))


def _at(place: Evidence) -> str:
    return f"{place.path} (cell {place.cell})" if place.cell else cited(place)
