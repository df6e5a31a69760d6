"""Models that one function of the project asks and measures, one after the other, on the same data."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Function
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called, walk
from portfolio_kit.repository.measuring.by_hand import METRIC
from portfolio_kit.repository.measuring.measures import measures
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

_ASKED = re.compile(r"predict\w{0,20}|decision_function|score|evaluate|transcribe|generate")
_METRICS = re.compile(r"(?:calc\w{0,6}|comput\w{1,3}|get|evaluate)_\w{0,20}metrics", re.IGNORECASE)
# A model that was loaded again, or that goes on learning, is the same one.
_SAME = re.compile(r"load|restor|copy|reload|check", re.IGNORECASE)


def measured_in_turn(repository: Repository, modules: Sequence[Module]) -> tuple[str, tuple[Evidence, ...]] | None:
    """Return which models are measured so, in words, and where: `judge(forest, x, y)` and `judge(boosted, x, y)`."""
    judging = {
        function.last: at
        for module in modules
        for function in module.functions
        if (at := _position_asked(function)) is not None
    }
    for module in modules if judging else ():
        if not module.mentions(*judging):
            continue
        for scope in repository.live.scopes(module):
            alone: dict[tuple[str, ...], dict[str, int]] = {}
            for node, start in scope.placed():
                if isinstance(node, ast.Call) and name_called(node) in judging:
                    for model, others in _given(node, judging[name_called(node)]):
                        alone.setdefault(others, {}).setdefault(model, node.lineno + start)
            for models in alone.values():
                if len(models) > 1 and not any(map(_SAME.search, models)):
                    return ", ".join(models), tuple(map(module.evidence, models.values()))
    return None


def _position_asked(function: Function) -> int | None:
    """Where among what a function is given the model stands that it asks, if it measures what that says."""
    names = [argument.arg for argument in function.node.args.args]
    names = names[1:] if names[:1] in (["self"], ["cls"]) else names
    calls = [node for node in walk(function.node) if isinstance(node, ast.Call)]
    if not any(
        measures(call) or METRIC.match(name_called(call)) or _METRICS.match(name_called(call)) for call in calls
    ):
        return None
    if any(name_called(call).startswith("fit") for call in calls):
        return None
    asked = {
        dotted(call.func).partition(".")[0]
        for call in calls
        if isinstance(call.func, ast.Attribute) and _ASKED.fullmatch(call.func.attr)
    }
    return next((at for at, name in enumerate(names) if name in asked), None)


def _given(call: ast.Call, at: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the model that a call is given, by its name, and the names of what it is measured on beside it."""
    if at < len(call.args) and isinstance(model := call.args[at], ast.Name):
        others = (argument for argument in call.args if argument is not model)
        yield model.id, (name_called(call), *(argument.id for argument in others if isinstance(argument, ast.Name)))
