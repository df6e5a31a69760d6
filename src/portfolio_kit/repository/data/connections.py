"""Passwords of databases that stand in code beside where and as whom they open one, and the histories of shells.

A default that everybody knows opens what runs on one machine for an hour; a value of one's own is used again.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import string, walk
from portfolio_kit.repository.data.secrets import Secret, in_address
from portfolio_kit.repository.models.stages import is_test
from portfolio_kit.rubric.finding import Evidence

if TYPE_CHECKING:
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.repository import Repository

_PASSWORDS = frozenset({"password", "passwd", "pwd"})
_USERS = frozenset({"user", "username", "uid"})
_HOSTS = frozenset({"host", "server", "hostname"})
_DATABASES = frozenset({"database", "dbname", "db", "db_name"})
# What comes with a service, what a text tells to change, and what only tries something.
_DEFAULT = re.compile(
    r"admin|root|pass|user|postgre|mysql|maria|mongo|minio|airflow|mlflow|grafana|prefect|mage|docker|test|dev|local"
    r"|example|sample|demo|dummy|fake|secret|change|your|xxx|todo|default|welcome|qwert|abc|guest|\A(.)\1*\Z"
    r"|\A0?123|[<>{}$*%]|\.\.\.",
    re.IGNORECASE,
)
_LEFT_OPEN = re.compile(r"your|change|replace|placeholder|example|xxx|todo|insert|[<>{}*]|\.\.\.", re.IGNORECASE)
_OWN_MACHINE = re.compile(r"localhost$|127\.|0\.0\.0\.0|host\.docker", re.IGNORECASE)
_FEWEST_SIGNS = 4
_LONGEST_ADDRESS = 300
_BEGINNING = 3
_HISTORY = re.compile(r"\.(?:bash|zsh|sh|fish|psql|mysql|python|sqlite|node_repl)_history")


def opened(repository: Repository) -> Iterator[Secret]:
    """Yield such passwords, and the histories of what somebody typed; a report is read by more people than the
    repository, so that neither is quoted beyond its beginning.
    """
    for file in repository.files:
        if _HISTORY.fullmatch(file.name) and (first := file.head.split("\n", 1)[0].strip()):
            yield Secret("the history of a shell", Evidence(file.path, 1, f"…{first[:_BEGINNING]}…"), is_data=True)
    for module in repository.scripts:
        for value, line in _passwords(module):
            place = module.evidence(line)
            before = place.excerpt.partition(value)[0].strip("…")
            yield Secret("a database's password", replace(place, excerpt=f"…{before}…"))


def default_password(repository: Repository) -> Evidence | None:
    """Return where code opens a database of its own machine with a password that stands in the address: no secret, and
    still a habit to break.
    """
    for module in repository.modules:
        if is_test(module.path) or not module.mentions("://"):
            continue
        for text, line in sorted(module.strings, key=lambda item: item[1]):
            found = in_address(text) if len(text) <= _LONGEST_ADDRESS else None
            if found is not None and _OWN_MACHINE.match(found[1]) and not _LEFT_OPEN.search(found[0]):
                return module.evidence(line)
    return None


def _passwords(module: Module) -> Iterator[tuple[str, int]]:
    """Yield the passwords that a module gives a database beside its host, its user and its name, with their lines."""
    if is_test(module.path) or not module.mentions("passw", "pwd"):
        return
    for tree, start in module.trees:
        for node in walk(tree):
            given = _given(node)
            password = next((given[name] for name in given if name in _PASSWORDS), None)
            value = string(password) if password is not None else None
            if (
                password is not None
                and value
                and all(not kind.isdisjoint(given) for kind in (_USERS, _HOSTS, _DATABASES))
                and _is_own(
                    value, {text for other in given.values() if other is not password and (text := string(other))}
                )
            ):
                yield value, password.lineno + start


def _given(node: ast.AST) -> dict[str, ast.expr]:
    """What a call or a mapping gives by name."""
    if isinstance(node, ast.Call):
        return {keyword.arg.lower(): keyword.value for keyword in node.keywords if keyword.arg}
    if isinstance(node, ast.Dict):
        named = zip(node.keys, node.values, strict=True)
        return {text.lower(): value for key, value in named if key is not None and (text := string(key))}
    return {}


def _is_own(value: str, others: set[str]) -> bool:
    """Whether a password is none that comes along: no default, and not the same as the name of the user or database."""
    return len(value) >= _FEWEST_SIGNS and value not in others and not _DEFAULT.search(value)
