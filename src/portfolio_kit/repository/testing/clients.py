"""Clients of tests: what asks an application for an answer without a server that runs already."""

from __future__ import annotations

import ast

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.python import Module
from portfolio_kit.repository.code.syntax import dotted

CLIENTS = re.compile(
    r"(?:^|\.)(?:TestClient|test_client|AsyncClient|ASGITransport|LiveServer|APIClient|test_request_context"
    r"|FastAPITestClient|AsyncTestClient|LambdaContext|aiohttp_client|asgi_client|sanic_client|TestServer"
    r"|AppTest\.from_(?:file|function|string))(?:\(\)|$|\.)"
    r"|^(?:werkzeug\.test|chalice\.test)\.Client(?:\(\)|$)"
)
# Clients that know their project by its settings, so that a test need not import anything of it.
_OF_SETTINGS = re.compile(
    r"^(?:django\.test\.(?:client\.)?(?:Client|AsyncClient)|rest_framework\.test\.(?:APIClient|RequestsClient))(?:\(\)|$|\.)"
)
# Cases that make a client for each of their tests, and what they call it.
_CASES = frozenset({
    "AioHTTPTestCase", "AsyncHTTPTestCase", "APITestCase", "APITransactionTestCase", "LiveServerTestCase",
})  # fmt: skip
_ASKING = ("self.client.", "self.fetch", "self.async_client.")


def is_of_settings(module: Module, node: ast.AST) -> bool:
    """Whether a call makes a client of Django's, which finds the project by itself."""
    if not isinstance(node, ast.Call):
        return False
    first, dot, rest = dotted(node.func).partition(".")
    return bool(_OF_SETTINGS.match(f"{module.aliases.get(first, first)}{dot}{rest}"))


def asks_by_case(module: Module, owner: ast.ClassDef | None, scope: str) -> bool:
    """Whether a test asks by the client that the class that it stands in makes."""
    known = bool(module.imports_any("django.test", "rest_framework.test")) or (
        owner is not None and any(dotted(base).rpartition(".")[2] in _CASES for base in owner.bases)
    )
    return known and any(call.name.startswith(_ASKING) for call in module.calls_in.get(scope, ()))
