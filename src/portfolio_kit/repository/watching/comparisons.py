"""Comparisons of data as it comes in with data as it was: whether a check of drift has two sides at all.

One that holds a table against itself, or against a sample of itself, or random numbers against random numbers, can
find nothing; nor can one whose data nobody brings.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.facts import Call, Function
from portfolio_kit.repository.code.live import Live
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, name_called, walk
from portfolio_kit.repository.file import File
from portfolio_kit.repository.watching.journals import Journals

# What leaves a table what it is.
_SAME = frozenset({
    "sample", "copy", "dropna", "reset_index", "values", "to_numpy", "astype", "ravel", "flatten", "tolist", "fillna",
    "select_dtypes", "to_list",
})  # fmt: skip
_CASTS = frozenset({"array", "asarray", "list", "DataFrame", "Series", "from_pandas", "sorted"})
_RANDOM = re.compile(
    r"(?:^|\.)(?:random|rng|default_rng\(\)|RandomState\(\)|generator)\.(?:normal|uniform|randn|rand|randint|integers|random"
    r"|exponential|poisson|gamma|lognormal|choice|standard_normal|gauss|beta|binomial)$"
)
_TESTS_OF_DISTRIBUTIONS = frozenset({
    "ks_2samp", "wasserstein_distance", "chi2_contingency", "jensenshannon", "kstest", "mannwhitneyu",
    "anderson_ksamp", "energy_distance",
})  # fmt: skip
_SIDES = ("reference_data", "current_data")
_COMPARE = frozenset({"calculate", "run"})
_READS = frozenset({
    "read_csv", "read_parquet", "read_json", "read_excel", "read_pickle", "read_feather", "read_table", "scan_csv",
    "scan_parquet",
})  # fmt: skip
_FROM_OUTSIDE = ("argv", "argparse", "click", "typer", "environ", "getenv", "input(", "s3://", "gs://", "http")
_SETTINGS = frozenset({"", ".yaml", ".yml", ".toml", ".cfg", ".ini", ".sh", ".bat", ".mk", ".dvc", ".json", ".ipynb"})
_LARGEST = 100_000
_DEEPEST = 8
_PAIR = 2


class Comparisons:
    """Which comparisons of a project have data to compare; all of its modules and files may bring some."""

    def __init__(self, modules: Sequence[Module], files: Sequence[File], live: Live, journals: Journals) -> None:
        self._modules = modules
        self._files = files
        self._live = live
        self._journals = journals

    def vanity(self, module: Module, function: Function | None = None) -> str | None:
        """Return why what a module, or one function of it that compares, holds against one another can never differ."""
        absent = self._absent(module)
        if absent is not None:
            return f"it reads {absent}, which nothing of the project brings"
        if function is None and (mixed := self._features_and_answers(module)) is not None:
            return f"it compares the features {mixed[0]} with their labels {mixed[1]}, not old data with new"
        one = self._compares_one_thing(module) if function is None else self._holds_itself(module, function)
        return "it holds one table against itself, or made-up numbers against others" if one else None

    def _compares_one_thing(self, module: Module) -> bool:
        """Whether a library is given one table as both of its sides, wherever it is given two."""
        pairs = self._sides(module)
        return bool(pairs) and all(_are_one(module, *pair) for pair in pairs)

    def _features_and_answers(self, module: Module) -> tuple[str, str] | None:
        """The features and the labels of one split, where a library is given nothing else as its two sides."""
        mixed = [_of_one_split(*pair) for _, pair in self._sides(module)]
        return mixed[0] if mixed and all(mixed) else None

    def _sides(self, module: Module) -> list[tuple[str, tuple[ast.expr, ast.expr]]]:
        """What a library is to compare, by names or by places, with the scope of each call."""
        return [
            (call.scope, pair)
            for call in self._live.calls(module)
            if (call.last in _COMPARE or all(call.keyword(name) is not None for name in _SIDES))
            and (pair := _pair(call, list(_SIDES))) is not None
        ]

    def _holds_itself(self, module: Module, function: Function) -> bool:
        """Whether every call of a comparing function gives it one table twice, or it takes one twice by itself."""
        names = [argument.arg for argument in function.node.args.args if argument.arg not in ("self", "cls")]
        calls = [
            (where, call)
            for where in self._modules
            if where is module or where.mentions(function.last)
            for call in self._live.calls(where)
            if call.last == function.last
        ]
        if len(names) >= _PAIR and calls and _stands_in(function, *names[:_PAIR]):
            return all(_pair(call, names) is None for _, call in calls)
        if len(names) < _PAIR:
            names = []
            calls = [
                (module, call)
                for call in module.calls_in.get(function.name, ())
                if call.last in _TESTS_OF_DISTRIBUTIONS
            ]
        pairs = [(where, call.scope, pair) for where, call in calls if (pair := _pair(call, names)) is not None]
        return bool(pairs) and len(pairs) == len(calls) and all(_are_one(*pair) for pair in pairs)

    def _absent(self, module: Module) -> str | None:
        """Return a file that a module reads by name, and that is not there and nothing else of the project names."""
        if module.mentions(*_FROM_OUTSIDE):
            return None
        reads = [call for call in self._live.calls(module) if call.last in _READS and call.node.args]
        written = {
            name
            for call in module.calls
            if call.last.startswith(("to_", "save", "write"))
            for name in self._journals.named(module, call.node)
        }
        named = (sorted({*self._journals.named(module, call.node.args[0])} - written) for call in reads)
        for names in named:
            are_files = bool(names) and all("." in name for name in names)
            if are_files and not any(self._is_known(name, module) for name in names):
                return names[0]
        return None

    def _is_known(self, name: str, module: Module) -> bool:
        """Whether a file is in the repository, or named by another module, a task or a setting."""
        return (
            any(file.name in (name, f"{name}.dvc") for file in self._files)
            or any(other.mentions(name) for other in self._modules if other is not module)
            or any(name in file.text for file in self._files if file.suffix in _SETTINGS and file.size <= _LARGEST)
        )


def _stands_in(function: Function, first: str, second: str) -> bool:
    """Whether a function takes its first side for the second where nobody gives that: `old = new if old is None`."""
    return any(
        isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == second for target in node.targets)
        and any(
            isinstance(part, ast.Name) and part.id == first
            for part in ([node.value.body, node.value.orelse] if isinstance(node.value, ast.IfExp) else [node.value])
        )
        for node in walk(function.node)
    )


def _pair(call: Call, names: list[str]) -> tuple[ast.expr, ast.expr] | None:
    """The first two things that a call hands over, by their place or by their names."""
    given = [node for node in call.node.args if not isinstance(node, ast.Starred)]
    by_name = {keyword.arg: keyword.value for keyword in call.node.keywords}
    given += [by_name[name] for name in names[len(given) : _PAIR] if name in by_name]
    return (given[0], given[1]) if len(given) >= _PAIR else None


def _of_one_split(first: ast.expr, second: ast.expr) -> tuple[str, str] | None:
    """The names of the features and the labels of one split, as X_test and y_test are; None for any other two."""
    names = sorted((dotted(first), dotted(second)), key=str.lower)
    features, labels = (name.lower() for name in names)
    is_one = features[:1] == "x" and labels[:1] == "y" and features[1:] == labels[1:]
    return (names[0], names[1]) if is_one else None


def _are_one(module: Module, scope: str, pair: tuple[ast.expr, ast.expr]) -> bool:
    first, second = (_origin(module, scope, side) for side in pair)
    return first is not None and first == second


def _origin(module: Module, scope: str, node: ast.expr) -> str | None:
    """What a table comes from: the reading of one file, `random`, or a name of which nothing else is known.

    None where it is written out or changed on the way, so that nothing can be said.
    """
    columns = ""
    for _ in range(_DEEPEST):
        if isinstance(node, ast.Call) and _RANDOM.search(dotted(node.func)):
            return "random"
        inner = _unwrapped(node)
        if isinstance(node, ast.Subscript):
            columns += ast.dump(node.slice)
        if inner is None and isinstance(node, ast.Name):
            values = _given(module, scope, node.id)
            if values is None or len(values) > 1:
                return None
            inner = next(iter(values), None)
        if inner is None and isinstance(node, (ast.Dict, ast.List, ast.Tuple, ast.Set, ast.Constant)):
            return None
        if inner is None:
            return (node.id if isinstance(node, ast.Name) else ast.dump(node)) + columns
        node = inner
    return None


def _unwrapped(node: ast.expr) -> ast.expr | None:
    """The table of which a column, a copy, a sample or an array is taken; None where nothing is."""
    if isinstance(node, ast.Subscript) or (isinstance(node, ast.Attribute) and node.attr in _SAME):
        return node.value
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr in _SAME:
            return node.func.value
        if name_called(node) in _CASTS and node.args:
            return node.args[0]
    return None


def _given(module: Module, scope: str, name: str) -> list[ast.expr] | None:
    """What is given to a name where it is read: in its function, else at the top; None where it is changed there."""
    function = next((function for function in module.functions if function.name == scope), None)
    parts = walk(function.node) if function is not None else []
    if any(isinstance(part, ast.arg) and part.arg == name for part in parts):
        return []
    found = _values(parts, name)
    if found == []:
        found = _values([part for tree, _ in module.trees for part in walk(tree)], name)
    return found


def _values(parts: Sequence[ast.AST], name: str) -> list[ast.expr] | None:
    found = []
    for part in parts:
        if isinstance(part, (ast.Assign, ast.AugAssign)):
            for target in part.targets if isinstance(part, ast.Assign) else [part.target]:
                if isinstance(target, ast.Name) and target.id == name:
                    found.append(part.value)
                elif not isinstance(target, ast.Name) and name in map(_owner, _items(target)):
                    return None
    return found


def _items(target: ast.expr) -> list[ast.expr]:
    return target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]


def _owner(target: ast.expr) -> str:
    """The name that a target stands for, or is a part of: of `table["age"]` it is `table`."""
    while isinstance(target, (ast.Subscript, ast.Attribute)):
        target = target.value
    return dotted(target)
