"""The port that a script's own server listens on, and whether it does more than start that server."""

from __future__ import annotations

import ast

from portfolio_kit.repository.code.facts import Call
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, walk

_STARTS = frozenset({"run", "run_server", "launch", "serve", "run_app", "run_simple", "serve_forever", "listen"})
_PORTS = ("port", "server_port")
# The ports of servers that are told none and read none from the environment.
_DEFAULTS = {"uvicorn.run": 8000, "waitress.serve": 8080, "aiohttp.web.run_app": 8080}
_FLASK = 5000
_HIGHEST = 65_535


def own_port(module: Module) -> int | None:
    """Return the port that a module's own server listens on whatever it is told; None where it can be told."""
    for call in module.calls:
        if call.last not in _STARTS:
            continue
        given = next((found for name in _PORTS if (found := call.keyword(name)) is not None), _positional(call))
        if given is not None:
            return _constant(module, given)
        default = _DEFAULTS.get(call.name)
        if default is not None:
            return default
        if call.last == "run" and module.imports_any("flask") and not module.imports_any("dash", "gradio"):
            return _FLASK
    return None


def _positional(call: Call) -> ast.expr | None:
    """Flask's `app.run("0.0.0.0", 5000)`; Tornado's and Dash's are always named or alone."""
    arguments = call.node.args
    if call.last == "listen" and arguments:
        return arguments[0]
    return arguments[1] if call.last == "run" and len(arguments) > 1 and call.name != "uvicorn.run" else None


def _constant(module: Module, node: ast.expr) -> int | None:
    if isinstance(node, ast.Name):
        values = [
            each.value
            for each in module.assignments
            for target in (each.targets if isinstance(each, ast.Assign) else [each.target])
            if isinstance(target, ast.Name) and target.id == node.id and each.value is not None
        ]
        return _constant(module, values[0]) if len(values) == 1 and not isinstance(values[0], ast.Name) else None
    if isinstance(node, ast.Constant) and isinstance(node.value, int) and 0 < node.value <= _HIGHEST:
        return node.value
    return None


def only_starts(module: Module) -> bool:
    """Whether all that a module does when it is run, and not when it is imported, is to start its server."""
    for tree, _ in module.trees:
        for node in tree.body:
            if isinstance(node, ast.If) and "__main__" in ast.dump(node.test):
                return all(_is_part_of_starting(inner) for inner in node.body)
            if _is_start(node):
                # It cannot be imported without starting.
                return False
    return True


def _is_part_of_starting(node: ast.stmt) -> bool:
    if isinstance(node, (ast.Import, ast.ImportFrom, ast.Pass)) or _is_start(node):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant) or (isinstance(node.value, ast.Call) and _only_says(node.value))
    # A port or a host that is read from somewhere.
    names = [target.id.lower() for target in getattr(node, "targets", ()) if isinstance(target, ast.Name)]
    return isinstance(node, ast.Assign) and all("port" in name or "host" in name or "debug" in name for name in names)


def _is_start(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and any(
        isinstance(inner, ast.Call) and dotted(inner.func).rpartition(".")[2] in _STARTS for inner in walk(node)
    )


def _only_says(call: ast.Call) -> bool:
    return dotted(call.func).split(".")[0] in ("print", "logging", "logger", "log")
