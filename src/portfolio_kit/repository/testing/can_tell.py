"""Whether a test asserts anything that can be false, and comes to it."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from portfolio_kit.repository.code.syntax import name_called, walk
from portfolio_kit.repository.testing.assertions import can_fail, constants, given, is_only_an_answer, never_holds
from portfolio_kit.repository.testing.cases import asserted
from portfolio_kit.repository.testing.collected import never_called
from portfolio_kit.repository.testing.kinds import asks_kind, asks_kind_only
from portfolio_kit.repository.testing.over_nothing import over_nothing
from portfolio_kit.repository.testing.skipped import goes_home
from portfolio_kit.repository.testing.swallowed import swallowed
from portfolio_kit.repository.testing.tested import Names

_ANY_ERROR = frozenset({"Exception", "BaseException"})


def can_tell(node: ast.AST, names: Names, helpers: Iterable[ast.AST]) -> bool:
    """Whether a test, or a function that it calls, asserts anything that can be false, and comes to it."""
    if goes_home(node, names.places.has):
        return False
    unreached = over_nothing(names.module, node, names.places.matches)
    unreached |= _of_kind_only(node, names) | _below_what_never_holds(node)
    return _asserts(node, names.imported | _looped(node, names.imported), unreached) or any(map(_asserts, helpers))


def _of_kind_only(node: ast.AST, names: Names) -> set[int]:
    """The assertions that ask nothing but the kind of what always gives True or False."""
    plain = [part for part in walk(node) if isinstance(part, ast.Assert) and asks_kind(part.test)]
    tellers = names.places.tellers if plain else frozenset()
    return {id(part) for part in plain if asks_kind_only(part.test, tellers)}


def _below_what_never_holds(node: ast.AST) -> set[int]:
    """What stands below a condition that is true of nothing."""
    return {
        id(part)
        for outer in walk(node)
        if isinstance(outer, ast.If) and never_holds(outer.test)
        for statement in outer.body
        for part in walk(statement)
    }


def only_refuses_anything(node: ast.AST) -> bool:
    """Whether all that a test asks for is that some error comes, whichever: one of a wrong name will do as well."""
    parts = walk(node)
    if any(isinstance(part, (ast.Assert, ast.Raise)) for part in parts):
        return False
    asking = [part for part in parts if isinstance(part, ast.Call) and (asserted(part) is not None or _fails(part))]
    return bool(asking) and all(_takes_any_error(call) for call in asking)


def _takes_any_error(call: ast.Call) -> bool:
    kind = call.args[0] if name_called(call) in ("raises", "assertRaises") and call.args else None
    return isinstance(kind, ast.Name) and kind.id in _ANY_ERROR and not call.keywords


def _looped(node: ast.AST, imported: Iterable[str]) -> set[str]:
    """The names that a test gives in turn to what it imported: `for step in (prepare, train): ...`."""
    known = frozenset(imported)
    return {
        part.target.id
        for part in walk(node)
        if isinstance(part, ast.For)
        and isinstance(part.target, ast.Name)
        and isinstance(part.iter, (ast.Tuple, ast.List))
        and all(isinstance(item, ast.Name) and item.id in known for item in part.iter.elts)
    }


def _asserts(node: ast.AST, imported: Iterable[str] = (), unreached: Iterable[int] = ()) -> bool:
    """Whether it asserts anything that can be false."""
    thrown_away = swallowed(node) | never_called(node) | frozenset(unreached)
    parts = [part for part in walk(node) if id(part) not in thrown_away]
    plain = [part.test for part in parts if isinstance(part, ast.Assert)]
    calls = [part for part in parts if isinstance(part, ast.Call)]
    tests = plain + [test for call in calls if (test := asserted(call)) is not None]
    if tests:
        fixed, values = constants(node), given(node)
        for test in tests:
            meant = values.get(test.id, test) if isinstance(test, ast.Name) else test
            if can_fail(meant, fixed, imported) and not is_only_an_answer(meant, values):
                return True
    return any(asserted(call) is None and _fails(call) for call in calls) or any(
        isinstance(part, ast.Raise) and part.exc is not None and "AssertionError" in ast.unparse(part.exc)
        for part in parts
    )


def _fails(call: ast.Call) -> bool:
    """Whether a call is one that can fail a test, other than by what it compares."""
    name = name_called(call)
    if name in ("raises", "warns", "check_estimator", "deprecated_call"):
        return bool(call.args)
    return name.startswith("assert") and (
        any(not isinstance(argument, ast.Constant) for argument in call.args) or name.startswith("assert_called")
    )
