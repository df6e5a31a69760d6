"""Explanations worked out by hand: a column shuffled, a part covered, a feature left out, and the model asked again.

And gradients of an answer that are followed back to what the model looks at, which no optimizer takes a step with.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.bound import Scope
from portfolio_kit.repository.code.syntax import dotted, name_called, string, walk
from portfolio_kit.repository.measuring.by_hand import METRIC
from portfolio_kit.repository.texts.words import listed

if TYPE_CHECKING:
    from portfolio_kit.repository.code.live import Live
    from portfolio_kit.repository.code.python import Module

SHUFFLED = "permutation importance"
COVERED = "occlusion"
LEFT_OUT = "importance by leaving features out"
FOLLOWED = "Grad-CAM"

_SHUFFLES = frozenset(listed("permutation permuted shuffle randperm"))
_ANSWERS = frozenset(
    listed("predict predict_proba decision_function predict_classes inplace_predict predict_on_batch forward score")
)
_NETWORKS = frozenset(listed("model net network classifier clf pipe pipeline"))
_ASKING = re.compile(r"predict|prob|scor|infer|logit|confid|classif", re.IGNORECASE)
_TRAINS = frozenset(listed("fit backward partial_fit train_on_batch step apply_gradients minimize fit_transform"))
_FILLS = frozenset(listed("mean median zeros zeros_like ones ones_like full full_like int float array min max"))
_FILL = re.compile(r"fill|gr[ae]y|baseline|mean|blank|mask|value|colou?r|reference", re.IGNORECASE)
_STEPS = frozenset(listed("step apply_gradients minimize zero_grad"))
_OF_TRAINING = re.compile(r"penalty|adversar|fgsm|attack|optim|discriminator|generator", re.IGNORECASE)
_MAPPING = frozenset(listed("relu maximum clip resize interpolate abs amax"))
_LOOPS = (ast.For, ast.ListComp, ast.DictComp, ast.GeneratorExp, ast.SetComp)
_DEEPEST = 2


def perturbations(module: Module, live: Live) -> Iterator[tuple[str, int]]:
    """Yield how a module explains a model by hand, with the lines."""
    changes = module.mentions("permutation(", "shuffle(", "permuted(", "randperm(", "copy(", "clone(", "rfft") or (
        module.mentions("fit(", "cross_val_score(") and module.mentions("drop(", "!=")
    )
    changes = changes or (module.mentions("+ 1:]", "+1:]", "+ 1 :]") and module.mentions("predict"))
    follows = module.mentions(".gradient(", "autograd.grad(", "backward(")
    if not follows and not changes:
        return
    functions = {function.last: function.node for function in module.functions}
    for scope in live.scopes(module):
        reader = _Reader(scope, functions)
        if follows and (line := reader.followed()) is not None:
            yield FOLLOWED, line
        if changes:
            yield from reader.perturbed()


class _Reader:
    """Reads one scope for what it changes of a model's input before it asks again."""

    def __init__(self, scope: Scope, functions: dict[str, ast.FunctionDef | ast.AsyncFunctionDef]) -> None:
        self._scope = scope
        self._functions = functions

    @cached_property
    def _nodes(self) -> list[ast.AST]:
        return [node for nodes, _ in self._scope.parts for node in nodes]

    def perturbed(self) -> Iterator[tuple[str, int]]:
        """Yield what is changed, one part after the other, before the model is asked again."""
        for nodes, start in self._scope.parts:
            for node in nodes:
                if isinstance(node, _LOOPS):
                    what = self._change(walk(node))
                    if what:
                        yield what, node.lineno + start

    def followed(self) -> int | None:
        """Return the line that takes the gradient of an answer, where a map is made of it and nothing is trained."""
        for nodes, start in self._scope.parts:
            calls = [node for node in nodes if isinstance(node, ast.Call)]
            lasts = {name_called(call) for call in calls}
            named = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
            names = {node.id for node in nodes if isinstance(node, ast.Name)} | named
            if (
                not _STEPS.isdisjoint(lasts | named)
                or _MAPPING.isdisjoint(lasts)
                or any(map(_OF_TRAINING.search, names))
            ):
                continue
            for call in calls:
                is_gradient = (name_called(call) in ("gradient", "grad") and call.args) or (
                    name_called(call) == "backward" and "grad" in named
                )
                if is_gradient and not any("loss" in name.lower() for name in _names(call)):
                    return call.lineno + start
        return None

    def _reached(self, nodes: list[ast.AST]) -> list[ast.AST]:
        """The nodes with those of the functions of the module that they call."""
        found = list(nodes)
        seen: set[str] = set()
        level = nodes
        for _ in range(_DEEPEST):
            called = {name_called(node) for node in level if isinstance(node, ast.Call)} & self._functions.keys() - seen
            seen |= called
            level = [node for name in called for node in walk(self._functions[name])]
            found += level
        return found

    def _asks(self, node: ast.AST, depth: int = _DEEPEST) -> bool:
        """Whether a node asks a model something."""
        if not isinstance(node, ast.Call) or not (node.args or node.keywords):
            return False
        last = name_called(node)
        if last in self._functions and depth:
            return any(self._asks(part, depth - 1) for part in walk(self._functions[last]))
        if last in _ANSWERS:
            return isinstance(node.func, ast.Attribute) or last in self._functions or last != "score"
        if isinstance(node.func, ast.Name):
            made = self._scope.values.get(last, ())
            return (
                last in _NETWORKS
                or (last not in self._functions and bool(_ASKING.search(last)) and not METRIC.match(last))
                or any(isinstance(value, ast.Call) and name_called(value)[:1].isupper() for value in made)
            )
        return isinstance(node.func, ast.Attribute) and last in _NETWORKS

    def _asks_later(self, inside: list[ast.AST]) -> bool:
        """Whether a loop only gathers what the model is asked about behind it."""
        gathered = {
            node.func.value.id
            for node in inside
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "append"
            and isinstance(node.func.value, ast.Name)
        }
        return bool(gathered) and any(
            self._asks(node) and not gathered.isdisjoint(_names(node))
            for nodes, _ in self._scope.parts
            for node in nodes
        )

    def _change(self, inside: list[ast.AST]) -> str | None:
        """What a loop changes before the model is asked: only left out may be what it is trained on again."""
        lasts = {name_called(node) for node in inside if isinstance(node, ast.Call)}
        if _TRAINS.isdisjoint(lasts):
            reached = self._reached(inside)
            asking = [node for node in reached if self._asks(node)]
            later = self._asks_later(inside)
            if not asking and not later:
                return None
            if not any(map(_compares, (*reached, *self._nodes))):
                return None
            if any(map(_shuffles_a_part, reached)):
                return SHUFFLED
            if any(map(_leaves_out_one, inside)):
                return COVERED
            asked = {name for node in asking for name in _names(node)} | (self._gathered(inside) if later else set())
            added = _added(reached)
            if any((base := _covers_a_part(node)) and base in asked for node in reached if id(node) not in added):
                return COVERED
            handed = {
                name_called(part)
                for node in inside
                if isinstance(node, ast.Call) and name_called(node) in self._functions
                for argument in (*node.args, *(keyword.value for keyword in node.keywords))
                for part in walk(argument)
                if isinstance(part, ast.Call)
            }
            changing = handed & self._functions.keys()
            if any(_gives_back_changed(self._functions[name]) for name in changing):
                return COVERED
        trains = not lasts.isdisjoint(("fit", "cross_val_score", "clone"))
        measures = any(METRIC.match(last) or last in ("score", "cross_val_score") for last in lasts)
        return LEFT_OUT if trains and measures and self._leaves_out(inside) else None

    def _gathered(self, inside: list[ast.AST]) -> set[str]:
        """The names of what a loop appends to a list."""
        return {
            name
            for node in inside
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "append"
            for name in _names(node)
        }

    def _leaves_out(self, inside: list[ast.AST]) -> bool:
        """Whether what is fitted is made of all but the one that a loop has come to."""
        for node in inside:
            if isinstance(node, ast.comprehension) and isinstance(node.target, (ast.Name, ast.Tuple)):
                own = set(_names(node.target))
                for condition in node.ifs:
                    if (
                        isinstance(condition, ast.Compare)
                        and isinstance(condition.ops[0], ast.NotEq)
                        and isinstance(condition.left, ast.Name)
                        and condition.left.id in own
                        and isinstance(condition.comparators[0], ast.Name)
                        and condition.comparators[0].id in self._scope.looped
                    ):
                        return True
            if isinstance(node, ast.Call) and name_called(node) == "drop":
                dropped = [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg == "columns")]
                dropped = [
                    part.elts[0] if isinstance(part, ast.List) and len(part.elts) == 1 else part for part in dropped
                ]
                by_column = any(keyword.arg in ("columns", "axis") for keyword in node.keywords)
                if by_column and any(isinstance(part, ast.Name) and part.id in self._scope.looped for part in dropped):
                    return True
        return False


def _compares(node: ast.AST) -> bool:
    """Whether anything is set against anything, as the score after against the one before, or the answers."""
    if isinstance(node, ast.Compare):
        is_same = isinstance(node.ops[0], (ast.Eq, ast.NotEq))
        return is_same and any(isinstance(part, ast.Call) and name_called(part) in _ANSWERS for part in walk(node))
    return isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Sub, ast.Div))


def _leaves_out_one(node: ast.AST) -> bool:
    """Whether a sequence is put together without one of it: `words[:i] + words[i + 1:]`."""
    if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add)):
        return False
    parts = [part for part in (node.left, node.right) if isinstance(part, ast.Subscript)]
    return (
        len(parts) == len((node.left, node.right))
        and ast.dump(parts[0].value) == ast.dump(parts[1].value)
        and all(isinstance(part.slice, ast.Slice) and _names(part.slice) for part in parts)
    )


def _shuffles_a_part(node: ast.AST) -> bool:
    """Whether a column or another named part is put in a random order: `Z[c] = rng.permutation(Z[c])`."""
    if isinstance(node, ast.Assign):
        return any(map(_is_part, node.targets)) and _has_shuffle(node.value)
    if isinstance(node, ast.Call):
        if name_called(node) == "shuffle":
            return bool(node.args) and _is_part(node.args[0])
        return name_called(node) == "assign" and any(
            keyword.arg is None and _has_shuffle(keyword.value) for keyword in node.keywords
        )
    return False


def _has_shuffle(value: ast.expr) -> bool:
    return any(
        isinstance(part, ast.Call)
        and (
            name_called(part) in _SHUFFLES
            or (name_called(part) == "sample" and any(keyword.arg == "frac" for keyword in part.keywords))
        )
        for part in walk(value)
    )


def _is_part(target: ast.AST) -> bool:
    """Whether a target is a part of something that a variable tells: `Z[c]`, `Z[:, i]`."""
    return isinstance(target, ast.Subscript) and any(isinstance(part, ast.Name) for part in walk(target.slice))


def _added(nodes: list[ast.AST]) -> set[int]:
    """The statements that only add what is not there: `if name not in row: row[name] = 0` covers nothing."""
    return {
        id(statement)
        for node in nodes
        if isinstance(node, ast.If)
        and any(isinstance(part, ast.Compare) and isinstance(part.ops[0], ast.NotIn) for part in walk(node.test))
        for statement in node.body
    }


def _covers_a_part(node: ast.AST) -> str:
    """The name of what a part is covered of, with one value for all of it; empty where none is."""
    if not isinstance(node, ast.Assign) or not _is_fill(node.value):
        return ""
    for target in node.targets:
        if _is_part(target) and string(target.slice if isinstance(target, ast.Subscript) else None) is None:
            base: ast.AST = target
            while isinstance(base, (ast.Subscript, ast.Attribute)):
                base = base.value
            if isinstance(base, ast.Name):
                return base.id
    return ""


def _is_fill(value: ast.expr) -> bool:
    if isinstance(value, ast.UnaryOp):
        value = value.operand
    if isinstance(value, ast.Constant):
        return isinstance(value.value, (int, float))
    if isinstance(value, ast.Call):
        return name_called(value) in _FILLS
    return (
        bool(_FILL.search(dotted(value).rpartition(".")[2])) if isinstance(value, (ast.Name, ast.Attribute)) else False
    )


def _gives_back_changed(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function gives back what it was given with a part covered or shuffled."""
    nodes = walk(function)
    returned = {name for node in nodes if isinstance(node, ast.Return) and node.value for name in _names(node.value)}
    changed = {base for node in nodes if (base := _covers_a_part(node))}
    return bool(changed & returned) or (bool(returned) and any(map(_shuffles_a_part, nodes)))


def _names(node: ast.AST) -> list[str]:
    return [part.id for part in walk(node) if isinstance(part, ast.Name)]
