"""Groups that the data does not have: drawn by chance, or told by whether the number of a row or person is even."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.bound import Scope
from portfolio_kit.repository.code.syntax import name_called, string, walk
from portfolio_kit.repository.texts.words import listed

_DRAWS = frozenset(listed("choice choices integers randint random rand binomial randrange getrandbits bernoulli"))
_HASHES = frozenset(listed("hash md5 sha1 sha256 crc32 adler32 hash_array hash_pandas_object"))
# What goes round by itself: the hour of a day, the day of a week.
_ROUND = re.compile(r"hour|minute|second|time|month|week|day|year|date|angle|degree|quarter|stunde|hora", re.IGNORECASE)
_TABLES = frozenset(listed("DataFrame read_csv read_parquet read_excel read_table read_sql read_json read_feather"))
_SPLITS = frozenset(listed("train_test_split predict predict_proba fit split fit_predict sample"))
_DEEPEST = 4


def is_invented(scope: Scope, told: ast.AST) -> bool:
    """Whether what tells groups in a scope is drawn by chance there, or made of the numbers of rows."""
    columns = {
        key
        for node, _ in scope.placed()
        if isinstance(node, ast.Assign) and invents(node.value)
        for target in node.targets
        if isinstance(target, ast.Subscript) and (key := string(target.slice)) is not None
    }
    return any(
        invents(value, deep=False) or _column(value) in columns for part in _behind(scope, told) for value in part
    )


def invents(value: ast.AST, *, deep: bool = True) -> bool:
    """Whether an expression draws by chance, or takes what is left of a number by dividing it."""
    return any(
        (isinstance(part, ast.Call) and name_called(part) in (_DRAWS | _HASHES))
        or (isinstance(part, ast.BinOp) and isinstance(part.op, ast.Mod) and not _goes_round(part))
        for part in (walk(value) if deep else (value,))
    )


def _goes_round(division: ast.BinOp) -> bool:
    """Whether what is divided is a text that is filled in, or goes round by itself."""
    return any(
        isinstance(part, ast.JoinedStr)
        or (isinstance(part, ast.Constant) and isinstance(part.value, str) and part is division.left)
        or (bool(name := _name(part)) and _ROUND.search(name))
        for part in walk(division.left)
    )


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else string(node) or ""


def _column(node: ast.AST) -> str | None:
    """The column that a node takes from a table."""
    if isinstance(node, ast.Subscript):
        return string(node.slice)
    return node.attr if isinstance(node, ast.Attribute) else string(node)


def _behind(scope: Scope, told: ast.AST) -> Iterator[list[ast.AST]]:
    """What tells groups, and what it is worked out from, without the tables that columns are taken from."""
    seen: set[str] = set()
    waiting: list[tuple[ast.AST, int]] = [(told, _DEEPEST)]
    while waiting:
        node, depth = waiting.pop()
        parts = list(without_tables(node))
        yield parts
        for part in parts if depth else ():
            if isinstance(part, ast.Name) and part.id not in seen:
                seen.add(part.id)
                waiting += [(value, depth - 1) for value in scope.of(part.id) if not _is_table(value)]


def _is_table(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and name_called(value) in (_TABLES | _SPLITS)


def without_tables(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all below it, without the tables that columns are taken from."""
    yield node
    for child in ast.iter_child_nodes(node):
        is_table = isinstance(node, (ast.Subscript, ast.Attribute)) and child is node.value
        is_table = is_table and getattr(node, "attr", "") not in ("items", "values", "keys")
        if not (is_table and isinstance(child, ast.Name)):
            yield from without_tables(child)
