"""Where what was held out is undone: the part for measuring is learned from as well, or only looks like one."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.bound import Scope
from portfolio_kit.repository.code.facts import Function
from portfolio_kit.repository.code.syntax import dotted, name_called, walk
from portfolio_kit.repository.held_out.cut import given

_JOINING = frozenset({"concat", "concatenate", "vstack", "append", "ConcatDataset"})
_ASKED = frozenset({"predict", "predict_proba", "score", "evaluate", "decision_function"})
_FORECASTS = frozenset({"predict", "predict_proba", "forecast", "get_forecast", "get_prediction"})
_SPLITTING = re.compile(r"\w*(?:train|random|data)\w*_split")
_HELD_OUT = re.compile(r"(?:^|_)(?:test|val|valid|validation|holdout|held_?out)(?:$|_)", re.IGNORECASE)


def spoiled(scopes: Iterable[Scope], measures: Callable[[ast.Call], bool]) -> int | None:
    """Return the line where what a split held out is no longer held out, None where there is none.

    Either both halves are joined under the name of the one that is learned from, or the half that is measured on gets
    the value of the other, before anything is measured.
    """
    for scope in scopes:
        placed = list(scope.placed())
        halves = _halves([node for node, _ in placed])
        lines = [
            node.lineno + start
            for node, start in (placed if halves else ())
            if isinstance(node, ast.Assign)
            for name, value in given(node)
            if any(_is_undone(name, value, pair) for pair in halves)
        ]
        measured = (node.lineno + start for node, start in placed if isinstance(node, ast.Call) and measures(node))
        if lines and min(measured, default=lines[0]) >= lines[0]:
            return lines[0]
    return None


def unused(scopes: Sequence[Scope]) -> int | None:
    """Return the line from which a split has no other half: it is empty, or nothing reads it and the half that is
    learned from stands for it.

    Torch's parts of a data set know the whole as their `dataset`: one that learns from that learns from everything.
    """
    for scope in scopes:
        placed = list(scope.placed())
        for call, line in ((node, node.lineno + start) for node, start in placed if isinstance(node, ast.Call)):
            if name_called(call) == "random_split" and _is_empty(call):
                return line
        halves = _halves([node for node, _ in placed])
        if not halves:
            continue
        read = _read_names(node for other in scopes for node, _ in other.placed())
        for learned, held_out in halves:
            loaders = [
                (node, node.lineno + start)
                for node, start in placed
                if isinstance(node, ast.Call) and name_called(node) == "DataLoader" and node.args
            ]
            whole = [line for call, line in loaders if dotted(call.args[0]) == f"{learned}.dataset"]
            if whole and not any(dotted(call.args[0]) == learned for call, _ in loaders):
                return whole[0]
            # What is cut from the half that is learned from, by another split, is held out as well.
            stands_in = [
                node.lineno + start
                for node, start in placed
                if isinstance(node, ast.Assign) and not _splits(node.value)
                for name, value in given(node)
                if _HELD_OUT.search(name) and learned in _names(value)
            ]
            if held_out not in read and stands_in:
                return stands_in[0]
    return None


def _read_names(nodes: Iterable[ast.AST]) -> set[str]:
    return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def _is_empty(call: ast.Call) -> bool:
    """Whether all parts but the first are of no rows: `random_split(whole, [n, 0])`."""
    lengths = call.args[1] if len(call.args) > 1 else None
    rest = lengths.elts[1:] if isinstance(lengths, (ast.List, ast.Tuple)) else []
    return bool(rest) and all(isinstance(part, ast.Constant) and part.value == 0 for part in rest)


def thrown_away(trees: Sequence[tuple[ast.AST, int]]) -> frozenset[int]:
    """Return the nodes of which nobody sees what comes out (`_ = cross_val_score(…)`), and of what is only made for
    them.
    """
    nodes = [node for tree, _ in trees for node in walk(tree)]
    assigned = [node for node in nodes if isinstance(node, ast.Assign)]
    lost = [
        node.value for node in assigned if all(isinstance(part, ast.Name) and part.id == "_" for part in node.targets)
    ]
    inside = {id(part) for value in lost for part in walk(value)}
    wanted = _read_names(node for node in nodes if id(node) not in inside)
    given_to = {part.id for value in lost for part in walk(value) if isinstance(part, ast.Name)}
    for node in assigned:
        names = {part.id for part in node.targets if isinstance(part, ast.Name)}
        if names and names <= given_to - wanted:
            inside |= {id(part) for part in walk(node.value)}
    return frozenset(inside)


def is_in_sample(trees: Sequence[tuple[ast.AST, int]]) -> bool:
    """Whether all that some code has of its models are answers for the rows that they were fitted to.

    Those are `fittedvalues`, with nothing forecast or predicted beside them.
    """
    names = {node.attr for tree, _ in trees for node in walk(tree) if isinstance(node, ast.Attribute)}
    return "fittedvalues" in names and names.isdisjoint(_FORECASTS)


def _splits(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and bool(_SPLITTING.fullmatch(name_called(value)))


def _halves(scope: list[ast.AST]) -> set[tuple[str, str]]:
    """The names of what is learned from and of what a split held out for it: `train, test = train_test_split(…)`."""
    found = set()
    for node in scope:
        if isinstance(node, ast.Assign) and _splits(node.value) and isinstance(node.targets[0], ast.Tuple):
            names = [part.id if isinstance(part, ast.Name) else "" for part in node.targets[0].elts]
            found |= {pair for pair in zip(names[::2], names[1::2], strict=False) if all(pair)}
    return found


def _is_undone(name: str, value: ast.expr, halves: tuple[str, str]) -> bool:
    learned, held_out = halves
    if name == held_out:
        return _whole(value) == learned
    return (
        name == learned
        and isinstance(value, ast.Call)
        and name_called(value) in _JOINING
        and {learned, held_out} <= {part.id for part in walk(value) if isinstance(part, ast.Name)}
    )


def _whole(value: ast.expr) -> str:
    """The name of what a value is, or is a copy of; empty for anything made of it."""
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr == "copy":
        value = value.func.value
    return value.id if isinstance(value, ast.Name) else ""


def dividing(functions: Iterable[Function]) -> frozenset[str]:
    """Return the functions that split what they are handed and give all the parts back."""
    return frozenset(
        function.last
        for function in functions
        if any(isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) for node in walk(function.node))
        and any(isinstance(node, ast.Call) and _splits_argument(function, node) for node in walk(function.node))
    )


def _splits_argument(function: Function, call: ast.Call) -> bool:
    """Whether a call splits the rows of one of a function's arguments: by a splitter's method, or by one for all."""
    of_folds = name_called(call) == "split" and isinstance(call.func, ast.Attribute)
    given = {argument.arg for argument in function.node.args.args}
    return bool(of_folds or _SPLITTING.fullmatch(name_called(call))) and not given.isdisjoint(_names_given(call))


def refitted(
    scopes: Iterable[Scope], fitting: frozenset[str], measuring: frozenset[str], own: frozenset[str] = frozenset()
) -> int | None:
    """Return the line where a model is fitted to all rows after they were split, and only then asked about a part.

    `fitting` and `measuring` are the functions that do so with what they are handed, `own` those that split it.
    """
    for scope in scopes:
        placed = list(scope.placed())
        whole, held_out = _split_of(placed, own)
        calls = [(node, node.lineno + start) for node, start in placed if isinstance(node, ast.Call)] if whole else []
        kept = {
            id(node.value): {name for name, _ in given(node)}
            for node, _ in (placed if whole else ())
            if isinstance(node, ast.Assign)
        }
        fits = [
            ((_names(call) | kept.get(id(call), set())) - whole, line)
            for call, line in calls
            if name_called(call) in {"fit", *fitting} and len(whole & _names_given(call)) >= len(("X", "y"))
        ]
        asks = [
            (_names(call), line)
            for call, line in calls
            if name_called(call) in {*_ASKED, *measuring} and held_out & _names_given(call)
        ]
        relearned = [
            (_names(call), line)
            for call, line in calls
            if name_called(call) in {"fit", *fitting} and not whole & _names_given(call)
        ]
        for models, line in fits:
            after = [other for names, other in asks if names & models and other > line]
            before = any(names & models and other < line for names, other in asks)
            again = any(names & models and line < other < min(after, default=0) for names, other in relearned)
            if after and not before and not again:
                return line
    return None


def _split_of(placed: list[tuple[ast.AST, int]], own: frozenset[str]) -> tuple[set[str], set[str]]:
    """The names of what is split once and left as it is, and of what is held out of it.

    In which order a function of the project's own gives the parts is not known: any of them counts as held out.
    """
    splits = [
        node
        for node, _ in placed
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and (_SPLITTING.fullmatch(name_called(node.value)) or name_called(node.value) in own)
    ]
    if len(splits) != 1:
        return set(), set()
    split = splits[0]
    whole = _names_given(split.value)  # type: ignore[arg-type]
    pairs = _halves([split])
    learned, held_out = {name for name, _ in pairs}, {name for _, name in pairs}
    if not pairs:
        parts = {part.id for target in split.targets for part in walk(target) if isinstance(part, ast.Name)}
        learned, held_out = parts, parts
    places = {id(node): node.lineno + start for node, start in placed if isinstance(node, ast.Assign)}
    after = (node for node, _ in placed if places.get(id(node), 0) > places[id(split)])
    given_later = {name for node in after for name, _ in given(node)}
    return (whole, held_out) if not whole & (given_later | learned) else (set(), set())


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in walk(node) if isinstance(part, ast.Name)}


def _names_given(call: ast.Call) -> set[str]:
    return {part.id for part in call.args if isinstance(part, ast.Name)}
