"""Explanations of what says nothing of the project's model: of numbers drawn by chance, or of a model that learnt none.

A matrix that is drawn is chance whoever explains it; a table of drawn columns or a toy data set is where other code of
the project trains on what it reads.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property
from itertools import permutations
from typing import TYPE_CHECKING

from portfolio_kit.repository.code.bound import Scope, outside
from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called, walk
from portfolio_kit.repository.models.stages import READ, TRAIN, is_test
from portfolio_kit.repository.texts.words import listed

if TYPE_CHECKING:
    from portfolio_kit.repository.repository import Repository

_DRAWN = frozenset(listed("randn rand standard_normal normal uniform random_sample randn_like rand_like"))
_DRAWN_BY_GENERATORS = frozenset(listed("random integers randint choice poisson exponential binomial"))
TOYS = frozenset(
    listed(
        "load_iris load_wine load_breast_cancer load_diabetes load_digits fetch_california_housing make_classification"
        " make_regression make_blobs make_moons"
    )
)
_WRAPS = frozenset(
    listed("DataFrame array asarray tensor as_tensor from_numpy Tensor FloatTensor torch_tensor vstack hstack")
)
_BLANK = frozenset(listed("zeros ones full zeros_like ones_like full_like empty"))
_PASSED_ON = frozenset(
    listed("astype float double reshape view unsqueeze squeeze to to_numpy copy clone requires_grad_ head sample T")
)
# What only turns one answer into another.
_SHIFTS = _WRAPS | _PASSED_ON | frozenset(listed("where clip abs round int len minimum maximum logical_not choose"))
# What is given nothing but how many to draw.
_BY_SHAPE = frozenset(listed("rand randn random random_sample standard_normal"))
_PARTS = (ast.Attribute, ast.Subscript)
_DUMMIES = frozenset(listed("DummyClassifier DummyRegressor"))
_SAME_MODEL = frozenset(listed("eval to cpu cuda float double train"))
_MODELS = ("sklearn", "xgboost", "lightgbm", "catboost")
_NO_MODELS = frozenset(listed("Pipeline make_pipeline"))
_LOADING = frozenset(listed("load load_state_dict load_model load_weights from_pretrained"))
_NETWORKS = frozenset(listed("Module Model LightningModule"))
_DEEPEST = 5
# From a model back through a split of a table to its columns.
_FAR = 9


def is_measured_on_chance(module: Module, call: Call, repository: Repository) -> bool:
    """Whether a call measures what is drawn by chance: truth or prediction that no model and no data gave."""
    return _Chance(module, call, repository).is_given_draws()


def learns_from_draws(module: Module, call: Call, repository: Repository) -> bool:
    """Whether all that a model learns from is drawn by chance, so that nothing can be learnt."""
    return _Chance(module, call, repository).is_given_nothing_else()


def is_of_chance(module: Module, call: Call, repository: Repository) -> bool:
    """Whether what a call explains, or explains it with, is drawn by chance in full, or the model learnt nothing."""
    return _Chance(module, call, repository).says_nothing()


def models_of_chance(module: Module) -> frozenset[str]:
    """Return the names that only ever stand for models that are fitted to numbers drawn by chance."""
    fitted: dict[str, list[bool]] = {}
    for node in (node for tree, _ in module.trees for node in walk(tree)):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    fitted.setdefault(target.id, []).append(
                        name_called(node.value) == "fit" and bool(node.value.args) and _is_draw(node.value.args[0])
                    )
        elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.For)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for part in (part for target in targets for part in walk(target)):
                if isinstance(part, ast.Name):
                    fitted.setdefault(part.id, []).append(False)
    return frozenset(name for name, drawn in fitted.items() if all(drawn))


def _is_draw(node: ast.expr) -> bool:
    """Whether an expression itself draws by chance: `generator.normal(size=rows.shape)`."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and name_called(node) in _DRAWN


class _Chance:
    """Follows what one explanation is given back to where it is from."""

    def __init__(self, module: Module, call: Call, repository: Repository) -> None:
        self._module = module
        self._call = call
        self._modules = repository.modules
        self._counts_choices = self._is_apart = False
        function = next((found.node for found in module.functions if found.name == call.scope), None)
        self._nodes = (
            walk(function)
            if function is not None
            else [node for tree, _ in module.trees for node in outside(tree.body)]
        )
        self._scope = Scope([(self._nodes, 0)])
        self._functions = {function.last: function.node for function in module.functions}
        reading = {use.module for use in repository.stages.of(READ) if use.call.last not in TOYS}
        training = [use for use in repository.stages.of(TRAIN) if not is_test(use.module.path)]
        elsewhere = {use.module for use in training} - {module}
        self._is_beside = module not in reading and bool(reading) and bool(elsewhere)
        if reading and not self._is_beside:
            # The project's own model may learn in the same module, from something else than such a set.
            self._is_beside = True
            fits = [use.call.node for use in training if use.module is module and use.call.node.args]
            self._is_beside = not all(self._is_drawn(fit.args[0]) for fit in fits)

    def says_nothing(self) -> bool:
        """Whether all that is explained is drawn, or the model that is explained learnt from such or from nothing."""
        if self._call.node.args and self._is_itself_drawn(self._call.node.args[0]):
            return True
        given = self._scope.names_behind(self._call.node)
        if any(self._is_drawn(value) for name in given for value in self._scope.values.get(name, ())):
            return True
        asked = list(self._asked())
        if asked and all(self._is_drawn(value) or self._is_blank(value) for value in asked):
            return True
        if self._call.name.startswith("shap.") and self._call.node.args and self._is_typed(self._call.node.args[0]):
            return True
        models = {
            part.id
            for call in self._explaining()
            for argument in _arguments(call)
            for part in walk(argument)
            if isinstance(part, ast.Name)
        }
        return any(self._learns_from_chance(name) or self._learns_nothing(name) for name in models)

    def _is_itself_drawn(self, node: ast.expr) -> bool:
        """Whether what stands in the call, and under no name, is drawn: `shap.summary_plot(normal(size=9), rows)`."""
        return isinstance(node, ast.Call) and name_called(node) in _DRAWN and self._is_drawn(node)

    def is_given_nothing_else(self) -> bool:
        """Whether all that the call is given by its place is drawn, each by itself, so that nothing hangs together."""
        self._counts_choices = self._is_apart = True
        given = self._call.node.args
        return bool(given) and all(self._is_drawn(value, _FAR) for value in given)

    @cached_property
    def _changed(self) -> frozenset[str]:
        """The names whose parts are given something: what was drawn need not be what it is then."""
        targets: list[ast.expr] = []
        for node in self._nodes:
            if isinstance(node, ast.AugAssign):
                targets.append(node.target)
            elif isinstance(node, ast.Assign):
                targets += [target for target in node.targets if isinstance(target, (ast.Subscript, ast.Attribute))]
        return frozenset(part.id for target in targets for part in walk(target) if isinstance(part, ast.Name))

    def _stands_alone(self, node: ast.expr) -> bool:
        """Whether nothing can have been put into what is drawn that a model could find in it."""
        if isinstance(node, ast.Name):
            return node.id not in self._changed
        if isinstance(node, ast.Call):
            return not (_draws(node) and self._hangs_on_others(node))
        return not isinstance(node, ast.BinOp)

    def _hangs_on_others(self, call: ast.Call) -> bool:
        """Whether a call draws by what it is given: around a mean or by chances that are worked out."""
        given = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg != "size")]
        names = {part.id for value in given for part in walk(value) if isinstance(part, ast.Name)}
        return name_called(call) not in _BY_SHAPE and any(
            not isinstance(value, ast.Constant) for name in names for value in self._scope.values.get(name, (call,))
        )

    def is_given_draws(self) -> bool:
        """Whether what the call is given is drawn, classes and choices among it, or is the other with some luck."""
        self._counts_choices = True
        given = _arguments(self._call.node)
        if any(map(self._is_drawn, given)):
            return True
        return any(
            isinstance(truth, ast.Name) and self._is_guessed_from(truth.id, said)
            for truth, said in permutations(given[:2], 2)
        )

    def _is_guessed_from(self, truth: str, said: ast.expr) -> bool:
        """Whether what is said of rows is worked out from their true answers and drawn by chance, and nothing else."""
        names: set[str] = set()
        waiting: list[ast.AST] = [said]
        is_drawn = False
        while waiting:
            node = waiting.pop()
            if isinstance(node, ast.Name):
                values = self._scope.values.get(node.id, ()) if node.id not in names | {truth} else ()
                if not values and node.id not in names | {truth}:
                    return False
                names.add(node.id)
                waiting += values
            elif isinstance(node, ast.Call):
                is_drawn |= _draws(node)
                if not _draws(node) and name_called(node) not in _SHIFTS:
                    return False
                waiting += [] if _draws(node) else _turned(node)
            else:
                waiting += [node.value] if isinstance(node, _PARTS) else ast.iter_child_nodes(node)
        return is_drawn and truth in names

    def _is_blank(self, node: ast.expr) -> bool:
        """Whether an expression is the same value all over."""
        values = self._scope.values.get(node.id, ()) if isinstance(node, ast.Name) else [node]
        return any(isinstance(value, ast.Call) and name_called(value) in _BLANK for value in values)

    def _is_typed(self, node: ast.expr) -> bool:
        """Whether an expression is numbers that somebody typed."""
        values = self._scope.values.get(node.id, ()) if isinstance(node, ast.Name) else [node]
        for value in values:
            inner = (
                value.args[0] if isinstance(value, ast.Call) and name_called(value) in _WRAPS and value.args else value
            )
            leaves = [part for part in walk(inner) if isinstance(part, ast.Constant)]
            if (
                isinstance(inner, (ast.List, ast.Tuple, ast.Dict))
                and any(isinstance(leaf.value, float) for leaf in leaves)
                and not any(isinstance(part, (ast.Name, ast.Call)) for part in walk(inner))
            ):
                return True
        return False

    def _explaining(self) -> list[ast.Call]:
        """The call, and those that make what it is a method of: `Explainer(model).values(rows).mean(0)`."""
        found = [self._call.node]
        on: ast.expr = self._call.node.func
        while isinstance(on, (ast.Attribute, ast.Subscript, ast.Call)):
            if isinstance(on, ast.Call):
                found.append(on)
            on = on.func if isinstance(on, ast.Call) else on.value
        if isinstance(on, ast.Name):
            found += [value for value in self._scope.values.get(on.id, ()) if isinstance(value, ast.Call)]
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
            for statement in self._nodes
            if isinstance(statement, ast.Assign) and statement.value is node
            for target in statement.targets
            if isinstance(target, ast.Name)
        }
        for other in self._nodes:
            if isinstance(other, ast.Call) and other.args:
                on = other.func.value if isinstance(other.func, ast.Attribute) else other.func
                if on is node or (isinstance(on, ast.Name) and on.id in named):
                    yield other.args[0]

    def _is_drawn(self, node: ast.expr, depth: int = _DEEPEST) -> bool:
        """Whether an expression is drawn by chance in full."""
        if depth <= 0:
            return False
        if self._is_apart and not self._stands_alone(node):
            return False
        if isinstance(node, ast.Name):
            return any(self._is_drawn(value, depth - 1) for value in self._scope.values.get(node.id, ()))
        if isinstance(node, ast.Subscript):
            return self._is_drawn(node.value, depth - 1)
        if isinstance(node, ast.BinOp):
            sides = [side for side in (node.left, node.right) if not isinstance(side, ast.Constant)]
            return bool(sides) and all(self._is_drawn(side, depth - 1) for side in sides)
        if isinstance(node, ast.Dict):
            if self._is_apart:
                return bool(node.values) and all(self._is_drawn(value, depth - 1) for value in node.values)
            return self._is_beside and bool(node.values) and all(map(self._is_column_drawn, node.values))
        return isinstance(node, ast.Call) and self._gives_drawn(node, depth)

    def _gives_drawn(self, call: ast.Call, depth: int) -> bool:
        last = name_called(call)
        if last in _DRAWN or (self._counts_choices and _draws(call)):
            return True
        if last in TOYS:
            return self._is_beside
        if last in _WRAPS:
            values = [*call.args[:1], *(keyword.value for keyword in call.keywords if keyword.arg == "data")]
            return any(self._is_drawn(value, depth - 1) for value in values)
        if last in _PASSED_ON and isinstance(call.func, ast.Attribute):
            return self._is_drawn(call.func.value, depth - 1)
        if last == "train_test_split":
            return bool(call.args) and all(self._is_drawn(value, depth - 1) for value in call.args)
        function = self._functions.get(last) if isinstance(call.func, ast.Name) else None
        if function is None:
            return False
        inner = Scope([(walk(function), 0)])
        returned = [part.value for part in walk(function) if isinstance(part, ast.Return) and part.value is not None]
        outer, self._scope = self._scope, inner
        try:
            return any(
                self._is_drawn(part, depth - 1)
                for value in returned
                for part in (value.elts if isinstance(value, ast.Tuple) else [value])
            )
        finally:
            self._scope = outer

    def _is_column_drawn(self, value: ast.expr) -> bool:
        return any(
            isinstance(part, ast.Call) and (name_called(part) in _DRAWN or name_called(part) in _DRAWN_BY_GENERATORS)
            for part in walk(value)
        )

    def _learns_from_chance(self, name: str) -> bool:
        fitted = [
            node
            for node in self._nodes
            if isinstance(node, ast.Call)
            and name_called(node) == "fit"
            and isinstance(node.func, ast.Attribute)
            and any(isinstance(part, ast.Name) and part.id == name for part in walk(node.func.value))
        ]
        fitted += [
            value
            for value in self._scope.values.get(name, ())
            if isinstance(value, ast.Call) and name_called(value) == "fit"
        ]
        return bool(fitted) and all(node.args and self._is_drawn(node.args[0]) for node in fitted)

    def _learns_nothing(self, name: str) -> bool:
        """Whether a name stands for a model that is only made: nothing fits or loads it, or is handed it to do so."""
        values = self._scope.values.get(name, ())
        if values and all(
            isinstance(part, ast.Call) and name_called(part) in _DUMMIES for part in map(_first_made, values)
        ):
            return True
        made = [_made(value) for value in values]
        if not made or not all(value is not None and self._is_new_model(value) for value in made):
            return False
        explaining = {id(call) for call in self._explaining()}
        for node in self._nodes:
            if not isinstance(node, ast.Call) or id(node) in explaining:
                continue
            on = node.func.value if isinstance(node.func, ast.Attribute) else None
            if isinstance(on, ast.Name) and on.id == name and name_called(node) not in _SAME_MODEL:
                return False
            if any(
                isinstance(part, ast.Name) and part.id == name
                for value in _arguments(node)
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


def _draws(call: ast.Call) -> bool:
    """Whether a call draws by chance, classes and choices too: with Python's own generator or another."""
    last = name_called(call)
    return last in _DRAWN or (last in _DRAWN_BY_GENERATORS and "." in dotted(call.func))


def _turned(call: ast.Call) -> list[ast.expr]:
    """What a call turns into something else: what it is given, and what it is a method of."""
    if name_called(call) in _PASSED_ON and isinstance(call.func, ast.Attribute):
        return [*_arguments(call), call.func.value]
    return _arguments(call)


def _arguments(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]


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
