"""Conditions that always come out the same, since the names in them are given a switch's position once and for all.

`done = True` right before `while not done:`, and a switch, of this module or of another that it imports, which nothing
ever turns. A loop so is never gone through; what stands below a switch waits for whoever turns it, and runs in nothing
as it is. Only truths and numbers count: a text that is empty waits for somebody's own.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit.repository.code.syntax import CHILDREN, dotted, is_main
from portfolio_kit.repository.code.tables import Read, looked_up, may_hold, tables, value_in

if TYPE_CHECKING:
    from portfolio_kit.repository.code.unsaid import Unsaid

Imported = Callable[[str], "Fixed | None"]
"""What a name, whole and dotted, always stands for in the module of the project that it is imported from."""

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_LISTS = ("body", "orelse", "finalbody", "handlers", "cases")
_TESTS = frozenset(
    {ast.Name, ast.Attribute, ast.Constant, ast.UnaryOp, ast.Not, ast.BoolOp, ast.And, ast.Or, ast.Compare, ast.Load}
    | {ast.Eq, ast.NotEq, ast.Is, ast.IsNot, ast.Lt, ast.LtE, ast.Gt, ast.GtE}
)
_EQUAL, _UNEQUAL = frozenset({ast.Eq, ast.Is}), frozenset({ast.NotEq, ast.IsNot})
_LARGEST_TEST = 30
# Of as many nodes in all it is looked up what they bind: branches within branches are looked at once each.
_MOST = 200_000


class Fixed(NamedTuple):
    """What something always is."""

    value: bool | float


class _Work(NamedTuple):
    """Some statements, what names stand for as they begin, and of which class the arguments around them are."""

    statements: list[ast.stmt]
    known: Mapping[str, Fixed]
    classes: Mapping[str, str]


def settle(
    tree: ast.Module,
    imported: Imported,
    *,
    named: Collection[str],
    heeds_switches: bool,
    read: Read = lambda _: None,
    unsaid: Unsaid | None = None,
) -> bool:
    """Put in the place of each condition of a loop that always comes out false what it comes out as, and so of each
    switch, where those are heeded; whether there is a switch. `named` is what the module may be called,
    `read` gives what files of settings hold, `unsaid` what comes of what nobody tells the program.
    """
    for statement in tree.body:
        if isinstance(statement, ast.If) and is_main(statement) and _is_of_another(statement.test, named):
            statement.test = ast.copy_location(ast.Constant(value=False), statement.test)
    tests = list(_tests(tree))
    asked = {name for test in tests for name in _roots(test)}
    handed = any(argument.arg in asked for node in _statements(tree) for argument, _ in _declared(node))
    asked_in = {path[0] for test in tests for part in _parts(test) if (path := looked_up(part)) is not None}
    looked = bool(asked_in) and any(name in asked_in for part in _statements(tree) for name in may_hold(part))
    given = {name for statement in _statements(tree) for name, _ in _given(statement)}
    aliases = dict(_aliases(tree))
    waits = unsaid is not None and any(unsaid.outcome(part) is not None for test in tests for part in _parts(test))
    if looked or waits or handed or asked & (given | aliases.keys()):
        return _Settler(tree, aliases, imported, heeds_switches=heeds_switches, read=read, unsaid=unsaid).settle()
    return False


def constants(tree: ast.Module) -> dict[str, Fixed]:
    """Return what the switches at the top of a module always stand for, those of its plain classes too: `RUN`,
    `Settings.RUN`, and `settings.RUN` where that is one of the class.
    """
    found = _once(tree, tree.body)
    classes: dict[str, dict[str, Fixed]] = {}
    for statement in tree.body:
        if isinstance(statement, ast.ClassDef) and not statement.bases:
            classes[statement.name] = within = _once(statement, statement.body)
            found |= {f"{statement.name}.{name}": value for name, value in within.items()}
        elif isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Call):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    within = classes.get(dotted(statement.value.func), {})
                    found |= {f"{target.id}.{name}": value for name, value in within.items()}
    return found


class _Settler:
    """Goes through the statements of one tree in the order in which they run, function by function."""

    def __init__(
        self,
        tree: ast.Module,
        aliases: Mapping[str, str],
        imported: Imported,
        *,
        heeds_switches: bool,
        read: Read,
        unsaid: Unsaid | None,
    ) -> None:
        self._tree = tree
        self._unsaid = unsaid
        self._imported = imported
        self._room = _MOST
        self._heeds_switches = heeds_switches
        self._has_switch = False
        self._classes: Mapping[str, str] = {}
        # What a function may turn from afar.
        self._turned = {
            name for node in _all(tree) if isinstance(node, (ast.Global, ast.Nonlocal)) for name in node.names
        }
        bound = _bound(tree)
        self._tables = tables(list(_all(tree)), bound, read)
        self._aliases = {name: full for name, full in aliases.items() if bound.get(name, 0) == 1}
        self._once = {name: value for name, value in _once(tree, tree.body).items() if name not in self._turned}

    def settle(self) -> bool:
        pending = [_Work(self._tree.body, {}, {})]
        while pending:
            statements, before, self._classes = work = pending.pop()
            known = dict(before)
            for statement in statements:
                if isinstance(statement, (ast.If, ast.While)):
                    self._come_out(statement, known)
                pending.extend(self._within(statement, known, work.classes))
                for name in self._binds(statement) if known else ():
                    known.pop(name, None)
                known |= {name: value for name, value in _given(statement) if name not in self._turned}
        return self._has_switch

    def _come_out(self, statement: ast.If | ast.While, known: Mapping[str, Fixed]) -> None:
        if isinstance(statement, ast.If) and is_main(statement):
            return
        found = self._value(statement.test, known)
        if found is None or (isinstance(statement, ast.While) and found.value):
            return
        self._has_switch |= isinstance(statement, ast.If)
        if self._heeds_switches or isinstance(statement, ast.While):
            statement.test = ast.copy_location(ast.Constant(value=bool(found.value)), statement.test)

    def _within(self, statement: ast.stmt, known: Mapping[str, Fixed], classes: Mapping[str, str]) -> Iterator[_Work]:
        """Yield the lists of statements in one, with what is known as each begins."""
        if isinstance(statement, _FUNCTIONS):
            declared = list(_declared(statement))
            times = _bound(statement) if declared else {}
            of = {argument.arg: name for argument, name in declared if times[argument.arg] == 1}
            yield _Work(statement.body, self._once, of)
            return
        inner = known
        if known and isinstance(statement, (*_LOOPS, ast.Try, ast.With, ast.AsyncWith, ast.Match)):
            bound = set(self._binds(statement))
            inner = {name: value for name, value in known.items() if name not in bound}
        for field in _LISTS:
            part = getattr(statement, field, None)
            if isinstance(part, list) and part:
                if field in ("handlers", "cases"):
                    yield from (_Work(one.body, inner, classes) for one in part)
                else:
                    yield _Work(part, inner, classes)

    def _binds(self, statement: ast.stmt) -> Iterator[str]:
        for node in _all(statement):
            self._room -= 1
            yield from _names_bound(node)

    def _value(self, test: ast.expr, known: Mapping[str, Fixed]) -> Fixed | None:
        """What an expression always comes out as; None where that depends on something."""
        outcome = self._unsaid.outcome(test) if self._unsaid is not None else None
        return self._settled(test, known) if outcome is None else Fixed(outcome)

    def _settled(self, test: ast.expr, known: Mapping[str, Fixed]) -> Fixed | None:
        if self._room < 0:
            return None
        if isinstance(test, ast.Constant):
            return Fixed(test.value) if isinstance(test.value, (bool, int, float)) else None
        if isinstance(test, (ast.Subscript, ast.Call)):
            return self._looked_up(test)
        if isinstance(test, (ast.Name, ast.Attribute)):
            name = dotted(test)
            first, dot, rest = name.partition(".")
            if not dot and first in known:
                return known[first]
            # What a function is handed is what its annotation says: `def run(settings: Settings)`.
            full = self._aliases.get(self._classes.get(first, first) if dot else first)
            return self._imported(f"{full}{dot}{rest}") if full else None
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            found = self._value(test.operand, known)
            return None if found is None else Fixed(not found.value)
        if isinstance(test, ast.BoolOp):
            values = [self._value(part, known) for part in test.values]
            ends = isinstance(test.op, ast.Or)
            if any(value is not None and bool(value.value) is ends for value in values):
                return Fixed(ends)
            return None if None in values else Fixed(not ends)
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            left, right = self._value(test.left, known), self._value(test.comparators[0], known)
            return None if left is None or right is None else _compared(left, type(test.ops[0]), right)
        return None

    def _looked_up(self, test: ast.expr) -> Fixed | None:
        """What a switch in a table of settings stands at."""
        path = looked_up(test)
        if path is None or path[0] not in self._tables or path[0] in self._turned:
            return None
        found = value_in(self._tables[path[0]], path[1])
        return Fixed(found) if isinstance(found, (bool, int, float)) else None


def _is_of_another(test: ast.expr, named: Collection[str]) -> bool:
    """Whether a module asks whether it is called what it never is: `if __name__ == "main"`."""
    if not isinstance(test, ast.Compare) or not isinstance(test.ops[0], ast.Eq) or len(test.ops) > 1:
        return False
    name = test.comparators[0].value if isinstance(test.comparators[0], ast.Constant) else None
    return isinstance(name, str) and name != "__main__" and name.rpartition(".")[2] not in named


def _compared(left: Fixed, kind: type[ast.cmpop], right: Fixed) -> Fixed | None:
    if kind in _EQUAL or kind in _UNEQUAL:
        return Fixed((left.value == right.value) is (kind in _EQUAL))
    if kind is ast.Lt:
        return Fixed(left.value < right.value)
    if kind is ast.LtE:
        return Fixed(left.value <= right.value)
    if kind is ast.Gt:
        return Fixed(left.value > right.value)
    return Fixed(left.value >= right.value) if kind is ast.GtE else None


def _declared(statement: ast.stmt) -> Iterator[tuple[ast.arg, str]]:
    """Yield the arguments of a function that are annotated with a bare name, and that."""
    if isinstance(statement, _FUNCTIONS):
        for argument in (*statement.args.posonlyargs, *statement.args.args, *statement.args.kwonlyargs):
            if isinstance(argument.annotation, ast.Name):
                yield argument, argument.annotation.id


def _statements(tree: ast.Module) -> Iterator[ast.stmt]:
    """Yield every statement, at whatever depth."""
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.stmt):
            yield node
        for field in _LISTS:
            part = getattr(node, field, None)
            if isinstance(part, list):
                pending.extend(part)


def _tests(tree: ast.Module) -> Iterator[ast.expr]:
    return (
        node.test
        for node in _statements(tree)
        if isinstance(node, (ast.If, ast.While)) and not (isinstance(node, ast.If) and is_main(node))
    )


def _roots(test: ast.expr) -> set[str]:
    """The names that a condition hangs on; none where it hangs on anything else, as on what a call returns."""
    found: set[str] = set()
    pending: list[ast.AST] = [test]
    for count, node in enumerate(pending):
        if type(node) not in _TESTS or count > _LARGEST_TEST:
            return set()
        if isinstance(node, ast.Name):
            found.add(node.id)
        pending.extend(ast.iter_child_nodes(node))
    return found


def _parts(test: ast.expr) -> list[ast.expr]:
    """A condition, and what it is put together from with `and`, `or` and `not`."""
    found = [test]
    for part in found:
        if isinstance(part, ast.BoolOp):
            found += part.values
        elif isinstance(part, ast.UnaryOp):
            found.append(part.operand)
        elif isinstance(part, ast.Compare):
            found.append(part.left)
    return found


def _given(statement: ast.stmt) -> Iterator[tuple[str, Fixed]]:
    """Yield the names that a statement gives a truth or a number."""
    if not isinstance(statement, (ast.Assign, ast.AnnAssign)):
        return
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    value = statement.value
    if isinstance(value, ast.Constant) and isinstance(value.value, (bool, int, float)):
        yield from ((target.id, Fixed(value.value)) for target in targets if isinstance(target, ast.Name))


def _once(tree: ast.AST, statements: list[ast.stmt]) -> dict[str, Fixed]:
    """What some statements give names that nothing else in a tree gives anything."""
    found = dict(pair for statement in statements for pair in _given(statement))
    if not found:
        return found
    bound = _bound(tree)
    return {name: value for name, value in found.items() if bound[name] == 1}


def _bound(tree: ast.AST) -> dict[str, int]:
    """How often each name is bound below a node, as an argument too."""
    found: dict[str, int] = {}
    for node in _all(tree):
        for name in _names_bound(node):
            found[name] = found.get(name, 0) + 1
    return found


def _names_bound(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name):
        if not isinstance(node.ctx, ast.Load):
            yield node.id
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, ast.alias):
        yield node.asname or node.name.partition(".")[0]
    elif isinstance(node, (*_FUNCTIONS, ast.ClassDef)) or (
        isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name
    ):
        yield node.name or ""


def _aliases(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the names that imports bind, with what they stand for, whole and dotted."""
    for node in _statements(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.partition(".")[0]
                yield (alias.asname, alias.name) if alias.asname else (first, first)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            for alias in node.names:
                yield alias.asname or alias.name, base + ("" if base.endswith(".") else ".") + alias.name


def _all(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and all below it; nothing of it is kept, since the tree is still to change."""
    pending = [node]
    while pending:
        node = pending.pop()
        yield node
        for name, holds_nodes in CHILDREN[type(node)]:
            value = getattr(node, name, None)
            if holds_nodes:
                pending += value or ()
            elif isinstance(value, list):
                pending += [child for child in value if isinstance(child, ast.AST)]
            elif isinstance(value, ast.AST):
                pending.append(value)
