"""Which assertions can fail: those about something that the test did not itself write down."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Mapping

from portfolio_kit.repository.code.syntax import dotted, name_called, walk
from portfolio_kit.repository.testing.injected import handed_in

_BUILT_IN = frozenset(dir(builtins)) - {"open", "input", "exec", "eval", "__import__", "globals", "locals", "vars"}
_IS_THERE = frozenset({"callable", "hasattr", "isinstance", "bool", "type", "getattr", "id", "hash", "repr", "str"})
# What of a path asks no disk: its words only.
_OF_WORDS = frozenset(
    f"{module}.{name}"
    for module in ("os.path", "posixpath")
    for name in ("basename", "dirname", "join", "splitext", "split", "normpath")
)
_OF_KIND = frozenset({
    "isinstance", "issubclass", "inspect.isfunction", "inspect.isclass", "inspect.ismodule",
    "inspect.iscoroutinefunction",
})  # fmt: skip
_MOCKS = frozenset({"Mock", "MagicMock", "AsyncMock", "NonCallableMock", "create_autospec"})
_OF_STATUS = frozenset({"status_code", "status"})
_OF_EXIT = frozenset({"exit_code", "returncode"})
_ASKING = frozenset({"get", "post", "put", "patch", "delete", "request"})
_CALLED = frozenset({"__name__", "__qualname__", "__module__", "__doc__"})
_FIRST, _FAILED = 100, 400
_LARGEST, _BROKEN = 600, 500
_CONTRARY: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
}  # fmt: skip
_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def constants(function: ast.AST) -> frozenset[str]:
    """Return the names that a test gives values of its own only, and hands to nobody who could change them."""
    given: dict[str, list[ast.expr]] = {}
    varying: set[str] = set()
    handed: set[str] = set()
    for node in walk(function):
        if isinstance(node, ast.Assign) and all(isinstance(target, ast.Name) for target in node.targets):
            for target in node.targets:
                given.setdefault(target.id, []).append(node.value)  # type: ignore[attr-defined]
        elif isinstance(node, ast.Assign):
            handed.update(name.id for name in walk(node.value) if isinstance(name, ast.Name))
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            varying.add(node.id)
        elif isinstance(node, ast.Call) and not _is_built_in(node.func):
            handed.update(
                name.id for part in (*node.args, *node.keywords) for name in walk(part) if isinstance(name, ast.Name)
            )
        elif isinstance(node, _Function) and node is not function:
            handed.update(name.id for name in walk(node) if isinstance(name, ast.Name))
    # A name that is also bound in another way (a loop's, a `with`'s, an argument) has more stores than assignments.
    injected = handed_in(function)
    stores = [node.id for node in walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    found = {name for name, values in given.items() if stores.count(name) == len(values) and name not in handed}
    while True:
        known = found | injected
        kept = {name for name in found if all(_is_mock(value) or _is_constant(value, known) for value in given[name])}
        if kept == found:
            return frozenset(known)
        found = kept


def can_fail(test: ast.expr, fixed: Iterable[str] = (), imported: Iterable[str] = ()) -> bool:
    """Whether an assertion can fail: not where all of it is written out, compares a thing with itself, or says that
    what was imported is there.
    """
    known = frozenset(fixed)
    if _is_constant(test, known) or _always_holds(test):
        return False
    if (
        isinstance(test, ast.Compare)
        and len(test.ops) == 1
        and isinstance(test.ops[0], (ast.Eq, ast.GtE, ast.LtE, ast.Is))
    ):
        return ast.dump(test.left) != ast.dump(test.comparators[0]) and not _is_there(test, frozenset(imported), known)
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or):
        return all(can_fail(value, known, imported) for value in test.values)
    if isinstance(test, ast.BoolOp):
        return any(can_fail(value, known, imported) for value in test.values)
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return _is_difference(test.operand) or can_fail(test.operand, known, imported)
    if _is_difference(test):
        return False
    if isinstance(test, ast.Tuple):
        return not test.elts
    if (
        isinstance(test, ast.Call)
        and dotted(test.func) == "all"
        and len(test.args) == 1
        and isinstance(test.args[0], (ast.GeneratorExp, ast.ListComp))
        and isinstance(test.args[0].elt, ast.Compare)
    ):
        return can_fail(test.args[0].elt, known, imported)
    return not _is_there(test, frozenset(imported), known)


def _is_difference(test: ast.expr) -> bool:
    """Whether it is true of what differs, as `DeepDiff(result, expected)` is, so that it holds as the test fails; or of
    anything, as a generator that nobody asks is.
    """
    return isinstance(test, ast.GeneratorExp) or (isinstance(test, ast.Call) and name_called(test) == "DeepDiff")


def _is_mock(value: ast.expr) -> bool:
    """Whether it makes a stand-in, which says what the test told it to."""
    return isinstance(value, ast.Call) and name_called(value) in _MOCKS


def given(function: ast.AST) -> dict[str, ast.expr]:
    """Return what a test gives to the names that it sets once: `ok = f is not None` is what `assert ok` asserts."""
    values: dict[str, list[ast.expr]] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            values.setdefault(node.targets[0].id, []).append(node.value)
    return {name: found[0] for name, found in values.items() if len(found) == 1}


def _always_holds(test: ast.expr) -> bool:
    """Whether it is true of anything: that a thing is an object, that a length is none below zero, nor a size,
    that an answer has some status.
    """
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and (_is_any_status(test) or _is_part_of_itself(test)):
        return True
    if isinstance(test, ast.Compare) and len(test.ops) == 2 and _is_between_all(test):  # noqa: PLR2004
        return True
    if isinstance(test, ast.Call) and isinstance(test.func, ast.Name) and test.func.id == "isinstance":
        kind = test.args[1] if len(test.args) > 1 else None
        return isinstance(kind, ast.Name) and kind.id == "object"
    return (
        isinstance(test, ast.Compare)
        and len(test.ops) == 1
        and isinstance(test.ops[0], ast.GtE)
        and isinstance(test.left, ast.Call)
        and isinstance(test.left.func, ast.Name)
        and test.left.func.id in ("len", "abs")
        and isinstance(test.comparators[0], ast.Constant)
        and test.comparators[0].value == 0
    )


def never_holds(test: ast.expr) -> bool:
    """Whether a condition is true of nothing, as its contrary holds of anything: `answer.status_code == 999`."""
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return False
    contrary = _CONTRARY.get(type(test.ops[0]))
    return contrary is not None and _always_holds(ast.Compare(test.left, [contrary()], test.comparators))


def _is_part_of_itself(test: ast.Compare) -> bool:
    """Whether it says that a set is among itself and more, `set(a) <= set(a) | known`."""
    whole = test.comparators[0]
    if not isinstance(test.ops[0], ast.LtE) or not isinstance(whole, ast.BinOp) or not isinstance(whole.op, ast.BitOr):
        return False
    part = ast.dump(test.left)
    return part in (ast.dump(whole.left), ast.dump(whole.right))


def _is_between_all(test: ast.Compare) -> bool:
    """Whether a status is between the least and the most that there are, `100 <= answer.status_code < 600`."""
    low, status, high = test.left, *test.comparators
    return (
        all(isinstance(operator, (ast.Lt, ast.LtE)) for operator in test.ops)
        and isinstance(status, ast.Attribute)
        and status.attr in _OF_STATUS
        and isinstance(low, ast.Constant)
        and isinstance(high, ast.Constant)
        and isinstance(low.value, int)
        and isinstance(high.value, int)
        and low.value <= _FIRST
        and high.value >= _LARGEST - 1
    )


def _is_any_exit(test: ast.Compare) -> bool:
    """Whether it takes success and failure of a program alike, `result.exit_code in (0, 1)`."""
    other = test.comparators[0]
    if not (isinstance(test.left, ast.Attribute) and test.left.attr in _OF_EXIT and isinstance(test.ops[0], ast.In)):
        return False
    codes = {
        item.value
        for item in (other.elts if isinstance(other, (ast.Tuple, ast.List, ast.Set)) else ())
        if isinstance(item, ast.Constant)
    }
    return {0, 1} <= codes


def _is_any_status(test: ast.Compare) -> bool:
    """Whether it takes every status that an answer may have, that of a service that broke beside that of success."""
    if _is_any_exit(test):
        return True
    if not isinstance(test.left, ast.Attribute) or test.left.attr not in _OF_STATUS:
        return False
    operator, other = test.ops[0], test.comparators[0]
    if isinstance(operator, ast.In) and isinstance(other, (ast.Tuple, ast.List, ast.Set)):
        codes = [item.value for item in other.elts if isinstance(item, ast.Constant) and isinstance(item.value, int)]
        return _BROKEN in codes and any(code < _FAILED for code in codes)
    code = other.value if isinstance(other, ast.Constant) else None
    if not isinstance(code, int):
        return isinstance(operator, ast.IsNot)
    if isinstance(operator, (ast.Gt, ast.GtE)):
        return code <= _FIRST
    return (isinstance(operator, (ast.Lt, ast.LtE)) and code >= _LARGEST) or (
        isinstance(operator, ast.NotEq) and not _FIRST <= code < _LARGEST
    )


def is_only_an_answer(test: ast.expr, values: Mapping[str, ast.expr]) -> bool:
    """Whether it says of what a client answered that it is something, which it always is."""
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.IsNot):
        test = test.left
    value = values.get(test.id) if isinstance(test, ast.Name) else test
    if not isinstance(value, ast.Call):
        return False
    owner, _, name = dotted(value.func).rpartition(".")
    return name in _ASKING and "client" in owner.lower()


def _is_constant(expression: ast.expr, known: Iterable[str]) -> bool:
    pure = {
        id(part)
        for node in walk(expression)
        if isinstance(node, ast.Attribute) and dotted(node) in _OF_WORDS
        for part in walk(node)
    }
    for node in walk(expression):
        if isinstance(node, ast.Name) and node.id not in known and node.id not in _BUILT_IN and id(node) not in pure:
            return False
        if isinstance(node, (ast.comprehension, ast.Lambda, ast.Await)):
            return False
    return True


def _is_there(test: ast.expr, imported: frozenset[str], known: frozenset[str]) -> bool:
    """Whether it only says of imported names that they are something: `f is not None`, `callable(f)`, `f`."""
    if isinstance(test, ast.Call) and test.args and dotted(test.func) in _OF_KIND:
        # Of which class it is to be may be imported from elsewhere.
        test = ast.Call(ast.Name("callable"), test.args[:1], [])
    names = {node.id for node in walk(test) if isinstance(node, ast.Name)} - known - _IS_THERE - _BUILT_IN
    if not names or not names <= imported:
        return False
    if isinstance(test, ast.Compare):
        sides = [test.left, *test.comparators]
        if any(isinstance(side, ast.Attribute) and side.attr in _CALLED and _is_name(side) for side in sides):
            # What it is called is how it was imported.
            return True
        return any(isinstance(side, ast.Constant) and side.value is None for side in sides) and any(
            map(_is_name, sides)
        )
    if isinstance(test, ast.Call):
        return (
            isinstance(test.func, ast.Name)
            and test.func.id in ("callable", "bool", "hasattr")
            and all(map(_is_name, test.args[:1]))
        )
    return _is_name(test)


def _is_name(node: ast.expr) -> bool:
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name)


def _is_built_in(function: ast.expr) -> bool:
    return isinstance(function, ast.Name) and function.id in _BUILT_IN
