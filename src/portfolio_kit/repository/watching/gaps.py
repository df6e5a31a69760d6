"""Checks of a pipeline's own on the gaps in its data: the share that is missing is held against a limit, and beyond it
somebody is told, or the run is refused.

`share = table.isna().mean()` and `if (share > 0.3).any(): raise ValueError(...)` or `log.warning(...)`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import name_called, walk
from portfolio_kit.repository.watching.logs import is_log, loggers
from portfolio_kit.rubric.finding import Evidence

_MISSING = frozenset({"isna", "isnull", "null_count", "is_null", "isnan", "isNull"})
_FOLDING = frozenset({"mean", "nanmean"})
_TELLING = frozenset({"warning", "warn", "error", "critical", "exception"})


def watched(modules: Sequence[Module], live: Live) -> Iterator[Evidence]:
    """Yield where the share of what is missing is held against a limit, in code that runs and says so beyond it."""
    for module in modules:
        if not module.mentions(*_MISSING) or not (module.mentions("raise") or module.mentions("log")):
            continue
        measuring = {
            function.last
            for function in module.functions
            if any(
                isinstance(part, ast.Return) and part.value is not None and _is_share(part.value)
                for part in walk(function.node)
            )
        }
        bodies: list[tuple[str, ast.AST]] = [(function.name, function.node) for function in module.functions]
        bodies += [("", _top(tree)) for tree, _ in module.trees]
        for name, body in bodies:
            line = _limit(module, name, body, measuring)
            if line is not None and (not name or live.runs(module, name)):
                yield module.evidence(line)
                break


def _top(tree: ast.Module) -> ast.Module:
    """What a module does by itself, without what it defines."""
    defining = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return ast.Module([part for part in tree.body if not isinstance(part, defining)], [])


def _limit(module: Module, scope: str, body: ast.AST, measuring: set[str]) -> int | None:
    """Return the line of the condition beyond which a scope warns of gaps, or refuses them."""
    called = {id(call.node): call for call in module.calls_in.get(scope, ())}
    named = loggers(module)
    parts = walk(body)
    shares: set[str] = set()
    beyond: set[str] = set()
    counts: set[str] = set()
    # What is made of a share is one too, in the order in which it is written.
    for part in sorted((one for one in parts if isinstance(one, (ast.Assign, ast.For))), key=lambda one: one.lineno):
        value = part.iter if isinstance(part, ast.For) else part.value
        if not _speaks_of(value, shares, measuring) and not _divides(value, counts):
            if isinstance(part, ast.Assign) and _asks_missing(value):
                counts |= {target.id for target in part.targets if isinstance(target, ast.Name)}
            if _names(value) & beyond and isinstance(part, ast.Assign):
                beyond |= {target.id for target in part.targets if isinstance(target, ast.Name)}
            continue
        targets = [part.target] if isinstance(part, ast.For) else part.targets
        into = beyond if _compares(value, shares, measuring) else shares
        into |= {inner.id for target in targets for inner in walk(target) if isinstance(inner, ast.Name)}
    for condition in parts:
        if isinstance(condition, (ast.If, ast.Assert)) and (
            _compares(condition.test, shares, measuring) or _names(condition.test) & beyond
        ):
            if isinstance(condition, ast.Assert):
                return condition.lineno
            inside = [one for statement in condition.body for one in walk(statement)]
            if any(isinstance(one, ast.Raise) for one in inside) or any(
                _tells(called[id(one)], named) for one in inside if id(one) in called
            ):
                return condition.lineno
    return None


def _tells(call: Call, named: frozenset[str]) -> bool:
    is_told = call.last in _TELLING and (is_log(call) or call.name.rpartition(".")[0] in named)
    return is_told or call.name == "sys.exit"


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in walk(node) if isinstance(part, ast.Name)}


def _speaks_of(node: ast.AST, shares: set[str], measuring: set[str]) -> bool:
    """Whether a piece of code works out the share of what is missing, or takes one that was worked out."""
    return (
        _is_share(node)
        or bool(_names(node) & shares)
        or any(isinstance(part, ast.Call) and name_called(part) in measuring for part in walk(node))
    )


def _compares(node: ast.AST, shares: set[str], measuring: set[str]) -> bool:
    """Whether a piece of code asks whether such a share is beyond a limit; that there are none at all is no limit."""
    shares = shares | _taken_in_turn(node, shares, measuring)
    return any(
        isinstance(part, ast.Compare)
        and isinstance(part.ops[0], (ast.Gt, ast.GtE, ast.Lt, ast.LtE))
        and any(_speaks_of(side, shares, measuring) for side in (part.left, *part.comparators))
        and not any(isinstance(side, ast.Constant) and side.value in (0, 1) for side in (part.left, *part.comparators))
        for part in walk(node)
    )


def _taken_in_turn(node: ast.AST, shares: set[str], measuring: set[str]) -> set[str]:
    """The names by which a comprehension takes each share: `[name for name, share in shares.items()]`."""
    return {
        inner.id
        for part in walk(node)
        if isinstance(part, ast.comprehension) and _speaks_of(part.iter, shares, measuring)
        for inner in walk(part.target)
        if isinstance(inner, ast.Name)
    }


def _is_share(node: ast.AST) -> bool:
    """Whether it holds a share of what is missing: the mean of what is, or a sum of it divided."""
    return any(
        (isinstance(part, ast.Call) and name_called(part) in _FOLDING and _asks_missing(part))
        or (isinstance(part, ast.BinOp) and isinstance(part.op, ast.Div) and _asks_missing(part.left))
        for part in walk(node)
    )


def _divides(node: ast.AST, counts: set[str]) -> bool:
    """Whether it divides what was counted of the gaps before."""
    return bool(counts) and any(
        isinstance(part, ast.BinOp) and isinstance(part.op, ast.Div) and bool(_names(part.left) & counts)
        for part in walk(node)
    )


def _asks_missing(node: ast.AST) -> bool:
    return any(isinstance(part, ast.Call) and name_called(part) in _MISSING for part in walk(node))
