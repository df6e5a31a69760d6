"""The requests that Python code sends: `requests.post(url, json=…)` of scripts, `client.post(…)` of tests."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass

from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.repository.repository import Repository
from portfolio_kit.rubric.finding import Evidence

_METHODS = frozenset({"get", "post", "put"})
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Sent:
    """What a call sends, where it stands there to be read."""

    method: str
    url: str
    json: object = None
    form: object = None
    query: object = None


def in_code(repository: Repository) -> Iterator[tuple[Sent, Evidence]]:
    """Yield what scripts and tests send, the tests first: they are run."""
    for module in sorted(repository.modules, key=lambda module: not is_test(module.path)):
        if module.is_beyond or not module.mentions(".post(", ".get(", ".put("):
            continue
        routes = {id(node) for function in module.functions for node in function.node.decorator_list}
        for call in module.calls:
            if call.last in _METHODS and id(call.node) not in routes:
                sent = _sent(module, call)
                if sent is not None:
                    yield sent, module.evidence(call.line)


def _sent(module: Module, call: Call) -> Sent | None:
    known = _Known(module, call.scope)
    where = call.keyword("url") or (call.node.args[0] if call.node.args else None)
    url = known.value(where) if where is not None else None
    if not isinstance(url, str) or "/" not in url:
        return None
    given = {name: known.value(node) for name in ("json", "data", "params") if (node := call.keyword(name)) is not None}
    if any(value is None for value in given.values()) or call.keyword("files") is not None:
        return None
    return Sent(call.last.upper(), url, given.get("json"), given.get("data"), given.get("params"))


class _Known:
    """What expressions come to, where that can be read off: literals, and names that are given one once."""

    def __init__(self, module: Module, scope: str) -> None:
        self._module = module
        self._function = next((each.node for each in module.functions if each.name == scope), None)

    def value(self, node: ast.expr, depth: int = 0) -> object:
        """Return the value, or None where it is not known."""
        if depth > _DEEPEST:
            return None
        if isinstance(node, ast.Name):
            given = self._assigned(node.id)
            return self.value(given, depth + 1) if given is not None else None
        if isinstance(node, ast.Dict):
            return self._mapping(node, depth)
        if isinstance(node, ast.List):
            items = [self.value(item, depth + 1) for item in node.elts]
            return None if any(item is None for item in items) else items
        if isinstance(node, ast.Call) and dotted(node.func) == "json.dumps" and node.args:
            return json.dumps(self.value(node.args[0], depth + 1))
        return self._text(node, depth) if isinstance(node, (ast.JoinedStr, ast.BinOp)) else _literal(node)

    def _text(self, node: ast.JoinedStr | ast.BinOp, depth: int) -> str | None:
        """A text that is put together, what is not known of it left out: of `f"{BASE}/predict"` the path is enough."""
        if isinstance(node, ast.JoinedStr):
            return "".join(str(part.value) if isinstance(part, ast.Constant) else "" for part in node.values)
        left, right = self.value(node.left, depth + 1), self.value(node.right, depth + 1)
        return f"{left or ''}{right}" if isinstance(right, str) and isinstance(node.op, ast.Add) else None

    def _mapping(self, node: ast.Dict, depth: int) -> dict[str, object] | None:
        found: dict[str, object] = {}
        for key, item in zip(node.keys, node.values, strict=True):
            value = self.value(item, depth + 1)
            is_null = isinstance(item, ast.Constant) and item.value is None
            if not isinstance(key, ast.Constant) or (value is None and not is_null):
                return None
            found[str(key.value)] = value
        return found

    def _assigned(self, name: str) -> ast.expr | None:
        bodies = [self._function.body] if self._function is not None else []
        bodies += [tree.body for tree, _ in self._module.trees]
        for body in bodies:
            values = [
                node.value
                for node in body
                if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None
                for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
                if isinstance(target, ast.Name) and target.id == name
            ]
            if values:
                return values[0]
        return None


def _literal(node: ast.expr) -> object:
    try:
        found: object = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
    return found if isinstance(found, (str, int, float, bool)) else None
