"""Where code measures a model as it is made and again with the settings that a search found: two settings compared."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from portfolio_kit.repository.code.bound import Scope
from portfolio_kit.repository.code.syntax import dotted, name_called, walk
from portfolio_kit.repository.measuring.by_hand import METRIC
from portfolio_kit.repository.measuring.data_names import ASKED, is_on_training
from portfolio_kit.repository.measuring.measures import measuring_functions
from portfolio_kit.repository.models.searches import idle_searches
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

_SEARCH = "SearchCV"
_PLAIN, _TUNED = "plain", "tuned"


class Tuned(NamedTuple):
    """Where a model is measured as it is made, and where as a search left it."""

    plain: Evidence
    tuned: Evidence


def tuned_beside_plain(repository: Repository) -> Tuned | None:
    """Return where one piece of code measures a model with its first settings and with those that a search found."""
    own = [module for module in repository.modules if not is_test(module.path) and module.mentions(_SEARCH)]
    measuring = measuring_functions(module for module in repository.modules if not is_test(module.path))
    for module in own:
        idle = idle_searches(module)
        for scope in repository.live.scopes(module):
            lines = _measured(scope, idle, measuring)
            if _PLAIN in lines and _TUNED in lines:
                return Tuned(module.evidence(lines[_PLAIN]), module.evidence(lines[_TUNED]))
    return None


def _measured(scope: Scope, idle: frozenset[int], measuring: frozenset[str]) -> dict[str, int]:
    """The first line where a scope measures a model as it was made, and the first where one that was searched for."""
    known: dict[str, str] = {}
    lines: dict[str, int] = {}
    for node, line in _in_order(scope):
        if isinstance(node, ast.Assign):
            kind = _kind(node.value, known, idle)
            for target in node.targets:
                for name in _names_stored(target):
                    known.pop(name, None)
                    known |= {name: kind} if kind else {}
        elif name_called(node) == "fit" and isinstance(node.func, ast.Attribute):
            known.setdefault(dotted(node.func.value), _PLAIN)
        elif kind := _of_measure(node, known, measuring):
            lines.setdefault(kind, line)
    return lines


def _of_measure(call: ast.Call, known: dict[str, str], measuring: frozenset[str]) -> str:
    """Which model a call measures, if it measures one that is known."""
    name = name_called(call)
    if name == "score" and isinstance(call.func, ast.Attribute):
        return known.get(dotted(call.func.value), "")
    if not (METRIC.match(name) or name in measuring) or is_on_training(call):
        return ""
    found = (kind for argument in call.args if (kind := _kind(argument, known, frozenset())))
    return next(found, "")


def _kind(value: ast.expr, known: dict[str, str], idle: frozenset[int]) -> str:
    """What a value is, or comes from: a model as it was made, or one that a search found."""
    for part in walk(value):
        if isinstance(part, ast.Call) and id(part) not in idle and name_called(part).endswith(_SEARCH):
            return _TUNED
        if isinstance(part, ast.Attribute) and part.attr == "best_estimator_":
            return _TUNED
    if isinstance(value, (ast.Name, ast.Attribute)) and dotted(value) in known:
        return known[dotted(value)]
    calls = [part for part in walk(value) if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute)]
    for call in calls:
        if name_called(call) in ASKED:
            return known.get(dotted(call.func.value), "")  # type: ignore[attr-defined]
    if isinstance(value, ast.Call) and name_called(value) == "fit" and isinstance(value.func, ast.Attribute):
        return known.get(dotted(value.func.value), _PLAIN)
    return known.get(dotted(value.value), "") if isinstance(value, ast.Subscript) else ""


def _names_stored(target: ast.expr) -> Iterator[str]:
    parts: Iterable[ast.expr] = target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]
    return (name for part in parts if (name := dotted(part)))


def _in_order(scope: Scope) -> Iterator[tuple[ast.Assign | ast.Call, int]]:
    """Yield what a scope calls and names, line by line: what is called before what its result is called."""
    found = [
        ((node.end_lineno or node.lineno) + start, isinstance(node, ast.Assign), node.lineno + start, node)
        for node, start in scope.placed()
        if isinstance(node, (ast.Call, ast.Assign))
    ]
    return ((node, line) for _, _, line, node in sorted(found, key=lambda item: item[:2]))
