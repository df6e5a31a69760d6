"""Whether a route answers with a page for people instead of data for programs."""

from __future__ import annotations

import ast

from portfolio_kit.repository.code.syntax import dotted, name_called, walk
from portfolio_kit.repository.serving.apis import Route

_HTML = frozenset({"render_template", "render_template_string", "TemplateResponse", "render", "HTMLResponse"})
_BESIDE_A_PAGE = frozenset({"redirect", "RedirectResponse", "url_for", "str", "abort"})


def renders_html(route: Route) -> bool:
    """Whether a route answers with a page instead of data."""
    if any(_declares_page(decorator) for decorator in route.function.node.decorator_list):
        return True
    values: dict[str, ast.expr] = {}
    returned: list[ast.expr] = []
    for node in walk(route.function.node):
        if isinstance(node, ast.Assign):
            values.update((target.id, node.value) for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.Return) and node.value is not None:
            returned.append(node.value)
    answers = [values.get(value.id, value) if isinstance(value, ast.Name) else value for value in returned]
    return bool(answers) and all(map(_is_page, answers)) and any(map(_is_rendered, answers))


def _declares_page(decorator: ast.expr) -> bool:
    """Whether a decorator says that the answer is a page, `response_class=HTMLResponse`."""
    return isinstance(decorator, ast.Call) and any(
        word.arg == "response_class" and dotted(word.value).rpartition(".")[2] in _HTML for word in decorator.keywords
    )


def _is_rendered(answer: ast.expr) -> bool:
    return isinstance(answer, ast.Call) and name_called(answer) in _HTML


def _is_page(answer: ast.expr) -> bool:
    """Whether a route's answer is a page, or text and redirects that belong to one."""
    if _is_rendered(answer):
        return True
    if isinstance(answer, ast.Call):
        return name_called(answer) in _BESIDE_A_PAGE
    return isinstance(answer, (ast.Constant, ast.JoinedStr))
