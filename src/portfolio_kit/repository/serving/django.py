"""The routes of Django and its REST framework: the views that a module of addresses names, with their paths."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from portfolio_kit.repository.code.facts import Function
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted, string

_ADDRESSING = ("django.urls", "django.conf.urls", "rest_framework.routers")
_PATHS = frozenset({"path", "re_path", "url"})
# Methods that a view's class answers requests with, and the HTTP method of each.
_ANSWERING = {
    "get": "GET",
    "post": "POST",
    "put": "PUT",
    "list": "GET",
    "retrieve": "GET",
    "create": "POST",
    "perform_create": "POST",
}
_DEEPEST = 4


class View(NamedTuple):
    """A function that answers a path, and by which methods."""

    path: str
    methods: tuple[str, ...]
    module: Module
    function: Function


def views(module: Module, scripts: Sequence[Module]) -> Iterator[View]:
    """Yield the views that a module of addresses names, by `path(...)` or by a router that registers their class.

    A view that no such module names is never asked.
    """
    if not module.imports_any(*_ADDRESSING):
        return
    before = _included_at(module, scripts)
    for call in module.calls:
        if len(call.node.args) > 1 and (call.last in _PATHS or call.last == "register"):
            name = _named(call.node.args[1])
            path = f"/{before}{(call.text() or '').strip('^$').rstrip('/')}"
            yield from _of_name(module, name, path, scripts, is_registered=call.last == "register")


def _included_at(module: Module, scripts: Sequence[Module]) -> str:
    """What another module of addresses puts before the paths of this one: `path("api/", include("app.urls"))`."""
    dotted_path = module.path.removesuffix(".py").replace("/", ".")
    for other in scripts:
        if other is module or not other.mentions("include("):
            continue
        for call in other.calls:
            if call.last in _PATHS and len(call.node.args) > 1 and isinstance(call.node.args[1], ast.Call):
                included = call.node.args[1]
                name = string(included.args[0]) if included.args else None
                if name and dotted(included.func).endswith("include") and f".{dotted_path}".endswith(f".{name}"):
                    return (call.text() or "").strip("^$")
    return ""


def _named(node: ast.expr) -> str:
    """The dotted name of a view: of `csrf_exempt(views.Predict.as_view())` it is `views.Predict`."""
    for _ in range(_DEEPEST):
        if not isinstance(node, ast.Call):
            break
        if isinstance(node.func, ast.Attribute) and node.func.attr == "as_view":
            node = node.func.value
        elif node.args:
            node = node.args[0]
        else:
            break
    return dotted(node)


def _of_name(module: Module, name: str, path: str, scripts: Sequence[Module], *, is_registered: bool) -> Iterator[View]:
    """Yield the functions that answer for one name: a function of that name, or the methods of a class."""
    last = name.rpartition(".")[2]
    for other in _candidates(module, name, scripts):
        function = next((one for one in other.functions if one.name == last), None)
        if function is not None and not is_registered:
            yield View(path, _listed(function) or ("GET", "POST"), other, function)
            return
        if any(node.name == last for node in other.classes):
            for method in other.functions:
                if method.in_class == last:
                    yield from _of_method(method, other, path)
            return


def _candidates(module: Module, name: str, scripts: Sequence[Module]) -> list[Module]:
    """The modules that a name may be imported from: those of the same application first."""
    parts = module.aliases.get(name.partition(".")[0], "").strip(".").split(".")
    own = {function.name for function in module.functions} | {node.name for node in module.classes}
    if name in own and name not in module.aliases:
        return [module]
    found = [other for other in scripts if other.file.stem in parts or "views" in other.path]
    home = module.path.rpartition("/")[0]
    return sorted(found, key=lambda other: (not other.path.startswith(home), other.file.stem not in parts))


def _of_method(method: Function, module: Module, path: str) -> Iterator[View]:
    if method.last in _ANSWERING:
        yield View(path, (_ANSWERING[method.last],), module, method)
    elif any(name.rpartition(".")[2] == "action" for name in method.decorators):
        yield View(f"{path.rstrip('/')}/{method.last}", _listed(method) or ("GET",), module, method)


def _listed(function: Function) -> tuple[str, ...]:
    """The methods that a decorator lists: `@api_view(["POST"])`, `@action(methods=["post"])`, `@require_POST`."""
    for decorator, name in zip(function.node.decorator_list, function.decorators, strict=True):
        last = name.rpartition(".")[2]
        if last in ("require_POST", "require_GET"):
            return (last.rpartition("_")[2],)
        if last not in ("api_view", "action", "require_http_methods") or not isinstance(decorator, ast.Call):
            continue
        given = [
            *decorator.args,
            *(word.value for word in decorator.keywords if word.arg in ("methods", "http_method_names")),
        ]
        return tuple(
            text.upper()
            for node in given
            if isinstance(node, (ast.List, ast.Tuple))
            for item in node.elts
            if (text := string(item))
        )
    return ()
