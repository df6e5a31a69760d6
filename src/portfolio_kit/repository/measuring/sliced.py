"""Where a model is measured on parts of the data: a metric of what a mask or a group leaves, one group after the other.

The part is told by something of the data, such as a column; what is told by the truth or the prediction alone is
a class, and what is told by chance is a fold or a resample.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.bound import Scope
from portfolio_kit.repository.code.syntax import name_called, string, walk
from portfolio_kit.repository.measuring.by_hand import METRIC, worked_out
from portfolio_kit.repository.measuring.divided import GROUPING, Divisions, asks, told_by_score
from portfolio_kit.repository.measuring.folded import PREDICTED, folds_groups, names_in, tabulates_groups
from portfolio_kit.repository.measuring.invented import is_invented, without_tables
from portfolio_kit.repository.measuring.measures import measures

if TYPE_CHECKING:
    from portfolio_kit.repository.code.live import Live
    from portfolio_kit.repository.code.python import Module

_FOLDING = frozenset({"mean", "sum", "median", "average"})
# In time order a part of the data is a split, unless one after the other is looked at.
_TIME = re.compile(r"date|year|month|time|day|period|week|hour|timestamp|ds", re.IGNORECASE)
OF_TIME = re.compile(
    r"(?:^|[_ a-z])(?:[Yy]ears?|[Mm]onths?|[Qq]uarters?|[Ww]eeks?|[Dd]ates?|[Hh]ours?|[Dd]ays?)(?:_?of_?\w+|$|_)"
    r"|(?:^|_)(?:timestamp|datetime)s?(?:$|_)"
    r"|^(?:ano|mes|año|mois|année|jahr|monat|anno|mese|tahun|bulan|год|месяц|yıl|ay)$"
)
"""What tells parts by when they are from."""
_HINTS = (
    "groupby",
    "pivot_table",
    "crosstab",
    "unique(",
    "items()",
    "cut(",
    "digitize",
    " in (",
    " in [",
    "[m",
    "mask",
    "group",
    "[~",
    "] == ",
    "] >= ",
    "] < ",
)
_LEAST_APART = 2


class Part(NamedTuple):
    """Where a model is measured on one part of the data after the other, and what the code calls the parts."""

    line: int
    names: frozenset[str] = frozenset()

    @property
    def is_of_time(self) -> bool:
        """Whether parts are told by when they are from, and by nothing else."""
        return bool(self.names) and all(OF_TIME.search(name) for name in self.names)


def measured_parts(
    module: Module,
    live: Live,
    measuring: AbstractSet[str] = frozenset(),
    by_chance: AbstractSet[int] = frozenset(),
    *,
    is_made: bool = False,
) -> Iterator[Part]:
    """Yield where a module measures a model on one part of the data after the other, by a metric or by one of the
    `measuring` functions of the project that it imports; where all data is made up, parts may be drawn as well. The
    calls in `by_chance` measure nothing.
    """
    imported = measuring & module.imported_names
    if not (
        imported or module.mentions("predict", "pred", "hat", "error", "correct", "_score", "proba", "guess")
    ) or not module.mentions(*_HINTS):
        return
    own = {function.last: function.node for function in module.functions if not function.in_class}
    by_hand = worked_out(module)
    measure = dict.fromkeys(imported, True)
    by_score = told_by_score(module)
    for scope in live.scopes(module):
        for part in _Parts(scope, own, by_hand, measure, is_made=is_made).found(by_chance):
            if by_score.isdisjoint(part.names):
                yield part


class _Parts:
    """Reads one scope for what it measures on parts of the data."""

    def __init__(
        self,
        scope: Scope,
        own: dict[str, ast.FunctionDef | ast.AsyncFunctionDef],
        by_hand: AbstractSet[int],
        measure: dict[str, bool],
        *,
        is_made: bool,
    ) -> None:
        self._is_made = is_made
        self._scope = scope
        self._own = own
        self._by_hand = by_hand
        # Whether functions of the module measure, as far as it was asked: all its scopes share it.
        self._measure = measure
        self._predicted: dict[tuple[ast.AST, int], bool] = {}
        self._divisions = Divisions(scope, own)

    def found(self, by_chance: AbstractSet[int] = frozenset()) -> Iterator[Part]:
        """Yield what the scope measures, the same line once."""
        apart: dict[str, Part] = {}
        for nodes, start in self._scope.parts:
            for node in nodes:
                if not isinstance(node, ast.Call) or id(node) in by_chance:
                    continue
                if (folds_groups(node, self._divisions) or tabulates_groups(node)) and not self._is_invented(node):
                    yield Part(node.lineno + start, self._keys(node))
                    continue
                for tells in self._measured(node):
                    if self._is_invented(tells):
                        continue
                    part = Part(node.lineno + start, self._called(tells))
                    if self._is_looped(tells):
                        yield part
                    elif not self._is_of_time(tells):
                        apart.setdefault(ast.dump(tells), part)
        if len(apart) >= _LEAST_APART:
            yield Part(next(iter(apart.values())).line, frozenset().union(*(part.names for part in apart.values())))

    def _is_invented(self, tells: ast.AST) -> bool:
        return not self._is_made and is_invented(self._scope, tells)

    def _keys(self, call: ast.Call) -> frozenset[str]:
        """What the groups are told by that a call folds."""
        behind = [call, *(value for name in self._scope.names_behind(call) for value in self._scope.of(name))]
        groupings = [
            part
            for value in behind
            for part in walk(value)
            if isinstance(part, ast.Call) and name_called(part) in GROUPING
        ]
        return frozenset(
            name
            for grouping in groupings
            for argument in (*grouping.args[:1], *(keyword.value for keyword in grouping.keywords))
            for name in self._called(argument)
        )

    def _called(self, tells: ast.AST) -> frozenset[str]:
        """What the code calls the parts, in its strings: the columns that tell them, the labels that it gives them."""
        found: set[str] = set()
        seen: set[str] = set()
        waiting = [tells]
        while waiting:
            node = waiting.pop()
            for part in without_tables(node):
                if (text := string(part)) is not None:
                    found.add(text)
                elif isinstance(part, ast.Name) and part.id not in seen:
                    seen.add(part.id)
                    waiting += self._scope.of(part.id)
                elif isinstance(part, ast.Call) and name_called(part) in self._own and name_called(part) not in seen:
                    seen.add(name_called(part))
                    waiting.append(self._own[name_called(part)])
        return frozenset(found)

    def _measured(self, call: ast.Call) -> list[ast.expr]:
        """What tells the parts that a call measures something of, if it does."""
        name = name_called(call)
        arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
        # What writes a report of its own may report anything.
        is_measure = (measures(call) and not (name in self._own and name.endswith("_report"))) or (
            self._is_own_measure(name)
        )
        if (not is_measure and name not in _FOLDING) or compares_itself(call):
            return []
        if is_measure:
            return [tells for argument in arguments if (tells := self._parted(argument)) is not None][:1]
        measured = call.func.value if isinstance(call.func, ast.Attribute) else None
        if measured is None or (isinstance(measured, ast.Name) and measured.id in ("np", "numpy", "torch")):
            measured = call.args[0] if call.args else None
        is_metric = id(call) in self._by_hand
        if measured is not None and (is_metric or self._is_predicted(measured)):
            tells = self._parted(measured, must_be_predicted=not is_metric)
            return [] if tells is None else [tells]
        return []

    def _is_own_measure(self, name: str) -> bool:
        known = self._measure.get(name)
        if known is None:
            function = self._own.get(name)
            known = self._measure[name] = function is not None and any(
                isinstance(node, ast.Call)
                and (measures(node) or (name_called(node) in _FOLDING and not _only_counts(node)))
                for node in walk(function)
            )
        return known

    def _parted(self, node: ast.expr, depth: int = 3, *, must_be_predicted: bool = False) -> ast.expr | None:  # noqa: C901 - a kind a branch
        """What tells the part of the data that an expression is of: the mask, or what is grouped."""
        for part in walk(node):
            if isinstance(part, ast.Subscript) and not isinstance(part.slice, (ast.Constant, ast.Slice)):
                if self._divisions.divides(part.slice) and (not must_be_predicted or self._is_predicted(part.value)):
                    return part.slice
            elif isinstance(part, ast.Name) and depth:
                for value in self._scope.looped_around(part):
                    if self._divisions.is_grouping(value):
                        return part
                for value in self._scope.values.get(part.id, ())[:3]:
                    if isinstance(value, ast.ListComp) and (picked := self._picked(value)) is not None:
                        return picked
                    if isinstance(value, (ast.Subscript, ast.Call)) and not asks(value):
                        found = self._parted_table(value, depth - 1)
                        if found is not None:
                            return found
        return None

    def _picked(self, rows: ast.ListComp) -> ast.expr | None:
        """What tells the rows that a list takes out of the data: `[row for row in rows if row["sex"] == sex]`."""
        return next(
            (
                test
                for part in rows.generators
                for test in part.ifs
                if _asks_row(test) and self._divisions.divides(test)
            ),
            None,
        )

    def _parted_table(self, value: ast.expr, depth: int) -> ast.expr | None:
        """What tells the part, where a name stands for rows of a table: `part = data[data.sex == sex]`."""
        while isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
            asked = value.args[0] if value.args else None
            if value.func.attr == "get_group" or (value.func.attr == "query" and "@" in (string(asked) or "")):
                return asked
            if value.func.attr not in ("copy", "reset_index", "dropna", "to_numpy"):
                return None
            value = value.func.value
        if isinstance(value, ast.Subscript):
            return self._parted(value, depth)
        return None

    def _is_predicted(self, node: ast.AST, depth: int = 3) -> bool:
        """Whether what is folded comes from a model: what it predicts, its errors, what it gets right."""
        if (node, depth) not in self._predicted:
            self._predicted[node, depth] = self._comes_from_model(node, depth)
        return self._predicted[node, depth]

    def _comes_from_model(self, node: ast.AST, depth: int) -> bool:
        for part in self._held(node):
            if isinstance(part, ast.Call) and (
                asks(part) or METRIC.match(name_called(part)) or self._is_own_asking(name_called(part))
            ):
                return True
            name = part.id if isinstance(part, ast.Name) else part.attr if isinstance(part, ast.Attribute) else ""
            name = name or (string(part) or "" if isinstance(part, ast.Constant) else "")
            if name and PREDICTED.search(name):
                return True
            if (
                isinstance(part, ast.Name)
                and depth
                and any(self._is_predicted(value, depth - 1) for value in self._scope.of(part.id))
            ):
                return True
        return False

    def _is_own_asking(self, name: str) -> bool:
        """Whether a function of the module returns what a model says, whatever it is called."""
        function = self._own.get(name)
        return function is not None and any(
            isinstance(node, ast.Return) and node.value is not None and any(map(asks, _calls(node.value)))
            for node in walk(function)
        )

    def _held(self, node: ast.AST) -> Iterator[ast.AST]:
        """A node and all below it that it holds: of a table the column that is taken, of rows not what tells them."""
        yield node
        for child in ast.iter_child_nodes(node):
            if isinstance(node, ast.Compare) and isinstance(child, ast.Constant):
                # What is asked for is a value, and no name of what is predicted: `row.status == "error"`.
                continue
            if isinstance(node, ast.Subscript):
                takes_rows = string(node.slice) is None and self._divisions.divides(node.slice)
                if child is (node.slice if takes_rows else node.value):
                    continue
            yield from self._held(child)

    def _is_looped(self, tells: ast.expr) -> bool:
        """Whether a part changes from one turn of a loop to the next."""
        return "@" in (string(tells) or "") or any(
            name in self._scope.looped for name in self._scope.names_behind(tells)
        )

    def _is_of_time(self, tells: ast.expr) -> bool:
        return any(_TIME.search(name) for value in (tells, *self._behind(tells)) for name in names_in(value))

    def _behind(self, tells: ast.expr) -> list[ast.expr]:
        return [value for part in walk(tells) if isinstance(part, ast.Name) for value in self._scope.of(part.id)]


def _only_counts(call: ast.Call) -> bool:
    """Whether a call counts rows: `sum(1 for row in rows if row.done)`."""
    rows = call.args[0] if call.args else None
    return isinstance(rows, ast.GeneratorExp) and isinstance(rows.elt, ast.Constant)


def _asks_row(test: ast.expr) -> bool:
    """Whether a test compares a field of a row."""
    return isinstance(test, ast.Compare) and isinstance(test.left, (ast.Subscript, ast.Attribute))


def compares_itself(call: ast.Call) -> bool:
    """Whether a call is given the same twice, as the truth for what was predicted."""
    given = call.args[:_LEAST_APART]
    return len(given) == _LEAST_APART and ast.dump(given[0]) == ast.dump(given[1])


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    return (part for part in walk(node) if isinstance(part, ast.Call))
