"""What is drawn by chance in full, so that nothing that is measured on it, learnt from it or explained by it says
anything of the project's model.

A matrix that is drawn is chance whoever uses it; a table of drawn columns or a toy data set is where other code of the
project trains on what it reads.
"""

from __future__ import annotations

import ast
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
_DEEPEST = 5
# From a model back through a split of a table to its columns.
_FAR = 9


def is_measured_on_chance(module: Module, call: Call, repository: Repository) -> bool:
    """Whether a call measures what is drawn by chance: truth or prediction that no model and no data gave."""
    return Draws(module, call, repository).is_given_draws()


def learns_from_draws(module: Module, call: Call, repository: Repository) -> bool:
    """Whether all that a model learns from is drawn by chance, so that nothing can be learnt."""
    return Draws(module, call, repository).is_given_nothing_else()


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


class Draws:
    """Follows what a call is given back to where it is from."""

    def __init__(self, module: Module, call: Call, repository: Repository) -> None:
        self._module = module
        self._call = call
        self._counts_choices = self._is_apart = False
        function = next((found.node for found in module.functions if found.name == call.scope), None)
        self.nodes = (
            walk(function)
            if function is not None
            else [node for tree, _ in module.trees for node in outside(tree.body)]
        )
        self.scope = Scope([(self.nodes, 0)])
        self._functions = {function.last: function.node for function in module.functions}
        reading = {use.module for use in repository.stages.of(READ) if use.call.last not in TOYS}
        training = [use for use in repository.stages.of(TRAIN) if not is_test(use.module.path)]
        elsewhere = {use.module for use in training} - {module}
        self._is_beside = module not in reading and bool(reading) and bool(elsewhere)
        if reading and not self._is_beside:
            # The project's own model may learn in the same module, from something else than such a set.
            self._is_beside = True
            fits = [use.call.node for use in training if use.module is module and use.call.node.args]
            self._is_beside = not all(self.is_drawn(fit.args[0]) for fit in fits)

    def is_itself_drawn(self, node: ast.expr) -> bool:
        """Whether what stands in the call, and under no name, is drawn: `shap.summary_plot(normal(size=9), rows)`."""
        return isinstance(node, ast.Call) and name_called(node) in _DRAWN and self.is_drawn(node)

    def is_given_nothing_else(self) -> bool:
        """Whether all that the call is given by its place is drawn, each by itself, so that nothing hangs together."""
        self._counts_choices = self._is_apart = True
        given = self._call.node.args
        return bool(given) and all(self.is_drawn(value, _FAR) for value in given)

    def is_given_draws(self) -> bool:
        """Whether what the call is given is drawn, classes and choices among it, or is the other with some luck."""
        self._counts_choices = True
        given = arguments(self._call.node)
        if any(map(self.is_drawn, given)):
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
                values = self.scope.values.get(node.id, ()) if node.id not in names | {truth} else ()
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

    def is_drawn(self, node: ast.expr, depth: int = _DEEPEST) -> bool:
        """Whether an expression is drawn by chance in full."""
        if depth <= 0:
            return False
        if self._is_apart and not self._stands_alone(node):
            return False
        if isinstance(node, ast.Name):
            return any(self.is_drawn(value, depth - 1) for value in self.scope.values.get(node.id, ()))
        if isinstance(node, ast.Subscript):
            return self.is_drawn(node.value, depth - 1)
        if isinstance(node, ast.BinOp):
            sides = [side for side in (node.left, node.right) if not isinstance(side, ast.Constant)]
            return bool(sides) and all(self.is_drawn(side, depth - 1) for side in sides)
        if isinstance(node, ast.Dict):
            if self._is_apart:
                return bool(node.values) and all(self.is_drawn(value, depth - 1) for value in node.values)
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
            return any(self.is_drawn(value, depth - 1) for value in values)
        if last in _PASSED_ON and isinstance(call.func, ast.Attribute):
            return self.is_drawn(call.func.value, depth - 1)
        if last == "train_test_split":
            return bool(call.args) and all(self.is_drawn(value, depth - 1) for value in call.args)
        function = self._functions.get(last) if isinstance(call.func, ast.Name) else None
        if function is None:
            return False
        inner = Scope([(walk(function), 0)])
        returned = [part.value for part in walk(function) if isinstance(part, ast.Return) and part.value is not None]
        outer, self.scope = self.scope, inner
        try:
            return any(
                self.is_drawn(part, depth - 1)
                for value in returned
                for part in (value.elts if isinstance(value, ast.Tuple) else [value])
            )
        finally:
            self.scope = outer

    def _is_column_drawn(self, value: ast.expr) -> bool:
        return any(
            isinstance(part, ast.Call) and (name_called(part) in _DRAWN or name_called(part) in _DRAWN_BY_GENERATORS)
            for part in walk(value)
        )

    def is_blank(self, node: ast.expr) -> bool:
        """Whether an expression is the same value all over."""
        values = self.scope.values.get(node.id, ()) if isinstance(node, ast.Name) else [node]
        return any(isinstance(value, ast.Call) and name_called(value) in _BLANK for value in values)

    def is_typed(self, node: ast.expr) -> bool:
        """Whether an expression is numbers that somebody typed."""
        values = self.scope.values.get(node.id, ()) if isinstance(node, ast.Name) else [node]
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

    @cached_property
    def _changed(self) -> frozenset[str]:
        """The names whose parts are given something: what was drawn need not be what it is then."""
        targets: list[ast.expr] = []
        for node in self.nodes:
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
            not isinstance(value, ast.Constant) for name in names for value in self.scope.values.get(name, (call,))
        )


def _draws(call: ast.Call) -> bool:
    """Whether a call draws by chance, classes and choices too: with Python's own generator or another."""
    last = name_called(call)
    return last in _DRAWN or (last in _DRAWN_BY_GENERATORS and "." in dotted(call.func))


def _turned(call: ast.Call) -> list[ast.expr]:
    """What a call turns into something else: what it is given, and what it is a method of."""
    if name_called(call) in _PASSED_ON and isinstance(call.func, ast.Attribute):
        return [*arguments(call), call.func.value]
    return arguments(call)


def arguments(call: ast.Call) -> list[ast.expr]:
    """Return what a call is given, by place and by name."""
    return [*call.args, *(keyword.value for keyword in call.keywords)]
