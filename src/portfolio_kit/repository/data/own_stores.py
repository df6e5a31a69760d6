"""Data that code reads from a database or a bucket of the project's own, which nothing in the repository fills."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from portfolio_kit import lazily as re
from portfolio_kit.repository.code.syntax import string
from portfolio_kit.repository.models.stages import READ, is_test, stage_of

if TYPE_CHECKING:
    from portfolio_kit.repository.code.facts import Call
    from portfolio_kit.repository.code.python import Module
    from portfolio_kit.repository.repository import Repository
    from portfolio_kit.rubric.finding import Evidence

_QUERYING = frozenset({"read_sql", "read_sql_query", "read_sql_table"})
_COMMENT = re.compile(r"--[^\n]*|/\*[^*]{0,2000}\*/")
_TABLE = re.compile(r"\b(?:from|join)\s+[\"`\[]?(?:\w{1,80}[\"`\]]?\.[\"`\[]?){0,2}(\w{1,80})", re.IGNORECASE)
_NAME = re.compile(r"\w{1,80}")
_NAMED_INSIDE = re.compile(r"\b(\w{1,80})\s+as\s*\(", re.IGNORECASE)
_READ_BEFORE = re.compile(
    r"(?:\b(?:from|join)\s+[\"`\[]?(?:\w{1,80}\.){0,2}|read_sql\w{0,6}\(\s*\\?[\"'])$", re.IGNORECASE
)
# What anybody may ask.
_PUBLIC = re.compile(r"public", re.IGNORECASE)
# What a database can be filled from, and files that are one, where no server is asked.
_DUMPS = (".sql.gz", ".dump", ".bak")
_DATABASES = (".db", ".sqlite", ".sqlite3", ".duckdb", ".mdb", ".accdb")
_SERVER = re.compile(
    r"(?:postgres|mysql|mariadb|oracle|mssql|redshift|snowflake|clickhouse)[\w+]{0,30}://", re.IGNORECASE
)
_LARGEST = 2_000_000
_FETCHING = frozenset({
    "get_object", "fget_object", "download_file", "download_fileobj", "download_blob", "download_to_filename",
    "download_as_bytes", "download_as_string", "download_as_text",
})  # fmt: skip
_CLIENTS = ("boto3", "minio", "google.cloud", "azure.storage")
_SENDING = re.compile(r"^(?:f?put_object|upload\w*|copy_object)$")
_OPEN_TO_ALL = ("UNSIGNED", "anon=True", "create_anonymous_client")
_OF_BUCKETS = re.compile(r"\bs3\b|bucket|minio|\bgcs\b|blob storage|gsutil", re.IGNORECASE)


class Unfilled(NamedTuple):
    """What is read of a store that nothing fills, in words, and where."""

    what: str
    place: Evidence
    here: str = ""
    """The table of data that is in the repository, by its path, or the folder of several."""


def unfilled(modules: Sequence[Module], repository: Repository) -> Unfilled | None:
    """Return the table of a database, or the bucket, that some modules read and that nothing here fills.

    A table is asked for where a query names it: nothing fills it where its name stands nowhere in the repository but in
    what reads it and in comments, and no file of a database is here. A bucket is asked for where what comes out of it
    is read as a table: nothing fills it where no code sends anything to one, no text tells of one, and it is not open
    to all.
    """
    found = next((found for module in modules for found in _unfilled_of(module, repository)), None)
    tables = repository.supply.fitting if found else ()
    if found is None or not tables:
        return found
    return found._replace(here=tables[0].path if len(tables) == 1 else f"the data of {tables[0].folder or 'the root'}")


def _unfilled_of(module: Module, repository: Repository) -> Iterator[Unfilled]:
    if module.mentions(*_QUERYING) and not _came_along(module, repository):
        for call in repository.live.calls(module):
            tables = _tables(module, call) if call.last in _QUERYING else ()
            if tables and not any(_is_filled(table, repository) for table in tables):
                yield Unfilled(f"the table {tables[0]} of a database", module.evidence(call.named_at))
    if module.mentions(*_FETCHING) and not module.mentions(*_OPEN_TO_ALL) and _is_closed(repository):
        calls = repository.live.calls(module)
        reading = {call.scope for call in calls if stage_of(call) == READ}
        for call in calls:
            if call.last in _FETCHING and call.scope in reading:
                yield Unfilled("a bucket", module.evidence(call.named_at))


def _came_along(module: Module, repository: Repository) -> bool:
    """Whether a file here may be the database that a module asks."""
    asks_server = any(_SERVER.match(text) for text, _ in module.strings)
    ends = _DUMPS if asks_server else (*_DUMPS, *_DATABASES)
    return any(file.name.endswith(ends) for file in repository.files)


def _tables(module: Module, call: Call) -> tuple[str, ...]:
    """The tables that a call asks for by name; none where its query is not known."""
    asked = call.node.args[0] if call.node.args else call.keyword("sql") or call.keyword("table_name")
    if isinstance(asked, ast.Call) and asked.args:
        # What only marks a string as SQL: `text("SELECT …")`.
        asked = asked.args[0]
    texts = [string(asked)] if string(asked) else list(module.assigned.get(getattr(asked, "id", ""), ()))
    if len(texts) != 1 or not texts[0]:
        return ()
    query = _COMMENT.sub(" ", texts[0]).strip()
    if _PUBLIC.search(query):
        return ()
    if _NAME.fullmatch(query):
        return (query,)
    inside = {name.lower() for name in _NAMED_INSIDE.findall(query)}
    return tuple(name for name in _TABLE.findall(query) if name.lower() not in inside)


def _is_filled(table: str, repository: Repository) -> bool:
    """Whether a table is named anywhere but where it is read: created, written, or told of."""
    name = re.compile(rf"(?<!\w){re.escape(table)}(?!\w)", re.IGNORECASE)
    lowered = table.lower()
    for file in repository.files:
        if file.size > _LARGEST or lowered not in file.text.lower():
            continue
        for line in file.text.splitlines():
            plain = line.lstrip(" \t\"'")
            if lowered not in plain.lower() or plain.startswith(("--", "#")):
                continue
            if any(not _READ_BEFORE.search(plain[: found.start()][-600:]) for found in name.finditer(plain)):
                return True
    return False


def _is_closed(repository: Repository) -> bool:
    """Whether there are clients of buckets, of which none sends anything, and no text tells of a bucket."""
    modules = [module for module in repository.modules if not is_test(module.path)]
    return (
        any(module.mentions(*_CLIENTS) for module in modules)
        and not any(_SENDING.match(call.last) for module in modules for call in module.calls)
        and not any(_OF_BUCKETS.search(document.source) for document in repository.documents)
    )
