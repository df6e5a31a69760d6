"""Explanations that say nothing of the project's model: of numbers drawn by chance, or of a model that learnt none."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called, walk
from portfolio_kit.repository.models.drawn import Draws, arguments
from portfolio_kit.repository.texts.words import listed

if TYPE_CHECKING:
    from portfolio_kit.repository.repository import Repository

_DUMMIES = frozenset(listed("DummyClassifier DummyRegressor"))
_SAME_MODEL = frozenset(listed("eval to cpu cuda float double train"))
_MODELS = ("sklearn", "xgboost", "lightgbm", "catboost")
_NO_MODELS = frozenset(listed("Pipeline make_pipeline"))
_LOADING = frozenset(listed("load load_state_dict load_model load_weights from_pretrained"))
_NETWORKS = frozenset(listed("Module Model LightningModule"))


def is_of_chance(module: Module, call: Call, repository: Repository) -> bool:
    """Whether what a call explains, or explains it with, is drawn by chance in full, or the model learnt nothing."""
    return _Explained(module, call, repository).says_nothing()


class _Explained:
    """One explanation: what it is given, what it is asked about and which model it is of."""

    def __init__(self, module: Module, call: Call, repository: Repository) -> None:
        self._module = module
        self._call = call
        self._modules = repository.modules
        self._draws = Draws(module, call, repository)

    def says_nothing(self) -> bool:
        """Whether all that is explained is drawn, or the model that is explained learnt from such or from nothing."""
        if self._call.node.args and self._draws.is_itself_drawn(self._call.node.args[0]):
            return True
        given = self._draws.scope.names_behind(self._call.node)
        if any(self._draws.is_drawn(value) for name in given for value in self._draws.scope.values.get(name, ())):
            return True
        asked = list(self._asked())
        if asked and all(self._draws.is_drawn(value) or self._draws.is_blank(value) for value in asked):
            return True
        if (
            self._call.name.startswith("shap.")
            and self._call.node.args
            and self._draws.is_typed(self._call.node.args[0])
        ):
            return True
        models = {
            part.id
            for call in self._explaining()
            for argument in arguments(call)
            for part in walk(argument)
            if isinstance(part, ast.Name)
        }
        return any(self._learns_from_chance(name) or self._learns_nothing(name) for name in models)

    def _explaining(self) -> list[ast.Call]:
        """The call, and those that make what it is a method of: `Explainer(model).values(rows).mean(0)`."""
        found = [self._call.node]
        on: ast.expr = self._call.node.func
        while isinstance(on, (ast.Attribute, ast.Subscript, ast.Call)):
            if isinstance(on, ast.Call):
                found.append(on)
            on = on.func if isinstance(on, ast.Call) else on.value
        if isinstance(on, ast.Name):
            found += [value for value in self._draws.scope.values.get(on.id, ()) if isinstance(value, ast.Call)]
        return found

    def _asked(self) -> Iterator[ast.expr]:
        """What an explainer that the call makes is asked about."""
        node = self._call.node
        for call in self._explaining():
            is_method = isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Call)
            if is_method and call.args and not isinstance(call.args[0], ast.Constant):
                yield call.args[0]
        if "plot" in self._call.name and len(node.args) > 1:
            # A picture is given what was explained behind what came of it.
            yield node.args[1]
        named = {
            target.id
            for statement in self._draws.nodes
            if isinstance(statement, ast.Assign) and statement.value is node
            for target in statement.targets
            if isinstance(target, ast.Name)
        }
        for other in self._draws.nodes:
            if isinstance(other, ast.Call) and other.args:
                on = other.func.value if isinstance(other.func, ast.Attribute) else other.func
                if on is node or (isinstance(on, ast.Name) and on.id in named):
                    yield other.args[0]

    def _learns_from_chance(self, name: str) -> bool:
        fitted = [
            node
            for node in self._draws.nodes
            if isinstance(node, ast.Call)
            and name_called(node) == "fit"
            and isinstance(node.func, ast.Attribute)
            and any(isinstance(part, ast.Name) and part.id == name for part in walk(node.func.value))
        ]
        fitted += [
            value
            for value in self._draws.scope.values.get(name, ())
            if isinstance(value, ast.Call) and name_called(value) == "fit"
        ]
        return bool(fitted) and all(node.args and self._draws.is_drawn(node.args[0]) for node in fitted)

    def _learns_nothing(self, name: str) -> bool:
        """Whether a name stands for a model that is only made: nothing fits or loads it, or is handed it to do so."""
        values = self._draws.scope.values.get(name, ())
        if values and all(
            isinstance(part, ast.Call) and name_called(part) in _DUMMIES for part in map(_first_made, values)
        ):
            return True
        made = [_made(value) for value in values]
        if not made or not all(value is not None and self._is_new_model(value) for value in made):
            return False
        explaining = {id(call) for call in self._explaining()}
        for node in self._draws.nodes:
            if not isinstance(node, ast.Call) or id(node) in explaining:
                continue
            on = node.func.value if isinstance(node.func, ast.Attribute) else None
            if isinstance(on, ast.Name) and on.id == name and name_called(node) not in _SAME_MODEL:
                return False
            if any(
                isinstance(part, ast.Name) and part.id == name
                for value in arguments(node)
                for part in _outside(value, explaining)
            ):
                return False
        return True

    def _is_new_model(self, call: ast.Call) -> bool:
        """Whether a call makes a model that has learnt nothing: an estimator, or a network that loads no weights."""
        last = name_called(call)
        full = self._module.aliases.get(last, "")
        if full.startswith(_MODELS):
            return last[:1].isupper() and last not in _NO_MODELS
        for module in self._modules:
            for node in module.classes:
                if node.name == last:
                    inside = {name_called(part) for part in walk(node) if isinstance(part, ast.Call)}
                    bases = {dotted(base).rpartition(".")[2] for base in node.bases}
                    return not bases.isdisjoint(_NETWORKS) and inside.isdisjoint(_LOADING)
        return False


def _outside(node: ast.AST, left_out: set[int]) -> Iterator[ast.AST]:
    """A node and all below it, without some of the calls."""
    if id(node) not in left_out:
        yield node
        for child in ast.iter_child_nodes(node):
            yield from _outside(child, left_out)


def _first_made(value: ast.expr) -> ast.expr:
    """What a chain of calls begins with: the model of `Model().fit(rows, answers)`."""
    while (
        isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and isinstance(value.func.value, ast.Call)
    ):
        value = value.func.value
    return value


def _made(value: ast.expr) -> ast.Call | None:
    """The call that makes a model, without what gives the same one back: `Net().eval()`."""
    while (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Attribute)
        and value.func.attr in _SAME_MODEL
        and isinstance(value.func.value, ast.Call)
    ):
        value = value.func.value
    return value if isinstance(value, ast.Call) else None
