"""Strings of code that are called like columns of people's data and are none: labels, keys of requests, authors."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import dotted, string, walk

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module

# What a form shows, and what is no table: the keys of a request, of settings, of a search's trials.
_LABELS = re.compile(
    r"(?:^|_)(?:label|title|placeholder|help|info|description|caption|tooltip|message|axis_name|xlabel|ylabel)$"
)
_KINDS = re.compile(r"(?:^|_)(?:type|kind|category|label|title|description|message)$")
_SESSION = "session_state"
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
    own = {function.last: function.node for function in module.functions}
    return {
        (text, line and line + start)
        for tree, start in module.trees
        for node in walk(tree)
        for text, line in (*_other_names(node), *_of_session(node), *_kinds(node, own))
    }


def _of_session(node: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield what an app remembers of who visits it, wherever it is called so: `st.session_state["user_id"]`."""
    keys: list[ast.expr | None] = []
    if isinstance(node, ast.Subscript) and dotted(node.value).endswith(_SESSION):
        keys.append(node.slice)
    elif isinstance(node, ast.Call) and dotted(node.func).endswith(f"{_SESSION}.update"):
        keys += [key for argument in node.args if isinstance(argument, ast.Dict) for key in argument.keys]
    yield from ((text, 0) for key in keys if key is not None and (text := string(key)))


def _kinds(node: ast.AST, own: Mapping[str, ast.FunctionDef | ast.AsyncFunctionDef]) -> Iterator[tuple[str, int]]:
    """Yield what a function of the module is handed as the kind of something: `add_node(key, name, "email")`."""
    function = own.get(node.func.id) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else None
    if isinstance(node, ast.Call) and function is not None:
        parameters = [*function.args.posonlyargs, *function.args.args]
        for parameter, value in zip(parameters, node.args, strict=False):
            if _KINDS.search(parameter.arg) and (text := string(value)):
                yield text, value.lineno


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
        # What is shown of an answer: f"Answer: {'Churn' if said else 'No churn'}".
        asked = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        chosen = [side for part in asked if isinstance(part, ast.IfExp) for side in (part.body, part.orelse)]
        named += [*node.values, *chosen]
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
