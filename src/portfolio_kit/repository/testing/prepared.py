"""What the class of a test prepares for it: of what is done before each test, the part that the test uses."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from portfolio_kit.repository.code.syntax import walk

_BEFORE = frozenset({"setUp", "setUpClass", "asyncSetUp", "setup_method", "setup_class", "setup"})
_Method = ast.FunctionDef | ast.AsyncFunctionDef


def prepared(owner: ast.ClassDef, test: ast.AST) -> Iterator[ast.AST]:
    """Yield the methods beside a test, and of what is done before it the statements that it has a use for."""
    used = {
        part.attr
        for part in walk(test)
        if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id in ("self", "cls")
    }
    if not used:
        return
    for item in owner.body:
        if not isinstance(item, _Method) or item.name.startswith("test"):
            continue
        if item.name not in _BEFORE:
            yield item
            continue
        for statement in item.body:
            kept = _kept(statement)
            if kept is None or kept in used:
                yield statement


def _kept(statement: ast.stmt) -> str | None:
    """The attribute that a statement gives a value, if it does that."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    names = [target.attr for target in targets if isinstance(target, ast.Attribute)]
    return names[0] if names else None
