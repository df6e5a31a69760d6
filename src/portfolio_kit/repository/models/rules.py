"""Classes that are called as models are and answer by rules written by hand: nothing in them learns or loads."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable
from functools import cached_property

from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, walk

_ASKED = frozenset(
    {"predict", "predict_proba", "predict_one", "decision_function", "forecast", "recommend", "inference", "infer"}
)
_LEARNING = frozenset(
    {"fit", "train", "partial_fit", "fit_predict", "learn", "update", "forward", "setup", "learn_one"}
)
_NO_BASES = frozenset({"object", "ABC", "Protocol"})
_READING = frozenset({"open", "exec", "eval", "__import__", "input", "getattr"})
_ITSELF = frozenset({"self", "cls"})
_FILES = frozenset({"json", "pickle", "joblib", "yaml", "numpy", "np", "shelve"})
_PLAIN = (frozenset(dir(builtins)) - _READING) | {
    "append", "capitalize", "cls", "copy", "count", "debug", "endswith", "exp", "extend", "format", "get", "index",
    "info", "items", "join", "keys", "log", "lower", "replace", "sort", "split", "sqrt", "startswith", "strip", "super",
    "title", "upper", "values", "warning",
}  # fmt: skip


class Rules:
    """The classes of rules among the project's own, and the calls that ask them."""

    def __init__(self, modules: Iterable[Module]) -> None:
        self._modules = [module for module in modules if not module.is_beyond]

    def are_asked(self, module: Module, call: Call) -> bool:
        """Whether a call asks what is made of such a class, by itself or by a method of it, `Churn.load("m.pkl")`."""
        owner = call.name.rpartition(".")[0]
        if call.last not in _ASKED or not owner or not self._names:
            return False
        made: list[ast.expr] = [
            node.value
            for node in module.assignments
            if node.value is not None
            and any(
                dotted(target) == owner for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            )
        ]
        if not made:
            return not self._names.isdisjoint(owner.replace("()", "").split("."))
        return all(
            isinstance(value, ast.Call) and not self._names.isdisjoint(dotted(value.func).split(".")) for value in made
        )

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(
            node.name
            for module in self._modules
            if module.mentions("class ") and module.mentions(*_ASKED)
            for node in module.classes
            if _is_rule(node)
        )


def _is_rule(node: ast.ClassDef) -> bool:
    """Whether a class that predicts is made of nothing else, learns nothing and calls only what Python has itself."""
    methods = {part.name for part in node.body if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef))}
    if methods.isdisjoint(_ASKED) or methods & _LEARNING or any(dotted(base) not in _NO_BASES for base in node.bases):
        return False
    plain = _PLAIN | {node.name}
    for part in walk(node):
        if isinstance(part, ast.Call):
            owner, _, last = dotted(part.func).rpartition(".")
            is_own = owner in _ITSELF and last in methods
            if not is_own and (last not in plain or owner in _FILES):
                return False
    return True
