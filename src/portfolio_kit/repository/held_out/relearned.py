"""Models that are asked about rows which they have learned: fitted to a whole table, and asked about a part of it.

Told by where the rows come from, whichever comes first: `fit(X, y)` and later a split of `X`, a sample of the table, or
both halves of a split joined again for the fit.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.bound import Scope
from portfolio_kit.repository.code.facts import Function
from portfolio_kit.repository.code.syntax import dotted, name_called, walk

Rows = tuple[str, ...]
"""Rows of a table: the table, and which part of it, of that part, and so on."""
Joined = Mapping[str, tuple[int, ...]]
"""Functions of the project that fit a model to some of their arguments joined, by position, with a held-out part."""

_ASKED = frozenset({"predict", "predict_proba", "score", "evaluate", "decision_function"})
_JOINING = frozenset({"concat", "concatenate", "vstack", "ConcatDataset"})
_SPLITTING = re.compile(r"(?:train_test|random)_split")
_HELD_OUT = re.compile(r"(?:^|_)(?:test|te|val|valid|validation|holdout|held_?out)(?:$|_)", re.IGNORECASE)
_COLUMNS = re.compile(r"col|feat|var|pred|attr|fields|numeric|categor", re.IGNORECASE)
# What leaves the rows of a table what they are.
_SAME = frozenset({
    "copy", "fillna", "astype", "to_numpy", "reset_index", "round", "select_dtypes", "assign", "rename", "sort_values",
    "set_index", "ravel", "reshape",
})  # fmt: skip
_OF_FIRST = frozenset({
    "transform", "fit_transform", "get_dummies", "DataFrame", "array", "asarray", "tensor", "TensorDataset", "DMatrix",
    "Pool", "Dataset", "csr_matrix",
})  # fmt: skip
_TAKING = frozenset({"head", "tail", "filter", "query", "take", "nlargest", "nsmallest"})
_PAIR = 2


@dataclass(slots=True)
class _Known:
    """What is known at some line: the rows behind names, and those that models have learned."""

    rows: dict[str, Rows | None] = field(default_factory=dict)
    learned: dict[str, frozenset[Rows] | None] = field(default_factory=dict)


def relearned(scopes: Iterable[Scope], joined: Joined, measuring: frozenset[str]) -> int | None:
    """Return the line where a model is asked about a part of what it was fitted to, where none is asked about others.

    `measuring` are the functions that ask a model that they are handed.
    """
    first = None
    for scope in scopes:
        inside, others = _asks(scope, joined, measuring)
        if inside and not others:
            first = first or inside[0]
        elif others:
            return None
    return first


def joins(function: Function) -> tuple[int, ...]:
    """Return which arguments of a function are joined for what it fits a model to, where one is called held out."""
    names = [argument.arg for argument in function.node.args.args]
    nodes = walk(function.node)
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    made: dict[str, set[str]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and name_called(node.value) in _JOINING:
            for target in node.targets:
                made[dotted(target)] = _names(node.value) & set(names)
    for call in calls:
        if name_called(call) == "fit" and call.args:
            given = call.args[0]
            whole = set().union(*(made.get(name, set()) for name in _names(given)))
            if isinstance(given, ast.Call) and name_called(given) in _JOINING:
                whole |= _names(given) & set(names)
            if len(whole) >= _PAIR and any(map(_HELD_OUT.search, whole)):
                return tuple(at for at, name in enumerate(names) if name in whole)
    return ()


def _asks(scope: Scope, joined: Joined, measuring: frozenset[str]) -> tuple[list[int], list[int]]:
    """The lines where models are asked about a part of what they learned, and those where about anything else."""
    known = _Known()
    handed = {node.arg for node, _ in scope.placed() if isinstance(node, ast.arg)}
    inside: list[int] = []
    others: list[int] = []
    for node, line in _in_order(scope):
        if isinstance(node, (ast.For, ast.comprehension)):
            known.rows.update(dict.fromkeys(_names(node.target)))
        elif isinstance(node, ast.Assign):
            _assign(node, line, known, joined)
        elif isinstance(node, ast.Call):
            method_of = dotted(node.func.value) if isinstance(node.func, ast.Attribute) else ""
            if method_of and name_called(node) == "fit":
                known.learned[method_of] = _fitted(node, known)
            elif method_of in handed - known.learned.keys():
                # Whoever hands the model over knows what it has learned.
                continue
            for learned, rows in _asked(node, known, measuring):
                is_inside = _is_inside(learned, rows)
                inside += [line] if is_inside else []
                others += [line] if is_inside is False else []
    return inside, others


def _is_inside(learned: frozenset[Rows] | None, rows: Rows | None) -> bool | None:
    """Whether rows are part of what was learned; None where that cannot be told, or they are all of it."""
    if learned is None:
        # Nothing is known against a model of which nothing is known.
        return False
    if rows is None:
        return None
    if any(rows[: len(part)] == part and len(rows) > len(part) for part in learned):
        return True
    if rows in learned:
        return True if len(learned) >= _PAIR else None
    return False


def _in_order(scope: Scope) -> Iterator[tuple[ast.AST, int]]:
    """Yield what happens in a scope, line by line: an assignment after the calls in it."""
    found: list[tuple[int, int, ast.AST]] = []
    for node, start in scope.placed():
        if isinstance(node, ast.Call):
            found.append((node.lineno + start, 1, node))
        elif isinstance(node, ast.Assign):
            found.append(((node.end_lineno or node.lineno) + start, 2, node))
        elif isinstance(node, ast.For):
            found.append((node.lineno + start, 0, node))
        elif isinstance(node, ast.comprehension):
            found.append((node.target.lineno + start, 0, node))
    return ((node, line) for line, _, node in sorted(found, key=lambda item: item[:2]))


def _asked(
    call: ast.Call, known: _Known, measuring: frozenset[str]
) -> Iterator[tuple[frozenset[Rows] | None, Rows | None]]:
    """Yield what a model has learned that a call asks, with the rows that it is asked about."""
    name = name_called(call)
    if name in _ASKED and isinstance(call.func, ast.Attribute) and call.args:
        yield known.learned.get(dotted(call.func.value)), _rows(call.args[0], known)
    elif name in measuring:
        models = [part.id for part in call.args if isinstance(part, ast.Name) and part.id in known.learned]
        given = [_rows(part, known) for part in call.args if not (isinstance(part, ast.Name) and part.id in models)]
        if models and any(given):
            yield known.learned[models[0]], next(filter(None, given))


def _fitted(call: ast.Call, known: _Known) -> frozenset[Rows] | None:
    given = call.args[0] if call.args else next((word.value for word in call.keywords if word.arg in ("X", "x")), None)
    if given is None:
        return None
    if isinstance(given, ast.Call) and name_called(given) in _JOINING:
        parts = [_rows(part, known) for part in _elements(given)]
        whole = _whole(parts)
        return frozenset({whole}) if whole else None
    rows = _rows(given, known)
    return frozenset({rows}) if rows else None


def _assign(node: ast.Assign, line: int, known: _Known, joined: Joined) -> None:
    for target in node.targets:
        if isinstance(target, ast.Name):
            _name(target.id, node.value, line, known, joined)
        elif isinstance(target, (ast.Tuple, ast.List)):
            names = [part.id if isinstance(part, ast.Name) else "" for part in target.elts]
            values = node.value.elts if isinstance(node.value, (ast.Tuple, ast.List)) else []
            if len(values) == len(names):
                known.rows |= {
                    name: _rows(value, known) or (f"{name}@{line}",) for name, value in zip(names, values, strict=True)
                }
            elif (
                isinstance(node.value, ast.Call)
                and _SPLITTING.fullmatch(name_called(node.value))
                and len(names) % _PAIR == 0
            ):
                whole = [_rows(part, known) for part in node.value.args]
                for at, name in enumerate(names):
                    table = whole[at // _PAIR] if at // _PAIR < len(whole) else None
                    known.rows[name] = (*(table or (f"?@{line}",)), f"{line}:{at % _PAIR}")
            else:
                known.rows |= {name: (f"{name}@{line}",) for name in names}
            for name in names:
                known.learned.pop(name, None)


def _name(name: str, value: ast.expr, line: int, known: _Known, joined: Joined) -> None:
    """Note what a name is given: rows, a model, or what another name stands for."""
    known.learned.pop(name, None) if not isinstance(value, (ast.Name, ast.Attribute)) else None
    if isinstance(value, ast.Call) and name_called(value) == "fit" and isinstance(value.func, ast.Attribute):
        known.learned[name] = _fitted(value, known)
    elif isinstance(value, ast.Call) and (places := joined.get(name_called(value))):
        parts = [_rows(value.args[at], known) if at < len(value.args) else None for at in places]
        known.learned[name] = frozenset(part for part in parts if part) if all(parts) else None
    elif isinstance(value, (ast.Name, ast.Attribute)):
        base = dotted(value.value) if isinstance(value, ast.Attribute) else value.id
        if base in known.learned:
            known.learned[name] = known.learned[base]
    known.rows[name] = _rows(value, known) or (f"{name}@{line}",)


def _rows(value: ast.expr, known: _Known) -> Rows | None:
    """The rows that an expression is of, None where that is not to be told."""
    if isinstance(value, ast.Name):
        return known.rows.get(value.id, (value.id,))
    if isinstance(value, ast.Attribute):
        return _rows(value.value, known) if value.attr in ("values", "iloc", "loc") else (dotted(value),)
    if isinstance(value, ast.Subscript):
        rows = _rows(value.value, known)
        return _picked(rows, value.slice, known) if rows else None
    return _of_call(value, known) if isinstance(value, ast.Call) else None


def _of_call(call: ast.Call, known: _Known) -> Rows | None:
    name = name_called(call)
    if name in _JOINING:
        return _whole([_rows(part, known) for part in _elements(call)])
    if name in _OF_FIRST:
        return _rows(call.args[0], known) if call.args else None
    rows = _rows(call.func.value, known) if isinstance(call.func, ast.Attribute) else None
    if rows is None or name in _SAME:
        return rows
    keywords = {word.arg: word.value for word in call.keywords}
    axis = keywords.get("axis")
    if name == "drop":
        by_column = "columns" in keywords or (isinstance(axis, ast.Constant) and axis.value in (1, "columns"))
        return rows if by_column else (*rows, ast.dump(call))
    fraction = keywords.get("frac")
    if name == "sample" and isinstance(fraction, ast.Constant) and fraction.value == 1:
        return rows
    return (*rows, ast.dump(call)) if name in _TAKING or name == "sample" else None


def _picked(rows: Rows, by: ast.expr, known: _Known) -> Rows | None:
    """The rows that brackets pick of some: all where they name columns."""
    if isinstance(by, ast.Tuple) and by.elts:
        return _picked(rows, by.elts[0], known)
    if isinstance(by, ast.Constant):
        return rows if isinstance(by.value, str) or by.value is Ellipsis else None
    if isinstance(by, ast.Slice):
        return rows if by.lower is None and by.upper is None else (*rows, ast.dump(by))
    if isinstance(by, ast.List):
        return rows
    if isinstance(by, (ast.Name, ast.Attribute)):
        index = known.rows.get(by.id) if isinstance(by, ast.Name) else None
        if index and len(index) > 1:
            return (*rows, *index[1:])
        last = dotted(by).rpartition(".")[2]
        return rows if last.isupper() or _COLUMNS.search(last) else None
    return (*rows, ast.dump(by)) if any(isinstance(part, ast.Compare) for part in walk(by)) else None


def _whole(parts: list[Rows | None]) -> Rows | None:
    """What both halves of one split are together."""
    known = {part for part in parts if part}
    if len(known) != _PAIR or len(known) != len(parts):
        return None
    one, other = sorted(known)
    halves = one[:-1] == other[:-1] and one[-1].endswith(":0") and other[-1] == f"{one[-1][:-1]}1"
    return one[:-1] if halves else None


def _elements(call: ast.Call) -> list[ast.expr]:
    given = call.args[0] if call.args else None
    return list(given.elts) if isinstance(given, (ast.List, ast.Tuple)) else []


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in walk(node) if isinstance(part, ast.Name)}
