"""Where code measures a model again and again in a loop: on rows drawn with replacement, over groups, seeds or cuts.

Told by what the loop does, for what its functions are called says little: `interval`, `by_age`, `fila`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import dotted, name_called, walk
from portfolio_kit.repository.measuring.divided import asks

_GROUPING = frozenset({"groupby", "unique"})
_SPREAD = frozenset({"percentile", "nanpercentile", "quantile", "nanquantile", "std", "stdev", "nanstd", "sem", "hdi"})
_FITTING = re.compile(r"(?:fit|train)(?:_\w+)?")
_SEED = re.compile(r"(?:^|_)(?:seeds?|graines?|semillas?|sementes?)(?:$|_)|random_state", re.IGNORECASE)
# Whose rows the index of a fold picks, not those of a group.
_FOLD = re.compile(r"(?:^|_)(?:test|val|valid|te|va|train|tr|idx|index|fold)(?:$|_|\d)", re.IGNORECASE)
_TIME = re.compile(r"date|day|week|month|year|hour|time|period|step|cutoff|epoch|iter", re.IGNORECASE)
# What results are grouped by that is no group of cases.
_OF_RUNS = re.compile(
    r"^(?:models?|methods?|m[ée]todos?|algorithms?|estimators?|folds?|seeds?|runs?|epochs?|versions?|variant)(?:_?name)?$",
    re.IGNORECASE,
)
_OF_ERRORS = re.compile(
    r"(?:recall|precision|f1|mae|rmse|mape|wape|auc|roc_auc|sensitivity|specificity|fpr|fnr|error_rate)(?:@?_?\d{1,3}|_score)?",
    re.IGNORECASE,
)
_ERRORS = re.compile(
    r"err|abs|resid|diff|miss|wrong|hit|correct|[ée]cart|fehl|abweich|desv|loss|treffer|acert", re.IGNORECASE
)
_CUTS = (ast.Gt, ast.GtE, ast.Lt, ast.LtE)
_COUNTING = frozenset({"sum", "count_nonzero", "mean"})
_LOOPS = (ast.For, ast.ListComp, ast.GeneratorExp, ast.DictComp, ast.SetComp)
_AVERAGING = frozenset({"mean", "median", "average"})
_PAIR = 2


class _Loop(NamedTuple):
    """A loop: what it goes over, the names that it gives, and everything in it."""

    iterated: list[ast.expr]
    targets: frozenset[str]
    inside: list[ast.AST]
    line: int


def remeasured(
    tree: ast.AST, own_nodes: Callable[[ast.AST], bool], measures: Callable[[ast.Call], bool]
) -> Iterator[tuple[str, int]]:
    """Yield what the loops of a tree look at, with the line: only where `own_nodes` says that it can run.

    `measures` tells whether a call gives a metric.
    """
    spread = any(isinstance(node, ast.Call) and name_called(node) in _SPREAD and own_nodes(node) for node in walk(tree))
    for node in walk(tree):
        if _picks_best(node) and own_nodes(node):
            yield "a threshold choice", node.lineno  # type: ignore[attr-defined]
        if isinstance(node, _LOOPS) and own_nodes(node):
            loop = _loop(node)
            for what, is_so in _WAYS:
                if (spread or what not in _NEEDING_SPREAD) and is_so(loop, measures):
                    yield what, loop.line


def _loop(node: ast.AST) -> _Loop:
    if isinstance(node, ast.For):
        return _Loop([node.iter], _names(node.target), [part for item in node.body for part in walk(item)], node.lineno)
    generators = node.generators  # type: ignore[attr-defined]
    targets = frozenset(name for generator in generators for name in _names(generator.target))
    return _Loop([generator.iter for generator in generators], targets, walk(node), node.lineno)  # type: ignore[attr-defined]


def _draws(loop: _Loop, _: Callable[[ast.Call], bool]) -> bool:
    """Whether as many rows are drawn as there are, some of them twice."""
    return any(isinstance(node, ast.Call) and _is_with_replacement(node) for node in loop.inside)


def _is_with_replacement(call: ast.Call) -> bool:
    last = name_called(call)
    keywords = {keyword.arg: keyword.value for keyword in call.keywords}
    replace = keywords.get("replace")
    is_put_back = isinstance(replace, ast.Constant) and replace.value is True
    size = [ast.dump(value) for value in (*call.args, *(keywords[name] for name in ("size", "k") if name in keywords))]
    if last in ("integers", "randint"):
        # The highest, and how many: `integers(0, len(y), len(y))`.
        return len(size) > 1 and size[-1] == size[-2]
    if last in ("choice", "choices"):
        counted = call.args[1:2] or [keywords[name] for name in ("size", "k") if name in keywords]
        return not _is_false(replace) and bool(counted) and (_counts(counted[0]) or size[0] == size[-1])
    if last == "resample":
        # A table's own method of that name takes means over periods.
        return dotted(call.func) in ("resample", "utils.resample", "sklearn.utils.resample") and not _is_false(replace)
    return last == "sample" and is_put_back


def _is_false(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Constant) and value.value is False


def _counts(value: ast.expr) -> bool:
    """Whether a value is how many rows something has: `len(y)`, `y.size`, `y.shape[0]`."""
    value = value.value if isinstance(value, ast.Subscript) else value
    return (isinstance(value, ast.Call) and dotted(value.func) == "len") or (
        isinstance(value, ast.Attribute) and value.attr in ("size", "shape")
    )


def _slices(loop: _Loop, measures: Callable[[ast.Call], bool]) -> bool:
    """Whether a metric is taken of one group after another: those of a column, or the rows that a mask picks."""
    calls = [node for node in loop.inside if isinstance(node, ast.Call) and measures(node)]
    named = any(isinstance(node, ast.Dict) and _gives_metric(node) for node in loop.inside)
    masked = [
        node
        for node in loop.inside
        if isinstance(node, ast.Call)
        and (_is_mean_of_group(node, loop.targets) or _is_error_of_group(node, loop.targets))
    ]
    if not (calls or named or masked) or any(
        isinstance(node, ast.Call) and _FITTING.fullmatch(name_called(node)) for node in loop.inside
    ):
        # Where each group has a model of its own, no model is compared over groups.
        return False
    over = {name_called(call) for part in loop.iterated for call in walk(part) if isinstance(call, ast.Call)}
    if not over.isdisjoint(_GROUPING):
        if any(_OF_RUNS.search(text) for part in loop.iterated for text in _words_of(part)):
            return False
        # One day after the other is how time goes, and no group.
        return not any(map(_TIME.search, loop.targets))
    return "split" not in over and any(_picked(call) in loop.targets for call in calls)


def _gives_metric(node: ast.Dict) -> bool:
    """Whether a row of results is made that gives a metric under its name: `{"group": name, "recall": …}`."""
    return any(
        isinstance(key, ast.Constant)
        and isinstance(key.value, str)
        and _OF_ERRORS.fullmatch(key.value)
        and not isinstance(value, (ast.Constant, ast.Name))
        for key, value in zip(node.keys, node.values, strict=True)
    )


def _is_mean_of_group(call: ast.Call, targets: frozenset[str]) -> bool:
    """Whether errors that lie beside the groups are averaged for one of these: `errors[zones == zone].mean()`.

    A table whose own column picks its rows is only described.
    """
    taken = call.func.value if isinstance(call.func, ast.Attribute) and call.func.attr == "mean" else None
    if not isinstance(taken, ast.Subscript) or not isinstance(taken.slice, ast.Compare):
        return False
    of_what, by, group = dotted(_root(taken.value)), taken.slice, taken.slice.comparators[0]
    return (
        isinstance(by.ops[0], ast.Eq)
        and isinstance(group, ast.Name)
        and group.id in targets
        and dotted(_root(by.left)) != of_what
        and bool(_ERRORS.search(of_what))
    )


def _is_error_of_group(call: ast.Call, targets: frozenset[str]) -> bool:
    """Whether the mean is taken of how far a model is off in a group: `abs(g["y"] - ask(model, g)).mean()`."""
    return name_called(call) in _AVERAGING and any(
        isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Sub)
        and any(
            dotted(_root(truth)) in targets and _is_asked_of(said, targets)
            for truth, said in ((node.left, node.right), (node.right, node.left))
        )
        for node in walk(call)
    )


def _is_asked_of(said: ast.expr, targets: frozenset[str]) -> bool:
    """Whether an expression asks a model about a group, by its method or by a function that is handed both."""
    if not isinstance(said, ast.Call):
        return False
    is_handed = any(isinstance(part, ast.Name) and part.id in targets for item in said.args for part in walk(item))
    return is_handed and (asks(said) or (isinstance(said.func, ast.Name) and len(said.args) >= _PAIR))


def _root(value: ast.expr) -> ast.expr:
    while isinstance(value, (ast.Subscript, ast.Attribute)):
        value = value.value
    return value


def _picked(call: ast.Call) -> str:
    """The name of the mask by which both what is true and what was answered are picked: `recall(y[old], p[old])`."""
    pair = call.args[:_PAIR]
    masks = [node.slice.id for node in pair if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Name)]
    return masks[0] if len(masks) == _PAIR and masks[0] == masks[1] and not _FOLD.search(masks[0]) else ""


def _seeds(loop: _Loop, measures: Callable[[ast.Call], bool]) -> bool:
    """Whether the loop goes over seeds and measures in each, or fits a model in each and hands on what came out."""
    named = loop.targets | {name.id for part in loop.iterated for name in walk(part) if isinstance(name, ast.Name)}
    if not any(map(_SEED.search, named)) and not any(_is_seeded(node, loop.targets) for node in loop.inside):
        return False
    calls = [node for node in loop.inside if isinstance(node, ast.Call)]
    return any(map(measures, calls)) or (
        any(_FITTING.fullmatch(name_called(call)) for call in calls)
        and any(name_called(call) == "append" for call in calls)
    )


def _cuts(loop: _Loop, measures: Callable[[ast.Call], bool]) -> bool:
    """Whether what the loop goes over is what scores are cut at, and each is measured, or its errors counted."""
    return (
        not any(map(_TIME.search, loop.targets))
        and any(
            isinstance(node, ast.Compare)
            and isinstance(node.ops[0], _CUTS)
            and isinstance(node.comparators[0], ast.Name)
            and node.comparators[0].id in loop.targets
            for node in loop.inside
        )
        and (
            any(isinstance(node, ast.Call) and measures(node) for node in loop.inside)
            or any(_counts_errors(node, loop.targets) or _shares_right(node) for node in loop.inside)
        )
    )


def _is_seeded(node: ast.AST, targets: frozenset[str]) -> bool:
    """Whether what a loop goes through is a seed: `random_state=k`, or is added to one: `settings["seed"] + k`."""
    if isinstance(node, ast.keyword):
        return bool(_SEED.search(node.arg or "")) and not targets.isdisjoint(_names(node.value))
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add):
        return False
    sides = (node.left, node.right), (node.right, node.left)
    return any(
        isinstance(one, ast.Name) and one.id in targets and any(map(_SEED.search, _words_of(other)))
        for one, other in sides
    )


def _words_of(value: ast.AST) -> list[str]:
    """The names and texts in an expression."""
    found = [part.id for part in walk(value) if isinstance(part, ast.Name)]
    found += [part.attr for part in walk(value) if isinstance(part, ast.Attribute)]
    return found + [
        part.value for part in walk(value) if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]


def _picks_best(node: ast.AST) -> bool:
    """Whether the best of evenly spaced values is picked by what each costs: `min(linspace(…), key=lambda t: …)`."""
    if not isinstance(node, ast.Call) or dotted(node.func) not in ("min", "max") or not node.args:
        return False
    key = next((word.value for word in node.keywords if word.arg == "key"), None)
    spaced = node.args[0]
    if not isinstance(key, ast.Lambda) or not isinstance(spaced, ast.Call):
        return False
    calls = {name_called(part) for part in walk(key.body) if isinstance(part, ast.Call)}
    return name_called(spaced) in ("linspace", "arange") and bool(calls) and not any(map(_FITTING.fullmatch, calls))


def _counts_errors(node: ast.AST, cuts: frozenset[str]) -> bool:
    """Whether the cases on the wrong side of a cut are counted: `((scores < cut) & (y == 1)).sum()`."""
    if not isinstance(node, ast.Call) or name_called(node) not in _COUNTING:
        return False
    # The mean of a column over what a mask picks describes these rows, and counts no errors.
    picked = (
        {id(part) for item in walk(node) if isinstance(item, ast.Subscript) for part in walk(item.slice)}
        if name_called(node) == "mean"
        else set()
    )
    both = [part for part in walk(node) if isinstance(part, ast.BinOp) and isinstance(part.op, ast.BitAnd)]
    both = [part for part in both if id(part) not in picked]
    return any(
        any(isinstance(side, ast.Compare) and isinstance(side.ops[0], ast.Eq) for side in sides)
        and any(isinstance(side, ast.Compare) and not cuts.isdisjoint(_names(side)) for side in sides)
        for sides in ((part.left, part.right) for part in both)
    )


def _shares_right(node: ast.AST) -> bool:
    """Whether the share of right or wrong answers is taken of what a mask picks: `(p[sure] != y[sure]).mean()`."""
    on = node.func.value if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else None
    if not isinstance(node, ast.Call) or name_called(node) not in _COUNTING:
        return False
    compared = node.args[0] if node.args else on
    if not isinstance(compared, ast.Compare) or not isinstance(compared.ops[0], (ast.Eq, ast.NotEq)):
        return False
    sides = [side for side in (compared.left, compared.comparators[0]) if isinstance(side, ast.Subscript)]
    return len(sides) == _PAIR and ast.dump(sides[0].slice) == ast.dump(sides[1].slice)


def _names(target: ast.AST) -> frozenset[str]:
    return frozenset(name.id for name in walk(target) if isinstance(name, ast.Name))


_WAYS: tuple[tuple[str, Callable[[_Loop, Callable[[ast.Call], bool]], bool]], ...] = (
    ("uncertainty", _draws),
    ("slices", _slices),
    ("the spread over seeds", _seeds),
    ("a threshold choice", _cuts),
)
_NEEDING_SPREAD = frozenset({"uncertainty", "the spread over seeds"})
