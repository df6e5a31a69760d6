"""Stand-ins that `patch` hands to a test by its arguments."""

from __future__ import annotations

import ast
import builtins

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import dotted, walk

_PATCHES = re.compile(r"(?:^|\.)patch(?:\.object)?$")
_BUILT_IN = frozenset(dir(builtins))
_OWN = frozenset({"self", "cls"})
_PAIR = 2


def handed_in(function: ast.AST) -> frozenset[str]:
    """Return the arguments that `patch` fills with stand-ins, of a test that calls nothing but those."""
    if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return frozenset()
    patches = [
        part for part in function.decorator_list if isinstance(part, ast.Call) and _patches(part) and _brings(part)
    ]
    arguments = [part.arg for part in function.args.args if part.arg not in _OWN]
    names = frozenset(arguments[: len(patches)])
    calls = [part for statement in function.body for part in walk(statement) if isinstance(part, ast.Call)]
    is_alone = all(dotted(call.func).partition(".")[0].removesuffix("()") in names | _BUILT_IN for call in calls)
    return names if is_alone else frozenset()


def _patches(call: ast.Call) -> bool:
    return bool(_PATCHES.search(dotted(call.func)))


def _brings(call: ast.Call) -> bool:
    """Whether a patch makes the stand-in itself, and so hands it to the test."""
    return len(call.args) == (_PAIR if dotted(call.func).endswith(".object") else 1) and not any(
        keyword.arg == "new" for keyword in call.keywords
    )
