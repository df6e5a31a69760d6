"""Models that a project fits itself, without a library's `fit`: by a solver, or step by step down a gradient.

Read where nothing else is trained: sums beside a library's models are none of them. What asks such a model is called
anything, and so is what keeps it: told by the class that fits it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call, Function
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called, walk
from portfolio_kit.repository.measuring.by_hand import METRIC

SOLVER = re.compile(
    r"(?:numpy|scipy|scipy\.sparse|jax\.numpy)\.linalg\.(?:lstsq|lsqr|svds)"
    r"|scipy\.optimize\.(?:least_squares|nnls|lsq_linear)"
)
"""What is called to fit a model and for hardly anything else."""
# What fits a model as well, and does other sums beside the models of a library.
_SOLVERS = re.compile(
    r"(?:numpy|scipy|jax\.numpy)\.linalg\.(?:solve|pinv|cho_solve)"
    r"|numpy\.(?:polyfit|polynomial\.polynomial\.polyfit)"
    r"|scipy\.optimize\.(?:curve_fit|minimize|differential_evolution)"
    r"|scipy\.stats\.linregress"
)
_TRENDS = frozenset({"polyfit", "linregress"})
_DRAWING = frozenset({"plot", "scatter", "add_trace", "plotly_chart", "pyplot"})
_PRODUCTS = frozenset({"dot", "matmul", "einsum", "inner", "exp", "tanh", "sum"})
_KEEPS = re.compile(
    r"numpy\.savez?(?:_compressed)?|(?:json|pickle|joblib|yaml|tomli_w)\.(?:safe_)?dumps?|.*\.write_(?:text|bytes)"
)
_FETCHES = re.compile(r"numpy\.load|(?:json|pickle|joblib|yaml|tomllib)\.(?:safe_)?loads?|.*\.read_(?:text|bytes)")
_ASKS = re.compile(
    r"_?(?:predict|infer|forecast|classif|estimat|prever|predecir|prediz|pr[ée]di[rtc]|pronostic|vorhers|sch[äa]tz|"
    r"prevedi|stima|przewid|tahmin|prediks|bewert|valuta|recommend|recom)",
    re.IGNORECASE,
)


class Done(NamedTuple):
    """The calls that fit, keep, fetch and ask models of the project's own, each with its module."""

    fits: tuple[tuple[Module, Call], ...] = ()
    keeps: tuple[tuple[Module, Call], ...] = ()
    fetches: tuple[tuple[Module, Call], ...] = ()
    asks: tuple[tuple[Module, Call], ...] = ()


def from_scratch(modules: Iterable[Module]) -> Done:
    """Return what is done with models that the modules fit themselves."""
    modules = [module for module in modules if not module.is_beyond]
    fits = [(module, call) for module in modules for call in _fits(module)]
    if not fits:
        return Done()
    classes = {name for module, call in fits if (name := _class_of(module, call.scope))}
    keeps, fetches, methods = [], [], set()
    for module in modules:
        for function in module.functions:
            if function.in_class not in classes:
                continue
            inside = module.calls_in.get(function.name, ())
            keeps += [(module, call) for call in inside if _KEEPS.fullmatch(call.name)]
            fetched = [(module, call) for call in inside if _FETCHES.fullmatch(call.name)]
            fetches += fetched
            if fetched:
                fetches += [(other, call) for other in modules for call in other.calls if call.last == function.last]
            elif _answers(function) and not any(call.scope == function.name for _, call in fits):
                methods.add(function.last)
    own = {
        function.last
        for module in {module for module, _ in fits}
        for function in module.functions
        if not function.in_class and _ASKS.match(function.last) and _takes(function)
    }
    asks = [
        (module, call)
        for module in modules
        for call in module.calls
        if (call.last in methods and "." in call.name and _class_of(module, call.scope) not in classes)
        or (call.last in own and (call.node.args or call.node.keywords))
    ]
    return Done(tuple(fits), tuple(keeps), tuple(fetches), tuple(asks))


def _fits(module: Module) -> Iterator[Call]:
    """Yield the solvers that a module calls, and the loops that go down a gradient, by what they go through."""
    if module.mentions("linalg", "polyfit", "optimize", "linregress"):
        yield from (
            call
            for call in module.calls
            if (SOLVER.fullmatch(call.name) or _SOLVERS.fullmatch(call.name))
            and call.node.args
            and not _draws_a_trend(module, call)
        )
    if module.mentions("-=", "+=") and module.mentions("@", *_PRODUCTS):
        descends = {
            id(loop.iter)
            for tree, _ in module.trees
            for loop in walk(tree)
            if isinstance(loop, ast.For) and isinstance(loop.iter, ast.Call) and _descends(loop)
        }
        yield from (call for call in module.calls if id(call.node) in descends)


def _draws_a_trend(module: Module, call: Call) -> bool:
    """Whether a line is laid through the points of a plot: drawn where it is fitted, and measured by nothing there."""
    if call.last not in _TRENDS:
        return False
    beside = [other for other in module.calls if other.scope == call.scope]
    return any(other.last in _DRAWING for other in beside) and not any(METRIC.match(other.last) for other in beside)


def _descends(loop: ast.For) -> bool:
    """Whether a loop moves weights a little each turn by what came of them: `w -= rate * X.T @ (X @ w - y)`."""
    nodes = [node for statement in loop.body for node in walk(statement)]
    moved = {
        _base(node.target)
        for node in nodes
        if isinstance(node, ast.AugAssign)
        and isinstance(node.op, (ast.Sub, ast.Add))
        and any(isinstance(part, ast.BinOp) and isinstance(part.op, ast.Mult) for part in walk(node.value))
    } - {""}
    return any(
        moved & {_base(part) for part in walk(node)}
        for node in nodes
        if (isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult))
        or (isinstance(node, ast.Call) and name_called(node) in _PRODUCTS)
    )


def _base(node: ast.AST) -> str:
    """What is subscripted, by its name: `self.weights` of `self.weights[user]`."""
    while isinstance(node, ast.Subscript):
        node = node.value
    return dotted(node) if isinstance(node, (ast.Name, ast.Attribute)) else ""


def _class_of(module: Module, scope: str) -> str:
    return next((function.in_class for function in module.functions if function.name == scope), "")


def _answers(function: Function) -> bool:
    """Whether a method gives something back that it works out of what it is given and of what was fitted."""
    return (
        _takes(function)
        and any(isinstance(node, ast.Return) and node.value is not None for node in walk(function.node))
        and any(
            isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"
            for node in walk(function.node)
        )
    )


def _takes(function: Function) -> bool:
    return bool({argument.arg for argument in function.node.args.args} - {"self", "cls"})
