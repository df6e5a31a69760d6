"""Which file a function reads that is only handed a path: what those that call it in its module put together."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.formatted import with_gaps
from portfolio_kit.repository.code.syntax import name_called, own_nodes, string

if TYPE_CHECKING:
    from portfolio_kit.repository.code.facts import Function
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.models.found_stages import Use

_FILE = re.compile(r"[^\s/\\:*?\"<>|]{1,80}\.\w{2,8}")
_JOINING = frozenset({"Path", "PurePath", "join", "str", "joinpath"})
_DEEPEST, _MOST_PARTS = 8, 4


def handed_in(use: Use) -> list[str]:
    """Return the paths of the files that a call which reads is given by the callers of its function; none where the
    call names one itself, or nobody here puts one together.
    """
    module = use.module
    function = next((one for one in module.functions if one.name == use.call.scope), None)
    given = next(iter(use.call.node.args), None)
    if function is None or not isinstance(given, ast.Name):
        return []
    plain = [argument.arg for argument in (*function.node.args.posonlyargs, *function.node.args.args)]
    if given.id not in plain or any(map(_is_of(given.id), own_nodes(function.node))):
        return []
    at = plain.index(given.id) - (1 if function.in_class and plain[0] in ("self", "cls") else 0)
    return list(dict.fromkeys(_handed(module, function, given.id, at)))


def _handed(module: Module, function: Function, name: str, at: int) -> Iterator[str]:
    """Yield the paths of files that the functions of a module hand to one of them."""
    for call in sorted(module.calls, key=lambda call: call.line):
        if call.last == function.last:
            value = call.keyword(name) or (call.node.args[at] if at < len(call.node.args) else None)
            caller = next((one for one in module.functions if one.name == call.scope), None)
            path = posixpath.normpath(_path(value, caller, 0)) if value is not None else ""
            if _FILE.fullmatch(posixpath.basename(path)):
                yield path


def _path(node: ast.AST, function: Function | None, depth: int) -> str:
    """The path that an expression comes to in a function, with gaps for what is not known."""
    if depth < _DEEPEST:
        if (text := string(node)) is not None:
            return with_gaps(node).replace("\\", "/") if isinstance(node, ast.JoinedStr) else text.replace("\\", "/")
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            return posixpath.join(*(_path(part, function, depth + 1) for part in (node.left, node.right)))
        if isinstance(node, ast.Call) and name_called(node) in _JOINING and node.args:
            return posixpath.join(*(_path(part, function, depth + 1) for part in node.args[:_MOST_PARTS]))
        if isinstance(node, ast.Name) and function is not None and (value := _given(node.id, function)) is not None:
            return _path(value, function, depth + 1)
    return f"{{{node.id}}}" if isinstance(node, ast.Name) else "{…}"


def _is_of(name: str) -> Callable[[ast.AST], bool]:
    """Whether a node gives a name another value."""
    return lambda node: isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)


def _given(name: str, function: Function) -> ast.expr | None:
    """What a name is given in a function, or where nobody says otherwise."""
    for node in own_nodes(function.node):
        if isinstance(node, ast.Assign) and any(isinstance(one, ast.Name) and one.id == name for one in node.targets):
            return node.value
    arguments = function.node.args
    plain = [*arguments.posonlyargs, *arguments.args]
    pairs = [
        *zip(plain[len(plain) - len(arguments.defaults) :], arguments.defaults, strict=True),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]
    return next((value for argument, value in pairs if argument.arg == name), None)
