"""Strings of code that are called like columns of people's data and are none: labels, keys of requests, authors."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import dotted, string, walk

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module

# What a form shows, and what is no table: the keys of a request, of settings, of a search's trials.
_LABELS = re.compile(
    r"(?:^|_)(?:label|title|placeholder|help|info|description|caption|tooltip|message|axis_name|xlabel|ylabel)$"
)
_OF_AUTHORS = frozenset({"contact", "license_info", "author", "authors", "maintainer", "maintainers", "owner"})
_FORMS = ("st.", "streamlit.", "gr.", "gradio.", "dcc.", "html.")
_SETTINGS = ("Variable.get", "getenv", "environ.get")
_NO_TABLE = re.compile(
    r"(?:^|\.)(?:event|evt|request|req|response|resp|payload|body|config|cfg|settings|environ|session_state|state|params"
    r"|args)(?:\(\))?(?:\.|$)"
)
# What a list of words begins with that a program is started by.
_PROGRAMS = frozenset(
    {"git", "gh", "docker", "pip", "python", "python3", "aws", "gcloud", "az", "kubectl", "curl", "bash", "sh", "make"}
)
_STATUS = frozenset({"COMPLETE", "COMPLETED", "FAIL", "FAILED", "PRUNED", "RUNNING", "FINISHED", "PENDING"})
# Where an application keeps who may log in: no data that a model learns from.
_ACCOUNTS = re.compile(r"(?:^|/)migrations/|(?:^|[/_])(?:auth|authentication|login|signup)(?:[/_.]|$)")
_LOGINS = ("passlib", "bcrypt", "jose", "jwt", "flask_login", "django.contrib.auth", "fastapi.security")


def keeps_accounts(module: Module) -> bool:
    """Whether a module is about the accounts of an application's users, and reads no table and fits no model."""
    return (bool(_ACCOUNTS.search(module.path)) or module.imports_any(*_LOGINS) is not None) and not module.mentions(
        "read_csv", "read_parquet", ".fit("
    )


def no_columns(module: Module) -> set[tuple[str, int]]:
    """The strings of a module, with their lines, that name no column of the data; line 0 stands for any."""
    return {
        (text, line and line + start)
        for tree, start in module.trees
        for node in walk(tree)
        for text, line in _other_names(node)
    }


def _other_names(node: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield what a node calls by a name that is no column: what a form asks for, keys of requests, settings and
    trials, whole records, the words that a program is started with.
    """
    named: list[ast.expr | None] = []
    if isinstance(node, ast.Call):
        named += [keyword.value for keyword in node.keywords if keyword.arg and _LABELS.search(keyword.arg)]
        # Who wrote a program is in no data: FastAPI(contact={"name": ..., "email": ...}).
        named += [
            key
            for keyword in node.keywords
            if keyword.arg in _OF_AUTHORS and isinstance(keyword.value, ast.Dict)
            for key in keyword.value.keys
        ]
        called = dotted(node.func)
        named += node.args[:1] if called.startswith(_FORMS) or called.endswith(("Field", *_SETTINGS)) else []
    elif isinstance(node, ast.JoinedStr):
        named += node.values
    elif isinstance(node, ast.List) and node.elts and string(node.elts[0]) in _PROGRAMS:
        named += node.elts
    elif isinstance(node, ast.Subscript) and _NO_TABLE.search(dotted(node.value)):
        named.append(node.slice)
    elif isinstance(node, ast.Dict):
        named += [key for key, value in zip(node.keys, node.values, strict=True) if isinstance(value, ast.Dict)]
        # The values of a record, which has numbers as well: {"age": 41, "marital": "married"}.
        named += node.values if any(map(_is_number, node.values)) else []
    elif (
        isinstance(node, ast.Compare)
        and isinstance(node.left, ast.Subscript)
        and any(string(value) in _STATUS for value in node.comparators)
        and (text := string(node.left.slice))
    ):
        yield text, 0
    for value in named:
        if value is not None and (text := string(value)):
            yield text, value.lineno


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, (int, float))
