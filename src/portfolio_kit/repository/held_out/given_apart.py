"""Parts that one call hands out, of which a model learns from one and is looked at with another.

Told by what is done with them, for the parts are called anything (`a, b, c = cut(rows, …)`, `seen, hidden = hide(d)`),
and the model is fitted by a method or in a loop of its own, and looked at by a function of the project.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.bound import Scope
from portfolio_kit.repository.code.syntax import dotted, name_called, walk

_FITS = frozenset({"fit", "fit_generator", "train_on_batch"})
_OF_NETWORKS = frozenset({"parameters", "train"})
# What comes with the data and is none.
_BESIDE = re.compile(
    r"class|label|name|encod|scal|vocab|info|meta|target|feat|col|conf|device|param|hist|^y|token|size|dim"
)
_LEAST = 2


def given_apart(scopes: Iterable[Scope], fitting: frozenset[str], own: frozenset[str]) -> Iterator[int]:
    """Yield the lines where a function of the project, of `own`, is given a model with a part that it did not learn.

    `fitting` are those that fit a model to what they are handed.
    """
    for scope in scopes:
        placed = list(scope.placed())
        handed = [names for node, _ in placed if isinstance(node, ast.Assign) for names in _handed_out(node, own)]
        if not handed:
            continue
        learning, models = _learning([node for node, _ in placed], fitting)
        learned = set().union(*map(scope.names_behind, learning)) if learning else set()
        for node, start in placed:
            if not isinstance(node, ast.Call) or name_called(node) not in own - fitting:
                continue
            given = {part.id for value in node.args for part in walk(value) if isinstance(part, ast.Name)}
            if not models.isdisjoint(given) and any(_is_other(names, names & given, learned) for names in handed):
                yield node.lineno + start


def _is_other(parts: frozenset[str], given: frozenset[str], learned: set[str]) -> bool:
    """Whether what is given of some parts was not learned, and is data rather than what goes with it."""
    if parts.isdisjoint(learned) or not any(not _BESIDE.search(name) for name in given - learned):
        return False
    return given.isdisjoint(learned) or len(parts) == _LEAST


def _handed_out(node: ast.Assign, own: frozenset[str]) -> Iterator[frozenset[str]]:
    """Yield the names that parts are given by a call of the project's own function."""
    if not isinstance(node.value, ast.Call) or name_called(node.value) not in own:
        return
    for target in node.targets:
        names = [part.id for part in target.elts if isinstance(part, ast.Name)] if isinstance(target, ast.Tuple) else []
        if len(names) >= _LEAST:
            yield frozenset(names)


def _learning(nodes: list[ast.AST], fitting: frozenset[str]) -> tuple[list[ast.AST], set[str]]:
    """What a scope learns from, as calls and loops, and the names of the models that learn."""
    learning: list[ast.AST] = []
    models: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in _FITS:
                learning += [*node.args, *(word.value for word in node.keywords)]
                models.add(dotted(node.func.value))
            elif node.func.attr in _OF_NETWORKS and not node.args:
                models.add(dotted(node.func.value))
        elif isinstance(node, ast.Call) and name_called(node) in fitting:
            learning += node.args
        elif isinstance(node, ast.For) and any(
            isinstance(part, ast.Call) and name_called(part) == "backward" for part in walk(node)
        ):
            learning.append(node)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            name = name_called(node.value)
            if name in _FITS or name in fitting:
                models |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return learning, models
