"""Rows that are multiplied before they are split: copies of the same rows are learned from and measured on.

Told by where the rows come from: what a resampler gives that adds rows, or a sample drawn with replacement, is what is
split. What multiplies only the part that is learned from is as it should be, and so is whatever only leaves rows out.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.bound import Scope
from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called, string, walk
from portfolio_kit.repository.data.fetching import writes
from portfolio_kit.repository.held_out.spoiled import dividing
from portfolio_kit.repository.measuring.data_names import names_training
from portfolio_kit.repository.models.stages import is_test

_ADDS_ROWS = re.compile(r"\w*(?:SMOTE|ADASYN|OverSampler)\w*")
_RESAMPLED = frozenset({"fit_resample", "fit_sample"})
_RESAMPLE = frozenset({"resample", "utils.resample", "sklearn.utils.resample"})
_SPLITTING = re.compile(r"\w*(?:train|random|data)\w*_split|cross_val_\w+|cross_validate")
_FOLDS = re.compile(r"\w*(?:Fold|ShuffleSplit|TimeSeriesSplit)")
_JOINING = frozenset({"concat", "concatenate", "vstack", "append", "hstack", "column_stack", "merge"})
_OF_FIRST = frozenset({
    "transform", "fit_transform", "get_dummies", "DataFrame", "Series", "array", "asarray", "csr_matrix", "shuffle",
})  # fmt: skip
_DATA_FILE = re.compile(r"[^\s/\\]{1,80}\.(?:csv|pkl|pickle|joblib|npy|npz|parquet|feather|h5|json)")
_MOST_ROUNDS = 3
_DEEPEST = 60
_MULTIPLYING = ("fit_resample", "fit_sample", "replace=True", "utils.resample")
_HINTS = ("split", "resample", "fit_sample", "replace=True", "cross_val")


@dataclass(slots=True)
class _Flow:
    """What is known of a scope's rows: the names of those that were multiplied, and what was split."""

    multiplied: set[str] = field(default_factory=set)
    first: int = 0
    """The line where rows are first multiplied."""
    of_copies: list[tuple[str, int]] = field(default_factory=list)
    """What splits multiplied rows, by the name called, with its line."""
    of_others: list[tuple[str, int]] = field(default_factory=list)
    returns_copies: bool = False


@dataclass(frozen=True, slots=True)
class Copied:
    """Where rows are multiplied, where they are split afterwards, and the modules that measure on what comes of it."""

    module: Module
    multiplied: int
    split: int
    paths: frozenset[str]


def copied_rows(modules: Sequence[Module], live: Live) -> Copied | None:
    """Return where rows are multiplied before every split of the modules that split them; None where they are not."""
    own = [module for module in modules if not is_test(module.path)]
    if not any(module.mentions(*_MULTIPLYING) or "resample" in module.imported_names for module in own):
        return None
    splitters = {module.path: dividing(module.functions) for module in own if module.mentions("split")}
    dividers = frozenset().union(*splitters.values())
    multiplying: frozenset[str] = frozenset()
    flows: dict[str, list[_Flow]] = {}
    read = [module for module in own if module.mentions(*_HINTS, *dividers)]
    for _ in range(_MOST_ROUNDS):
        flows = {module.path: list(_flows(module, live, multiplying, dividers)) for module in read}
        more = multiplying | {
            name
            for module in read
            for scope, flow in zip(live.scopes(module), flows[module.path], strict=True)
            if flow.returns_copies and (name := _name_of(scope))
        }
        if more == multiplying:
            break
        multiplying = more
    copies = {name for each in flows.values() for flow in each for name, _ in flow.of_copies}
    others = {name for each in flows.values() for flow in each for name, _ in flow.of_others}
    at_fault = []
    for module in read:
        of_copies = [line for flow in flows[module.path] for _, line in flow.of_copies]
        handed = splitters.get(module.path, frozenset()) & (copies - others)
        if of_copies and not any(flow.of_others for flow in flows[module.path]):
            first = next((flow.first for flow in flows[module.path] if flow.of_copies and flow.first), of_copies[0])
            at_fault.append((module, first, min(of_copies)))
        elif handed and not of_copies:
            at_fault.append((module, 0, 0))
    told = next((fault for fault in at_fault if fault[1]), None)
    if told is None:
        return None
    spoiled = [module for module, _, _ in at_fault]
    paths = {module.path for module in spoiled}
    paths |= {module.path for module in own if not _splits(flows.get(module.path, ())) and _reads_of(module, spoiled)}
    return Copied(*told, frozenset(paths))


def _splits(flows: Sequence[_Flow]) -> bool:
    return any(flow.of_others for flow in flows)


def _reads_of(module: Module, spoiled: Sequence[Module]) -> bool:
    """Whether a module reads a file of data that one of some modules writes."""
    names = {match[0] for text, _ in module.strings if (match := _DATA_FILE.search(text))}
    return any(
        writes(other, name) and not writes(module, name) for name in names for other in spoiled if other is not module
    )


def _name_of(scope: Scope) -> str:
    first = next((node for node, _ in scope.placed()), None)
    return first.name if isinstance(first, (ast.FunctionDef, ast.AsyncFunctionDef)) else ""


def _flows(module: Module, live: Live, multiplying: frozenset[str], dividers: frozenset[str]) -> Iterator[_Flow]:
    classes = _resamplers(module)
    for scope in live.scopes(module):
        yield _flow(scope, classes, multiplying, dividers)


def _resamplers(module: Module) -> frozenset[str]:
    """The names under which a module keeps what adds rows: `smote = SMOTE()`, `self.balancer = RandomOverSampler()`."""
    if not module.mentions("resample", "fit_sample"):
        return frozenset()
    return frozenset(
        dotted(target)
        for tree, _ in module.trees
        for node in walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and _ADDS_ROWS.fullmatch(name_called(node.value))
        for target in node.targets
    )


def _flow(scope: Scope, resamplers: frozenset[str], multiplying: frozenset[str], dividers: frozenset[str]) -> _Flow:
    found = _Flow()
    for node, line in _in_order(scope):
        if isinstance(node, ast.Return):
            given_back = node.value is not None and not found.of_others and _all_copies(node.value, found)
            made = isinstance(node.value, ast.Call) and _multiplies(node.value, resamplers, multiplying)
            found.returns_copies |= given_back or made
        elif isinstance(node, ast.Call):
            _note_split(node, line, scope, found, dividers)
        elif isinstance(node, ast.Assign):
            multiplies = any(
                isinstance(part, ast.Call) and _multiplies(part, resamplers, multiplying) for part in walk(node.value)
            )
            if multiplies and not found.first:
                found.first = line
            is_copied = multiplies or _is_copied(node.value, found.multiplied, dividers)
            names = {dotted(part) for target in node.targets for part in _stored(target)} - {""}
            found.multiplied = found.multiplied | names if is_copied else found.multiplied - names
    return found


def _in_order(scope: Scope) -> Iterator[tuple[ast.AST, int]]:
    """Yield what happens in a scope, line by line: what is called before what its result is called."""
    order = {ast.Call: 0, ast.Assign: 1, ast.Return: 2}
    found = [
        ((node.end_lineno or node.lineno) + start, order[type(node)], node.lineno + start, node)
        for node, start in scope.placed()
        if isinstance(node, (ast.Call, ast.Assign, ast.Return))
    ]
    return ((node, line) for _, _, line, node in sorted(found, key=lambda item: item[:2]))


def _note_split(call: ast.Call, line: int, scope: Scope, found: _Flow, dividers: frozenset[str]) -> None:
    name = name_called(call)
    given = [part for part in call.args if not isinstance(part, (ast.Constant, ast.Starred))]
    if name.startswith("cross_val"):
        given = given[1:]
    if name == "split":
        maker = scope.behind(call.func.value) if isinstance(call.func, ast.Attribute) else None
        if not (isinstance(maker, ast.Call) and _FOLDS.fullmatch(name_called(maker))):
            return
    elif name not in dividers and not _SPLITTING.fullmatch(name):
        return
    if given:
        kind = found.of_copies if _is_copied(given[0], found.multiplied, dividers) else found.of_others
        kind.append((name, line))


def _multiplies(call: ast.Call, resamplers: frozenset[str], multiplying: frozenset[str]) -> bool:
    """Whether a call gives more rows than it is handed, by copying some; what it is handed to learn from it may."""
    if names_training(call):
        return False
    name = name_called(call)
    if name in _RESAMPLED and isinstance(call.func, ast.Attribute):
        maker = call.func.value
        return dotted(maker) in resamplers or (
            isinstance(maker, ast.Call) and bool(_ADDS_ROWS.fullmatch(name_called(maker)))
        )
    replace = next((keyword.value for keyword in call.keywords if keyword.arg == "replace"), None)
    puts_back = isinstance(replace, ast.Constant) and replace.value is True
    if name == "resample" and dotted(call.func) in _RESAMPLE:
        return puts_back or replace is None
    return (name == "sample" and puts_back) or name in multiplying


def _is_copied(value: ast.expr, multiplied: set[str], dividers: frozenset[str], depth: int = _DEEPEST) -> bool:
    """Whether what a value has are multiplied rows, or some of them."""
    if depth <= 0:
        return False
    if isinstance(value, (ast.Name, ast.Attribute)) and dotted(value) in multiplied:
        return True
    inside: list[ast.expr] = []
    if isinstance(value, (ast.Attribute, ast.Subscript)):
        inside = [value.value]
    elif isinstance(value, (ast.Tuple, ast.List)):
        inside = value.elts
    elif isinstance(value, ast.Call):
        name = name_called(value)
        if name in _JOINING or name in _OF_FIRST or name in dividers or _SPLITTING.fullmatch(name):
            inside = value.args
        elif isinstance(value.func, ast.Attribute):
            inside = [value.func.value]
    return any(_is_copied(part, multiplied, dividers, depth - 1) for part in inside)


def _all_copies(value: ast.expr, found: _Flow) -> bool:
    parts = value.elts if isinstance(value, ast.Tuple) else [value]
    return bool(parts) and all(
        _is_copied(part, found.multiplied, frozenset()) for part in parts if string(part) is None
    )


def _stored(target: ast.expr) -> list[ast.expr]:
    return list(target.elts) if isinstance(target, (ast.Tuple, ast.List)) else [target]
